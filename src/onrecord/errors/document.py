"""The messages of a report's text."""

MESSAGES: dict[int, tuple[str, str]] = {
    201: ("There is nothing to read: it is empty", "Check that it was saved or downloaded completely."),
    202: (
        "This is not a report's text but {what}",
        "Give reports in one of the forms of docs/intake.md; export them first.",
    ),
    203: ("The encoding of this text could not be told", "Save it as UTF-8 and read it again."),
    204: ("This page holds no article text", "Save the page with its article open, or give the article as text."),
    205: (
        "This report has {length} characters, more than the {limit} allowed",
        "Split it into its reports, or allow more with --max-chars {length}.",
    ),
    206: ("This line is not whole, valid JSON ({reason})", "Mend or finish it; the other lines are kept."),
    207: ("This entry has no `text`", "Give each report as an object whose `text` is a string; the others are kept."),
    208: ("`{key}` of this entry is not {kind}", "Mend the value, or leave the key out; other entries are kept."),
    209: ("This page is larger than {limit} bytes", "Save the article's page alone, or give the article as text."),
    210: ("This page could not be taken apart ({reason})", "Give the article as text."),
    211: (
        "This {form} is damaged, cut off or too large ({reason})",
        "What could be read of it was. Fetch or export it again, or split it, for the rest.",
    ),
    212: (
        "This item holds no text to read, only {what}",
        "Give the page that it stands for, if there is one; the other items are read.",
    ),
    213: (
        "This item was taken back by its provider ({status}), and is not read",
        "If you need its words all the same, give them as text or JSON Lines.",
    ),
    214: (
        "{count} of the {total} items of this feed hold a summary only, which was read",
        "For the whole reports save the pages that the items lead to, and give those.",
    ),
    215: ("This report is under embargo until {until}; it was read", "Do not publish what stands in it before."),
    216: ("Passed over: this item is {what}, not text", "Nothing has to be done; the reports beside it are read."),
    220: (
        "This text is not UTF-8; it was read as {encoding}, a guess",
        "Where letters look wrong, save it as UTF-8 and read it again.",
    ),
    221: (
        "{count} of its characters are no text (NUL or damaged); each stands as U+FFFD, the first at offset {first}",
        "Fetch or export the report again if words are lost.",
    ),
    222: (
        "This report is in {language}, which onrecord does not read",
        "Its text is kept and can be searched. Add a translation as a report of its own to have it read.",
    ),
    223: (
        "{count} of its paragraphs are in another language ({languages}) and were not read",
        "The others were. Add a translation as a report of its own to have those read.",
    ),
    230: (
        "This table has no column of texts; its columns are: {columns}",
        "Name the column that holds the reports' texts `text`, and read it again.",
    ),
    231: (
        "This is a list of {count} stories from Media Cloud: titles and addresses, but no texts",
        "Media Cloud gives out no texts. Read the pages that its `url` column names: onrecord read --fetch ADDRESS...",
    ),
    232: ("This row cannot be used ({reason})", "Mend it, or take it out; the other rows are kept."),
    233: ("This Parquet file cannot be read ({reason})", "Write it again, or give it as CSV or JSON Lines."),
    234: (
        "The column `{column}` of this Parquet file holds {kind}, no text",
        "Write it as a column of strings, and read it again.",
    ),
    235: (
        "This PDF holds pictures of its {count} pages, but no text",
        "Run text recognition (OCR) on it first, such as: ocrmypdf IN.pdf OUT.pdf. Then read OUT.pdf.",
    ),
    236: (
        "This document is locked with a password",
        "Open it with the password and save a copy without, then read that.",
    ),
    237: ("This PDF cannot be read ({reason})", "Open it in a viewer and print it to PDF again, or give its text."),
    238: (
        "This document has {count} {what}, more than the {limit} that are read",
        "Split it into several, each of whole reports.",
    ),
    239: (
        "This {kind} document cannot be read ({reason})",
        "Open it in a word processor and save it again, or save it as text.",
    ),
    240: (
        "This {kind} file could not be read: {reason}",
        "The other files are not touched by it. It may be damaged, or made to do harm: save it in another form.",
    ),
    241: (
        "This article of the export has no text",
        "It may be a picture or a graphic. If it has words, export it again with the full text.",
    ),
}
