"""No entry without a passage: whatever is read, every span holds words of the text."""

import pytest

import onrecord

TEXTS = [
    "But it was never mentioned by the moderators.\n\nIn addition to the inquiry, the road was shut.",
    "Orsk shot back that the envoy had not been called on.\n\n“Go back to Ellory,” he said.",
    'Why is Vasko so popular? Orsk was asked.\n\n"What somebody like her can do is wait."',
    "What is it that her husband, Arlo, is accused of?\n\nKestrel News noted it.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_contents_hold_words(text: str) -> None:
    record = onrecord.read(text)
    for statement in record.statements:
        for start, end in statement.content.spans:
            assert any(c.isalnum() for c in text[start:end])
