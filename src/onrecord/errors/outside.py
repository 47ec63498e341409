"""The messages of labelled reports, exports and imports."""

MESSAGES: dict[int, tuple[str, str]] = {
    601: ("There is no gold file of this name", "Check the spelling; it must be a file of labelled reports."),
    602: ("The gold file cannot be opened ({problem})", "Name one file of labelled reports that you may read."),
    603: ("A line of the gold file is not JSON in UTF-8 ({problem})", "Give one JSON object on each line."),
    604: (
        "A line of the gold file has not the form that is scored ({problem})",
        "Correct the key that is named; documents without a label leave its key out.",
    ),
    605: (
        "A labelled span lies outside its text ([{start}, {end}) in {length} characters)",
        "Count Unicode code points from 0, with the end exclusive.",
    ),
    606: ("An id stands twice in the gold file ({id})", "Give each line an id of its own."),
    607: ("The gold file holds no labelled report", "Give one JSON object on each line."),
    608: ("The gold file holds no labels to score {kind} by", "Its lines need {labels}."),
    609: ("This cannot be scored", "Choose one of {kinds}."),
    610: (
        "Nobody has looked at an entry of this record yet",
        "Accept or correct some: onrecord correct RECORD REPORT ENTRY --accept.",
    ),
    611: ("This file is not {format} ({reason})", "Give {wanted}."),
    612: ("This annotation cannot be read ({reason})", "Mend it or take it out; the others are used."),
    613: (
        'This annotation is detached: "{quote}" does not stand in the report just once, nor where it is said to',
        "Nothing was changed by it. Mark the passage again in the report's own text.",
    ),
    614: (
        "The entry that this annotation was made on ({entry}) is not found in the report as it is read now",
        "Nothing was changed by it. Export again, and mark it there.",
    ),
    615: ("{what} cannot be corrected", "Nothing was changed by it. {known} can be corrected."),
    616: ("The record holds no report that this annotation is on ({report})", "Add the report first, or take it out."),
    617: (
        "This annotation says of no entry what it is",
        "Tag it type=REQUEST (or another type of move), or kind=indirect (or direct, mixed) for a statement.",
    ),
    618: ("The export would be written over the record itself ({path})", "Name another file for it."),
    620: (
        "Entry {entry} was changed in the file, and since the export in the record too",
        "Nothing was changed by it. Export again, and mark it there.",
    ),
    621: ("This line cannot be used ({reason})", "Mend it or take it out; the others are used."),
    622: (
        "The library that reads and writes UIMA files is not installed",
        "Install it with: pip install 'onrecord[inception]'",
    ),
}
