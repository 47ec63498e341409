"""Which entries cannot both be so."""

import json
from pathlib import Path

import pytest

import onrecord
from onrecord.across.disputes import Contradiction, contradictions
from onrecord.across.figures import ordinal, value
from onrecord.across.points import points
from onrecord.record.parts import Record
from tests.across.spoken import identities, numbered, report

_FILE = Path(__file__).parent / "contradictions" / "pairs.jsonl"
PAIRS = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]
"""Pairs of invented reports with what they contradict each other in, labelled before any rule was tried on them."""


def _found(one: Record, two: Record) -> list[Contradiction]:
    names: dict[str, int] = {}
    sides = []
    for number, record in enumerate((one, two), 1):
        who = {a.id: names.setdefault(a.name.lower(), len(names)) for a in record.actors}
        sides.append(points(numbered(number, record), who))
    return contradictions(sides[1], sides[0])


def _kinds(first: str, second: str, day: str = "2031-05-14", cue: str = "said") -> list[str]:
    one = report(f"Tarek Ondal said {first}.", [("Tarek Ondal", "said", first)])
    two = report(f"Ilka Brand {cue} {second}.", [("Ilka Brand", cue, second)], published=day)
    return [
        pair.kind
        for pair in contradictions(points(numbered(2, two), identities(two)), points(numbered(1, one), identities(one)))
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("four soldiers and three gunmen had died", "six of the movement's people died there, not three", "how many"),
        ("the talks with Keth lasted an hour", "the talks had lasted ten minutes and not an hour", "how many"),
        ("nine people drowned at Lower Pell", "four people drowned at Lower Pell", "how many"),
        ("the rebels fired first at the mill", "it was the army that fired first", "who"),
        ("the mayor closed the Varn bridge", "it was the guild that closed the Varn bridge", "who"),
        ("the navy is hiding a second submarine", "there is no second submarine", "whether"),
        ("the board opened the Calder gates", "the board did not open the Calder gates", "whether"),
        ("Keth paid the pilots of the Aldis", "Keth never paid the pilots of the Aldis", "whether"),
        ("Keth had sold grain to Belmaria", "I don't think Keth sold grain to Belmaria", "whether"),
    ],
)
def test_a_contradiction_is_found(first: str, second: str, kind: str) -> None:
    assert _kinds(first, second) == [kind]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("nine people drowned at Lower Pell", "four people drowned at Upper Calder"),
        ("at least four people drowned at Lower Pell", "nine people drowned at Lower Pell"),
        ("nine people drowned at Lower Pell", "four of those people drowned at Lower Pell"),
        ("the board will open the Calder gates", "the board did not open the Calder gates"),
        ("the board opened the Calder gates", "the board did not open the Varn gates of the mill"),
        ("the dockers did not march on Monday", "the dockers marched on Friday"),
        ("the rebels opened fire at the mill", "the army opened fire at the mill"),
        ("who fired first is not known", "it was the army that fired first"),
        ("it matters whether the board opened the Calder gates", "the board did not open the Calder gates"),
        ("the car ran a stop sign", "the road has no stop sign"),
        ("the board did not open the Calder gates", "no gate was opened by the board at Calder"),
    ],
)
def test_what_can_both_be_so_is_no_contradiction(first: str, second: str) -> None:
    assert _kinds(first, second) == []


def test_a_toll_that_rises_is_no_contradiction() -> None:
    assert _kinds("four people drowned at Lower Pell", "nine people drowned at Lower Pell", day="2031-05-15") == []


def test_a_cue_that_denies_turns_what_follows() -> None:
    words = "the board had opened the Calder gates"
    assert _kinds(words, words, cue="denied") == ["whether"]


def test_a_wish_is_no_account() -> None:
    words = "the board opens no Calder gates"
    assert _kinds("the board opened the Calder gates", words, cue="demanded") == []


def test_nobody_contradicts_himself() -> None:
    one = report("Ilka Brand said Keth paid the pilots.", [("Ilka Brand", "said", "Keth paid the pilots")])
    two = report("Ilka Brand said Keth never paid the pilots.", [("Ilka Brand", "said", "Keth never paid the pilots")])
    assert _found(one, two) == []


def test_the_side_that_is_denied_is_told() -> None:
    one = report("Ilka Brand said Keth paid the pilots.", [("Ilka Brand", "said", "Keth paid the pilots")])
    two = report(
        "Tarek Ondal said Keth never paid the pilots.", [("Tarek Ondal", "said", "Keth never paid the pilots")]
    )
    (pair,) = _found(one, two)
    assert pair.denied == pair.first == (1, "s1")


@pytest.mark.parametrize("split", ["tune", "held"])
def test_read_pairs_keep_their_floor(split: str) -> None:
    """No false contradiction, and no fewer found than when this was written."""
    missed, extra, found = [], [], 0
    for pair in PAIRS:
        if pair["split"] != split:
            continue
        one, two = (
            onrecord.read(one["text"], published=one["published"], publisher=one["publisher"])
            for one in pair["reports"]
        )
        kinds = {one.kind for one in _found(one, two)}
        wanted = set(pair["disputes"])
        found += len(kinds & wanted)
        missed += [pair["id"]] * len(wanted - kinds)
        extra += [pair["id"]] * len(kinds - wanted)
    assert extra == []
    assert found >= {"tune": 8, "held": 5}[split], missed


def test_numbers_in_words() -> None:
    assert [value(low) for low in ("forty-one", "3.5", "men")] == [41, 3.5, None]
    assert ordinal("twenty-fourth") == ordinal("24th") == "#24"
