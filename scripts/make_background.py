#!/usr/bin/env python3
"""Writes src/onrecord/reading/languages/en/background.tsv: in how many of our own reports each word stands.

    python scripts/make_background.py

Counts the reports of training/own, evals/reports and the demo, and the sentences of training/moves gathered to
stretches as long as a report; all of them are ours (CC0), marks taken off. Words that one report alone holds are left
out: they are as rare as a word that none holds.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from onrecord.across.terms import BACKGROUND, words
from onrecord.reading.words import LANGUAGE

ROOT = Path(__file__).parent.parent
LENGTH = 250
HEAD = """\
# In how many reports of our own (CC0) each word stands, inflection taken off; the first row counts the reports.
# Made by scripts/make_background.py; words of one report alone are left out.
"""
MARKS = re.compile(r"\{[sqcth]\d+(?:,\d+)* |[<\[][a-z]+\d+(?:,\d+)* |[}>\]]")
ENTRY = re.compile(r"^(?:===|---) .*$", re.MULTILINE)
LABEL = re.compile(r"^\d+: .*$", re.MULTILINE)


def entries(path: Path) -> list[str]:
    """The marked texts of one file, bare."""
    return [MARKS.sub("", LABEL.sub("", entry)) for entry in ENTRY.split(path.read_text("utf-8"))[1:]]


def gathered(texts: list[str]) -> Iterator[str]:
    """Sentences put together to stretches as long as a report."""
    stretch: list[str] = []
    for text in texts:
        stretch += text.split()
        if len(stretch) >= LENGTH:
            yield " ".join(stretch)
            stretch = []


def reports() -> Iterator[str]:
    """Every text that counts as one report."""
    yield from chain.from_iterable(entries(path) for path in sorted((ROOT / "training/own").glob("*.txt")))
    for folder in ("training/moves", "training/moves/second"):
        texts = [entries(path) for path in sorted((ROOT / folder).glob("*.txt"))]
        yield from gathered(list(chain.from_iterable(texts)))
    for folder in ("evals/reports", "src/onrecord/demo"):
        yield from (path.read_text("utf-8") for path in sorted((ROOT / folder).glob("*.txt")))


def main() -> None:
    """Count and write."""
    total, holding = 0, Counter[str]()
    for text in reports():
        total += 1
        holding.update({word for _, word in words(text)})
    kept = sorted((word, count) for word, count in holding.items() if count > 1)
    rows = "".join(f"{word}\t{count}\n" for word, count in [("reports", total), *kept])
    Path(str(LANGUAGE / BACKGROUND)).write_text(HEAD + rows, "utf-8")


if __name__ == "__main__":
    main()
