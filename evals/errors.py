"""Shows what the reader got wrong, grouped by kind of error, each with its sentence: for reading by a developer.

    python -m evals.errors attributions|moves GOLD.jsonl [--limit N]
    python -m evals.errors attributions|moves own        [--limit N]    our own labelled reports
    python -m evals.errors moves sentences               [--limit N]    our own sentences with moves, dev part

attributions: missed, wrong source, wrong boundaries, spurious. moves: missed, wrong type, wrong status, wrong actor,
spurious (in sentences labelled with events: missed, wrong actor, wrong recipient, spurious).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evals import sentences
from evals.own import own_gold
from onrecord.document.document import Span
from onrecord.errors import OnrecordError
from onrecord.evaluate.attributions import Scored, gold_attributions, pairing, predicted_attributions, same_source
from onrecord.evaluate.entities import Event, from_gold, from_record, overlap
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.evaluate.names import same_name
from onrecord.evaluate.predict import read_all
from onrecord.evaluate.quotation import quoted
from onrecord.evaluate.reports import match_moves
from onrecord.evaluate.run import labelled
from onrecord.evaluate.spans import iou, shared
from onrecord.record.parts import Record

_AROUND = 160
"""Most characters shown on either side of a passage."""


class Error(NamedTuple):
    """One wrong case: its kind, where, what gold says, what was read, and the sentence."""

    kind: str
    report: str
    gold: str
    read: str
    sentence: str


def attribution_errors(report: GoldReport, record: Record) -> Iterator[Error]:
    """Wrong attributions of one report."""
    text = report.text
    mask = quoted(text)
    gold, read = gold_attributions(report, mask), predicted_attributions(report, record, mask)
    paired = pairing(gold, read, text, "content")
    for g, p in paired:
        if not same_source(gold[g], read[p], text):
            yield _attribution("wrong source", report, gold[g], read[p])
    left = set(range(len(read))) - {p for _, p in paired}
    for g in sorted(set(range(len(gold))) - {g for g, _ in paired}):
        near = max(left, key=lambda p: iou(gold[g].content, read[p].content), default=None)
        if near is not None and gold[g].content & read[near].content:
            left.discard(near)
            yield _attribution("wrong boundaries", report, gold[g], read[near])
        else:
            yield _attribution("missed", report, gold[g], None)
    for p in sorted(left):
        yield _attribution("spurious", report, None, read[p])


def move_errors(report: GoldReport, record: Record) -> Iterator[Error]:
    """Wrong moves of one report, or of one sentence labelled with events."""
    if report.events is not None:
        yield from _event_errors(report, record)
        return
    names = {a.id: a.name for a in record.actors}
    pairs, _, _ = match_moves(report, record)
    right = {id(move) for _, move in pairs}
    for gold, move in pairs:
        if gold.status and gold.status != move.status:
            yield _move(
                "wrong status", report, gold.trigger, f"{gold.type} {gold.status}", f"{move.type} {move.status}"
            )
        makers = [names.get(p.actor) if p.actor else None for p in move.by]
        if not all(any(same_name(name, m) for m in makers) for name in gold.by or ()):
            yield _move("wrong actor", report, gold.trigger, f"{gold.type} by {gold.by}", f"by {makers}")
    found = {id(gold) for gold, _ in pairs}
    for gold in report.moves or ():
        if id(gold) not in found and not gold.optional:
            rivals = [m for m in record.moves if id(m) not in right and shared(m.trigger, gold.trigger)]
            right.update(id(m) for m in rivals)
            read = ", ".join(m.type for m in rivals)
            yield _move("wrong type" if rivals else "missed", report, gold.trigger, f"{gold.type} {gold.status}", read)
    optional = [m.trigger for m in report.moves or () if m.optional]
    for move in record.moves:
        if id(move) not in right and not any(shared(move.trigger, span) for span in optional):
            yield _move("spurious", report, move.trigger, "", f"{move.type} {move.status}")


def _event_errors(report: GoldReport, record: Record) -> Iterator[Error]:
    gold, read = [from_gold(e) for e in report.events or ()], from_record(record)
    for event in gold:
        same = [e for e in read if e.type == event.type]
        if not same:
            yield Error("missed", str(report.id), _shown(event), "; ".join(map(_shown, read)), report.text)
        for kind, role in (("wrong actor", "actors"), ("wrong recipient", "recipients")):
            if same and not any(_agree(getattr(event, role), getattr(e, role)) for e in same):
                yield Error(kind, str(report.id), _shown(event), _shown(same[0]), report.text)
    for event in read:
        if event.type not in {e.type for e in gold}:
            yield Error("spurious", str(report.id), "; ".join(map(_shown, gold)), _shown(event), report.text)


def _agree(gold: Sequence[object], read: Sequence[object]) -> bool:
    a, b = [getattr(e, "text", "") or "" for e in gold], [getattr(e, "text", "") or "" for e in read]
    return bool(a) == bool(b) and all(any(overlap(x, y) for y in b) for x in a)


def _shown(event: Event) -> str:
    return f"{event.type} by {[e.text for e in event.actors]} to {[e.text for e in event.recipients]}"


def _attribution(kind: str, report: GoldReport, gold: Scored | None, read: Scored | None) -> Error:
    shown = [_words(report.text, a) if a else "" for a in (gold, read)]
    spans = [a.content_spans for a in (gold, read) if a]
    hull = min(s for part in spans for s, _ in part), max(e for part in spans for _, e in part)
    return Error(kind, str(report.id), *shown, sentence(report.text, hull))


def _words(text: str, attribution: Scored) -> str:
    source = " … ".join(text[s:e] for s, e in attribution.source_spans) or "nobody"
    return f"{attribution.kind} [{source}]: {' … '.join(text[s:e] for s, e in attribution.content_spans)}"


def _move(kind: str, report: GoldReport, trigger: Span, gold: str, read: str) -> Error:
    return Error(kind, str(report.id), gold, read, sentence(report.text, trigger))


def sentence(text: str, span: Span) -> str:
    """The sentence or sentences around a span, cut to its paragraph and to a length that can be read, marked by [ ]."""
    start = max(text.rfind("\n", 0, span[0]) + 1, text.rfind(". ", 0, span[0]) + 1, span[0] - _AROUND)
    ends = [at for at in (text.find("\n", span[1]), text.find(". ", span[1])) if at >= 0]
    end = min([*ends, span[1] + _AROUND, len(text)])
    passage = f"{text[start : span[0]]}[{text[slice(*span)]}]{text[span[1] : end]}"
    return " ".join(passage.split())


def main(arguments: list[str] | None = None) -> int:
    """Print the errors; the exit status is 0 whatever they are."""
    parser = argparse.ArgumentParser(prog="python -m evals.errors", description="Show what the reader got wrong.")
    parser.add_argument("kind", choices=("attributions", "moves"))
    parser.add_argument("gold", metavar="GOLD.jsonl|own|sentences")
    parser.add_argument("--limit", type=int, default=25, help="most cases shown of one kind of error (25)")
    given = parser.parse_args(arguments)
    try:
        ours = {"own": own_gold, "sentences": lambda: sentences.gold("dev")}
        gold = ours[given.gold]() if given.gold in ours else read_gold(given.gold)
        labelled(given.kind, gold, given.gold)
        read = read_all(gold)
    except OnrecordError as error:
        print(error)
        return 1
    grouped: dict[str, list[Error]] = defaultdict(list)
    for report, record in zip(gold, read, strict=True):
        if isinstance(record, OnrecordError):
            grouped["unread"].append(Error("unread", str(report.id), "", str(record), report.text[:_AROUND]))
            continue
        for error in (attribution_errors if given.kind == "attributions" else move_errors)(report, record):
            grouped[error.kind].append(error)
    for kind, errors in sorted(grouped.items(), key=lambda item: -len(item[1])):
        print(f"== {kind}: {len(errors)}")
        for wrong in errors[: given.limit]:
            print(f"\n{wrong.report}\n  gold {wrong.gold}\n  read {wrong.read}\n  in   {wrong.sentence}")
        print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
