"""Acts that we marked in excerpts of other people's texts: labels alone, with offsets into texts that are not ours.

python -m training.elsewhere [--data DIR]      checks the labels against the texts and counts what they hold

A line of `moves/elsewhere.jsonl` is an excerpt: `corpus` and `id` name the text, `start` and `end` bound the excerpt
there, `acts` holds its acts, marked as `moves/GUIDE.md` says for reports, with offsets into the excerpt.
"""

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.reading.model.labels import ACTS, STATUSES
from training.lines import read_lines
from training.moves import DEV, PARTS, Item, Labelled

LABELS = Path(__file__).parent / "moves" / "elsewhere.jsonl"
SECOND = LABELS.with_name("elsewhere-second.jsonl")
"""Some of the excerpts, marked a second time from the bare text."""
FILES = {
    "polnear": "polnear/train.jsonl",
    "gum": "coreference/train.jsonl",
    "stories": "stories/dev.jsonl",
    "ewt": "syntax/train.conllu.gz",
}
"""The corpora by their place in the folder of data: with a text a line, or as trees."""

Record = dict[str, Any]


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text with every act that is told in it."""

    corpus: str
    ident: str
    start: int
    end: int
    acts: tuple[Labelled, ...]


def excerpt_of(line: Record) -> Excerpt:
    """An excerpt as it was stored."""
    acts = (
        Labelled(
            *(act["type"], act["mode"], act["status"], None, None, act["both"]),
            {part: [(start, end) for start, end in spans] for part, spans in act["spans"].items()},
        )
        for act in line["acts"]
    )
    return Excerpt(line["corpus"], line["id"], line["start"], line["end"], tuple(acts))


def excerpts(part: str | None = None, labels: Path = LABELS) -> list[Excerpt]:
    """The excerpts of a part: train or dev, the last ninth; all without one."""
    found = list(map(excerpt_of, read_lines(labels)))
    first = len(found) - len(found) // DEV
    return {"train": found[:first], "dev": found[first:]}.get(part or "", found)


def texts(data: Path, corpus: str) -> dict[str, Record]:
    """The texts of a corpus with what else is known of them, by name; without its folder there are none."""
    path = data / FILES[corpus]
    if not path.exists():
        return {}
    if path.suffix == ".gz":
        return {name: {"text": text} for name, text in _of_trees(path)}
    return {record["id"]: record for record in read_lines(path)}


def _of_trees(path: Path) -> Iterator[tuple[str, str]]:
    """Texts by name: the sentences of trees joined by blanks, their paragraphs by line ends."""
    name, text, opens = "", "", True
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            key, _, value = line.strip().partition(" = ")
            if key == "# newdoc id":
                if name:
                    yield name, text
                name, text, opens = value, "", True
            elif key.startswith("# newpar"):
                opens = True
            elif key == "# text":
                text += ("" if not text else "\n" if opens else " ") + value
                opens = False
    if name:
        yield name, text


def records(data: Path, part: str, without: Sequence[str] = (), labels: Path = LABELS) -> Iterator[Record]:
    """The excerpts of a part as texts of their own, with the attributions that PolNeAR marks whole inside them."""
    found = excerpts(part, labels)
    known = {corpus: texts(data, corpus) for corpus in {one.corpus for one in found} - set(without)}
    for number, one in enumerate(found):
        whole = known.get(one.corpus, {}).get(one.ident)
        if whole is None:
            continue
        out = {"id": f"{part}-{number}", "text": whole["text"][one.start : one.end], "moves": one.acts}
        if one.corpus == "polnear":
            out["attributions"] = [
                {role: [[s - one.start, e - one.start] for s, e in spans] for role, spans in attribution.items()}
                for attribution in whole["attributions"]
                if all(one.start <= s and e <= one.end for spans in attribution.values() for s, e in spans)
            ]
        yield out


def items(data: Path, part: str) -> Iterator[Item]:
    """The excerpts of a part as our own sentences are read."""
    for record in records(data, part):
        yield Item(record["id"], "", record["text"], dict(enumerate(record["moves"])))


def faults(one: Excerpt, text: str | None = None) -> Iterator[str]:
    """What is wrong with an excerpt, by itself and in its text."""
    name = f"{one.corpus} {one.ident} {one.start}"
    if text is not None and not 0 <= one.start < one.end <= len(text):
        yield f"{name}: not a stretch of the text"
    for act in one.acts:
        if (act.type, act.mode) not in ACTS or act.status not in STATUSES:
            yield f"{name}: no such act or status: {act.type} {act.mode} {act.status}"
        if "trigger" not in act.spans or not set(act.spans) <= set(PARTS.values()):
            yield f"{name}: an act without trigger, or a part that there is not"
        spans = [span for found in act.spans.values() for span in found]
        if any(not 0 <= start < end <= one.end - one.start for start, end in spans):
            yield f"{name}: a mark outside the excerpt"
        if text is not None:
            words = (text[one.start + start : one.start + end] for start, end in spans)
            yield from (f"{name}: {word!r} begins or ends in a blank" for word in words if word != word.strip())


def main() -> int:
    """Check the labels; print faults and what they hold."""
    parser = argparse.ArgumentParser(description="Acts marked in texts of others.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    found = excerpts()
    known = {corpus: texts(data, corpus) for corpus in {one.corpus for one in found}}
    wrong = []
    for one in found:
        text = known[one.corpus].get(one.ident)
        if text is None and known[one.corpus]:
            wrong.append(f"{one.corpus} {one.ident}: no such text")
        wrong += faults(one, text["text"] if text else None)
    for corpus in sorted(known):
        acts = [act for one in found if one.corpus == corpus for act in one.acts]
        bare = sum(one.corpus == corpus and not one.acts for one in found)
        counts = dict(Counter(act.type for act in acts)), dict(Counter(act.status for act in acts))
        print(corpus, sum(one.corpus == corpus for one in found), "excerpts,", bare, "without an act;", *counts)  # noqa: T201
    print("\n".join(wrong))  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
