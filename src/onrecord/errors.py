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


MESSAGES: dict[int, tuple[str, str]] = {
    # 1xx source
    101: ("There is no file or folder of this name", "Check the spelling, or list the folder."),
    102: ("This file or folder could not be read ({reason})", "Check who may read it, or copy it elsewhere."),
    103: ("This folder holds no files", "Name the folder that holds the reports; hidden files are skipped."),
    104: ("This file is larger than {limit} bytes", "Split it into several files, each of whole reports."),
    105: ("There is no standard input", "Send the report in with a pipe, or name a file instead of `-`."),
    # 2xx document
    201: ("There is nothing to read: it is empty", "Check that it was saved or downloaded completely."),
    202: ("This is not a report's text but {what}", "Give reports as text, HTML or JSON Lines; export them first."),
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
    220: (
        "This text is not UTF-8; it was read as {encoding}, a guess",
        "Where letters look wrong, save it as UTF-8 and read it again.",
    ),
    221: (
        "{count} of its characters are no text (NUL or damaged); each stands as U+FFFD, the first at offset {first}",
        "Fetch or export the report again if words are lost.",
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
        "If it is damaged, make it again with: onrecord add NEW.duckdb REPORTS. If a newer DuckDB made it, update.",
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
    # 441-459 a record in PostgreSQL
    441: (
        "No connection to this database server could be made ({reason})",
        "Check the address, that the server runs, and that it can be reached from here.",
    ),
    442: (
        "The database server did not let this role in ({reason})",
        "Check user and password in the address, PGPASSWORD or ~/.pgpass; pg_hba.conf of the server says who may come.",
    ),
    443: (
        "The database server has no such database ({reason})",
        "Check the spelling, or make it: createdb -E UTF8 NAME.",
    ),
    444: (
        "This role may not read the record",
        "Ask its owner for: onrecord grant ADDRESS ROLE.",
    ),
    445: (
        "This role may only read the record, or this server only gives out what another one keeps",
        "Ask the record's owner for: onrecord grant ADDRESS ROLE --right write. Asking works as it is.",
    ),
    446: (
        "The connection to the database was lost ({reason})",
        "Nothing half-done was kept: each step is kept whole or not at all. Do it again; what is there stays as it is.",
    ),
    447: (
        "The library that talks to PostgreSQL is not installed ({reason})",
        "Install it with: pip install 'onrecord[postgresql]'",
    ),
    448: (
        "This is not an address of a database",
        "Write postgresql://USER@HOST:PORT/DATABASE; other signs in a password as %40 for @, %3A for :, %2F for /.",
    ),
    450: (
        "A record cannot be kept here: this is {reason}",
        "It takes PostgreSQL 14 or newer and a database in UTF8: createdb -E UTF8 -T template0 NAME.",
    ),
    451: (
        "Another program has been writing to this record for ten minutes",
        "Nothing was kept of this. Wait until it ends, and try again; pg_stat_activity shows what it does.",
    ),
    452: (
        "The schema {schema} of this database holds something else than a record",
        "It was left as it is. Name another: ADDRESS?options=-csearch_path%3DNAME.",
    ),
    453: (
        "The database could not answer ({reason})",
        "Try again; if it stays so, ask whoever looks after the server.",
    ),
    454: (
        "This role may not make a record in this database",
        "Ask the database's owner for: GRANT CREATE ON DATABASE; or for a schema {schema} that this role owns.",
    ),
    455: (
        "This role may not grant {role} anything here",
        "Use the address of the record's owner. Only roles with CREATEROLE make new ones: CREATE ROLE {role} LOGIN.",
    ),
    456: (
        "This record was kept by an older onrecord and must be brought up to date first, which this role may not do",
        "Let its owner open it once with this version: onrecord statements ADDRESS --limit 1.",
    ),
    457: (
        "What was removed is out of the record, but its old bytes may stay in the database's files",
        "Its owner finishes it by opening the record to write, such as with onrecord add.",
    ),
    458: ("The database server has no role {role}", "List its roles with: psql ADDRESS -c '\\du'."),
    459: (
        "The record lies in a file, which has no roles",
        "Who may read a file is said by the system, such as with chmod. Roles are for postgresql:// addresses.",
    ),
    # 5xx usage
    500: ("The command was put wrongly: {reason}", "See: {command} --help"),
    501: ("{view} cannot be filtered by {name}", "Filters of {view}: {known}."),
    502: ('"{value}" is not a {name}', "Use one of: {known}."),
    503: ('"{value}" is not a date for {name}', "Write a year, month or day: 2031, 2031-05 or 2031-05-12."),
    504: ("{name} must be a whole number of at least 1, not {value}", "Leave it out, or give a larger one."),
    505: ("Both --json and --csv were asked for", "Leave one of them out."),
    506: ("{call} takes {wanted}, not {given}", "Example: {example}"),
    507: ("There is no option of this name", "List them with --help. For a file of this name write ./{option}."),
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
