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
    ],
)
def test_roles_as_worded(text: str, name: str, roles: list[str]) -> None:
    mark = named(text, name)
    assert [r.role for r in mark.roles] == roles
    assert all(text[slice(*r.span)] == r.role for r in mark.roles)


def test_a_list_is_no_apposition() -> None:
    assert named("Halen Drost, the minister and the envoy left.", "Halen Drost").roles == ()


def test_the_words_of_a_role_mean_its_holder() -> None:
    text = "The leader of the Hill Front, Omar Fenn, said no."
    found = find(text)
    assert found.at((0, text.index(","))) == found.at((text.index("Omar"), text.index(", said")))
