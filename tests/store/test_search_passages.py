from itertools import pairwise

import pytest

from onrecord.store.search_passages import LONG, LONGEST, passage_at, passages
from tests.made import TALKS, talks


def test_paragraphs_are_passages_and_links_to_other_reports_are_none() -> None:
    found = passages(talks())
    assert [TALKS[slice(*p.span)].split()[0] for p in found] == ["Talks", "Foreign", "Tarek", "It"]
    assert [p.kind for p in found] == ["headline", "body", "body", "body"]


def test_a_passage_knows_who_is_in_it_and_what_is_said_and_done_there() -> None:
    headline, first, second, third = passages(talks())
    assert (headline.entries, headline.layers) == ((), ("narration",))
    assert {named.words.strip() for named in first.actors} == {
        "sarka ilvane foreign minister",
        "sarka ilvane foreign minister foreign minister sarka ilvane of keth",
        "sarka ilvane foreign minister she",
        "belmaria",
    }
    assert [(entry.kind, entry.type, entry.layer) for entry in first.entries] == [
        ("statement", None, "own_words"),
        ("move", "REQUEST", "narration"),
    ]
    assert [entry.source.words for entry in second.entries if entry.source] == [
        " tarek ondal envoy of belmaria tarek ondal the envoy of belmaria "
    ] * 2
    assert [named.words for named in second.entries[1].by] == [" keth "]
    assert [entry.source for entry in third.entries] == [None, None]


def test_one_passage_is_as_among_all() -> None:
    record = talks()
    for passage in passages(record):
        assert passage_at(record, passage.span[0]) == passage
    assert passage_at(record, 1) is None


@pytest.mark.parametrize(
    "filling", ["The envoys of both sides met at the bridge. ", "and so on and ", "oranza", "“Stay.” 我们。"]
)
def test_a_long_paragraph_is_cut_between_sentences_or_words(filling: str) -> None:
    long = (filling * 800)[:6_000].strip()
    text = TALKS.replace("It was said that shots had been fired.", f"It was said that shots had been fired. {long}")
    record = talks(text=text)
    found = passages(record)
    assert all(p.span[1] - p.span[0] <= LONGEST for p in found)
    for one, other in pairwise(found):
        assert one.span[1] <= other.span[0]
        assert not text[one.span[1] : other.span[0]].strip()
    pieces = [text[slice(*p.span)] for p in found]
    assert all(piece == piece.strip() and piece for piece in pieces)
    if filling.startswith("The"):
        assert all(piece.endswith(".") for piece in pieces[3:-1])
        assert max(map(len, pieces)) <= LONG
