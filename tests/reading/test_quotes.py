from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotes import LONGEST, QuoteMask, find
from tests.reading.sayings import document, quoted

MARKS = st.text(st.sampled_from(list("ab s.,'’‘\"“”„«»`\n\u00a0\u202f\u202e\u0301😀")), max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"One," he said.', ['"One,"']),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said, "two." Then "three" came.', ['"One,"', '"two."', '"three"']),
        ("‘It isn’t the miners’ tent,’ he said.", ["‘It isn’t the miners’ tent,’"]),
        ("'It isn't the miners' tent,' he said.", ["'It isn't the miners' tent,'"]),
        ("He came in ’98 with the boys’ tent.", []),
        ("Rock 'n' roll and 'em all.", []),
        ("«We go», he said.", ["«We go»"]),
        ("«\u00a0We go\u00a0», he said.", ["«\u00a0We go\u00a0»"]),
        ("«\u202fWe go\u202f», he said.", ["«\u202fWe go\u202f»"]),
        ("« We go », he said.", ["« We go »"]),
        ("»We go«, he said.", ["»We go«"]),
        ("„We go“, he said.", ["„We go“"]),
        ("„We go”, he said.", ["„We go”"]),
        ("''We go,'' he said.", ["''We go,''"]),
        ("``We go,'' he said.", ["``We go,''"]),
        ('"We go,” he said.', ['"We go,”']),
        ('“We go," he said.', ['“We go,"']),
        ('He said,"We go," and went.', ['"We go,"']),
        ('The 6" pipe broke.', []),
        ("He said nothing.", []),
        ("", []),
    ],
)
def test_every_convention(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“He said ‘no’ to us,”",
        "‘He said “no” to us and then he left,’",
        "\"He said 'no' to us,\"",
        "“He said “no” to us,”",
        "“He said “no” and “never” to us,”",
        '“He said "no" to us,”',
        "«He said «no» to us»",
        "„He said ‚no‘ to us“",
    ],
)
def test_nested_quotations_are_part_of_the_outer_one(text: str) -> None:
    assert quoted(text + " Vasko said.") == [text]


def test_an_opening_mark_in_an_unclosed_quotation_is_no_nested_one() -> None:
    assert quoted("“One, he said. “Two,” he said. “Three.”") == ["“One, he said. “Two,”", "“Three.”"]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    assert quoted("“We go today.\nThe sky was grey.") == ["“We go today."]


def test_a_quotation_runs_over_paragraphs_with_marks_opened_again() -> None:
    text = "“We go.\n“We stay.\n“We sleep,” he said. “So it is.”"
    quotes = find(text, [block.span for block in document(text).blocks])
    assert [text[slice(*q.span)] for q in quotes] == ["“We go.", "“We stay.", "“We sleep,”", "“So it is.”"]
    assert [(q.open, q.continues) for q in quotes] == [(True, False), (True, True), (False, True), (False, False)]


def test_a_quotation_left_open_is_not_followed_for_ever() -> None:
    text = "“" + "word " * LONGEST
    (only,) = find(text, [(0, len(text))])
    assert only.span == (0, LONGEST)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We go,”", "direct"),
        ("he said", "indirect"),
        ("“We go,” he said", "mixed"),
        ("“We go,” he said, “now.”", "mixed"),
        ("go", "direct"),
        (", ", "indirect"),
    ],
)
def test_direct_indirect_and_mixed(content: str, kind: str) -> None:
    text = "“We go,” he said, “now.”"
    mask = QuoteMask(find(text, [(0, len(text))]))
    start = text.index(content)
    assert mask.kind(((start, start + len(content)),), text) == kind


def test_questions_to_the_mask() -> None:
    text = "“One,” he said. “Two.” “Three.”"
    quotes = find(text, [(0, len(text))])
    mask = QuoteMask(quotes)
    assert [mask.at(offset) for offset in (0, 5, 6, 30)] == [quotes[0], quotes[0], None, quotes[2]]
    assert mask.within(1, 24) == quotes[1:]
    assert (mask.begins(16), mask.begins(17)) == (quotes[1], None)
    assert (mask.beside(quotes[1], -1), mask.beside(quotes[0], -1), mask.beside(quotes[2], 1)) == (
        quotes[0],
        None,
        None,
    )
    assert (mask.next_from(7), mask.next_from(31)) == (quotes[1], None)
    assert (mask.last_ending(22, 0), mask.last_ending(22, 17), mask.last_ending(3, 0)) == (quotes[1], None, None)


@given(MARKS)
def test_quotations_stand_in_order_in_the_text_and_do_not_overlap(text: str) -> None:
    quotes = find(text, [block.span for block in document(text).blocks])
    assert all(0 <= q.span[0] < q.inner[0] <= q.inner[1] <= q.span[1] <= len(text) for q in quotes)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(quotes))
