"""Scores the status of moves: happened, planned, possible, asked, denied…

Only moves that were found count. In reports they are matched by type and overlapping trigger, as in
onrecord.evaluate.reports; in sentences labelled with events, by type, and where a sentence has several predictions of
one type the one that agrees is taken. Measures: `status` the share of matched moves with gold's status;
`status.macro` the plain mean of F1 over the statuses gold holds; P, R and F1 of each status. `matched` is the share
of gold moves that were found at all.
"""

from collections.abc import Iterable, Iterator

from onrecord.evaluate.gold import GoldReport
from onrecord.evaluate.reports import match_moves
from onrecord.evaluate.result import Measure, Tally, mean_f1
from onrecord.record.parts import Record
from onrecord.record.vocabulary import STATUSES


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some reports or sentences and their records."""
    overall, matched = Tally(), Tally()
    classes = {status: Tally() for status in STATUSES}
    for report, record in pairs:
        answers = list(_answers(report, record))
        asked = sum(bool(m.status) and not m.optional for m in report.moves or ())
        asked += sum(bool(e.status) for e in report.events or ())
        matched.add(hits=len(answers), predicted=asked, gold=asked)
        for gold, predicted in answers:
            overall.ask(gold == predicted)
            for status in {gold, predicted}:
                classes[status].add(
                    hits=int(gold == predicted), predicted=int(status == predicted), gold=int(status == gold)
                )
    return (
        overall.share("status"),
        mean_f1("status.macro", list(classes.values())),
        matched.share("matched"),
        *(tally.measure("status", status) for status, tally in classes.items() if tally.gold or tally.predicted),
    )


def _answers(report: GoldReport, record: Record) -> Iterator[tuple[str, str]]:
    """Gold's status and the predicted one, for each gold move that was found."""
    for wanted, found in match_moves(report, record).pairs:
        if wanted.status:
            yield wanted.status, found.status
    for event in report.events or ():
        rivals = [m.status for m in record.moves if m.type == event.type]
        if event.status and rivals:
            yield event.status, event.status if event.status in rivals else rivals[0]
