import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.folding import words
from onrecord.store.search_index import analyzers
from onrecord.store.search_words import MOST, Term, Wanted, fold, parse, placed, spans_of


def word(*folded: str) -> Term:
    return Term("word", folded)


def stems(found: object) -> list[str]:
    return analyzers()["stems"].analyze(" ".join(found))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("query", "all_", "none"),
    [
        ("ceasefire bridge", [[word("ceasefire")], [word("bridge")]], []),
        ("Šárka AND ILVANE", [[word("sarka")], [word("ilvane")]], []),
        ('"no amnesty" truce', [[Term("phrase", ("no", "amnesty"))], [word("truce")]], []),
        ("“no amnesty”", [[Term("phrase", ("no", "amnesty"))]], []),
        ('truce -bridge NOT "the envoy"', [[word("truce")]], [word("bridge"), Term("phrase", ("the", "envoy"))]),
        ('-"no amnesty"', [], [Term("phrase", ("no", "amnesty"))]),
        ("amnest*", [[Term("beginning", ("amnest",))]], []),
        ("a*", [[word("a")]], []),
        ("cease-fire O'Neill", [[word("cease", "fire")], [word("o", "neill")]], []),
        ("truce OR ceasefire bridge", [[word("truce"), word("ceasefire")], [word("bridge")]], []),
        ("not or and", [[word("not")], [word("or")], [word("and")]], []),
        ("truce truce", [[word("truce")]], []),
        ("OR truce NOT", [[word("truce")]], []),
        ('"unbalanced truce', [[word("unbalanced")], [word("truce")]], []),
        ("report:1 OR *", [[word("report", "1")]], []),
        ("stems:truce^2 ~3 [a (x", [[word("stems", "truce", "2")], [word("3")], [word("a")], [word("x")]], []),
        ("- -- ? * \x00 \u202e", [], []),
        ("", [], []),
    ],
)
def test_what_people_type(query: str, all_: list[list[Term]], none: list[Term]) -> None:
    assert parse(query) == Wanted(tuple(map(tuple, all_)), tuple(none))


def test_a_query_of_any_length_is_looked_at_in_part() -> None:
    assert len(list(parse(" ".join(f"w{n}" for n in range(20_000))).terms())) == MOST
    assert parse('"' * 100_000) == parse("“" * 100_000) == Wanted((), ())
    assert len(parse("x" * 100_000).all[0][0].words[0]) < 100_000


def test_folding_is_that_of_the_filters() -> None:
    letters = random.Random(5).sample([chr(n) for n in range(0x2FFFF) if not 0xD800 <= n < 0xE000], 20_000)
    text = "".join(letters) + " ".join(letters) + "½ﬁßİ①㈀e\u0301x\u0345y ǆ"
    assert fold(text).split() == words(text)


@given(st.text())
def test_words_are_found_where_they_stand(text: str) -> None:
    found = placed(text)
    assert [word for word, _ in found] == words(text)
    for folded, (start, stop) in found:
        assert 0 <= start < stop <= len(text)
        assert folded in " ".join(words(text[start:stop]))


def test_accents_of_their_own_belong_to_the_word() -> None:
    text = unicodedata.normalize("NFD", "Šárka, Löw")
    assert [text[a:b] for _, (a, b) in placed(text)] == [unicodedata.normalize("NFD", w) for w in ("Šárka", "Löw")]


TEXT = "They promised no amnesty. “No amnesty”, said Šárka; promises of amnesties are promises: no, amnesty."


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("promise", ["promised", "promises", "promises"]),
        ('"promises"', ["promises", "promises"]),
        ('"no amnesty"', ["no amnesty", "No amnesty", "no, amnesty"]),
        ("SARKA", ["Šárka"]),
        ("amnest*", ["amnesty", "amnesty", "amnesties", "amnesty"]),
        ("they OR said", ["They", "said"]),
        ("they -amnesty", ["They"]),
        ("-amnesty", []),
    ],
)
def test_what_is_marked(query: str, marked: list[str]) -> None:
    assert [TEXT[a:b] for a, b in spans_of(parse(query), TEXT, stems)] == marked
