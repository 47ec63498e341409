import pytest

from tests.reading.people import find, named, tied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pavel Vorenko, a top ally of Drost, spoke.", ("ally", "Pavel Vorenko", "Drost", "top ally of Drost")),
        ("Pavel Vorenko spoke. Drost's ally Omar Fenn left.", ("ally", "Omar Fenn", "Drost", "ally")),
        ("Omar Fenn, a rival of Olga Sern, left.", ("adversary", "Omar Fenn", "Olga Sern", "rival of Olga Sern")),
        (
            "Omar Fenn, leader of the Hill Front, left.",
            ("leads", "Omar Fenn", "Hill Front", "leader of the Hill Front"),
        ),
        ("The Hill Front met. Its leader, Omar Fenn, left.", ("leads", "Omar Fenn", "Hill Front", "Its leader")),
        (
            "Omar Fenn is a member of the Reform Party.",
            ("member", "Omar Fenn", "Reform Party", "member of the Reform Party"),
        ),
        (
            "Pavo Tilk, a spokesman for the Hill Front, left.",
            ("represents", "Pavo Tilk", "Hill Front", "spokesman for the Hill Front"),
        ),
        ("Olga Sern's lawyer, Ana Rill, left.", ("represents", "Ana Rill", "Olga Sern", "Olga Sern's lawyer")),
        (
            "Vera Molk mediated between Olga Sern and Omar Fenn.",
            ("mediates", "Vera Molk", "Omar Fenn", "mediated between Olga Sern and Omar Fenn"),
        ),
        (
            "Olga Sern does not trust Omar Fenn.",
            ("distrusts", "Olga Sern", "Omar Fenn", "Olga Sern does not trust Omar Fenn"),
        ),
        ("Olga Sern trusts Omar Fenn.", ("trusts", "Olga Sern", "Omar Fenn", "Olga Sern trusts Omar Fenn")),
        ("Olga Sern can betray Omar Fenn.", ("distrusts", "Omar Fenn", "Olga Sern", "Olga Sern can betray Omar Fenn")),
    ],
)
def test_a_tie_is_read(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tied(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Olga Sern and Omar Fenn are not allies.", "distrusts"),
        ("Olga Sern and Omar Fenn could betray each other.", "distrusts"),
        ("Olga Sern and Omar Fenn cannot trust each other.", "distrusts"),
        ("Olga Sern and Omar Fenn are allies.", "ally"),
        ("Olga Sern and Omar Fenn are rivals.", "adversary"),
    ],
)
def test_ties_both_ways(text: str, kind: str) -> None:
    assert {(k, a, b) for k, a, b, _ in tied(text)} == {
        (kind, "Olga Sern", "Omar Fenn"),
        (kind, "Omar Fenn", "Olga Sern"),
    }


@pytest.mark.parametrize(
    "text", ["Olga Sern met Omar Fenn.", "The Reform Party leads the polls.", "Olga Sern is an ally."]
)
def test_no_tie(text: str) -> None:
    assert tied(text) == set()


@pytest.mark.parametrize(
    ("text", "country", "sender"),
    [
        ("Germany's ambassador to France, Odra Venn, left. France said no.", "DEU", "Germany"),
        ("Odra Venn, the ambassador to Germany, left. Germany said no.", None, None),
        ("Odra Venn, the ambassador of Germany to France, left.", "DEU", "Germany"),
        ("The French envoy to Germany, Odra Venn, left. Germany said no.", "FRA", None),
    ],
)
def test_an_ambassador_stands_for_the_country_that_sends_him(
    text: str, country: str | None, sender: str | None
) -> None:
    assert named(text, "Odra Venn").country == country
    assert [t[:3] for t in tied(text)] == ([("represents", "Odra Venn", sender)] if sender else [])


def test_an_ally_of_someone_does_not_make_them_a_state() -> None:
    made = find("Pavel Vorenko, a top ally of Drost, spoke. Drost left. The Drost ally said no.")
    assert {m.name: m.kind for m in made.marks()}["Drost"] != "state"


def test_who_heads_a_body_leads_it_and_who_represents_somebody_stands_for_him() -> None:
    assert ("leads", "Ana Rell", "Harrow Front") in {t[:3] for t in tied("Ana Rell, who leads the Harrow Front, left.")}
    assert tied("Ana Rell led the march.") == set()
    (tie,) = tied("Odra Venn represents Tilo Marr.")
    assert tie[:3] == ("represents", "Odra Venn", "Tilo Marr")
