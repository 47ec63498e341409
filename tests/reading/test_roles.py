import pytest

from tests.reading.people import find, named


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Foreign Minister Halen Drost said no.", "Halen Drost", ["Foreign Minister"]),
        ("The rebel leader Omar Fenn said no.", "Omar Fenn", ["rebel leader"]),
        ("Halen Drost, the foreign minister, said no.", "Halen Drost", ["foreign minister"]),
        ("Omar Fenn, leader of the Hill Front, said no.", "Omar Fenn", ["leader of the Hill Front"]),
        ("The leader of the Hill Front, Omar Fenn, said no.", "Omar Fenn", ["leader of the Hill Front"]),
        ("Its spokesman, Pavo Tilk, said no.", "Pavo Tilk", ["spokesman"]),
        (
            "At a meeting in Saudi Arabia, Special Envoy for Iran Omar Fenn said no.",
            "Omar Fenn",
            ["Special Envoy for Iran"],
        ),
        ("At a meeting in Saudi Arabia, Special Envoy for Iran Omar Fenn said no.", "Saudi Arabia", []),
        ("Omar Fenn is the leader of the Hill Front.", "Omar Fenn", ["leader of the Hill Front"]),
        ("Secretary of State Carl Tull said no.", "Carl Tull", ["Secretary of State"]),
        (
            "The head of the Tarn paramilitary group Omar Fenn said no.",
            "Omar Fenn",
            ["head of the Tarn paramilitary group"],
        ),
        ("Halen Drost, 52, a teacher, said no.", "Halen Drost", ["teacher"]),
        (
            "Pavel VorenkoPresident of Varnia and top ally of Drost was there.",
            "Pavel Vorenko",
            ["President of Varnia", "top ally of Drost"],
        ),
        ("The pact's secretary-general, Sigrun Vael, said no.", "Sigrun Vael", ["pact's secretary-general"]),
        ("The trust’s chief executive, Victor Lorn, said no.", "Victor Lorn", ["trust’s chief executive"]),
        ("Counsel for the harbour, Pavo Tilk, said no.", "Pavo Tilk", ["Counsel for the harbour"]),
        ("A lawyer for two of the men, Pavo Tilk, said no.", "Pavo Tilk", ["lawyer for two of the men"]),
        ("The utility, Orvo, said no.", "Orvo", ["utility"]),
        (
            "Tarvek University geology expert and former Varnian official, Olga Sern, said no.",
            "Olga Sern",
            ["Tarvek University geology expert", "former Varnian official"],
        ),
        (
            "Olga Sern, the mayor of Saint Orvo, the fishing port nearest the line, said no.",
            "Olga Sern",
            ["mayor of Saint Orvo"],
        ),
        (
            "They met Olga Sern, the harbour commissioner responsible for dues, and left.",
            "Olga Sern",
            ["harbour commissioner"],
        ),
        (
            "He called the General Chief of Staff of the Varnian Army Valery Orm, who left.",
            "Valery Orm",
            ["General Chief of Staff of the Varnian Army"],
        ),
        ("PresidentPAVEL VORENKO said no.", "Pavel Vorenko", ["President"]),
        ("Halen Drost was a key player in the talks. Drost left.", "Halen Drost", []),
        ("Last year President Halen Drost said no.", "Halen Drost", ["President"]),
        ("Earlier this year Varnian Prime Minister Olga Sern said no.", "Olga Sern", ["Varnian Prime Minister"]),
    ],
)
def test_roles_as_worded(text: str, name: str, roles: list[str]) -> None:
    mark = named(text, name)
    assert [r.role for r in mark.roles] == roles
    assert all(text[slice(*r.span)] == r.role for r in mark.roles)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Varnian firms including Orvo Tarn, Kell and Brannick have left.", "Brannick", "organisation"),
        ("He lived in the market town of Khor Sell. Khor Sell was shut.", "Khor Sell", "place"),
        ("It was paid for by Osmere, which also sent rifles. Osmere said no.", "Osmere", "organisation"),
        ("Pilgrims met in Saint Orvo. Saint Orvo was shut.", "Saint Orvo", "place"),
        ("They met in Victoria Park. Victoria Park was full.", "Victoria Park", "place"),
        ("Zorbin Cope thought it was wrong.", "Zorbin Cope", "person"),
        ("The utility, Orvo, said no.", "Orvo", "organisation"),
    ],
)
def test_what_stands_beside_a_name_tells_its_kind(text: str, name: str, kind: str) -> None:
    assert named(text, name).kind == kind


def test_a_list_is_no_apposition() -> None:
    assert named("Halen Drost, the minister and the envoy left.", "Halen Drost").roles == ()


def test_the_words_of_a_role_mean_its_holder() -> None:
    text = "The leader of the Hill Front, Omar Fenn, said no."
    found = find(text)
    assert found.at((0, text.index(","))) == found.at((text.index("Omar"), text.index(", said")))
