"""Scores the reader on a file of labelled reports: what `onrecord evaluate` does."""

from collections.abc import Sequence

from onrecord.errors import EvaluateError, OnrecordError
from onrecord.evaluate import attributions, coreference, moves, reports, status, stories
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.evaluate.predict import Progress, empty, read_all
from onrecord.evaluate.result import Evaluation, Measure, Unit
from onrecord.record.parts import Record

KINDS: dict[str, str] = {
    "attributions": '"attributions"',
    "moves": '"events" or "moves"',
    "status": '"moves" or "events" with a "status"',
    "coreference": '"actors" with mentions, or "mentions" with a cluster, or the table of GAP',
    "stories": '"story"',
    "reports": '"attributions" and "moves" with the names of speakers and actors',
}
"""What can be scored, and the labels that each needs."""


def evaluate(kind: str, path: str, workers: int = 1, progress: Progress | None = None) -> Evaluation:
    """Read the texts of a gold file and score the records by its labels.

    `kind` is one of `KINDS`. `moves` on whole labelled reports gives the measures of `reports`. A text that cannot be
    read counts as one in which nothing was found. Raises `EvaluateError` for a file or kind that cannot be scored.
    """
    gold = labelled(kind, stories.read_gold(path) if kind == "stories" else read_gold(path), path)
    read = read_all(gold, workers, progress)
    return score(kind, gold, read, path)


def score(kind: str, gold: Sequence[GoldReport], read: Sequence[Record | OnrecordError], name: str) -> Evaluation:
    """Score records against the gold of the same texts, in the same order; `name` stands for the file."""
    labelled(kind, gold, name)
    records = [empty(g) if isinstance(r, OnrecordError) else r for g, r in zip(gold, read, strict=True)]
    return Evaluation(
        kind=kind,
        gold=name,
        unit=_unit(kind, gold),
        size=len(gold),
        measures=_measures(kind, gold, records),
        unread=tuple(str(g.id) for g, r in zip(gold, read, strict=True) if isinstance(r, OnrecordError)),
    )


def labelled(kind: str, gold: Sequence[GoldReport], name: str) -> Sequence[GoldReport]:
    """The same reports, once they are found to hold the labels that `kind` needs."""
    if kind not in KINDS:
        raise EvaluateError(609, kind, kinds=", ".join((*KINDS, "corrections")))
    if not any(_holds(kind, report) for report in gold):
        raise EvaluateError(608, name, kind=kind, labels=KINDS[kind])
    return gold


def _holds(kind: str, report: GoldReport) -> bool:
    match kind:
        case "attributions":
            return report.attributions is not None
        case "moves":
            return report.events is not None or report.moves is not None
        case "status":
            return any(m.status for m in report.moves or ()) or any(e.status for e in report.events or ())
        case "coreference":
            return report.actors is not None or report.mentions is not None or report.pronoun is not None
        case "stories":
            return report.story is not None
        case _:
            return report.attributions is not None and report.moves is not None


def _unit(kind: str, gold: Sequence[GoldReport]) -> Unit:
    if kind in ("moves", "status") and _has_events(gold):
        return "sentences"
    if kind == "coreference" and any(r.pronoun for r in gold):
        return "passages"
    return "documents" if kind == "coreference" and any(r.mentions is not None for r in gold) else "reports"


def _measures(kind: str, gold: Sequence[GoldReport], records: Sequence[Record]) -> tuple[Measure, ...]:
    pairs = list(zip(gold, records, strict=True))
    match kind:
        case "attributions":
            return attributions.score(pairs)
        case "moves" if _has_events(gold):
            return moves.score(pairs)
        case "status":
            return status.score(pairs)
        case "coreference":
            return coreference.score(pairs)
        case "stories":
            return stories.score(pairs)
        case _:
            return reports.score(pairs)


def _has_events(gold: Sequence[GoldReport]) -> bool:
    return any(report.events is not None for report in gold)
