"""Labelled windows for training and measuring, from the annotated corpora.

    python -m training.prepare [--without polnear|own|gum|gap ...] [--data DIR] [--out DIR]

Writes one `.npz` a part: `polnear-train-0..3`, `own-train-0..3`, `moves-train-0..3`,
`elsewhere-train-0..3`, `gum-train`, `gap-train`, and `-dev` of all but our own. The numbered files hold the same
articles cut at other paragraphs, one for each epoch in turn. Dev is never trained on.

Contents do not nest in PolNeAR (18 of 19,832 touch another), so one flat layer of labels is enough: where two spans
touch, the piece keeps the first of cue, source, content. What stands nested in our own reports is taught as it is
read: each content once more by itself, without its quotation marks. Discontinuous contents are several spans that point
to one cue. Mentions nest: the outer layer holds the outermost person, organisation, place or group, the inner the next.
"""

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.document.document import Span
from onrecord.reading import quotes, words
from onrecord.reading.mentions import PRONOUNS as PRONOUN_FORMS
from onrecord.reading.model.labels import ACTS, KINDS, PARTS, ROLES, STATUSES, TRIGGER_LABELS
from onrecord.reading.model.pieces import LIMIT, SHORTEST, Pieces, bare, covered, head_of, paragraphs, piece_at, windows
from training import elsewhere, moves, own
from training.base import tokenizer_of_package
from training.lines import read_lines

UNKNOWN = -100
"""The label of a piece whose text was not annotated for that task."""

FIRST_WINDOWS = (LIMIT, 64, 96, 128)
"""Bound of the first window in each of the training files."""
NEIGHBOURS = (1, 3, 1, 12)
"""How many of the move sentences stand together in each of the training files."""

OTHER_PRONOUNS = "you your yours who whom whose which that this these those one"
PRONOUNS = frozenset((*words.word_set("first-person"), *PRONOUN_FORMS, *OTHER_PRONOUNS.split()))
CORPORA = ("polnear", "own", "gum", "gap", "moves", "elsewhere")

Record = dict[str, Any]


@dataclass
class Labels:
    """What is known of each piece of a window; pairs are (from, to) piece numbers.

    `cues` and `sources`: from each piece of a source or content to the first piece of a cue of its attribution; from
    each piece of a cue or content to the first piece of its source. `same`: from the head of a mention to the heads of
    the names and descriptions it means (a pronoun: all of them; a name or description: those before it). A `to` of 0,
    the opening mark, says that there is none in the window. `rivals`: heads that are known to be meant by another;
    where a piece has any, it chooses among these and the right ones alone. `triggers` as `TRIGGER_LABELS`; at the first
    piece of each trigger stand its act, status and whether it is reciprocal, and from there the pairs of `PARTS` lead.
    """

    attribution: list[int]
    outer: list[int]
    inner: list[int]
    triggers: list[int]
    acts: list[int]
    statuses: list[int]
    both: list[int]
    cues: set[Span] = field(default_factory=set)
    sources: set[Span] = field(default_factory=set)
    same: set[Span] = field(default_factory=set)
    rivals: set[Span] = field(default_factory=set)
    parts: dict[str, set[Span]] = field(default_factory=lambda: {name: set() for name in PARTS})


ROWS = ("attribution", "outer", "inner", "triggers", "acts", "statuses", "both")
PAIRS = ("cues", "sources", "same", "rivals")


def _blank(size: int) -> Labels:
    return Labels(*([UNKNOWN] * size for _ in ROWS))


def _write(row: list[int], span: range, begin: int) -> bool:
    """Label a span's pieces where none is labelled yet; whether any was."""
    free = [n for n in span if row[n] == 0]
    for n in free:
        row[n] = begin + 1
    if free:
        row[free[0]] = begin
    return bool(free)


def label(pieces: Pieces, record: Record) -> Labels:
    """The labels of one window from its article's annotations; spans outside the window are passed over."""
    labels = _blank(len(pieces))
    if "attributions" in record:
        label_attributions(labels, pieces, record["attributions"])
    if "mentions" in record:
        label_mentions(labels, pieces, record["mentions"])
        label_same(labels, pieces, record["text"], record["mentions"])
    if "gap" in record:
        label_gap(labels, pieces, record["text"], record["gap"])
    if "moves" in record:
        label_moves(labels, pieces, record["moves"])
    return labels


