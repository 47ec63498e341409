"""Every message that a user can meet, numbered, each with its remedy.

OnrecordError
├── SourceError     1xx  a file, folder or stream could not be brought in
├── DocumentError   2xx  its bytes could not be turned into a report's text
├── ReadingError    3xx  its text could not be read
├── StoreError      4xx  a record could not be opened, written or asked
├── UsageError      5xx  a command or a call was put wrongly
├── EvaluateError   601-610  labelled reports could not be scored
├── ExchangeError   611-  an outside format could not be written, or what came in one could not be used
└── DeskError       7xx  the desk could not be reached, or would not do what was asked

A message says what happened, where, and what to do next. The number is stable: it may be searched for.
"""

from typing import ClassVar, Self


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose.

    `number` is the message's key in `MESSAGES`; `where` names the file, line or span; the remaining
    keyword arguments fill the message's fields. Raises `KeyError` for a number that does not exist.

    >>> error = SourceError(101, where="talks/day3.txt")
    >>> print(error)
    E101 There is no file or folder of this name: talks/day3.txt. Check the spelling, or list the folder.
    """

    exit_status: ClassVar[int] = 1

    @property
    def notice(self) -> bool:
        """Whether this only says what one should know of what was read: no report is missing, and nothing failed."""
        return self.number in NOTICES

    def __init__(self, number: int, where: str = "", **facts: object) -> None:
        what, remedy = MESSAGES[number]
        self.number = number
        self.where = where
        self.what = what.format(**facts)
        self.remedy = remedy.format(**facts)
        self.facts = facts
        super().__init__(self._sentence())

    def at(self, where: str) -> Self:
        """The same error, at the place that only the caller knows."""
        return type(self)(self.number, where, **self.facts)

    def _sentence(self) -> str:
        place = f": {self.where}" if self.where else ""
        return f"E{self.number} {self.what}{place}. {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between worker processes, so they must survive pickling with their keyword facts.
        return _restore, (type(self), self.number, self.where, self.facts)


def _restore(kind: type[OnrecordError], number: int, where: str, facts: dict[str, object]) -> OnrecordError:
    return kind(number, where, **facts)


class SourceError(OnrecordError):
    """A file, folder or stream could not be brought in."""


class DocumentError(OnrecordError):
    """The bytes could not be turned into a report's text."""


class ReadingError(OnrecordError):
    """The text could not be read."""


class StoreError(OnrecordError):
    """A record could not be opened, written or asked."""


class UsageError(OnrecordError):
    """A command or call was put wrongly."""

    exit_status = 2


class EvaluateError(OnrecordError):
    """Labelled reports could not be scored."""


class ExchangeError(OnrecordError):
    """An outside format could not be written, or what came in one could not be used."""


class DeskError(OnrecordError):
    """The desk could not be reached, or would not do what was asked."""


NOTICES = frozenset({118, 214, 215, 216, 220, 221})
"""Messages that stand beside what was read: they change no exit status, and no report counts as skipped for them."""

