import pytest

from onrecord.cli.marked import passage
from onrecord.cli.safe import escaped, one_line, shortened


@pytest.mark.parametrize(
    "code", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u061c", "\ud800", "\U000e0041"]
)
def test_unsafe_characters_are_written_out(code: str) -> None:
    assert code not in escaped(f"a{code}b")
    assert one_line(f"a{code}b") != "ab"
    escaped(f"a{code}b").encode()


def test_letters_of_every_script_stay() -> None:
    text = "Šárka Ілване 会谈 محادثات नमस्ते שיחות 🕊"
    assert one_line(text) == escaped(text) == text


def test_one_line_is_one_line() -> None:
    assert one_line("a\r\n\tb\u2028c\x85d\x0be") == "a b c d e"
    assert len(shortened("word " * 100, 40)) == 40


def test_a_marked_passage_shows_its_words_and_some_around() -> None:
    text = "Before it. " * 20 + "Ilvane said no. " + "After it. " * 20
    start = text.index("Ilvane")
    marked = passage(text, (start, start + 15), [("source", (start, start + 6)), ("cue", (start + 7, start + 11))])
    assert "Ilvane said no." in marked.plain
    assert marked.plain.startswith("… ")
    assert marked.plain.endswith(" …")
    assert len(marked.plain) < 160
    styled = {marked.plain[s.start : s.end]: str(s.style) for s in marked.spans}
    assert styled["Ilvane"] == "bold cyan"
    assert styled["said"] == "yellow"


def test_styles_stay_in_place_when_a_control_code_is_written_out() -> None:
    text = "\x1b[2J Ilvane said no."
    start = text.index("Ilvane")
    marked = passage(text, (0, len(text)), [("source", (start, start + 6))])
    assert {marked.plain[s.start : s.end] for s in marked.spans if str(s.style) == "bold cyan"} == {"Ilvane"}


def test_context_stays_in_the_paragraph() -> None:
    text = "Another paragraph.\n\nIlvane said no.\n\nA third."
    start = text.index("Ilvane")
    assert passage(text, (start, start + 15), []).plain == "… Ilvane said no. …"
