"""Contents that the model cuts within their clause. The sentences are made; the parse is the real one."""

import pytest

from onrecord.document.document import Span
from onrecord.reading import quotes
from onrecord.reading.parse import paragraph
from onrecord.reading.whole_contents import whole


def found(text: str, source: str, cue: str, *content: str) -> list[str]:
    def at(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    parsed = paragraph(text, "body", (0, len(text)), frozenset())
    mask = quotes.QuoteMask(quotes.find(text, [(0, len(text))]))
    pieces = [at(words) for words in content]
    made = whole(text, pieces, [at(source)], [at(cue)], parsed.sentences[0], mask)
    return [text[slice(*span)] for span in made]


def test_a_content_that_ends_at_its_subject_goes_on_with_the_verb() -> None:
    text = "Odra Venn said refunds for the ferries were offered, of which some were not taken."
    assert found(text, "Odra Venn", "said", "refunds for the ferries") == [
        "refunds for the ferries were offered, of which some were not taken"
    ]


def test_a_that_clause_is_not_broken_off_behind_its_subject() -> None:
    text = "The steward had said that Marr, in a call on Friday, proposed a lease of the wells."
    assert found(text, "The steward", "had said", "that Marr", "a lease of the wells") == [
        "that Marr, in a call on Friday, proposed a lease of the wells"
    ]


def test_a_frame_that_closes_the_sentence_holds_all_of_it_behind_the_dateline() -> None:
    text = "VASKO — Guards arrested four men and seized explosives, maps and a boat, their captain said."
    assert found(text, "their captain", "said", "maps and a boat") == [
        "Guards arrested four men and seized explosives, maps and a boat"
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # a clause of its own may be all that is said
        (
            "The mayor praised it, though his town cut the funds, letters said.",
            "letters",
            "said",
            "his town cut the funds",
        ),
        # somebody else speaks before it
        ("Venn said he would pay the men and the boys, Marr said.", "Marr", "said", "the boys"),
        # the sentence goes on behind the frame
        ("Guards seized maps and a boat, their captain said, before dawn.", "their captain", "said", "a boat"),
        # it has its verb
        ("Odra Venn said the ferries were late.", "Odra Venn", "said", "the ferries were late"),
        # the verb behind it is the guard's
        ("The guard who said nothing left the town.", "who", "said", "nothing"),
        # nothing follows
        ("Odra Venn demanded the release of the crew.", "Odra Venn", "demanded", "the release of the crew"),
    ],
)
def test_a_content_is_left_alone(text: str, source: str, cue: str, content: str) -> None:
    assert found(text, source, cue, content) == [content]


def test_pieces_with_another_verb_of_speech_between_stay_apart() -> None:
    text = "Tilk said the offer stood but warned that the front would shell the field."
    pieces = ["the offer stood", "that the front would shell the field"]
    assert found(text, "Tilk", "said", *pieces) == pieces


def test_a_content_before_its_frame_takes_in_the_day_up_to_the_comma() -> None:
    text = "The workers of Carrow did not march in Vasko on Monday, their captain said."
    assert found(text, "their captain", "said", "The workers of Carrow did not march") == [
        "The workers of Carrow did not march in Vasko on Monday"
    ]
    quoted = "“We shall march” on Monday, their captain said."
    assert found(quoted, "their captain", "said", "“We shall march”") == ["“We shall march”"]
