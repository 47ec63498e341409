"""`onrecord demo`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli.desk import open_desk
from onrecord.cli.output import complain, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.store.record_store import RecordStore

_REPORTS = (".txt", ".html", ".jsonl")
_WIDTH = 110
_PARTIES = ("Tarvenia; Morvick; Onduray; Astrale; Ultavo", "Velloun River Front")


Desk = Annotated[bool, Parameter(negative="", help="Then open the desk on them in the browser; Ctrl-C ends it.")]


Reports = Annotated[
    str | None, Parameter(help="Only put the reports into this new folder, to try other commands with.")
]


def demo(*, desk: Desk = False, reports: Reports = None) -> int:
    """Read twelve reports of one invented negotiation: what was said and done in each, and where the parties stand."""
    # Imported here so that help stays fast.
    import tempfile
    from importlib import resources
    from pathlib import Path

    from onrecord.cli.brief import brief, counts
    from onrecord.errors import OnrecordError
    from onrecord.flow.run import read_filings
    from onrecord.store.place import Place
    from onrecord.store.record_store import RecordStore
    from onrecord.views.tally import Tally

    if reports is not None:
        _put(Path(reports))
        return 0
    tally = Tally()
    status = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        resources.as_file(resources.files("onrecord")) as package,
    ):
        record = Path(folder) / "demo.duckdb"
        with RecordStore.open(record) as store:
            for found in read_filings(_reports(package)):
                if isinstance(found, OnrecordError):
                    complain(found)
                    status = found.exit_status
                    continue
                store.add([found])
                tally.count(found.record)
                for line in brief(found.record):
                    say(line)
                say()
            for line in _across(store):
                say(line)
        for line in counts(tally):
            say(line)
        if desk:
            open_desk(Place(record), host="127.0.0.1", port=None, browser=True)
    return status


def _put(folder: "Path") -> None:
    """Copy the reports into a folder that is not there yet, and tell what next. Raises `UsageError` 508."""
    import shutil
    from importlib import resources

    try:
        folder.mkdir(parents=True)
        with resources.as_file(resources.files("onrecord")) as package:
            for report in _reports(package):
                shutil.copy(report, folder)
    except OSError as error:
        raise UsageError(508, str(folder), reason=error.strerror or type(error).__name__) from error
    say(f"Twelve invented reports are in {folder}. Next: onrecord add talks.duckdb {folder}")


def _reports(package: "Path") -> "list[Path]":
    return sorted(path for path in (package / "demo").iterdir() if path.suffix in _REPORTS)


def _across(store: "RecordStore") -> Iterator[str]:
    """Where the parties stand after all reports, and what contradicts what."""
    from onrecord.cli import board_text
    from onrecord.exchange.safe import one_line, shortened
    from onrecord.views.board import board
    from onrecord.views.ledger import contradictions

    yield "Where they stand (onrecord board)"
    yield from board_text.lines(board(store, _PARTIES))
    yield ""
    yield "What contradicts what (the record's `contradictions()`)"
    for question in contradictions(store):
        yield f"  {question.kind}"
        for answer in question.answers:
            where = ", ".join(filter(None, (answer.report.publisher, answer.report.published)))
            yield f"    {shortened(str(answer), _WIDTH)} ({one_line(where or answer.report.source)})"
    yield ""
