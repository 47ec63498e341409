"""`onrecord evaluate corrections`: how far the machine and people agree."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.cli.output import say

if TYPE_CHECKING:
    from onrecord.evaluate.corrections import Agreement, Agreements


def agreement(record: str, *, json: bool) -> int:
    """Print the agreement over the entries of a record that people have looked at."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.errors import EvaluateError
    from onrecord.evaluate.corrections import agreement as compare
    from onrecord.http.client import open_book

    with open_book(record, read_only=True) as book:
        found = compare(record, book.applications())
    if not found.entries:
        raise EvaluateError(610, record)
    if json:
        say(msgspec.json.encode(found).decode())
    else:
        for line in _lines(found):
            say(line)
    return 0


def _lines(found: "Agreements") -> Iterator[str]:
    from onrecord.exchange.safe import one_line

    detached = f"; {found.detached} corrections have no place in the present reading" if found.detached else ""
    yield one_line(
        f"{found.entries} entries of {found.reports} reports looked at by {', '.join(found.authors)}{detached}"
    )
    counts = f"{'same':>7}{'of':>7}{'agree %':>9}{'95 %':>16}"
    yield f"{'between':<20}{'entry':<11}{'field':<12}{counts}{'alpha':>8}{'95 %':>18}"
    for measure in found.measures:
        yield _line(measure)


def _line(m: "Agreement") -> str:
    interval = f"{100 * m.interval[0]:.1f} to {100 * m.interval[1]:.1f}" if m.interval else "-"
    share = f"{100 * m.share:>9.1f}{interval:>16}"
    alpha = f"{'-' if m.alpha is None else f'{m.alpha:.3f}':>8}"
    if m.alpha_interval:
        alpha += f"{f'{m.alpha_interval[0]:.3f} to {m.alpha_interval[1]:.3f}':>18}"
    return f"{m.between:<20}{m.kind:<11}{m.field:<12}{m.same:>7}{m.compared:>7}{share}{alpha}"
