"""The messages of commands and calls."""

MESSAGES: dict[int, tuple[str, str]] = {
    500: ("The command was put wrongly: {reason}", "See: {command} --help"),
    501: ("{view} cannot be filtered by {name}", "Filters of {view}: {known}."),
    502: ('"{value}" is not a {name}', "Use one of: {known}."),
    503: ('"{value}" is not a date for {name}', "Write a year, month or day: 2031, 2031-05 or 2031-05-12."),
    504: ("{name} must be a whole number of at least 1, not {value}", "Leave it out, or give a larger one."),
    505: ("Both --json and --csv were asked for", "Leave one of them out."),
    506: ("{call} takes {wanted}, not {given}", "Example: {example}"),
    507: ("There is no option of this name", "List them with --help. For a file of this name write ./{option}."),
    508: ("The demo's reports cannot be put there ({reason})", "Name a folder that is not there yet."),
    520: ("The list of actors cannot be read ({fault})", "Give a CSV or JSON Lines file in UTF-8."),
    521: (
        "This line of the list of actors cannot be used ({fault})",
        "Mend it or take it out. Columns: name, other_names, kind, country, sector, role, from, until, source.",
    ),
    522: ("Nobody is named as the author", "Give your name: in the form, with --author NAME, or in ONRECORD_AUTHOR."),
    523: ("A {kind} has no such field to correct", "Use one of: {known}."),
    524: (
        '"{words}" does not stand in this report ({field})',
        "Copy the words from the text exactly, or give START-END in characters.",
    ),
    525: ("This stands {count} times in the report", "Say which: WORDS#2 for the second, or one of {spans}."),
    526: ("The correction was put wrongly: {problem}", "See: onrecord correct --help"),
    527: ("A missed {kind} cannot be added without its {field}", "Give {field}=VALUE, in the report's words."),
    528: ("{value} is not a time", "Write it as 2031-05-12T14:30:00Z."),
    529: ("This field takes {wanted}, not {count}", "See: onrecord correct --help"),
    530: ("A board needs two parties", "Name them: --party NAME --party NAME."),
    531: (
        "The record knows nobody of this name: {party}",
        "List who appears with: onrecord actors RECORD. Names match by whole words.",
    ),
    532: ("{name} cannot be {value}", "Use one of: {known}."),
    533: ("The picture would be written over the record itself ({path})", "Name another file for it."),
    534: ("--svg and --html both name {path}", "Name two files."),
    535: (
        "Whom the record knows by the name {party} is another party of this board already",
        "Leave one of the two out, or name them so that they differ: onrecord actors RECORD lists who appears.",
    ),
    540: ("No page of reports ends here ({value})", "Leave `after` out for the first page, or give one as it came."),
    541: (
        "Characters {start} to {stop} are no passage of this report, which has {length}",
        "Give START-END in characters, counted from 0, with the end exclusive.",
    ),
}
