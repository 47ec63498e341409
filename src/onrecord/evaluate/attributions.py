"""Scores attributions: who said what, by which words.

Spans are the sets of letters and digits they cover. Measures, all added up over the reports:

exact           per role: a gold span of that role covers exactly the same characters (each gold span used once).
fragment        like exact, each contiguous fragment by itself: what sequence labelling calls an exact match.
overlap         per role, in characters, over the union of the role's spans.
attribution     pairs with IoU(content) >= 0.5 whose sources agree, one to one, as many as there can be.
content         pairs by IoU(content) >= 0.5 alone; `source-accuracy` is the share of these whose sources agree.
content-exact   pairs with the same content; `full`: the same content, source and cue.

Sources agree when both are absent, or when the shorter lies at least half inside the longer and, where it has fewer
than half the longer's characters, covers the longer's head word: its last word before the first comma, semicolon,
bracket, dash or one of of/in/for/from/at/on/who/which/that/with/to/by. They are compared by place: the right name
taken from elsewhere in the report is not credited.

Each pair measure is also given by kind of content (direct, mixed, indirect): recall over gold of that kind,
precision over predictions of that kind; over all kinds with its 95 % bootstrap over reports. An attribution without
content is left out on both sides; one marked optional is gold like any other here (onrecord.evaluate.reports leaves
those out).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.document.document import Span
from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.gold import GoldReport
from onrecord.evaluate.pairing import pair_up
from onrecord.evaluate.quotation import CONTENT_KINDS, ContentKind, kind_of, quoted
from onrecord.evaluate.result import Measure, Tally
from onrecord.evaluate.spans import Chars, cover, iou, runs
from onrecord.evaluate.words import HEAD_END
from onrecord.record.parts import Record

ROLES = ("source", "cue", "content")
PAIRINGS = ("attribution", "content", "content-exact", "full")
DRAWN = (*PAIRINGS, "source-accuracy")
SAME_CONTENT = 0.5
"""Least intersection over union for two contents to be one."""

_HEAD_PART = re.compile(r"[\w’'.-]+|[,;(—–]")


class Scored(NamedTuple):
    """An attribution made ready: the scored characters of each role, the source's spans, the kind of its content."""

    source: Chars
    cue: Chars
    content: Chars
    source_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    kind: ContentKind


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some reports and their records."""
    tallies = _tallies()
    reports: list[dict[tuple[str, str], tuple[int, int, int]]] = []
    for report, record in pairs:
        mask = quoted(report.text)
        gold, predicted = gold_attributions(report, mask), predicted_attributions(report, record, mask)
        own = _tallies()
        _score_roles(gold, predicted, report.text, own)
        _score_pairs(gold, predicted, report.text, own)
        for key, tally in own.items():
            tallies[key].join(tally)
        reports.append({(n, "all"): own[n, "all"].counts for n in DRAWN if own[n, "all"].counts != (0, 0, 0)})
    drawn = intervals(reports, DRAWN, ("source-accuracy",))
    return tuple(
        (tally.share if name == "source-accuracy" else tally.measure)(
            name, part, drawn.get(name) if part == "all" else None
        )
        for (name, part), tally in tallies.items()
    )


def _tallies() -> dict[tuple[str, str], Tally]:
    tallies = {(m, r): Tally() for m in ("exact", "fragment", "overlap") for r in ROLES}
    tallies.update({(name, part): Tally() for name in DRAWN for part in ("all", *CONTENT_KINDS)})
    return tallies


def gold_attributions(report: GoldReport, mask: bytearray) -> list[Scored]:
    """The gold attributions of a report that have content, in the file's order."""
    return _ready(
        ((a.source or (), a.cue or (), a.content or ()) for a in report.attributions or ()), report.text, mask
    )


def predicted_attributions(report: GoldReport, record: Record, mask: bytearray) -> list[Scored]:
    """The statements of a record, in its order."""
    statements = (
        (s.source.spans if s.source else (), s.cue.spans if s.cue else (), s.content.spans) for s in record.statements
    )
    return _ready(statements, report.text, mask)


