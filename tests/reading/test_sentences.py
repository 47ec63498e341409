import pytest

from onrecord.reading import sentences
from onrecord.reading.tokens import tokenize


def split(text: str) -> list[str]:
    tokens = tokenize(text, (0, len(text)))
    return [text[tokens[a].start : tokens[b - 1].end] for a, b in sentences.split(tokens, text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The road is shut.", "The bridge is open."],
        ["Gov. Aster left.", "He slept."],
        ["J. R. Orvane left.", "He slept."],
        ["He met Mr. Orvane.", "Then he slept."],
        ["“Why?” he said.", "“Go!”"],
        ["“The road is shut.”", "“The bridge is open.”"],
        ["He said, “The road is shut.”", "Then he slept."],
        ["‘The road is shut.’", "Then he slept."],
        ["«The road is shut.»", "Then he slept."],
        ["It fell 3.5 per cent.", "Then it rose."],
        ["He came at 5 p.m. on Monday.", "He slept."],
        ["It fell in the U.S. in May.", "It rose."],
        ["It works in the U.S.", "The rest waits."],
        ["He waited…", "Then he slept."],
        ["Was it he?", "It was."],
        ["(The road is shut.)", "[The bridge is open.]"],
        ["no capital, no full stop"],
    ],
)
def test_where_sentences_end(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_sentences_glued_by_scraping() -> None:
    assert split("“The road is shut.”The envoy left.") == ["“The road is shut.”", "The envoy left."]


def test_nothing_has_no_sentence() -> None:
    assert split("") == []


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    text = "word " * (3 * sentences.LONGEST)
    tokens = tokenize(text, (0, len(text)))
    pieces = sentences.split(tokens, text)
    assert [b - a for a, b in pieces] == [sentences.LONGEST] * 3