def label_moves(labels: Labels, pieces: Pieces, acts: Sequence[moves.Labelled]) -> None:
    """Triggers with what kind of act they tell, and from their first piece to the pieces of the act's parts."""
    labels.triggers = [0] * len(pieces)
    for act in acts:
        spans = [covered(pieces, *span) for span in sorted(act.spans["trigger"])]
        if not spans or not spans[0]:
            continue  # it stands in another window
        first = spans[0].start
        if labels.triggers[first]:
            continue  # one word tells two acts: the first counts
        for n in (n for span in spans for n in span if not labels.triggers[n]):
            labels.triggers[n] = len(TRIGGER_LABELS) - 1
        labels.triggers[first] = TRIGGER_LABELS.index(act.type)
        labels.acts[first] = ACTS.index((act.type, act.mode))
        labels.statuses[first] = STATUSES.index(act.status)
        labels.both[first] = int(act.reciprocal)
        for name in PARTS:
            labels.parts[name].update((first, n) for span in act.spans.get(name, ()) for n in covered(pieces, *span))


def label_attributions(labels: Labels, pieces: Pieces, attributions: Sequence[Record]) -> None:
    """Attributions: spans of source, cue and content, and their pointers."""
    labels.attribution = [0] * len(pieces)
    found: list[dict[str, list[range]]] = [{role: [] for role in ROLES} for _ in attributions]
    for role in ("cue", "source", "content"):
        begin = 1 + 2 * ROLES.index(role)
        taken: set[range] = set()
        for attribution, spans in zip(attributions, found, strict=True):
            for start, end in attribution.get(role) or ():
                span = covered(pieces, start, end)
                # One source often serves several cues: it is labelled once and pointed to many times.
                if span and (span in taken or _write(labels.attribution, span, begin)):
                    taken.add(span)
                    spans[role].append(span)
    for spans in found:
        cue = spans["cue"][0].start if spans["cue"] else 0
        source = spans["source"][0].start if spans["source"] else 0
        for role, targets, target in (
            ("source", labels.cues, cue),
            ("content", labels.cues, cue),
            ("cue", labels.sources, source),
            ("content", labels.sources, source),
        ):
            targets.update((n, target) for span in spans[role] for n in span)


def label_mentions(labels: Labels, pieces: Pieces, mentions: Sequence[Record]) -> None:
    """Two layers of mentions (`start`, `end`, `type`)."""
    labels.outer, labels.inner = [0] * len(pieces), [0] * len(pieces)
    named = KINDS[:-1]

    def rank(mention: Record) -> tuple[bool, int, int]:
        return mention["type"] not in named, mention["start"] - mention["end"], mention["start"]

    for mention in sorted(mentions, key=rank):
        span = covered(pieces, mention["start"], mention["end"])
        known = mention["type"] in named
        begin = 1 + 2 * KINDS.index(mention["type"] if known else "other")
        if not span:
            continue
        if not any(labels.outer[n] for n in span):
            _write(labels.outer, span, begin)
        elif known and not any(labels.inner[n] for n in span):
            _write(labels.inner, span, begin)


def label_same(labels: Labels, pieces: Pieces, text: str, mentions: Sequence[Record]) -> None:
    """Who is who: pointers from each mention of an actor to the names and descriptions it means."""
    chains: dict[int, list[tuple[int, int, bool]]] = {}
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        head = piece_at(pieces, head_of(text, start, end))
        if head is not None and mention["type"] in KINDS:
            chains.setdefault(mention["cluster"], []).append((start, head, text[start:end].lower() in PRONOUNS))
    for chain in chains.values():
        for start, head, pronoun in chain:
            meant = {h for s, h, p in chain if not p and h != head and (pronoun or s < start)}
            labels.same.update((head, to) for to in meant or {0})


