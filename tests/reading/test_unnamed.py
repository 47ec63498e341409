"""Somebody who is described and somebody who is named, where a model takes them for one."""

from collections.abc import Collection

import pytest

from onrecord.document.document import Span
from onrecord.reading import everyone
from onrecord.reading.known.book import Book
from onrecord.reading.model.meaning import Meaning, Place
from onrecord.reading.parse import parse
from tests.reading.people import document


class OfOneMind(Meaning):
    """A model that is sure of one thing: whom the mention at `heard` means."""

    def __init__(self, text: str, heard: str, meant: str) -> None:
        super().__init__(text, [])
        self._heard, self._meant = text.index(heard), text.index(meant)

    def place(self, mention: Span) -> Place | None:
        return 0, mention[0]

    def share(self, place: Place, pieces: Collection[int]) -> float:
        return float(place[1] == self._heard and self._meant in pieces)

    def meant(self, place: Place) -> Place | None:
        return (0, self._meant) if place[1] == self._heard else None


@pytest.mark.parametrize(
    ("text", "heard", "one"),
    [
        ("Odra Venn spoke on Monday. The composer was tired.", "The composer", True),
        ("Odra Venn would not hand over the composer.", "the composer", False),
        ("The composer said on Monday that he liked Odra Venn.", "The composer", False),
    ],
)
def test_whoever_acts_is_not_who_is_acted_on(text: str, heard: str, one: bool) -> None:
    made = document(text)
    marks = everyone.find(made, parse(made), Book(), OfOneMind(text, heard, "Odra Venn")).marks()
    named = next(mark for mark in marks if mark.name == "Odra Venn")
    assert (heard in [text[slice(*mention.span)] for mention in named.mentions]) is one
