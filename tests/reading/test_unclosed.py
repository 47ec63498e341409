import pytest

from onrecord.reading import quotes, unclosed
from onrecord.reading.parse import parse
from tests.reading.sayings import document, found


def closed(text: str) -> list[tuple[str, bool]]:
    paragraphs = parse(document(text))
    marked = unclosed.close(quotes.find(text, [p.span for p in paragraphs]), paragraphs)
    return [(text[slice(*quote.span)], quote.open) for quote in marked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not sign today, Vasko said.", [("“We will not sign today", False)]),
        ('"We will not sign today, the old envoy of Keth said.', [('"We will not sign today', False)]),
        ("“We will not sign today, he told reporters.", [("“We will not sign today", False)]),
        ("“We will not sign today.", [("“We will not sign today.", True)]),
        ("“We will sign, and the road stays shut.", [("“We will sign, and the road stays shut.", True)]),
        ("“Vasko said.", [("“Vasko said.", True)]),
        ("“We go,” he said.", [("“We go,”", False)]),
        ("", []),
    ],
)
def test_an_open_quotation_ends_before_its_frame(text: str, expected: list[tuple[str, bool]]) -> None:
    assert closed(text) == expected


def test_one_closed_by_its_frame_is_not_continued() -> None:
    text = "“We will not sign today, Vasko said.\n“We stay,” Orsk said."
    first, second = found(text)
    assert (first.source, first.content) == ("Vasko", ("“We will not sign today",))
    assert (second.source, second.content) == ("Orsk", ("“We stay,”",))


def test_only_the_stray_one_of_many_is_cut() -> None:
    text = "“We go.\n“We stay,” Vasko said.\n“We sleep, Orsk said."
    assert closed(text) == [("“We go.", True), ("“We stay,”", False), ("“We sleep", False)]
