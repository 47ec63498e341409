"""The media of statements: the words that name one, and its name."""

import pytest

from onrecord.reading.channels import find
from onrecord.reading.parse import paragraph
from onrecord.reading.tokens import written_names

FOUND = [
    ("In a televised address on Monday, Vasko said it was over.", "a televised address", "televised address"),
    ("Vasko wrote on Telegram.", "Telegram", "Telegram"),
    ("Vasko wrote on X.", "X", "X"),
    ("The guild said no in a statement (posted on X) on Sunday.", "a statement (posted on X)", "X"),
    ("The guild denied it in a post on Facebook.", "a post on Facebook", "Facebook"),
    ("In a Facebook post, Vasko urged calm.", "a Facebook post", "Facebook"),
    (
        "Vasko said so in a clip posted by the Telegram service.",
        "a clip posted by the Telegram service",
        "Telegram",
    ),
    (
        "Vasko said so in an interview with the Harbour Gazette.",
        "an interview with the Harbour Gazette",
        "Harbour Gazette",
    ),
    (
        "Vasko said so in an interview with the Harbour Gazette last week.",
        "an interview with the Harbour Gazette",
        "Harbour Gazette",
    ),
    ("Vasko told reporters at a news conference that it was over.", "a news conference", "news conference"),
    ("Vasko told a joint news conference that it was over.", "a joint news conference", "joint news conference"),
    ("In a letter to the council, Vasko asked for time.", "a letter", "letter"),
    ("In his Tuesday statement, Vasko asked for time.", "his Tuesday statement", "statement"),
    ("Vasko said on state television that it was over.", "state television", "state television"),
    ("Vasko said by phone that it was over.", "phone", "phone"),
    ("Speaking over the phone, Vasko said it was over.", "the phone", "phone"),
    ("Vasko said via video link that it was over.", "video link", "video link"),
    ("Vasko wrote in the Harbour Gazette that it was over.", "the Harbour Gazette", "Harbour Gazette"),
    ("Vasko said on his website that it was over.", "his website", "website"),
    (
        "In a speech broadcast live on Orrery Radio, Vasko quit.",
        "a speech broadcast live on Orrery Radio",
        "Orrery Radio",
    ),
    ("Vasko quit in a video shared on his Telegram channel.", "a video shared on his Telegram channel", "Telegram"),
    (
        "Vasko said so in remarks carried by Oranzan state television.",
        "remarks carried by Oranzan state television",
        "Oranzan state television",
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), FOUND)
def test_the_medium_is_found_with_its_name(text: str, words: str, name: str) -> None:
    (sentence,) = paragraph(text, "body", (0, len(text)), written_names(text)).sentences
    mark = find(sentence, 0, len(text))
    assert mark is not None
    assert (text[slice(*mark.span)], mark.name) == (words, name)


@pytest.mark.parametrize(
    "text",
    [
        "Vasko said in Orlov City that it was over.",
        "Vasko said in remarks to the guild that it was over.",
        "Vasko said at the peace conference that it was over.",
        "Vasko told Orrery Radio that it was over.",
        "Vasko said through a spokesman that it was over.",
        "The army agreed to a call for talks.",
        "According to a report by the guild, ten people left.",
        "Vasko's letter to the guild said nothing.",
    ],
)
def test_what_is_no_medium_is_left_alone(text: str) -> None:
    (sentence,) = paragraph(text, "body", (0, len(text)), written_names(text)).sentences
    assert find(sentence, 0, len(text)) is None


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "Vasko said on Telegram that the guild had denied it in a letter."
    (sentence,) = paragraph(text, "body", (0, len(text)), written_names(text)).sentences
    letter = find(sentence, text.index("that"), len(text))
    assert letter is not None and letter.name == "letter"
    assert find(sentence, 0, text.index("on")) is None
    assert find(sentence, len(text), len(text)) is None