def pairing(gold: Sequence[Scored], predicted: Sequence[Scored], text: str, name: str) -> list[tuple[int, int]]:
    """The matched pairs of one of `PAIRINGS`, as indexes."""
    return pair_up([[_likeness(g, p, text, name) for p in predicted] for g in gold])


def same_source(gold: Scored, predicted: Scored, text: str) -> bool:
    """Whether two attributions name their source in the same place."""
    a, b = gold.source, predicted.source
    if not a or not b:
        return not a and not b
    small, large = sorted((a, b), key=len)
    if 2 * len(small & large) < len(small):
        return False
    if 2 * len(small) >= len(large):
        return True
    holder, other = (gold, b) if a is large else (predicted, a)
    word = head(holder.source_spans, text)
    return word is not None and any(i in other for i in range(*word))


def head(fragments: Iterable[Span], text: str) -> Span | None:
    """Where the head word of a source stands.

    >>> text = "Gov. Mara Penn of Oranza, a doctor,"
    >>> text[slice(*head([(0, 35)], text))]
    'Penn'
    """
    last: Span | None = None
    for start, end in sorted(fragments):
        for word in _HEAD_PART.finditer(text[start:end]):
            token = word.group()
            if last is not None and (token in ",;(—–" or token.lower() in HEAD_END):
                return last
            if token[0].isalnum():
                last = (start + word.start(), start + word.end())
    return last


def _ready(
    attributions: Iterable[tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]], text: str, mask: bytearray
) -> list[Scored]:
    found = []
    for source, cue, content in attributions:
        chars = cover(content, text)
        if chars:
            found.append(Scored(cover(source, text), cover(cue, text), chars, source, content, kind_of(chars, mask)))
    return found


def _likeness(gold: Scored, predicted: Scored, text: str, name: str) -> float:
    if name == "full":
        return float(gold[:3] == predicted[:3])
    if name == "content-exact":
        return float(gold.content == predicted.content)
    value = iou(gold.content, predicted.content)
    if value < SAME_CONTENT or (name == "attribution" and not same_source(gold, predicted, text)):
        return 0.0
    return value


def _score_roles(gold: list[Scored], predicted: list[Scored], text: str, tallies: dict[tuple[str, str], Tally]) -> None:
    for place, role in enumerate(ROLES):
        wanted = [chars for a in gold if (chars := _role(a, place))]
        found = [chars for a in predicted if (chars := _role(a, place))]
        # One source may serve several attributions, so spans are counted, not just held.
        hits = sum((Counter(wanted) & Counter(found)).values())
        tallies["exact", role].add(hits=hits, predicted=len(found), gold=len(wanted))
        for name, a, b in (
            ("fragment", _fragments(wanted, text), _fragments(found, text)),
            ("overlap", frozenset[int]().union(*wanted), frozenset[int]().union(*found)),
        ):
            tallies[name, role].add(hits=len(a & b), predicted=len(b), gold=len(a))


def _role(attribution: Scored, place: int) -> Chars:
    return (attribution.source, attribution.cue, attribution.content)[place]


def _fragments(role: list[Chars], text: str) -> frozenset[Span]:
    return frozenset(run for chars in role for run in runs(chars, text))


def _score_pairs(gold: list[Scored], predicted: list[Scored], text: str, tallies: dict[tuple[str, str], Tally]) -> None:
    for name in PAIRINGS:
        pairs = pairing(gold, predicted, text, name)
        for part in ("all", *CONTENT_KINDS):
            tally = tallies[name, part]
            tally.gold += sum(part in ("all", a.kind) for a in gold)
            tally.predicted += sum(part in ("all", a.kind) for a in predicted)
            tally.found += sum(part in ("all", gold[g].kind) for g, _ in pairs)
            tally.right += sum(part in ("all", predicted[p].kind) for _, p in pairs)
        if name == "content":
            for g, p in pairs:
                right = same_source(gold[g], predicted[p], text)
                tallies["source-accuracy", "all"].ask(right)
                tallies["source-accuracy", gold[g].kind].ask(right)
