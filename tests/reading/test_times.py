"""Time expressions: their words, their values, and the verb they belong to."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.clauses import Sentence
from onrecord.reading.parse import paragraph
from onrecord.reading.times import find, for_verb
from onrecord.reading.tokens import written_names

THURSDAY = "2031-05-08"


def parsed(text: str) -> Sentence:
    (sentence,) = paragraph(text, "body", (0, len(text)), written_names(text)).sentences
    return sentence


def found(text: str, published: str | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [(text[slice(*mark.span)], mark.value) for mark in find(parsed(text), published) if mark.span]


ABSOLUTE = [
    ("The pact was signed on June 23, 2019 in Oranza.", "June 23, 2019", "2019-06-23"),
    ("The pact was signed on Sunday, June 23, 2019.", "Sunday, June 23, 2019", "2019-06-23"),
    ("The pact was signed on 23 June 2019.", "23 June 2019", "2019-06-23"),
    ("The pact was signed on the 4th of May 2031.", "the 4th of May 2031", "2031-05-04"),
    ("The pact was signed on the fourth of May, 2031.", "the fourth of May, 2031", "2031-05-04"),
    ("The pact was signed on 2031-05-04.", "2031-05-04", "2031-05-04"),
    ("The pact was signed at 2031-05-04T10:30.", "2031-05-04T10:30", "2031-05-04T10:30"),
    ("The pact was signed on 23/06/2019.", "23/06/2019", "2019-06-23"),
    ("The pact was signed on 03/04/2019.", "03/04/2019", None),
    ("The pact was signed in May 2031.", "May 2031", "2031-05"),
    ("The pact was signed in May of 2031.", "May of 2031", "2031-05"),
    ("The pact was signed in mid-May 2031.", "mid-May 2031", "2031-05"),
    ("The pact was signed in 1997.", "1997", "1997"),
    ("The pact was signed in early 1997.", "early 1997", "1997"),
    ("The pact was signed in the summer of 1997.", "the summer of 1997", "1997"),
    ("The pact was signed in the 1990s.", "the 1990s", None),
    ("The pact was signed on February 30, 2019.", "February 30, 2019", None),
    ("The pact was signed at 10:30 a.m. on May 4, 2031.", "10:30 a.m. on May 4, 2031", "2031-05-04T10:30"),
]


@pytest.mark.parametrize(("text", "words", "value"), ABSOLUTE)
def test_a_full_date_needs_no_publication(text: str, words: str, value: str | None) -> None:
    assert found(text, None) == [(words, value)]


RELATIVE = [
    ("Vasko spoke yesterday.", "yesterday", "2031-05-07"),
    ("Vasko spoke today.", "today", "2031-05-08"),
    ("Vasko will speak tomorrow.", "tomorrow", "2031-05-09"),
    ("Vasko spoke the day before yesterday.", "the day before yesterday", "2031-05-06"),
    ("On Tuesday, Vasko spoke.", "Tuesday", "2031-05-06"),
    ("Vasko spoke on Thursday.", "Thursday", "2031-05-08"),
    ("Vasko spoke on Friday.", "Friday", "2031-05-02"),
    ("Vasko will speak on Friday.", "Friday", "2031-05-09"),
    ("Vasko plans to speak on Friday.", "Friday", "2031-05-09"),
    ("The talks begin on Friday.", "Friday", "2031-05-09"),
    ("The talks were due to resume on Friday.", "Friday", "2031-05-09"),
    ("They agreed on Friday to a truce.", "Friday", "2031-05-02"),
    ("They agreed to a truce from Friday.", "Friday", "2031-05-09"),
    ("The rebels have until Friday to leave.", "Friday", "2031-05-09"),
    ("The siege lasted until Friday.", "Friday", "2031-05-02"),
    ("Vasko said he was ready to meet the envoy as early as Saturday.", "Saturday", "2031-05-10"),
    ("Vasko is to step down on Friday.", "Friday", "2031-05-09"),
    ("Vasko said on Friday he would leave.", "Friday", "2031-05-02"),
    ("Vasko spoke last Tuesday.", "last Tuesday", "2031-05-06"),
    ("Vasko spoke last Thursday.", "last Thursday", "2031-05-01"),
    ("They meet next Friday.", "next Friday", "2031-05-09"),
    ("They meet next Thursday.", "next Thursday", "2031-05-15"),
    ("Vasko spoke on Tuesday morning.", "Tuesday morning", "2031-05-06"),
    ("Vasko spoke late on Sunday.", "late on Sunday", "2031-05-04"),
    ("Vasko spoke on Tuesday last week.", "Tuesday last week", "2031-04-29"),
    ("Vasko spoke on the night of May 4.", "the night of May 4", "2031-05-04"),
    ("Vasko spoke last night.", "last night", "2031-05-07"),
    ("Vasko spoke earlier this morning.", "earlier this morning", "2031-05-08"),
    ("Vasko spoke at 10:30 a.m. on Monday.", "10:30 a.m. on Monday", "2031-05-05T10:30"),
    (
        "Vasko spoke at 9 p.m. local time (2000 GMT) on Monday.",
        "9 p.m. local time (2000 GMT) on Monday",
        "2031-05-05T21:00",
    ),
    ("Vasko spoke on Monday at 12:15 p.m.", "Monday at 12:15 p.m.", "2031-05-05T12:15"),
    ("Vasko spoke at noon on Monday.", "noon on Monday", "2031-05-05T12:00"),
    ("Vasko spoke on June 23.", "June 23", "2030-06-23"),
    ("Vasko will speak on June 23.", "June 23", "2031-06-23"),
    ("Vasko spoke on 4 May.", "4 May", "2031-05-04"),
    ("The deadline is June 23.", "June 23", "2031-06-23"),
    ("Vasko spoke on May 4-5.", "May 4-5", "2031-05"),
    ("Vasko spoke on the 3rd.", "the 3rd", "2031-05-03"),
    ("Vasko spoke in March.", "March", "2031-03"),
    ("Vasko spoke in May.", "May", "2031-05"),
    ("Vasko spoke in June.", "June", "2030-06"),
    ("Vasko will speak in March.", "March", "2032-03"),
    ("Vasko spoke last May.", "last May", "2030-05"),
    ("Vasko spoke in June last year.", "June last year", "2030-06"),
    ("Vasko spoke last month.", "last month", "2031-04"),
    ("Vasko spoke earlier this year.", "earlier this year", "2031"),
    ("They meet next year.", "next year", "2032"),
    ("Vasko spoke two days ago.", "two days ago", "2031-05-06"),
    ("Vasko spoke 10 years ago.", "10 years ago", "2021"),
    ("Vasko spoke twenty-two years ago.", "twenty-two years ago", "2009"),
    ("Vasko spoke on February 29.", "February 29", "2028-02-29"),
]


@pytest.mark.parametrize(("text", "words", "value"), RELATIVE)
def test_a_relative_time_is_seen_from_publication(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]
    assert found(text, None) == [(words, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vasko spoke last week.", "last week"),
        ("Vasko spoke over the weekend.", "the weekend"),
        ("Vasko left three weeks earlier.", "three weeks earlier"),
        ("Vasko left a few days ago.", "a few days ago"),
        ("Vasko left the following day.", "the following day"),
        ("Vasko left earlier that day.", "earlier that day"),
        ("The road was shut for the past two weeks.", "the past two weeks"),
        ("Vasko left at 10:30 a.m. with two aides.", "10:30 a.m."),
        ("Vasko left on February 30.", "February 30"),
    ],
)
def test_a_time_that_names_no_day_keeps_its_words_only(text: str, words: str) -> None:
    (mark,) = find(parsed(text), THURSDAY)
    assert mark.span is not None
    assert (text[slice(*mark.span)], mark.value, mark.precision) == (words, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Vasko may leave and others may march.",
        "The aide told Mira May that 1997 people had left.",
        "They meet every Tuesday.",
        "The Orrery Today wrote about the Black Friday riot.",
        "The Sunday Herald wrote about the march.",
        "The first president spent two days in the second city.",
        "He signed the letter to May's council.",
    ],
)
def test_other_uses_of_the_words_are_no_times(text: str) -> None:
    assert found(text) == []


def test_several_times_come_in_text_order() -> None:
    text = "From 2008 to 2016 and again last year, Vasko ran the port, which shut on Tuesday."
    assert found(text) == [("2008", "2008"), ("2016", "2016"), ("last year", "2030"), ("Tuesday", "2031-05-06")]


_PIECES = [
    "the",
    "on",
    "in",
    "at",
    "of",
    "last",
    "next",
    "this",
    "May",
    "June",
    "4",
    "4th",
    "31",
    "2031",
    "1997",
    "0000",
    "2031-02-30",
    "2031-05-04T25",
    "99",
    "a.m.",
    "noon",
    ":",
    "30",
    "/",
    "(",
    ")",
    ",",
    "Tuesday",
    "Sunday",
    "morning",
    "night",
    "week",
    "year",
    "ago",
    "two",
    "few",
    "later",
    "early",
    "mid",
    "-",
    "1990s",
    "mid-June",
    "said",
    "will",
    "left",
    "that",
    "²",
    "٣",
    "24:99",
    "99999999999",
    "years",
    "days",
    "before",
    "yesterday",
    "tomorrow",
    "day",
    "1900",
    "GMT",
    "fourth",
    "23-24",
    "until",
]


@pytest.mark.parametrize("published", ["soon", "2031-13-40", "", "9999-12-31", "0001-01-01"])
def test_no_publication_date_stops_it(published: str) -> None:
    text = "On Friday and June 5, 400 days ago, next year, next month, last Monday and tomorrow they will speak."
    assert len(found(text, published)) == 7


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_no_order_of_words_breaks_it(pieces: list[str]) -> None:
    text = "Vasko " + " ".join(pieces)
    for sentence in paragraph(text, "body", (0, len(text)), frozenset()).sentences:
        marks = find(sentence, THURSDAY)
        ends = [place for mark in marks if mark.span for place in mark.span]
        assert ends == sorted(ends) and all((mark.value is None) == (mark.precision is None) for mark in marks)
        for k, phrase in enumerate(sentence.phrases):
            assert phrase.kind != "VG" or for_verb(sentence, k, marks) in (*marks, None)


VERBS = [
    ("On Tuesday, Vasko spoke and left.", "spoke", "Tuesday"),
    ("On Tuesday, Vasko spoke and left.", "left", "Tuesday"),
    ("Vasko said on Tuesday that the port shut on Monday.", "said", "Tuesday"),
    ("Vasko said on Tuesday that the port shut on Monday.", "shut", "Monday"),
    ("The minister on Tuesday said the port was shut.", "said", "Tuesday"),
    ("The minister on Tuesday said the port was shut.", "was shut", None),
    ("The minister, late on Tuesday, said the port was shut.", "said", "late on Tuesday"),
    ("The minister yesterday said the port was shut.", "yesterday said", "yesterday"),
    ("The talks failed on Monday, Vasko said.", "said", None),
    ("The talks failed on Monday, Vasko said.", "failed", "Monday"),
    ("After the talks failed on Monday, Vasko left.", "left", None),
    ("The talks failed on Monday, Vasko said Tuesday.", "said", "Tuesday"),
    ("Vasko said talks on Monday failed.", "said", None),
    ("Vasko said talks on Monday failed.", "failed", "Monday"),
    ("The minister, who quit on Monday, left.", "left", None),
    ("Vasko condemned Tuesday's vote.", "condemned", None),
    ("Vasko condemned the May 4 vote.", "condemned", None),
    ("The strike went on until Friday.", "went", None),
    ("Vasko condemned the attack carried out on Monday.", "condemned", None),
    ("Vasko said he had left, and on Friday the envoy left.", "said", None),
    ("Vasko agreed to meet the envoy on Friday.", "to meet", "Friday"),
    ("Vasko agreed to meet the envoy on Friday.", "agreed", None),
    ("ORVEL, March 3, 2031 (Orrery Wire) - The envoy left on Tuesday.", "left", "Tuesday"),
    ("Until Tuesday, the envoy had hoped for peace.", "had hoped", None),
    ("In May, Vasko met the envoy on May 4.", "met", "May 4"),
    ("In a statement issued on Tuesday, the guild said it was over.", "said", "Tuesday"),
    ("In a town burned on Tuesday, the guild said it was over.", "said", None),
    ("The guild said that last year Vasko left.", "left", "last year"),
    ("Vasko is to leave office next month on June 2.", "to leave", "June 2"),
]


@pytest.mark.parametrize(("text", "verb", "words"), VERBS)
def test_a_time_goes_with_the_verb_of_its_clause(text: str, verb: str, words: str | None) -> None:
    sentence = parsed(text)
    (k,) = [
        k
        for k, phrase in enumerate(sentence.phrases)
        if phrase.kind == "VG" and text[slice(*sentence.text_span(k, k))] == verb
    ]
    mark = for_verb(sentence, k, find(sentence, THURSDAY))
    assert (None if mark is None or mark.span is None else text[slice(*mark.span)]) == words


def test_a_long_line_takes_time_in_proportion() -> None:
    def seconds(copies: int) -> float:
        text = "On Tuesday the guild met and left, " * copies
        begin, total = time.process_time(), 0
        for sentence in paragraph(text, "body", (0, len(text)), frozenset()).sentences:
            marks = find(sentence, THURSDAY)
            for k, phrase in enumerate(sentence.phrases):
                if phrase.kind == "VG":
                    for_verb(sentence, k, marks)
            total += len(marks)
        assert total == copies
        return time.process_time() - begin

    seconds(50)
    assert seconds(4000) < 40 * max(seconds(400), 0.002)
