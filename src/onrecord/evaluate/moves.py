"""Scores moves as events of single sentences: which PLOVER types, by whom, to whom.

A gold line is one sentence; its events have no place in it. Measures:

type            set of types per sentence: F1 over all; `type.macro` the plain mean of F1 over the types gold holds;
                `exact` the share of sentences with exactly gold's set. Each type also by itself.
quad            the same on the four quad classes (SANCTION counts as material conflict); `quad.macro` their mean.
actor.overlap, recipient.overlap    mentions of a sentence matched one to one, likest first, by their words: F1 of the
                words at least 0.5, or one holds the other and the longer has at most 8 words. `.strict`: the same
                words. Where all gold events of a sentence are reciprocal, both roles are pooled and scored as actor.
actor.code, recipient.code, .sector sets of country or organisation codes (of sectors) per role and sentence.
code.acc, sector.acc    among gold mentions found that have one, the share coded right.
dyad_text       directed (actor, type, recipient) by overlap of words; lists expanded; unordered where reciprocal.
undirected_text the same in either order: what is more than dyad_text is wrong direction. dyad_code: by codes.
status.acc      gold events with a status and a predicted event of their type: the share where one agrees.

Intervals are 95 % percentile bootstraps over sentences: 1,000 rounds, always the same seed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.entities import (
    Event,
    distinct,
    dyad_likeness,
    dyads,
    from_gold,
    from_record,
    overlap,
    same,
)
from onrecord.evaluate.gold import GoldEntity, GoldReport
from onrecord.evaluate.pairing import best_first
from onrecord.evaluate.result import Measure, Tally, mean_f1
from onrecord.record.parts import Record
from onrecord.record.vocabulary import MOVE_TYPES, QUADS

Counts = dict[tuple[str, str], tuple[int, int, int]]
"""Measure and part of one sentence -> hits, predicted, gold."""

SHARES = ("exact", "code.acc", "sector.acc", "status.acc")
MAIN = (
    *("type", "type.macro", "exact", "quad", "quad.macro"),
    *("actor.overlap", "actor.strict", "recipient.overlap", "recipient.strict"),
    *("actor.code", "recipient.code", "actor.sector", "recipient.sector", "code.acc", "sector.acc"),
    *("dyad_text", "undirected_text", "dyad_code", "status.acc"),
)
PARTS = {"type": MOVE_TYPES, "quad": tuple(dict.fromkeys(QUADS.values()))}


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some sentences and their records."""
    sentences = [
        sentence_counts([from_gold(e) for e in report.events or ()], from_record(record)) for report, record in pairs
    ]
    drawn = intervals(sentences, MAIN, SHARES)
    totals: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for sentence in sentences:
        for key, (hits, predicted, gold) in sentence.items():
            totals[key].add(hits=hits, predicted=predicted, gold=gold)
    measures: list[Measure] = []
    for name in MAIN:
        label = name.removesuffix(".macro")
        if label != name:
            classes = [totals[label, part] for part in PARTS[label] if (label, part) in totals]
            measures.append(mean_f1(name, classes, drawn.get(name)))
        elif (name, "all") in totals:
            tally = totals[name, "all"]
            measures.append((tally.share if name in SHARES else tally.measure)(name, interval=drawn.get(name)))
    measures += [totals[key].measure(*key) for n in PARTS for p in PARTS[n] if (key := (n, p)) in totals]
    return tuple(measures)


def sentence_counts(gold: list[Event], predicted: list[Event]) -> Counts:
    """What one sentence adds to each measure."""
    counts: Counts = {}
    _count_classes(counts, "type", {e.type for e in gold}, {e.type for e in predicted})
    exact = {e.type for e in gold} == {e.type for e in predicted}
    counts["exact", "all"] = (int(exact), 1, 1)
    _count_classes(counts, "quad", {QUADS[e.type] for e in gold}, {QUADS[e.type] for e in predicted})
    _count_roles(counts, gold, predicted)
    _count_dyads(counts, gold, predicted)
    _count_status(counts, gold, predicted)
    return counts


def _count_classes(counts: Counts, name: str, gold: set[str], predicted: set[str]) -> None:
    counts[name, "all"] = (len(gold & predicted), len(predicted), len(gold))
    for label in gold | predicted:
        counts[name, label] = (int(label in gold and label in predicted), int(label in predicted), int(label in gold))


def _count_roles(counts: Counts, gold: list[Event], predicted: list[Event]) -> None:
    pooled = bool(gold) and all(e.reciprocal for e in gold)
    accuracy = {"code.acc": (0, 0), "sector.acc": (0, 0)}
    for role in ("actor",) if pooled else ("actor", "recipient"):
        wanted = distinct(x for e in gold for x in _mentions(e, role, pooled))
        found = distinct(x for e in predicted for x in _mentions(e, role, pooled))
        matched = best_first([x.text or "" for x in wanted], [x.text or "" for x in found], overlap)
        strict = best_first([x.text or "" for x in wanted], [x.text or "" for x in found], same)
        counts[f"{role}.overlap", "all"] = (len(matched), len(found), len(wanted))
        counts[f"{role}.strict", "all"] = (len(strict), len(found), len(wanted))
        for name, code in (("code", _code), ("sector", _sector)):
            a, b = {code(x) for x in wanted} - {""}, {code(x) for x in found} - {""}
            counts[f"{role}.{name}", "all"] = (len(a & b), len(b), len(a))
            asked = [(code(wanted[i]), code(found[j])) for i, j in matched if code(wanted[i])]
            hits, total = accuracy[f"{name}.acc"]
            accuracy[f"{name}.acc"] = (hits + sum(x == y for x, y in asked), total + len(asked))
    for name, (hits, total) in accuracy.items():
        counts[name, "all"] = (hits, total, total)


def _mentions(event: Event, role: str, pooled: bool) -> tuple[GoldEntity, ...]:
    if pooled:
        return event.actors + event.recipients
    return event.actors if role == "actor" else event.recipients


def _code(entity: GoldEntity) -> str:
    return _known(entity.code)


def _sector(entity: GoldEntity) -> str:
    return _known(entity.sector)


def _known(code: str | None) -> str:
    short = (code or "")[:3]
    return "" if short == "***" else short


def _count_dyads(counts: Counts, gold: list[Event], predicted: list[Event]) -> None:
    def count(name: str, key: Callable[[GoldEntity], str | None], slot: Callable[[str, str], float]) -> None:
        wanted, found = dyads(gold, key), dyads(predicted, key)
        matched = best_first(wanted, found, dyad_likeness(slot, either_way=name == "undirected_text"))
        counts[name, "all"] = (len(matched), len(found), len(wanted))

    count("dyad_text", lambda e: e.text, overlap)
    count("undirected_text", lambda e: e.text, overlap)
    count("dyad_code", lambda e: e.code, lambda a, b: float(a == b))


def _count_status(counts: Counts, gold: list[Event], predicted: list[Event]) -> None:
    asked = [
        any(e.status == p.status for p in rivals)
        for e in gold
        if e.status and (rivals := [p for p in predicted if p.type == e.type])
    ]
    if asked:
        counts["status.acc", "all"] = (sum(asked), len(asked), len(asked))
