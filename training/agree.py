"""How far two labellings of the same move sentences agree, and of the same excerpts of others' texts.

    python -m training.agree [SECOND.txt ...]      (as a rule moves/second/*.txt against moves/*.txt)

Moves are the same act where their triggers overlap, longest overlap first, each used once. `found` is the F1 of that;
the others are shares among the acts that both have. `none` is the share of items on which both say that there is a
move, or both that there is none.
"""

import json
import sys
from pathlib import Path

from onrecord.document.document import Span
from training.elsewhere import SECOND, excerpts
from training.moves import FOLDER, Item, Labelled, read_items


def matched(one: Item, other: Item) -> list[tuple[Labelled, Labelled]]:
    """The moves that two labellings of an item share."""
    pairs = sorted(
        (
            (shared, a, b)
            for a, first in one.moves.items()
            for b, second in other.moves.items()
            if (shared := overlap(first.spans.get("trigger", []), second.spans.get("trigger", [])))
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, a, b in pairs:
        if a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            out.append((one.moves[a], other.moves[b]))
    return out


def overlap(one: list[Span], other: list[Span]) -> int:
    """Characters that two parts share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def agreement(pairs: list[tuple[Item, Item]]) -> dict[str, float]:
    """The measures, in per cent."""
    both = [pair for one, other in pairs for pair in matched(one, other)]
    total = sum(len(item.moves) for pair in pairs for item in pair)
    shares = {
        "type": [a.type == b.type for a, b in both],
        "status": [a.status == b.status for a, b in both],
        "layer": [a.layer == b.layer for a, b in both],
        "by": [bool(overlap(a.spans.get("by", []), b.spans.get("by", []))) for a, b in both if "by" in a.spans],
        "to": [bool(overlap(a.spans.get("to", []), b.spans.get("to", []))) for a, b in both if "to" in a.spans],
        "none": [bool(one.moves) == bool(other.moves) for one, other in pairs],
    }
    out = {"items": float(len(pairs)), "found": round(200 * len(both) / max(1, total), 1)}
    return out | {name: round(100 * sum(hits) / max(1, len(hits)), 1) for name, hits in shares.items()}


def twice_marked() -> list[tuple[Item, Item]]:
    """The excerpts of others' texts that were marked twice, both markings without their text."""
    first, second = (
        {(e.corpus, e.ident, e.start, e.end): Item(e.ident, e.corpus, moves=dict(enumerate(e.acts))) for e in found}
        for found in (excerpts(), excerpts(labels=SECOND))
    )
    return [(first[place], item) for place, item in second.items() if place in first]


def main() -> int:
    """Print the agreement; 1 where a text differs between the two labellings."""
    first = {item.name: item for path in sorted(FOLDER.glob("*.txt")) for item in read_items(path.read_text("utf-8"))}
    files = [Path(name) for name in sys.argv[1:]] or sorted((FOLDER / "second").glob("*.txt"))
    second = [item for path in files for item in read_items(path.read_text("utf-8"))]
    pairs = [(first[item.name], item) for item in second if item.name in first]
    differ = [one.name for one, other in pairs if one.text != other.text]
    print(json.dumps(agreement(pairs)), *differ)  # noqa: T201
    print("elsewhere", json.dumps(agreement(twice_marked())))  # noqa: T201
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
