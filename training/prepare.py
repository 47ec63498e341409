"""Labelled windows for training and measuring, from the annotated corpora.

    python -m training.prepare [--without-polnear] [--data ../shared/data] [--out ../onrecord-training/data]

Writes one `.npz` a part: `attribution-train-0..3`, `attribution-dev`, `mention-train`, `mention-dev`. The four
training files hold the same articles cut at other paragraphs, one for each epoch in turn. Dev is never trained on.

Contents do not nest in PolNeAR (18 of 19,832 touch another), so one flat layer of labels is enough: where two spans
touch, the piece keeps the first of cue, source, content. Discontinuous contents are several spans that point to one
cue. Mentions nest: the outer layer holds the outermost person, organisation or place, the inner one the next below.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from training.pieces import LIMIT, Pieces, covered, load_tokenizer, windows

ROLES = ("source", "cue", "content")
ATTRIBUTION_LABELS = ("O", *(f"{step}-{role}" for role in ROLES for step in "BI"))
KINDS = ("person", "organization", "place", "other")
MENTION_LABELS = ("O", *(f"{step}-{kind}" for kind in KINDS for step in "BI"))
UNKNOWN = -100
"""The label of a piece whose text was not annotated for that task."""

FIRST_WINDOWS = (LIMIT, 64, 128, 192)
"""Bound of the first window in each of the training files."""

Span = tuple[int, int]


@dataclass
class Labels:
    """What is known of each piece of a window.

    `cues` and `sources` are (from, to) piece numbers: from each piece of a source or content to the first piece of a
    cue of its attribution; from each piece of a cue or content to the first piece of its source. A `to` of 0, the
    opening mark, says that there is none in the window.
    """

    attribution: list[int]
    outer: list[int]
    inner: list[int]
    cues: set[Span] = field(default_factory=set)
    sources: set[Span] = field(default_factory=set)


def _blank(size: int) -> Labels:
    return Labels([UNKNOWN] * size, [UNKNOWN] * size, [UNKNOWN] * size)


def _write(row: list[int], span: range, begin: int) -> bool:
    """Label a span's pieces where none is labelled yet; whether any was."""
    free = [n for n in span if row[n] == 0]
    for n in free:
        row[n] = begin + 1
    if free:
        row[free[0]] = begin
    return bool(free)


def label_attributions(pieces: Pieces, attributions: Sequence[dict[str, Any]]) -> Labels:
    """The labels of one window from an article's attributions; spans outside the window are passed over."""
    labels = _blank(len(pieces))
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
    return labels


def label_mentions(pieces: Pieces, mentions: Sequence[dict[str, Any]]) -> Labels:
    """The labels of one window from a document's mentions (`start`, `end`, `type`)."""
    labels = _blank(len(pieces))
    labels.outer, labels.inner = [0] * len(pieces), [0] * len(pieces)

    def rank(mention: dict[str, Any]) -> tuple[bool, int, int]:
        return mention["type"] not in KINDS[:3], mention["start"] - mention["end"], mention["start"]

    for mention in sorted(mentions, key=rank):
        span = covered(pieces, mention["start"], mention["end"])
        named = mention["type"] in KINDS[:3]
        begin = 1 + 2 * KINDS.index(mention["type"] if named else "other")
        if not span:
            continue
        if not any(labels.outer[n] for n in span):
            _write(labels.outer, span, begin)
        elif named and not any(labels.inner[n] for n in span):
            _write(labels.inner, span, begin)
    return labels


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON-lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def _store(path: Path, rows: list[tuple[int, Pieces, Labels]], idents: list[str]) -> None:
    """Windows end to end, with the bounds of each: `bounds` for pieces, `cue_bounds`, `source_bounds` for pointers."""

    def joined(parts: list[Sequence[int]]) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array([n for part in parts for n in part], dtype=np.int32)

    def pairs(parts: list[set[Span]]) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array([pair for part in parts for pair in sorted(part)], dtype=np.int32).reshape(-1, 2)

    def bounds(sizes: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.cumsum([0, *sizes], dtype=np.int64)

    np.savez(
        path,
        idents=np.array(idents),
        article=np.array([article for article, _, _ in rows], dtype=np.int32),
        bounds=bounds([len(pieces) for _, pieces, _ in rows]),
        ids=joined([pieces.ids for _, pieces, _ in rows]),
        shapes=joined([pieces.shapes for _, pieces, _ in rows]),
        starts=joined([pieces.starts for _, pieces, _ in rows]),
        ends=joined([pieces.ends for _, pieces, _ in rows]),
        attribution=joined([labels.attribution for _, _, labels in rows]),
        outer=joined([labels.outer for _, _, labels in rows]),
        inner=joined([labels.inner for _, _, labels in rows]),
        cues=pairs([labels.cues for _, _, labels in rows]),
        cue_bounds=bounds([len(labels.cues) for _, _, labels in rows]),
        sources=pairs([labels.sources for _, _, labels in rows]),
        source_bounds=bounds([len(labels.sources) for _, _, labels in rows]),
    )


def prepare(source: Path, target: Path, tokenizer: Tokenizer, first: int = LIMIT) -> Counter[str]:
    """One corpus file to one `.npz`; how many articles, windows, pieces and attributions cut by a window's edge."""
    rows, idents, count = [], [], Counter[str]()
    for number, record in enumerate(read_lines(source)):
        idents.append(record["id"])
        attributions = record.get("attributions")
        for pieces in windows(record["text"], tokenizer, first=first):
            labels = (
                label_mentions(pieces, record["mentions"])
                if attributions is None
                else label_attributions(pieces, attributions)
            )
            rows.append((number, pieces, labels))
            count.update(windows=1, pieces=len(pieces))
            for attribution in attributions or ():
                parts = [bool(covered(pieces, *span)) for role in ROLES for span in attribution.get(role) or ()]
                count["cut by an edge"] += any(parts) and not all(parts)
    count["articles"] = len(idents)
    _store(target, rows, idents)
    return count


def main() -> None:
    """Prepare every part and print what each holds."""
    parser = argparse.ArgumentParser(description="Labelled windows from the annotated corpora.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/data"))
    parser.add_argument("--without-polnear", action="store_true", help="leave PolNeAR out of training (dev measures)")
    arguments = parser.parse_args()
    polnear, gum = arguments.data / "polnear", arguments.data / "coreference"
    jobs = [
        (polnear / "dev.jsonl", "attribution-dev", LIMIT),
        (gum / "train.jsonl", "mention-train", LIMIT),
        (gum / "dev.jsonl", "mention-dev", LIMIT),
    ]
    if not arguments.without_polnear:
        jobs += [(polnear / "train.jsonl", f"attribution-train-{n}", first) for n, first in enumerate(FIRST_WINDOWS)]
    tokenizer = load_tokenizer()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for stale in arguments.out.glob("*.npz"):
        stale.unlink()
    for source, name, first in jobs:
        count = prepare(source, arguments.out / f"{name}.npz", tokenizer, first)
        print(name, json.dumps(count), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
