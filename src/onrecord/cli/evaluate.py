"""`onrecord evaluate`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli.options import AsJson, Workers
from onrecord.cli.output import say

if TYPE_CHECKING:
    from onrecord.evaluate.result import Evaluation, Measure


def evaluate(
    kind: Annotated[str, Parameter(help="attributions, moves, status, coreference, stories, reports, or corrections.")],
    gold: Annotated[str, Parameter(help="Labelled reports, one JSON object a line; for corrections a record.")],
    /,
    *,
    json: AsJson = False,
    workers: Workers = 1,
) -> int:
    """Score the reading against labelled reports, or against what people corrected in a record."""
    if kind == "corrections":
        from onrecord.cli.agreement import agreement

        return agreement(gold, json=json)
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.evaluate import run
    from onrecord.flow.options import ReadOptions

    result = run.evaluate(kind, gold, ReadOptions(workers=workers).workers)
    if json:
        say(msgspec.json.encode(result).decode())
    else:
        for line in _lines(result):
            say(line)
    return 0


def _lines(result: "Evaluation") -> Iterator[str]:
    from onrecord.exchange.safe import one_line

    unread = f", {len(result.unread)} of them could not be read" if result.unread else ""
    yield one_line(f"{result.kind} on {result.gold}: {result.size} {result.unit}{unread}")
    yield f"{'measure':<28}{'':<10}{'value':>7}{'precision':>11}{'recall':>8}{'found':>7}{'predicted':>11}{'gold':>7}"
    for measure in result.measures:
        yield _line(measure)


def _line(m: "Measure") -> str:
    name = m.name if m.part == "all" else f"{m.name} ({m.part})"
    shares = f"{_percent(m.value):>7}{_percent(m.precision):>11}{_percent(m.recall):>8}"
    interval = f"  95 % {_percent(m.interval[0])} to {_percent(m.interval[1])}" if m.interval else ""
    return f"{name:<28}{m.what:<10}{shares}{m.found:>7}{m.predicted:>11}{m.gold:>7}{interval}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
