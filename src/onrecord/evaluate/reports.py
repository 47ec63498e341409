"""Scores records against whole labelled reports: statements, speakers by name, moves, status, layer, voucher, noise.

Entries that gold marks optional count neither for nor against. Intervals are the 95 % bootstrap over reports. Measures:

statements      found when IoU(content) >= 0.5 in characters; each prediction used once, in order.
speaker         share of gold statements with a known speaker whose prediction names that speaker (what was not found
                was not named rightly); `speaker.found`: the share among those found.
moves           found when the types agree and the triggers overlap (predicted triggers over 80 characters never do).
trigger         share of gold moves whose trigger a predicted one overlaps, of any type.
status, layer   share of the moves found that have gold's; `status` also by gold's status.
actor           share of the moves found with known makers that name all of them.
voucher         share of gold moves vouched for by someone whose prediction is vouched for by that someone.
noise           share of gold's noise passages of which at least 0.8 is set apart (left out, or not a body block).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.document.document import Span
from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.gold import GoldAttribution, GoldMove, GoldReport
from onrecord.evaluate.names import same_name
from onrecord.evaluate.result import Measure, Tally
from onrecord.evaluate.spans import iou, shared, size
from onrecord.record.parts import Move, Record, Statement
from onrecord.record.vocabulary import STATUSES

SAME_CONTENT = 0.5
LONGEST_TRIGGER = 80
SET_APART = 0.8

DRAWN = ("statements", "speaker", "speaker.found", "moves", "trigger", "status", "layer", "actor", "voucher", "noise")
SHARES = ("speaker", "speaker.found", "trigger", "status", "layer", "actor", "voucher", "noise")


class MoveMatch(NamedTuple):
    """How the moves of one report were matched.

    `pairs` are gold moves with the prediction of their type, `touched` counts gold moves whose trigger some
    prediction overlaps, `waived` predictions that gold marks optional. Optional gold moves are in neither of the first.
    """

    pairs: list[tuple[GoldMove, Move]]
    touched: int
    waived: int


class StatementMatch(NamedTuple):
    """Gold statements (not optional) with their predictions, and how many predictions gold marks optional."""

    pairs: list[tuple[GoldAttribution, Statement]]
    waived: int


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some reports and their records."""
    tallies = {name: Tally() for name in DRAWN}
    by_status = {status: Tally() for status in STATUSES}
    reports: list[dict[tuple[str, str], tuple[int, int, int]]] = []
    for report, record in pairs:
        own = {name: Tally() for name in DRAWN}
        _score_statements(report, record, own)
        _score_moves(report, record, own, by_status)
        _score_noise(report, record, own["noise"])
        for name, tally in own.items():
            tallies[name].join(tally)
        reports.append({(name, "all"): tally.counts for name, tally in own.items() if tally.counts != (0, 0, 0)})
    drawn = intervals(reports, DRAWN, SHARES)
    return (
        *(
            (tally.share if name in SHARES else tally.measure)(name, interval=drawn.get(name))
            for name, tally in tallies.items()
        ),
        *(tally.share("status", status) for status, tally in by_status.items() if tally.gold),
    )


def match_statements(report: GoldReport, record: Record) -> StatementMatch:
    """Pair gold statements with predictions by content, in the order of both."""
    predicted = [(_chars(s.content.spans), s) for s in record.statements]
    used: set[int] = set()
    pairs: list[tuple[GoldAttribution, Statement]] = []
    waived = 0
    for gold in report.attributions or ():
        chars = _chars(gold.content or ())
        hits = (n for n, (c, _) in enumerate(predicted) if n not in used and iou(chars, c) >= SAME_CONTENT)
        hit = next(hits, None)
        if hit is None:
            continue
        used.add(hit)
        if gold.optional:
            waived += 1
        else:
            pairs.append((gold, predicted[hit][1]))
    return StatementMatch(pairs, waived)


def match_moves(report: GoldReport, record: Record) -> MoveMatch:
    """Pair gold moves with predictions: of those that overlap the trigger one of its type, then the longest overlap."""
    used: set[int] = set()
    pairs: list[tuple[GoldMove, Move]] = []
    touched = waived = 0
    for gold in report.moves or ():
        rivals = [
            (move.type == gold.type, shared(move.trigger, gold.trigger), number)
            for number, move in enumerate(record.moves)
            if number not in used and shared(move.trigger, gold.trigger) and size(move.trigger) <= LONGEST_TRIGGER
        ]
        if not rivals:
            continue
        same_type, _, best = max(rivals)
        touched += not gold.optional
        if not same_type:
            continue
        used.add(best)
        if gold.optional:
            waived += 1
        else:
            pairs.append((gold, record.moves[best]))
    return MoveMatch(pairs, touched, waived)


def speakers(record: Record) -> dict[str | None, str | None]:
    """The name of the actor behind each statement, by its id."""
    names = {a.id: a.name for a in record.actors}
    return {s.id: names.get(s.source.actor) if s.source and s.source.actor else None for s in record.statements}


def _chars(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in range(*span))


def _score_statements(report: GoldReport, record: Record, tallies: dict[str, Tally]) -> None:
    gold = [a for a in report.attributions or () if not a.optional]
    pairs, waived = match_statements(report, record)
    tallies["statements"].add(hits=len(pairs), predicted=len(record.statements) - waived, gold=len(gold))
    speaker = speakers(record)
    named = [same_name(speaker[s.id], a.actor) for a, s in pairs if a.actor]
    known = sum(bool(a.actor) for a in gold)
    tallies["speaker"].add(hits=sum(named), predicted=known, gold=known)
    tallies["speaker.found"].add(hits=sum(named), predicted=len(named), gold=len(named))


def _score_moves(report: GoldReport, record: Record, tallies: dict[str, Tally], by_status: dict[str, Tally]) -> None:
    gold = [m for m in report.moves or () if not m.optional]
    pairs, touched, waived = match_moves(report, record)
    tallies["moves"].add(hits=len(pairs), predicted=len(record.moves) - waived, gold=len(gold))
    tallies["trigger"].add(hits=touched, predicted=len(gold), gold=len(gold))
    names = {a.id: a.name for a in record.actors}
    speaker = speakers(record)
    vouched = 0
    for wanted, found in pairs:
        if wanted.status:
            tallies["status"].ask(found.status == wanted.status)
            by_status[wanted.status].ask(found.status == wanted.status)
        if wanted.layer:
            tallies["layer"].ask(found.layer == wanted.layer)
        vouched += bool(wanted.vouched_by) and same_name(speaker.get(found.vouched_by), wanted.vouched_by)
        if wanted.by:
            makers = [names.get(p.actor) if p.actor else None for p in found.by]
            tallies["actor"].ask(all(any(same_name(name, m) for m in makers) for name in wanted.by))
    asked = sum(bool(m.vouched_by) for m in gold)
    tallies["voucher"].add(hits=vouched, predicted=asked, gold=asked)


def _score_noise(report: GoldReport, record: Record, tally: Tally) -> None:
    apart = [x.span for x in record.left_out] + [b.span for b in record.report.blocks if b.kind != "body"]
    for noise in report.noise or ():
        tally.ask(any(shared(noise.span, span) >= SET_APART * size(noise.span) for span in apart))
