"""The move lexicon's data: every row well-formed, every name it uses known, no two rows at odds."""

from collections import Counter, defaultdict
from typing import get_args

import pytest

from onrecord.reading import move_lexicon as lexicon
from onrecord.reading.words import rows
from onrecord.record.vocabulary import MOVE_TYPES, Quad
from onrecord.record.vocabulary import QUADS as QUAD_OF

TYPES = list(MOVE_TYPES)
QUADS = set(get_args(Quad))
PREPOSITIONS = {
    "about",
    "across",
    "against",
    "along",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "between",
    "by",
    "during",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "outside",
    "over",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "with",
    "alongside",
}
PLACES = {"subj", "obj", "obj2", "obj-poss", "obj-premod", "inf-subj", "inf-to", "that-subj", "that-to", "ing-to"}
CONDITION_PLACES = {"adj", "adv", "comp", "premod", "subj", "obj2", "inf", "that", "ing"} | PREPOSITIONS
FLAGS = {"recip", "weak", "modal", "future", "own-conflict", "ahead"}
VERBS = rows("moves_verbs.tsv")
NOUNS = rows("moves_nouns.tsv")
DISCARDS = rows("discards.txt")


def at(row: list[str]) -> str:
    return " / ".join(row)


def faults_of_condition(part: str) -> list[str]:
    """What is wrong with one condition."""
    if part in ("-", "obj", "inf", "that", "ing"):
        return []
    place, colon, heads = part.partition(":")
    if colon and place not in CONDITION_PLACES:
        return [f"unknown place {place}"]
    if colon and heads == "*":
        return []
    clause = place in lexicon.CLAUSES
    sets = lexicon.verb_sets() if clause else lexicon.noun_sets()
    faults = []
    for head in (heads if colon else part).split("|"):
        if head.startswith("@"):
            faults += [] if head[1:] in sets else [f"unknown set {head}"]
        elif head.isupper():
            faults += [] if clause and head in TYPES else [f"unknown type {head}"]
        elif not head or not head.replace("_", "").replace("-", "").replace("'", "").isalnum() or head != head.lower():
            faults.append(f"bad word {head!r}")
    return faults


def faults_of_needs(cell: str) -> list[str]:
    parts = cell.split(" & ") if cell else []
    objects = sum(part in ("-", "obj") or ":" not in part for part in parts if part not in lexicon.CLAUSES)
    return [fault for part in parts for fault in faults_of_condition(part)] + (["two objects"] if objects > 1 else [])


def faults_of_places(cell: str, allowed: set[str]) -> list[str]:
    known = allowed | PREPOSITIONS | {f"{word}-poss" for word in PREPOSITIONS}
    places = cell.split(",") if cell else []
    return [f"unknown place {place!r}" for place in places if place not in known] + (
        ["a place twice"] if len(places) != len(set(places)) else []
    )


def test_the_checks_see_faults() -> None:
    assert faults_of_condition("@nosuchset") == ["unknown set @nosuchset"]
    assert faults_of_condition("inf:NOTYPE") == ["unknown type NOTYPE"]
    assert faults_of_condition("beside:@truce") == ["unknown place beside"]
    assert faults_of_needs("@truce & @aid") == ["two objects"]
    assert faults_of_places("to,nowhere", PLACES) == ["unknown place 'nowhere'"]


def test_the_types_are_plovers_sixteen() -> None:
    types = lexicon.move_types()
    assert list(types) == TYPES
    assert {kind.quad for kind in types.values()} == QUADS
    assert types["SANCTION"].quad == "material-conflict"
    for kind in types.values():
        name, mode = kind.future
        assert name in types
        assert mode is None or mode in types[name].modes