MESSAGES: dict[int, tuple[str, str]] = {
    # 1xx source
    101: ("There is no file or folder of this name", "Check the spelling, or list the folder."),
    102: ("This file or folder could not be read ({reason})", "Check who may read it, or copy it elsewhere."),
    103: ("This folder holds no files", "Name the folder that holds the reports; hidden files are skipped."),
    104: ("This file is larger than {limit} bytes", "Split it into several files, each of whole reports."),
    105: ("There is no standard input", "Send the report in with a pipe, or name a file instead of `-`."),
    106: (
        "This is damaged or cut off ({reason})",
        "What could be read of it was. Copy or fetch it again for the rest.",
    ),
    107: (
        "From {taken} bytes this unpacks to more than {given}, which no reports do",
        "It was left there; what came before was read. If it is right, unpack it yourself and give the files.",
    ),
    108: (
        "This unpacks to more than {limit} bytes in all",
        "What came before was read. Unpack it yourself and give the files, or split it.",
    ),
    109: ("This archive has more than {limit} members", "Split it into several archives, or unpack it."),
    110: (
        "This is packed in more than {depth} layers of archives and compressions",
        "Unpack some of them yourself and give the files.",
    ),
    111: (
        "This member is locked with a password",
        "Unpack it with the password and give the file; the others are read.",
    ),
    112: (
        "This member is packed in a way that is not read ({way})",
        "Unpack it with another program and give the file; the others are read.",
    ),
    113: (
        "The list of members at this archive's end is missing or damaged",
        "Its members are read as far as they are found without. Copy or fetch it again for the rest.",
    ),
    114: ("This record of the web archive is damaged ({reason})", "The others are read. Fetch the archive again."),
    115: (
        "This web archive is damaged in {count} places",
        "It was left there; what came before was read. Fetch it again.",
    ),
    118: ("Passed over in this archive: {what}", "These are no reports; unpack it to look at them."),
    119: ("There is nothing in this archive", "Check that it was saved or downloaded completely."),
    120: (
        "This is an address, and nothing is fetched unless asked",
        "Add --fetch to fetch it, or save the page and give the file.",
    ),
    121: ("This address cannot be fetched: {reason}", "Give the http or https address of one page or file."),
    122: (
        "This address was not asked, since {reason}",
        "Only pages in the public network are fetched. Save the page with a browser and give the file.",
    ),
    123: (
        "No machine of the name {host} was found",
        "Check the spelling and the network; proxies are not used. Or save the page and give the file.",
    ),
    124: ("There was no whole answer from this address: {reason}", "Try later, or save the page and give the file."),
    125: (
        "It is not certain who answers at this address ({reason})",
        "Look at it in a browser; if you trust it, save the page and give the file.",
    ),
    126: (
        "The server gave no page but status {status}",
        "Open it in a browser; if it shows the report, save the page and give the file.",
    ),
    127: (
        "What this address sends is more than {limit} bytes{part}",
        "Fetch it with another program, and give the file.",
    ),
    128: (
        'The answer is packed in a way that was not asked for ("{encoding}")',
        "Save the page with a browser and give the file.",
    ),
    129: (
        "This address took longer than {seconds} seconds",
        "Try later, or fetch it with another program, and give the file.",
    ),
    130: ("This address was sent on more than {limit} times", "Open it in a browser and give the address it ends at."),
    131: (
        "An encrypted page sends on to one that is not",
        "If you trust that one, give its own address.",
    ),
    # 2xx document
    201: ("There is nothing to read: it is empty", "Check that it was saved or downloaded completely."),
    202: ("This is not a report's text but {what}", "Give reports in one of the forms of docs/intake.md; export them first."),
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
    222: (
        "This report is in {language}, which onrecord does not read",
        "Its text is kept and can be searched. Add a translation as a report of its own to have it read.",
    ),
    223: (
        "{count} of its paragraphs are in another language ({languages}) and were not read",
        "The others were. Add a translation as a report of its own to have those read.",
    ),
    390: (
        "A reading process ended before its work was done",
        "What was reported as kept is kept. Try again with --workers 1, or with more memory free.",
    ),
    391: (
        "onrecord failed on this report ({fault})",
        "This is a fault of ours: please report it with the text. The other reports are kept.",
    ),
    392: (
        "A part of the reading model cannot be used ({fault})",
        "Install onrecord again: pip install --force-reinstall onrecord",
    ),
    393: (
        "The cluster engine needs {missing}, which is not installed",
        "Install it with: pip install 'onrecord[dask]'. Or leave out --engine dask.",
    ),
    394: (
        "The scheduler cannot be reached ({reason})",
        "Look whether it runs there. The same command goes on where the job was.",
    ),
    395: (
        "A worker would read otherwise than this program ({difference})",
        "Install the same onrecord on all machines. The same command goes on where the job was.",
    ),
    396: ("No worker has come to the scheduler in {seconds} seconds", "Start some: dask worker {address}"),
    397: (
        "Here stands a job that was asked otherwise ({difference})",
        "Give the command as it was to finish that job, or remove this folder to begin anew; the record is whole.",
    ),
    398: (
        "Whichever process read this report ended, again and again",
        "The others were read. It may need more memory than a worker has; try it by itself: onrecord read.",
    ),
    399: (
        "The job's folder cannot be used ({reason})",
        "Mend that, or name another folder with --job. The same command goes on where the job was.",
    ),
    # 4xx store
    401: (
        "There is no record of this name",
        "Make one from reports with: onrecord add {record} REPORTS. Or check the spelling.",
    ),
    402: ("A folder stands where the record should be", "Name a file inside it, such as {record}/talks.duckdb."),
    403: (
        "This file is not a record, nor any DuckDB database",
        "It was left as it is. To read it as a report: onrecord read {record}. To keep a record, name another file.",
    ),
    404: (
        "This is a DuckDB database, but not one that onrecord made",
        "It was left as it is. Name another file for the record.",
    ),
    405: (
        "This record was made by a newer onrecord ({version}, store format {format})",
        "Update with: pip install --upgrade onrecord.",
    ),
    406: (
        "This record is held by another program{holder}",
        "Wait until it ends, or end it, then try again. One program may write at a time.",
    ),
    407: (
        "This record may not be written here",
        "Give yourself the right to write to the file and its folder, or name another file.",
    ),
    408: ("There is no folder to make this record in", "Make it first: mkdir -p {folder}"),
    409: (
        "There is no report of this id in the record",
        "List what is there with: onrecord statements {record} --json.",
    ),
    410: (
        "This record cannot be read: {reason}",
        "If a newer DuckDB made it, update. If it is damaged: onrecord check RECORD --rescue NEW.duckdb.",
    ),
    411: (
        "This record is open in this program in another way (to write, or only to read)",
        "Close that first, or use what it opened.",
    ),
    412: ("The record could not be written: {reason}", "Nothing half-done was kept. Check the free space, try again."),
    413: ("This record was closed", "Open it again with onrecord.open(path)."),
    414: ("This file may not be read", "Give yourself the right to read it."),
    415: ("The file could not be written: {reason}", "Name another file, or check the folder and the free space."),
    416: (
        "This record was kept by an older onrecord and must be brought up to date first, which may not be done here",
        "Copy it to where you may write, and ask the copy.",
    ),
    430: ("The record knows no actor of this id", "List them with their ids: onrecord actors {record} --json."),
    431: ("Fewer than two actors were named to be made one", "Name two or more by their ids: onrecord actors --json."),
    432: ("This report has no actor {actor}", "List its actors with: onrecord read, or record(report_id).actors."),
    433: (
        "These cannot be taken out of an actor: they are not of one, or nobody would be left",
        "Name one or some of the mentions of one actor by report and actor id, not all.",
    ),
    420: ("The ids of {count} reports begin so", "Give more of the id."),
    421: ("There is no correction of this number", "List them with: onrecord correct {record} --list."),
    422: ("This correction was undone before, by {by} at {made}", "Make it again if it is to stand."),
    423: (
        "Report {report} has no such entry",
        "List its entries: onrecord moves RECORD, or statements. What was rejected stands again once that is undone.",
    ),
    424: (
        "What was removed is out of the record, but its bytes may stay in the file while this program fetches rows",
        "Fetch those to their end and open the record again to write: that finishes it.",
    ),
    425: (
        "What was removed is out of the record, but its old bytes still lie in the file: {reason}",
        "Free space for a second copy of the file, then open the record to write, such as with onrecord add.",
    ),
    426: (
        "Entry {entry} says this already",
        "Correct that one instead: onrecord correct RECORD REPORT {entry} FIELD=VALUE.",
    ),
    440: (
        "The index that search needs could not be made ({reason})",
        "The record is whole. Check the free space and memory, and search again.",
    ),
    # 46x durability: check, rescue, backup
    460: (
        "This record's file is damaged ({reason})",
        "See what is whole with: onrecord check {record}. Save it with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    461: (
        "The journal beside this record, with its last changes, is damaged ({reason})",
        "Save what file and journal hold with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    462: (
        "This record has lost what was acknowledged: of {acknowledged} changes (the last at {at}) it holds {there}",
        "Put back its .wal file or a backup, or add and correct again. Then take it as it is with: "
        "onrecord check {record} --accept.",
    ),
    463: (
        "{what} cannot be read ({reason})",
        "Save all that can be: onrecord check {record} --rescue NEW.duckdb.",
    ),
    464: (
        "What is kept of this report is no record ({reason})",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then add this one to that.",
    ),
    465: (
        "{what} of this report is not what it was kept with",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then add this one to that.",
    ),
    466: (
        "{count} rows of {table} are not what this report's record says",
        "Its record is whole. Make all tables anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    467: (
        "{count} rows of {table} do not fit: {what}",
        "Made from the records, they can be made anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    468: (
        "Correction {correction} cannot be used ({reason})",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then make this one again.",
    ),
    469: (
        "The chain of changes is broken ({reason})",
        "Compare with a backup. A whole chain is made with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    470: (
        "The keys of {table} do not lead to their rows ({reason})",
        "The rows may be whole. Keys are made anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    471: (
        "There is a file of this name already",
        "It was left as it is. Name another, or let backup put its copy there with --replace.",
    ),
    472: ("The copy would be written over the record itself", "Name another file for it."),
    473: ("The copy could not be made: {reason}", "Nothing of it was left. Check the folder and its free space."),
    474: (
        "This record is held by another program{holder}, which made no copy of it in {seconds} seconds",
        "Wait until that ends, or longer: --wait SECONDS. The desk and onrecord add make the copy themselves.",
    ),
    475: ("Nothing can be read from this record any more ({reason})", "Put back a backup, or add its reports again."),
    476: ("This report could not be saved ({reason})", "Add it again: onrecord add NEW.duckdb REPORT."),
    477: (
        "The page of this report could not be saved ({reason}); its record was",
        "To have its page too, remove the report and add it again.",
    ),
    478: ("Correction {correction} could not be saved ({reason})", "Make it again with: onrecord correct."),
    479: ("The copy is not the same as the record ({reason})", "Nothing of it was left. Check the disk."),
    # 5xx usage
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
    540: ("No page of reports ends here ({value})", "Leave `after` out for the first page, or give one as it came."),
    541: (
        "Characters {start} to {stop} are no passage of this report, which has {length}",
        "Give START-END in characters, counted from 0, with the end exclusive.",
    ),
    535: (
        "Whom the record knows by the name {party} is another party of this board already",
        "Leave one of the two out, or name them so that they differ: onrecord actors RECORD lists who appears.",
    ),
    # 6xx evaluate
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
    # 611- exchange
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
    # 7xx desk
    700: (
        "The desk that holds this record does not answer ({reason})",
        "Look at {url}, or end the desk and try again.",
    ),
    701: ("This desk is not at the address that was asked for ({host})", "Use the address that it printed: {url}"),
    702: ("This desk asks for its token", "Use the whole address that it printed, with `token=` in it."),
    703: (
        "A change was asked for by another page, or by a program without the desk's token, and refused",
        "Use the desk's own page, or the commands of onrecord.",
    ),
    704: ("The desk has no page of this address ({path})", "Begin at {url}"),
    705: ("What was sent cannot be used ({reason})", "See {url}openapi.json for what is expected."),
    706: (
        "The desk that holds this record runs onrecord {theirs}; this is {ours}",
        "End the desk and start it again with this version.",
    ),
    707: ("The desk cannot listen at {host}, port {port} ({reason})", "Name another port with --port."),
    708: ("A desk for this record runs already at {url}", "Open that, or end it (process {process}) and try again."),
    709: (
        "More than {limit} bytes were sent at once",
        "Send the files one by one, or add them with: onrecord add RECORD FILES.",
    ),
    710: ("The desk failed on this page ({fault})", "This is a fault of ours: please report it. The record is whole."),
    711: ("`after` is not where a page of this list ends", "Use the `next` of the page before."),
    712: (
        "Nothing was taken out: somebody is still being answered, or is sending a file",
        "Try again when running exports and uploads have ended, or end the desk first.",
    ),
}
