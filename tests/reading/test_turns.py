import pytest

from onrecord.reading.search import Found
from onrecord.reading.turns import split


def found(text: str, *content: str) -> Found:
    spans = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in content)
    return Found((), (), spans, None, -1, None, None, "alone", 0.8)


def told(text: str, *content: str) -> list[tuple[str, list[str]]]:
    return [
        (text[slice(*one.source[0])] if one.source else "", [text[slice(*span)] for span in one.content])
        for one in split([found(text, *content)], text)
    ]


def test_a_name_in_capitals_and_a_colon_is_the_speaker() -> None:
    text = "“VENN: We asked them twice.”"
    assert told(text, text) == [("VENN", ["We asked them twice.”"])]


def test_each_turn_is_a_statement_and_goes_on_over_pieces() -> None:
    text = '"LUND: Why so late?\n"TILO MARR (Hill): It rained.\n"And it snowed."'
    pieces = text.split("\n")
    assert told(text, *pieces) == [
        ("LUND", ["Why so late?"]),
        ("TILO MARR", ["It rained.", '"And it snowed."']),
    ]


@pytest.mark.parametrize("text", ["“We asked them: no.”", "“NO: never.”"[:4] + "”", "“It was 9:30.”", "“Venn: no.”"])
def test_other_colons_are_no_labels(text: str) -> None:
    assert told(text, text) == [("", [text])]