@pytest.mark.parametrize("table", [VERBS, NOUNS], ids=["verbs", "nouns"])
def test_every_type_and_mode_is_present_and_legal(table: list[list[str]]) -> None:
    seen = defaultdict(set)
    for row in table:
        assert row[0] in TYPES, at(row)
        assert row[1] == "" or row[1] in lexicon.move_types()[row[0]].modes, at(row)
        seen[row[0]].add(row[1])
    assert set(seen) == set(TYPES)
    if table is VERBS:
        for name, kind in lexicon.move_types().items():
            assert set(kind.modes) <= seen[name], name


def test_verb_rows_are_well_formed() -> None:
    faults = []
    for row in VERBS:
        assert len(row) == 7, at(row)
        _, _, verbs, needs, to, by, flags = row
        found = faults_of_needs(needs) + faults_of_places(to, PLACES)
        found += faults_of_places(by, PLACES | {"speaker", "-"})
        for verb in verbs.split("|"):
            if not verb.replace(" ", "").replace("-", "").isalpha() or verb != verb.lower().strip():
                found.append(f"bad verb {verb!r}")
        for flag in flags.split():
            if flag.startswith("also:"):
                name, _, mode = flag[5:].partition("/")
                if name not in TYPES or mode not in lexicon.move_types()[name].modes:
                    found.append(f"bad flag {flag}")
            elif flag not in FLAGS:
                found.append(f"unknown flag {flag}")
        faults += [f"{fault}: {at(row)}" for fault in found]
    assert faults == []


def test_noun_rows_are_well_formed() -> None:
    faults = []
    for row in NOUNS:
        assert len(row) == 7, at(row)
        _, _, nouns, needs, to, by, flags = row
        found = faults_of_needs(needs)
        found += faults_of_places(to, {"poss"}) + faults_of_places(by, {"poss", "premod"})
        found += [f"bad noun {noun!r}" for noun in nouns.split("|") if not noun or " " in noun or noun != noun.lower()]
        found += [f"unknown flag {flag}" for flag in flags.split() if flag not in FLAGS]
        faults += [f"{fault}: {at(row)}" for fault in found]
    assert faults == []


def test_discards_are_well_formed() -> None:
    faults = []
    for row in DISCARDS:
        assert len(row) == 3, at(row)
        kind, forms, needs = row
        found = faults_of_needs(needs)
        if kind not in ("verb", "noun", "phrase"):
            found.append("unknown kind")
        if (kind == "phrase") != (needs == ""):
            found.append("a phrase has no conditions, a verb or noun has some")
        found += ["an empty form"] if not all(forms.split("|")) else []
        faults += [f"{fault}: {at(row)}" for fault in found]
    assert faults == []


def test_no_verb_has_two_types_in_the_same_context() -> None:
    seen: dict[tuple[str, str], list[str]] = {}
    clashes = []
    for row in VERBS:
        kind, mode, verbs, needs, _, _, flags = row
        for verb in verbs.split("|"):
            for context in [needs] if " & " in needs else needs.split("|") if ":" not in needs else [needs]:
                first = seen.setdefault((verb, context), row)
                same = first[0] == kind and (first[1] == mode or not first[1] or not mode)
                if not same and "own-conflict" not in flags + first[6]:
                    clashes.append(f"{verb} {context}: {first[0]} {first[1]} and {kind} {mode}")
    assert clashes == []


def test_no_noun_has_two_types_in_the_same_context() -> None:
    seen = Counter((noun, row[3]) for row in NOUNS for noun in row[2].split("|"))
    assert [key for key, count in seen.items() if count > 1] == []


def test_sets_have_members_once_and_are_used() -> None:
    everywhere = "\n".join(at(row) for row in VERBS + NOUNS + DISCARDS)
    for name in ("noun_sets.tsv", "verb_sets.tsv"):
        table = rows(name)
        assert len({row[0] for row in table}) == len(table)
        for set_name, members in table:
            assert members.split(), set_name
            assert len(members.split()) == len(set(members.split())), set_name
            assert f"@{set_name}" in everywhere, f"{name}: {set_name} is used nowhere"


