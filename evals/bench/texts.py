"""Texts to measure with, all invented: our own labelled reports at any length, and any number of unlike short ones."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from evals.gold import REPORTS
from evals.invented import common_words

LENGTHS = {"short": 100, "medium": 500, "long": 2_000, "very long": 10_000}
"""Words of a report, by what it is called."""
_SOME = 10_000
"""Words of each length in all, so that a figure rests on as much of each."""
_A_FILE = 1_000
_A_DAY = 60
_WORD = re.compile(r"[A-Za-z]+")
_EXCHANGED = 0.5
_LEAST = 5


def of_length(words: int, in_all: int = _SOME) -> list[str]:
    """Reports of so many words each, of our own reports' paragraphs in another order each time."""
    paragraphs = [p for path in sorted(REPORTS.glob("*.txt")) for p in _paragraphs(path)]
    make = random.Random(words)
    return [_cut(paragraphs, words, make) for _ in range(max(1, in_all // words))]


def as_page(text: str, title: str = "Talks go on in Oranza") -> bytes:
    """The same report as a page, among what pages have around an article."""
    body = "".join(f"<p>{one}</p>\n" for one in text.split("\n\n"))
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"
    ).encode()


def unlike(count: int, words: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many reports of about so many words as entries of JSON Lines, 60 a day, hardly a sentence twice.

    Sentences are those of our own reports with every name exchanged for an invented one and half of the longer words
    for others as common in reports, so that copies, claims and acts are about as rare as among reports.
    """
    sentences = [s for path in sorted(REPORTS.glob("*.txt")) for p in _paragraphs(path) for s in _sentences(p)]
    make = random.Random(seed)
    others = [word for word in common_words()[200:6_000] if len(word) >= _LEAST]
    syllables = ("ka", "ro", "mi", "ten", "sul", "va", "dor", "li", "pen", "quo", "zar", "bri", "mo", "tas", "hin")
    names = ["".join(make.choices(syllables, k=make.randint(2, 3))).title() for _ in range(20_000)]
    for number in range(count):
        called: dict[str, str] = {}
        text = ""
        while len(text.split()) < words:
            text += " " + _exchanged(make.choice(sentences), called, names, others, make)
        yield {
            "id": f"bench-{number}",
            "text": text.strip(),
            "publisher": f"The {names[number % 150]} Post",
            "date": (date(2031, 1, 1) + timedelta(days=number // _A_DAY)).isoformat(),
        }


def written(folder: Path, count: int, words: int) -> None:
    """The same in a folder, 1,000 reports a file; a folder that holds them already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = unlike(count, words)
    for first in range(0, count, _A_FILE):
        path = folder / f"{first:07}.jsonl"
        lines = [json.dumps(next(entries), ensure_ascii=False) for _ in range(min(_A_FILE, count - first))]
        if not path.exists():
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _paragraphs(path: Path) -> list[str]:
    return [one.strip() for one in path.read_text("utf-8").split("\n\n") if one.strip()]


def _sentences(paragraph: str) -> list[str]:
    found = re.split(r"(?<=[.!?])\s+(?=[A-Z])", paragraph.replace("\n", " "))
    return [one for one in found if _whole(one) and len(one.split()) >= _LEAST]


def _whole(sentence: str) -> bool:
    return sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")


def _cut(paragraphs: list[str], words: int, make: random.Random) -> str:
    chosen: list[str] = []
    held = 0
    while held < words:
        for paragraph in make.sample(paragraphs, len(paragraphs)):
            some = paragraph.split()
            kept = paragraph if len(some) <= words - held else " ".join(some[: words - held])
            chosen.append(kept)
            held += len(kept.split())
            if held >= words:
                break
    return "\n\n".join(chosen)


def _exchanged(sentence: str, called: dict[str, str], names: list[str], others: list[str], make: random.Random) -> str:
    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word[0].isupper() and found.start() > 0 and word != "I":
            return called.setdefault(word, make.choice(names))
        if word.islower() and len(word) >= _LEAST and not word.endswith("ed") and make.random() < _EXCHANGED:
            return make.choice(others)
        return word

    return _WORD.sub(other, sentence)
