from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.tokens import tokenize, written_names

HOSTILE = st.text(st.sampled_from(list("ab Zs.,'’\"“”-–0\n\u00a0\u200b\u202e\u0301😀ß")), max_size=60)


def words(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    return [token.text for token in tokenize(text, (0, len(text)), names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn’t go.", ["He", "did", "n’t", "go", "."]),
        ("They'd've gone", ["They", "'d", "'ve", "gone"]),
        ("Orvane's aide", ["Orvane", "'s", "aide"]),
        ("the miners' tent", ["the", "miners", "'", "tent"]),
        ("Mr. Orvane", ["Mr.", "Orvane"]),
        ("J. Orvane", ["J.", "Orvane"]),
        ("at 10:30 a.m. in Varn", ["at", "10:30", "a.m.", "in", "Varn"]),
        ("1,700 men, a 12-year-old", ["1,700", "men", ",", "a", "12-year-old"]),
        ("''Yes,'' ``no''", ["''", "Yes", ",", "''", "``", "no", "''"]),
        ("al-Vorn -- here...", ["al-Vorn", "--", "here", "..."]),
        ("« Oui »", ["«", "Oui", "»"]),
        ("«\u00a0Oui\u202f»", ["«", "Oui", "»"]),
        ("", []),
    ],
)
def test_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Varn, Oduya said. oduyawas gone", ["oduya", "was", "gone"]),
        ("in Varn, Oduya said. Later Oduyawas gone", ["Later", "Oduya", "was", "gone"]),
        ("the bridgeHowever it stood", ["the", "bridge", "However", "it", "stood"]),
        ("with Anders and Anderson there", ["with", "Anders", "and", "Anderson", "there"]),
        ("with McKeth there", ["with", "McKeth", "there"]),
        ("with Keth. The thin man", ["The", "thin", "man"]),
    ],
)
def test_glued_words_are_read_apart(text: str, expected: list[str]) -> None:
    assert words(text, written_names(text))[-len(expected) :] == expected


def test_glued_words_keep_their_places_in_the_text() -> None:
    text = "Anna Oduya left. Then Oduyawas in Varn."
    tokens = tokenize(text, (0, len(text)), written_names(text))
    assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens]
    assert (tokens[5].text, tokens[5].start, tokens[5].end) == ("Oduya", 22, 27)


def test_only_the_span_is_read() -> None:
    assert [t.text for t in tokenize("One two three", (4, 7))] == ["two"]


def test_a_word_of_many_apostrophes() -> None:
    text = "a" + "'s" * 5_000
    assert len(words(text)) == 5_001


@given(HOSTILE)
def test_tokens_cover_all_but_white_space_in_order(text: str) -> None:
    tokens = tokenize(text, (0, len(text)), written_names(text))
    assert all(t.text and text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert "".join(t.text for t in tokens) == "".join(text.split())
