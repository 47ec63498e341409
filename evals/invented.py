"""Records of invented reports in any number, made without reading: for measuring what grows with a record.

Words are drawn by Zipf's law: the commonest are those that are common in reports (the background that stories are
told apart by knows them), all others are made up; what a happening is about are rarer ones. Actors and outlets too.
One report in seven is a copy, cut or whole. The same seed gives the same records.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import accumulate

from onrecord.document.document import Block, Document
from onrecord.reading.marks import EntityMark, Marks, MentionMark, MoveMark, PartyMark, StatementMark
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record
from onrecord.record.vocabulary import MOVE_TYPES

BACKGROUND = resources.files("onrecord.reading").joinpath("languages/en/background.tsv")
_READER = ReaderInfo(onrecord="0.0.0", models={})
_WORDS, _PEOPLE, _BODIES, _OUTLETS, _VERBS = 40_000, 8_000, 1_500, 150, 200
_A_DAY = 60
"""Reports published on one day."""
_PER_HAPPENING = 5
_ABOUT = 1_000
"""So many of the commonest words are what no happening is about."""
_SENTENCES = 9
_SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "va", "dor", "li", "pen", "quo", "zar", "el", "bri", "mo", "tas", "hin")


class Invented:
    """A source of invented records, one after the other."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        make = self._random
        common = common_words()
        self._words = [*common, *(self._word(2, 4) for _ in range(_WORDS - len(common)))]
        self._weights = list(accumulate(1 / (n + 3) for n in range(_WORDS)))
        self._people = [f"{self._word(2, 3).title()} {self._word(3, 4).title()}" for _ in range(_PEOPLE)]
        self._bodies = [f"{self._word(2, 3).title()} Front" for _ in range(_BODIES)]
        self._busy = list(accumulate(1 / (n + 10) for n in range(_BODIES)))
        self._verbs = [f"{self._word(2, 2)}ded" for _ in range(_VERBS)]
        self._outlets = [f"The {self._word(3, 3).title()} Post" for _ in range(_OUTLETS)]
        self._happening: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._told: list[str] = []
        make.shuffle(self._outlets)

    def records(self, count: int, first: int = 0) -> Iterator[Record]:
        """So many records, numbered from `first`."""
        for number in range(first, first + count):
            yield self._record(number)

    def busiest(self) -> tuple[str, str]:
        """The two bodies that take part most often."""
        return self._bodies[0], self._bodies[1]

    def word(self) -> str:
        """A word as common as words of texts are."""
        return self._random.choices(self._words, cum_weights=self._weights)[0]

    def _word(self, least: int, most: int) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(self._random.randint(least, most)))

    def _record(self, number: int) -> Record:
        make = self._random
        if number % _PER_HAPPENING == 0 or not self._happening[0]:
            bodies = make.choices(self._bodies, cum_weights=self._busy, k=2)
            self._happening = (make.sample(self._words[_ABOUT:], 30), make.sample(self._people, 3), bodies)
            self._told = []
        if self._told and make.random() < 1 / 7:
            text = self._told[-1] if make.random() < 0.5 else " ".join(self._told[-1].split(" ")[:90])
        else:
            text = self._text()
        self._told.append(text)
        return self._made(text, number)

    def _text(self) -> str:
        topic, people, bodies = self._happening
        make = self._random
        lines = []
        for n in range(_SENTENCES):
            some = " ".join(make.choice(topic) if make.random() < 0.3 else self.word() for _ in range(13))
            who, body, other = make.choice(people), bodies[n % 2], bodies[(n + 1) % 2]
            if n % 3 == 0:
                lines.append(f"{who} of the {body} said that {some}.")
            elif n % 3 == 1:
                lines.append(f"The {body} {make.choice(self._verbs)} of the {other} {some}.")
            else:
                lines.append(f"{some.capitalize()}.")
        return "\n".join(lines)

    def _made(self, text: str, number: int) -> Record:
        day = (date(2031, 1, 1) + timedelta(days=number // _A_DAY)).isoformat()
        document = Document(
            text=text,
            blocks=(Block("body", (0, len(text))),),
            source=f"{number}.txt",
            given_id=f"r{number}",
            title=text[:60],
            publisher=self._outlets[number % _OUTLETS],
            published=day,
        )
        return build(document, self._marks(text), _READER)

    def _marks(self, text: str) -> Marks:
        _, people, bodies = self._happening
        names = [*people, *dict.fromkeys(bodies)]
        entities, places = [], {}
        for name in names:
            starts = _all(text, name)
            if starts:
                places[name] = len(entities)
                kind = "person" if name in people else "organisation"
                mentions = tuple(MentionMark((s, s + len(name)), "name") for s in starts)
                entities.append(EntityMark(name=name, kind=kind, mentions=mentions))
        statements, moves = [], []
        offset = 0
        for line in text.split("\n"):
            start, stop = offset, offset + len(line)
            offset = stop + 1
            who = next((name for name in names if line.startswith((name, f"The {name}")) and name in places), None)
            if who is None:
                continue
            at = start + line.index(who)
            if " said that " in line:
                cue = start + line.index(" said that ") + 1
                statements.append(
                    StatementMark(
                        kind="indirect",
                        source=((at, at + len(who)),),
                        source_entity=places[who],
                        cue=((cue, cue + 4),),
                        content=((cue + 10, stop - 1),),
                        score=0.9,
                    )
                )
            elif "ded of the " in line:
                end = start + line.index("ded of the ") + 3
                cue = text.rindex(" ", start, end) + 1
                other = next((n for n in bodies if text.startswith(n, end + 8) and n in places), "")
                to = (PartyMark((end + 8, end + 8 + len(other)), places[other]),) if other else ()
                moves.append(
                    MoveMark(
                        type=self._random.choice(MOVE_TYPES),
                        trigger=(cue, end),
                        span=(start, stop - 1),
                        by=(PartyMark((at, at + len(who)), places[who]),),
                        to=to,
                        about=((end + 9 + len(other), stop - 1),) if other else (),
                        status="happened",
                        score=0.8,
                    )
                )
        return Marks(entities=tuple(entities), statements=tuple(statements), moves=tuple(moves))


def common_words() -> list[str]:
    """The words of the background, the commonest first."""
    rows = [line.split("\t") for line in BACKGROUND.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    return [word for word, count in sorted(rows, key=lambda row: (-int(row[1]), row[0])) if word.isalpha()]


def _all(text: str, name: str) -> list[int]:
    found, start = [], text.find(name)
    while start >= 0:
        found.append(start)
        start = text.find(name, start + 1)
    return found