def fills(head: str, condition: lexicon.Condition, name: bool) -> bool:
    """Whether a head, which is somebody's name with `name`, meets a condition."""
    return condition.open or head in condition.words or (condition.who and name)


def best(verb: str, obj: str = "", name: bool = False, **places: str) -> tuple[str, str | None]:
    """The move of a verb with an object head, or with heads at other places, by the lexicon's own ranking."""
    heads = {"obj": obj, **places} if obj else dict(places)
    words = tuple(verb.split())
    for row in lexicon.verb_rows(words[0]):
        fits = all(
            ("obj" not in heads) if c.place == "none" else c.place in heads and fills(heads[c.place], c, name)
            for c in row.conditions
        )
        if row.words == words and fits:
            return row.type, row.mode
    raise AssertionError(f"no row for {verb} {heads}")


@pytest.mark.parametrize(
    ("verb", "heads", "expected"),
    [
        ("withdraw", {"obj": "troop"}, ("RETREAT", "withdraw")),
        ("withdraw", {"obj": "ambassador"}, ("SANCTION", "withdraw")),
        ("recall", {"obj": "ambassador"}, ("SANCTION", "withdraw")),
        ("lift", {"obj": "curfew"}, ("CONCEDE", None)),
        ("impose", {"obj": "curfew"}, ("COERCE", "curfew")),
        ("impose", {"obj": "sanction"}, ("SANCTION", "discontinue")),
        ("call off", {"obj": "strike"}, ("CONCEDE", None)),
        ("call off", {"obj": "summit"}, ("REJECT", "meet")),
        ("call", {"for": "ceasefire"}, ("AGREE", None)),
        ("threaten", {"inf": "invade"}, ("THREATEN", "violence")),
        ("urge", {"obj": "rebel", "inf": "withdraw"}, ("REQUEST", "yield")),
        ("refuse", {"inf": "negotiate"}, ("REJECT", "meet")),
        ("expel", {"obj": "diplomat"}, ("SANCTION", "expel")),
        ("expel", {"obj": "migrant"}, ("COERCE", "deport")),
        ("pardon", {"obj": "dissident"}, ("CONCEDE", None)),
        ("release", {"obj": "prisoner"}, ("RETREAT", "release")),
        ("send", {"obj": "troop"}, ("MOBILIZE", "troops")),
        ("send", {"obj": "food"}, ("AID", None)),
        ("stage", {"obj": "hunger strike"}, ("PROTEST", "hunger")),
        ("sign", {"obj": "treaty"}, ("SUPPORT", None)),
        ("reach", {"obj": "agreement"}, ("AGREE", None)),
        ("resign", {}, ("RETREAT", "resign")),
        ("open", {"obj": "fire"}, ("ASSAULT", "firearms")),
    ],
)
def test_the_best_row_names_the_manuals_type(
    verb: str, heads: dict[str, str], expected: tuple[str, str | None]
) -> None:
    assert best(verb, **heads) == expected


def test_a_discard_beats_the_open_row_of_its_verb() -> None:
    sport = next(d for d in lexicon.verb_discards("attack") if any("striker" in c.words for c in d.conditions))
    opened = next(
        row for row in lexicon.verb_rows("attack") if row.conditions == (lexicon.Condition("obj", open=True),)
    )
    assert sport.rank > opened.rank


def test_a_discard_wins_a_tie() -> None:
    fridge = next(d for d in lexicon.verb_discards("raid") if any("fridge" in c.words for c in d.conditions))
    twin = next(row for row in lexicon.verb_rows("target") if len(row.conditions) == 1 and row.mode is None)
    assert fridge.rank[:3] == twin.rank[:3]
    assert fridge.rank > twin.rank


def test_quads_are_those_of_the_record() -> None:
    assert {kind: row.quad for kind, row in lexicon.move_types().items()} == QUAD_OF