def label_gap(labels: Labels, pieces: Pieces, text: str, row: Record) -> None:
    """A GAP passage: the pronoun means A, or B, or neither; other places of the same name count alike."""
    head = piece_at(pieces, row["pronoun"])
    if head is None:
        return
    heads: dict[bool, set[int]] = {True: set(), False: set()}
    for name, right in row["names"]:
        place = text.find(name)
        while place >= 0:
            piece = piece_at(pieces, head_of(text, place, place + len(name)))
            if piece is not None:
                heads[right].add(piece)
            place = text.find(name, place + 1)
    labels.same.update((head, to) for to in heads[True] or {0})
    labels.rivals.update((head, to) for to in (heads[False] | {0}) - (heads[True] or {0}))


def _store(path: Path, rows: list[tuple[int, Pieces, Labels]], idents: list[str]) -> None:
    """Windows end to end, with the bounds of each: `bounds` for pieces, `NAME_bounds` for each kind of pair."""

    def joined(parts: list[Sequence[int]]) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array([n for part in parts for n in part], dtype=np.int32)

    def pairs(parts: list[set[Span]]) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array([pair for part in parts for pair in sorted(part)], dtype=np.int32).reshape(-1, 2)

    def bounds(sizes: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.cumsum([0, *sizes], dtype=np.int64)

    pointers = {name: [getattr(labels, name) for _, _, labels in rows] for name in PAIRS}
    pointers.update({name: [labels.parts[name] for _, _, labels in rows] for name in PARTS})
    np.savez(
        path,
        idents=np.array(idents),
        article=np.array([article for article, _, _ in rows], dtype=np.int32),
        bounds=bounds([len(pieces) for _, pieces, _ in rows]),
        ids=joined([pieces.ids for _, pieces, _ in rows]),
        shapes=joined([pieces.shapes for _, pieces, _ in rows]),
        starts=joined([pieces.starts for _, pieces, _ in rows]),
        ends=joined([pieces.ends for _, pieces, _ in rows]),
        **{name: joined([getattr(labels, name) for _, _, labels in rows]) for name in ROWS},
        **{name: pairs(parts) for name, parts in pointers.items()},
        **{f"{name}_bounds": bounds([len(part) for part in parts]) for name, parts in pointers.items()},
    )


def quoted(text: str) -> list[Span]:
    """The quotations of a text, as the reader finds them."""
    return [quote.span for quote in quotes.find(text, list(paragraphs(text)))]


def prepare(records: Iterable[Record], target: Path, tokenizer: Tokenizer, first: int = LIMIT) -> Counter[str]:
    """Annotated texts to one `.npz`; how many articles, windows, pieces and attributions cut by a window's edge."""
    rows, idents, count = [], [], Counter[str]()
    for number, record in enumerate(records):
        idents.append(record["id"])
        text = record["text"]
        for pieces in windows(text, tokenizer, quoted(text), first=first):
            rows.append((number, pieces, label(pieces, record)))
            count.update(windows=1, pieces=len(pieces))
            for attribution in record.get("attributions", ()):
                parts = [bool(covered(pieces, *span)) for role in ROLES for span in attribution.get(role) or ()]
                count["cut by an edge"] += any(parts) and not all(parts)
    count["articles"] = len(idents)
    _store(target, rows, idents)
    return count


def gum(path: Path) -> Iterator[Record]:
    """GUM's documents; several people together are a group, as far as the form of the words tells."""
    for record in read_lines(path):
        for mention in record["mentions"]:
            words = record["text"][mention["start"] : mention["end"]]
            if mention["type"] == "person" and _several(words):
                mention["type"] = "group"
            elif mention["type"] not in KINDS:
                mention["type"] = "thing"  # labelled as "other", and no actor whose chain is followed
        yield record


def _several(words: str) -> bool:
    head = words[head_of(words, 0, len(words)) :].split()[0] if words.split() else ""
    return head.lower() in ("we", "us", "our", "they", "them", "their", "people", "men", "women", "children") or (
        head.islower() and head.endswith("s") and not head.endswith("ss") and head not in PRONOUNS
    )


def gap(path: Path) -> Iterator[Record]:
    """GAP's passages."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = [(row[name], row[f"{name}-coref"].upper() == "TRUE") for name in "AB"]
            yield {
                "id": row["ID"],
                "text": row["Text"],
                "gap": {"pronoun": int(row["Pronoun-offset"]), "names": names},
            }


def own_reports() -> Iterator[Record]:
    """Our own reports, outer attributions alone; behind each its contents by themselves with what nests there."""
    acts = moves.of_reports()
    for report in own.read_all():
        record = {**report.line(), "moves": acts[report.name]}
        text, every = report.text, record["attributions"]
        outer = [one for one in every if not any(_within(one, other) for other in every)]
        yield {**record, "attributions": outer}
        for number, one in enumerate(every):
            for start, end in (bare(text, *span) for span in one["content"]):
                if len(text[start:end].split()) < SHORTEST:
                    continue
                inner = [other for other in every if _inside(other, start, end) and _within(other, one)]
                inner = [a for a in inner if not any(_within(a, b) for b in inner)]
                shifted = [{role: [[s - start, e - start] for s, e in a[role]] for role in ROLES} for a in inner]
                yield {
                    "id": f"{report.name}.{number}.{start}",
                    "text": text[start:end],
                    "attributions": shifted,
                    "moves": [act.moved(-start, start, end) for act in acts[report.name] if act.within(start, end)],
                }


def move_items(part: str, cut: int) -> Iterator[Record]:
    """Our own sentences with moves: by themselves, or several to a text, as `cut` has it; other neighbours in each."""
    items = moves.part(part)
    random.Random(cut).shuffle(items)
    size = NEIGHBOURS[cut]
    for start in range(0, len(items), size):
        text, acts = "", []
        for item in items[start : start + size]:
            acts += [act.moved(len(text)) for act in item.moves.values()]
            text += item.text + "\n"
        yield {"id": items[start].name, "text": text, "moves": acts}


def _inside(one: Record, start: int, end: int) -> bool:
    return all(start <= s and e <= end for role in ROLES for s, e in one[role])


def _within(one: Record, other: Record) -> bool:
    """Whether an attribution's content lies in one piece of another's, which is longer."""
    if one is other:
        return False
    low, high = one["content"][0][0], one["content"][-1][1]
    return any(s <= low and high <= e and high - low < e - s for s, e in other["content"])


def main() -> None:
    """Prepare every part and print what each holds."""
    parser = argparse.ArgumentParser(description="Labelled windows from the annotated corpora.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/data"))
    parser.add_argument("--without", nargs="*", default=[], choices=CORPORA, help="corpora not to train on")
    arguments = parser.parse_args()
    data = arguments.data
    jobs: list[tuple[str, Iterable[Record], int]] = [
        ("polnear-dev", read_lines(data / "polnear" / "dev.jsonl"), LIMIT),
        ("gum-dev", gum(data / "coreference" / "dev.jsonl"), LIMIT),
        ("gap-dev", gap(data / "coreference" / "gap" / "gap-validation.tsv"), LIMIT),
        ("gum-train", gum(data / "coreference" / "train.jsonl"), LIMIT),
        ("gap-train", gap(data / "coreference" / "gap" / "gap-development.tsv"), LIMIT),
    ]
    for number, first in enumerate(FIRST_WINDOWS):
        jobs.append((f"polnear-train-{number}", read_lines(data / "polnear" / "train.jsonl"), first))
        jobs.append((f"own-train-{number}", own_reports(), first))
        jobs.append((f"moves-train-{number}", move_items("train", number), first))
        jobs.append((f"elsewhere-train-{number}", elsewhere.records(data, "train", arguments.without), first))
    jobs.append(("moves-dev", move_items("dev", 0), LIMIT))
    jobs.append(("elsewhere-dev", elsewhere.records(data, "dev"), LIMIT))
    tokenizer = tokenizer_of_package()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for stale in (path for name in CORPORA for path in arguments.out.glob(f"{name}-*.npz")):
        stale.unlink()
    for name, records, first in jobs:
        if name.split("-")[0] in arguments.without and name.split("-")[1] == "train":
            continue
        count = prepare(records, arguments.out / f"{name}.npz", tokenizer, first)
        print(name, json.dumps(count), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
