import pytest

from tests.reading.people import find


def means(text: str, word: str, nth: int = 0) -> str | None:
    """The name of whom the nth occurrence of some words means."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    found = find(text)
    entity = found.at((start, start + len(word)))
    return None if entity is None else found.name(entity)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("President Pavel Vorenko met Omar Fenn. The president said no.", "The president", "Pavel Vorenko"),
        (
            "The Varnian president Pavel Vorenko spoke. The Lomenian president did not. The Varnian president left.",
            "The Varnian president",
            "Pavel Vorenko",
        ),
        (
            "Pavel Vorenko, president of Varnia, met Halen Drost, a minister. The Varnian president left.",
            "The Varnian president",
            "Pavel Vorenko",
        ),
        (
            "Varnian opposition member Olga Sern spoke. Drost left. The Varnian activist said no.",
            "The Varnian activist",
            "Olga Sern",
        ),
        (
            "Pavel Vorenko, a top ally of Drost, spoke. Omar Fenn left. The Drost ally said no.",
            "The Drost ally",
            "Pavel Vorenko",
        ),
        ("The Hill Front attacked. Drost called the front a gang. The group said no.", "The group", "Hill Front"),
        (
            "Omar Fenn, leader of the Hill Front, met Pavo Tilk, leader of the Reform Party. "
            "The leader of the Hill Front said no.",
            "The leader of the Hill Front",
            "Omar Fenn",
        ),
        ("Mayor Olga Sern and Governor Omar Fenn spoke. The mayor left.", "The mayor", "Olga Sern"),
        ("The minister said no.", "The minister", "minister"),
        ("A spokesman for the union said no.", "A spokesman for the union", "spokesman for the union"),
        ("Police said two people died.", "Police", "Police"),
        (
            "The Directorate of Public Calm left. The directorate said no.",
            "The directorate",
            "Directorate of Public Calm",
        ),
        (
            "Hardwell Aggregates wants the hill. The Tarvek Town Council waits. The company said no.",
            "The company",
            "Hardwell Aggregates",
        ),
        ("The Varnian fleet left. Varnia won. The government in Tarvek said no.", "The government", "Varnia"),
        ("The government of Varnia left. The Varnian government said no.", "The government", "Varnian government"),
        ("An official close to the mayor left. The official said no.", "The official", "official close to the mayor"),
        ("The Hill Front left. A spokesman said no.", "A spokesman", "spokesman for Hill Front"),
        ("Omar Fenn left. A spokeswoman for him said no.", "A spokeswoman", "spokeswoman for Omar Fenn"),
        ("Olga Sern left. Her lawyer said no.", "Her lawyer", "lawyer of Olga Sern"),
        ("Brazil waits. Brazil won. The prime minister said no.", "The prime minister", "prime minister of Brazil"),
        (
            "The foreign minister left. Foreign Minister Olga Sern said no. The finance minister came.",
            "The foreign minister",
            "Olga Sern",
        ),
        (
            "Foreign Minister Olga Sern said no. The finance minister came.",
            "The finance minister",
            "finance minister",
        ),
        ("State and local officials said no.", "local officials", "local officials"),
        ("Officials on both sides said no.", "Officials", "Officials on both sides"),
    ],
)
def test_descriptions(text: str, word: str, name: str) -> None:
    assert means(text, word) == name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Olga Sern met Omar Fenn. She said no.", "She", "Olga Sern"),
        ("Olga Sern met Omar Fenn. He said no.", "He", "Omar Fenn"),
        ("Pavel Vorenko met Omar Fenn. Vorenko told him to leave.", " him", "Omar Fenn"),
        ("In his speech, Pavel Vorenko said no.", "his", "Pavel Vorenko"),
        ("Ms. Quennet met Mr. Orble. Her aide said no.", "Her", "Quennet"),
        ("The Hill Front left the talks. It said the offer was an insult.", "It", "Hill Front"),
        ("The rebels attacked. They took the bridge.", "They", "rebels"),
        ("Varnia's army moved. Varnia said its border was safe.", "its", "Varnia"),
        ("Olga Sern and her aide left.", "her", "Olga Sern"),
        ("The pact's secretary-general, Sigrun Vael, said no. She left.", "She", "Sigrun Vael"),
        ("Olga Sern waited. The Courier was shut. She said no.", "She", "Olga Sern"),
        ("Omar Fenn left for Vesterland. Vesterland was shut. Today he is back.", "he", "Omar Fenn"),
        (
            "General Omar Fenn spoke. “I told Madame Quell: find a lawyer, not a soldier”, he said.",
            "he",
            "Omar Fenn",
        ),
        (
            "Pavel Vorenko said no. Vorenko said he was ill. Vorenko left. Mayor Omar Fenn agreed. He wept.",
            "He",
            "Omar Fenn",
        ),
    ],
)
def test_pronouns(text: str, word: str, name: str) -> None:
    assert means(text, word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Hill Front left. It is clear that talks failed.", "It"),
        ("The Hill Front left. It seems that talks failed.", "It"),
        ("She said no.", "She"),
        ("No minister came.", "No minister"),
    ],
)
def test_nobody_is_meant(text: str, word: str) -> None:
    assert means(text, word) is None


def test_allies_alone_are_nobodys_in_particular() -> None:
    text = "France left. Its allies said no. Allies left. Olga Sern heard that allies said no."
    assert means(text, "Its allies") == "allies of France"
    assert means(text, "Allies") == means(text, "allies", 1) == "Allies"


def test_a_quoted_pronoun_is_not_the_speaker() -> None:
    text = "Pavel Vorenko met Omar Fenn. “He is a liar,” said Vorenko."
    assert means(text, "He") == "Omar Fenn"


def test_nor_the_one_who_spoke_before() -> None:
    text = "“I told Olga Sern no,” Quell said. “She wept.”"
    assert means(text, "She") == "Olga Sern"


def test_german_quotation_marks_close() -> None:
    text = "„No“, said Olga Sern. Holm called it „rust“. He left."
    assert means(text, "He") == "Holm"


def test_somebody_spoken_of_once_in_a_quotation_is_nobody() -> None:
    assert means("“If your commanders come, good,” Omar Fenn said.", "your commanders") is None


def test_first_person_pronouns_are_added_later() -> None:
    text = "“I refuse,” said Omar Fenn."
    found = find(text)
    start = text.index("Omar")
    fenn = found.at((start, start + 9))
    assert found.at((1, 2)) is None
    assert fenn is not None
    found.add_pronoun((1, 2), fenn)
    assert found.at((1, 2)) == fenn
    mentions = [(m.span, m.form) for m in found.marks()[fenn].mentions]
    assert mentions == [((1, 2), "pronoun"), ((start, start + 9), "name")]


def test_mentions_in_order_outer_first() -> None:
    text = "The leader of the Hill Front met Olga Sern."
    found = find(text)
    assert [text[slice(*span)] for span, _ in found.mentions_in((0, len(text)))] == [
        "The leader of the Hill Front",
        "Hill Front",
        "Olga Sern",
    ]
