"""`onrecord correct`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Group, Parameter

from onrecord.cli import options as o
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.views.corrections import CorrectionRow

_HOW = Group("What to do (without any of these, the FIELD=VALUE given are set)", sort_key=1)

Author = Annotated[str | None, Parameter(help="Who corrects; otherwise whom ONRECORD_AUTHOR names.")]
Note = Annotated[str | None, Parameter(help="Why, in your words.")]
Made = Annotated[str | None, Parameter(help="When, as 2031-05-12T14:30:00Z; otherwise now.")]
What = Annotated[
    str,
    Parameter(
        help="REPORT ENTRY FIELD=VALUE...: the report's id, the first six or more digits of it, or its given id; the "
        "entry's id, such as m3; and what is so.",
    ),
]
Reject = Annotated[bool, Parameter(group=_HOW, negative="", help="The entry is not so, or not there: REPORT ENTRY.")]
Accept = Annotated[bool, Parameter(group=_HOW, negative="", help="You looked, and agree: REPORT ENTRY.")]
Add = Annotated[
    Literal["move", "statement"] | None,
    Parameter(group=_HOW, help="Add a missed one: REPORT type=... trigger=..., or REPORT content=..."),
]
Undo = Annotated[int | None, Parameter(group=_HOW, help="Undo the correction of this number.")]
List = Annotated[bool, Parameter(name="--list", group=_HOW, negative="", help="List all corrections.")]
Merge = Annotated[bool, Parameter(group=_HOW, negative="", help="Make actors one: ACTOR ACTOR..., by their ids.")]
Split = Annotated[
    str | None,
    Parameter(group=_HOW, help="Take somebody out of this actor's id: REPORT..., in which it is another one."),
]


def correct(
    record: o.RecordPath,
    /,
    *what: What,
    author: Author = None,
    note: Note = None,
    made: Made = None,
    reject: Reject = False,
    accept: Accept = False,
    add: Add = None,
    undo: Undo = None,
    list_: List = False,
    merge: Merge = False,
    split: Split = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Correct an entry by hand: your word stands from then on, the machine's is kept beside it.

    Fields of a statement: source, content, cue, kind, addressee, said. Of a move: type, mode, status, by, to,
    reciprocal, about, conditions, when, where, vouched_by, trigger, span. Of an actor: name, kind, country, sector.
    Give a field several times for several values; `FIELD=` empties it.

    Passages are words of the report ("words#2" where they stand a second time) or START-END in characters. People
    are an actor's id or name, words of the report, or "WORDS -> ACTOR". Dates are 2031, 2031-05 or 2031-05-12.

    onrecord correct talks.duckdb day1 m3 status=denied by="Tarek Ondal" --author "A. Editor"

    onrecord correct talks.duckdb day1 s2 --reject --note "a caption"

    onrecord correct talks.duckdb day1 --add move type=REQUEST trigger=demanded by="the envoy"

    onrecord correct talks.duckdb --undo 12
    """
    # Imported here so that help stays fast.
    from onrecord.cli.output import tell_lost
    from onrecord.flow.correct import named
    from onrecord.http.client import open_book

    if json and csv:
        raise UsageError(505)
    chosen = [
        name
        for name, given in {
            "reject": reject,
            "accept": accept,
            "add": add is not None,
            "undo": undo is not None,
            "list": list_,
            "merge": merge,
            "split": split is not None,
        }.items()
        if given
    ]
    if len(chosen) > 1:
        raise UsageError(526, problem=f"--{chosen[0]} and --{chosen[1]} were both asked for")
    action = chosen[0] if chosen else "set"
    if action in ("undo", "list") and what:
        raise UsageError(526, problem=f"--{action} takes nothing else")
    if action != "list":
        named(author)
    with open_book(record, read_only=action == "list") as book:
        tell_lost(record)
        rows: Iterable[CorrectionRow]
        match action:
            case "list":
                rows = book.rows("corrections")
            case "undo":
                rows = [book.undo(undo or 0, author=author, made=made)]
            case "merge":
                book.merge_actors(what, author=author, note=note)
                rows = book.corrections()[-1:]
            case "split":
                rows = [book.part_actor(split or "", *what, author=author, note=note)]
            case "add":
                report, pairs = _report(what, 1)[0], what[1:]
                fields = _fields(pairs)
                rows = book.correct(report, add or "", fields, action="add", author=author, note=note, made=made)
            case "reject" | "accept" | "set":
                report, entry = _report(what, 2)
                fields = _fields(what[2:])
                rows = book.correct(report, entry, fields, action=action, author=author, note=note, made=made)
        _send(rows, json=json, csv=csv)
    return 0


def _report(what: Sequence[str], wanted: int) -> Sequence[str]:
    """The report, and the entry in it, that come first."""
    first = what[:wanted]
    if len(first) < wanted or any("=" in one for one in first[1:]):
        raise UsageError(526, problem="it begins with REPORT" if wanted == 1 else "it begins with REPORT ENTRY")
    return first


def _fields(pairs: Iterable[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(526, problem=f'"{pair}" is not FIELD=VALUE')
        fields.setdefault(name, []).extend([value] if value else [])
    return fields


def _send(rows: "Iterable[CorrectionRow]", *, json: bool, csv: bool) -> None:
    from onrecord.cli.output import say, send
    from onrecord.exchange import csv as tables
    from onrecord.exchange import jsonl
    from onrecord.views.corrections import CorrectionRow

    if json:
        send(jsonl.lines(rows))
    elif csv:
        send(tables.lines(CorrectionRow, rows))
    else:
        for row in rows:
            say(line(row))


def line(row: "CorrectionRow") -> str:
    """One correction on one line: number and state, report and entry, machine's word and person's, who and when."""
    from onrecord.exchange.safe import one_line, shortened

    where = row.given_id or (row.report_id or "")[:12]
    entry = f"{row.entry} {row.field}" if row.field else f"{row.entry} {row.action}"
    was, now = shortened(row.machine or "-"), shortened(row.person or "-")
    match row.action:
        case "set":
            change = f"{was} -> {now}"
        case "merge":
            change = f"{now} are one"
        case "split":
            change = f"{now} taken out of {was}"
        case "add":
            change = now
        case _:
            change = was
    undone = f"by {row.undone_by}, {row.undone}" if row.undone else ""
    state = " ".join(filter(None, (row.state, undone)))
    fields = (f"correction {row.number}", state, where or "actors", entry, change, row.author, row.made, row.note)
    return " | ".join(one_line(field) if field else "-" for field in fields)
