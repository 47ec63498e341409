import pytest

from onrecord.exchange.safe import escaped, one_line, shortened


@pytest.mark.parametrize(
    "code", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u061c", "\ud800", "\U000e0041", "\ufffe"]
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
    assert shortened("word " * 100, 42) == "word " * 8 + "…"
