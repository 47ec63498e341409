"""Where found attributions part from gold ones, by kind of mistake.

    python -m training.mistakes found.jsonl [--gold ../shared/data/polnear/dev.jsonl] [--show KIND] [--number 20]

A found and a gold attribution are paired as the shared scorer pairs contents (IoU of at least one half).
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.reading.model.labels import ROLES
from training.evaluate import scorer
from training.prepare import read_lines


def _any(spans: list[list[int]], others: list[dict[str, Any]], role: str) -> bool:
    return any(s < e2 and s2 < e for s, e in spans for one in others for s2, e2 in one[role])


def _source_mistake(gold: dict[str, Any], found: dict[str, Any], every: list[dict[str, Any]]) -> str:
    if not found["source"]:
        return "source left out: " + ("labelled elsewhere" if _any(gold["source"], every, "source") else "not labelled")
    if not gold["source"]:
        return "source given where there is none"
    return "other source taken, right one " + (
        "labelled too" if _any(gold["source"], every, "source") else "not labelled"
    )


def mistakes(gold: dict[str, Any], found: dict[str, Any], scoring: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each mistake in one article: which, in what kind of content, and the attribution it is about."""
    text = gold["text"]
    mask = scoring.quoted(text)
    golds, founds = scoring.load(gold, text, mask, False), scoring.load(found, text, mask, False)

    def alike(one: dict[str, Any], other: dict[str, Any]) -> float:
        value: float = scoring.iou(one["chars"]["content"], other["chars"]["content"])
        return value if value >= scoring.IOU else 0.0

    pairs = scoring.pair_up(golds, founds, alike)
    for g, p in pairs:
        one, other = golds[g], founds[p]
        if not scoring.same_source(one, other, text):
            yield _source_mistake(one, other, founds), one["kind"], {"gold": one, "found": other}
        elif one["chars"]["content"] != other["chars"]["content"]:
            yield "(right, but the content's bounds differ)", one["kind"], {"gold": one, "found": other}
    paired_gold, paired_found = {g for g, _ in pairs}, {p for _, p in pairs}
    for g, one in enumerate(golds):
        if g not in paired_gold:
            seen_cue, seen = _any(one["cue"], founds, "cue"), _any(one["content"], founds, "content")
            reason = "content too unlike" if seen else "content unseen, cue seen" if seen_cue else "nothing seen"
            yield f"missed: {reason}", one["kind"], {"gold": one}
    for p, other in enumerate(founds):
        if p not in paired_found:
            reason = "content too unlike" if _any(other["content"], golds, "content") else "nothing there in gold"
            yield f"too much: {reason}", other["kind"], {"found": other}


def _words(text: str, attribution: dict[str, Any]) -> dict[str, list[str]]:
    return {role: [text[s:e] for s, e in attribution[role]] for role in ROLES}


def main() -> None:
    """Count the mistakes of a file by kind, or show some of one kind."""
    parser = argparse.ArgumentParser(description="Mistakes by kind.")
    parser.add_argument("found", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    parser.add_argument("--show", help="show mistakes whose kind begins with this")
    parser.add_argument("--number", type=int, default=20)
    arguments = parser.parse_args()
    scoring = scorer()
    found = {record["id"]: record for record in read_lines(arguments.found)}
    count: Counter[tuple[str, str]] = Counter()
    shown = []
    for gold in read_lines(arguments.gold):
        for kind, content, both in mistakes(gold, found[gold["id"]], scoring):
            count[kind, content] += 1
            if arguments.show and kind.startswith(arguments.show):
                shown.append({"kind": kind, **{side: _words(gold["text"], one) for side, one in both.items()}})
    kinds = ("direct", "mixed", "indirect")
    for kind in sorted({kind for kind, _ in count}):
        print(f"{kind:52}", *(f"{content} {count[kind, content]:4}" for content in kinds))  # noqa: T201
    random.Random(1).shuffle(shown)
    for one in shown[: arguments.number]:
        print(json.dumps(one, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
