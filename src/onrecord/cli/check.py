"""`onrecord check`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli.options import AsJson, RecordPath
from onrecord.cli.output import say

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.store.check import Checked
    from onrecord.store.check_reading import FaultFound


def check(
    record: RecordPath,
    /,
    *,
    rescue: Annotated[
        str | None, Parameter(help="Save all that can be read of a damaged record as this new one; name what cannot.")
    ] = None,
    accept: Annotated[
        bool,
        Parameter(negative="", help="Take the record as it is: what it has lost is not told of again."),
    ] = False,
    json: AsJson = False,
) -> int:
    """Verify a record: that all of it can be read, and that every report and all made from it is as it was kept.

    Nothing is changed. Exit status 0: whole; 1: faults, each with its report and what to do.
    """
    # Imported here so that help stays fast.
    from onrecord.http.client import open_book
    from onrecord.store.place import file_of

    if rescue is not None:
        return _rescue(file_of(record), file_of(rescue), json=json)
    with open_book(record, read_only=True) as book:
        if accept:
            book.accept()
        checked = book.check(telling())
    show(record, checked, json=json)
    return 0 if checked.whole else 1


def telling() -> Callable[[int, int], None]:
    """Something to tell how far a check is; it says so now and then on standard error."""
    # Imported here so that help stays fast.
    from onrecord.cli.progress import now_and_then

    say_so = now_and_then()
    return lambda done, of: say_so(f"{done} of {of} reports")


def show(record: str, checked: "Checked", *, json: bool) -> None:
    """What was found, for people or as JSON."""
    if json:
        _say_json({"record": record, "whole": checked.whole}, checked)
        return
    from onrecord.exchange.safe import one_line

    counts = ", ".join(f"{count:,} {what}" for what, count in checked.counts.items())
    say(f"checked | {counts}")
    for line in checked.notes:
        say(f"note | {one_line(line)}")
    _say_faults(checked.faults)
    say("whole" if checked.whole else f"faults | {len(checked.faults)}")


def _rescue(record: "Path", new: "Path", *, json: bool) -> int:
    from onrecord.store.rescue import rescue

    saved = rescue(record, new, telling())
    if json:
        _say_json({"record": str(record), "saved_as": str(new)}, saved)
    else:
        say(f"saved | {saved.reports:,} reports, {saved.corrections:,} corrections")
        _say_faults(saved.lost)
        say(f"lost | {len(saved.lost)}" if saved.lost else "nothing was lost")
    return 1 if saved.lost else 0


def _say_faults(faults: "tuple[FaultFound, ...]") -> None:
    from onrecord.exchange.safe import one_line

    for fault in faults:
        say(one_line(str(fault)))


def _say_json(head: dict[str, Any], found: "Any") -> None:
    import msgspec

    say(msgspec.json.encode({**head, **msgspec.to_builtins(found)}).decode())
