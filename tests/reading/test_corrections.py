"""Pronouns that what was said to whom sets right."""

import pytest

import onrecord

CASES = [
    # text, the pronoun with what stands around it, the name it must have (None: open)
    (
        "Defence Minister Corvin Astrale went on his radio show. ‘Lendrik, hear me,’ he wrote afterwards in a letter.",
        "he wrote",
        "Corvin Astrale",
    ),
    (
        "President Halm Orvane interceded with Arlo Brend for the life of Pavel Storn. "
        "“I told Brend: he can go home tomorrow,” said Orvane.",
        "he can go",
        "Pavel Storn",
    ),
    (
        "“I told Brend: he can go home tomorrow,” said Halm Orvane.",
        "he can go",
        None,
    ),
]


@pytest.mark.parametrize(("text", "place", "name"), CASES)
def test_whom_the_pronoun_means(text: str, place: str, name: str | None) -> None:
    record = onrecord.read(text)
    start = text.index(place)
    span = (start, start + 2)
    meant = [actor.name for actor in record.actors if any(m.span == span for m in actor.mentions)]
    assert meant == ([] if name is None else [name])


def test_the_threat_is_its_writers() -> None:
    text = (
        "Defence Minister Corvin Astrale spoke on the radio. ‘Lendrik, hear me well,’ he said. "
        "‘If your men stay on the quays, we will bury them there.’"
    )
    record = onrecord.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    threats = [move for move in record.moves if move.type == "THREATEN"]
    assert [names[move.by[0].actor or ""] for move in threats] == ["Corvin Astrale"]
