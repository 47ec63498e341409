"""Corrections applied to a record: what a person says, what follows from it, what stays as it was."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord.errors import OnrecordError
from onrecord.record.codec import decode, encode
from onrecord.record.correct import Applied, apply
from onrecord.record.correction import Action, Correction
from onrecord.record.given import Given
from onrecord.record.parts import Move, Record, Statement
from onrecord.record.propose import Asked, propose, when
from tests.made import TALKS, at, talks

EDITOR = "A. Editor"


def made(
    entry: str, action: Action = "set", before: Sequence[Correction] = (), **fields: Given | Sequence[Given]
) -> list[Correction]:
    """The corrections asked for, after those made before."""
    given = {name: [value] if isinstance(value, str) else list(value) for name, value in fields.items()}
    asked = Asked(action=action, entry=entry, fields=given, author=EDITOR, made="2031-06-01T10:00:00Z")
    number = max((one.number for one in before), default=0) + 1
    return [*before, *propose(talks(), before, asked, number)]


def corrected(corrections: Sequence[Correction], record: Record | None = None) -> Applied:
    return apply(record or talks(), corrections)


def move(record: Record, id_: str) -> Move:
    return next(one for one in record.moves if one.id == id_)


def statement(record: Record, id_: str) -> Statement:
    return next(one for one in record.statements if one.id == id_)


def words(record: Record, spans: Sequence[tuple[int, int]]) -> list[str]:
    return [record.report.text[a:b] for a, b in spans]


def test_without_corrections_nothing_changes() -> None:
    assert corrected([]).record == talks()


def test_a_set_field_changes_alone_and_both_words_are_told() -> None:
    done = made("m1", status="denied")
    found = corrected(done)
    was, now = move(talks(), "m1"), move(found.record, "m1")
    assert now == replace(was, status="denied", score=1.0)
    assert found.record == replace(talks(), moves=(now, *talks().moves[1:]))
    ((change,),) = found.changes.values()
    assert (change.field, change.machine, change.person, change.author) == ("status", "happened", "denied", EDITOR)
    assert (done[0].machine, done[0].person) == ("happened", "denied")


def test_the_input_is_not_changed() -> None:
    record = talks()
    apply(record, made("s1", "reject"))
    assert encode(record) == encode(talks())


def test_quad_follows_from_the_type_and_a_mode_the_type_has_not_falls_away() -> None:
    modes = made("m1", mode="yield")
    assert move(corrected(modes).record, "m1").mode == "yield"
    found = move(corrected(made("m1", before=modes, type="agree")).record, "m1")
    assert (found.type, found.quad, found.mode) == ("AGREE", "verbal-cooperation", None)
    kept = move(corrected(made("m1", before=modes, type="reject")).record, "m1")
    assert (kept.quad, kept.mode) == ("verbal-conflict", "yield")


def test_type_and_mode_given_together_are_checked_together() -> None:
    found = move(corrected(made("m3", mode="yield", type="REQUEST")).record, "m3")
    assert (found.type, found.mode) == ("REQUEST", "yield")


def test_a_source_is_an_actor_and_the_words_as_written_stay_unless_they_name_another() -> None:
    found = statement(corrected(made("s2", source="Šárka Ilvane")).record, "s2")
    assert found.source is not None
    assert found.source.actor == "a1"
    # "Tarek Ondal, the envoy of Belmaria" names another: the nearest mention of her before stands for her.
    assert words(talks(), found.source.spans) == ["She"]
    named = statement(corrected(made("s3", source="It was said -> Tarek Ondal")).record, "s3")
    assert named.source is not None
    assert (named.source.actor, words(talks(), named.source.spans)) == ("a3", ["It was said"])
    assert not named.unattributed


def test_a_source_taken_away_leaves_the_statement_unattributed() -> None:
    found = statement(corrected(made("s1", source=())).record, "s1")
    assert (found.source, found.unattributed) == (None, True)


def test_layers_follow_from_the_source() -> None:
    quoted = made("move", "add", type="REJECT", trigger="will not sign", by="Šárka Ilvane")
    assert move(corrected(quoted).record, "mh1").layer == "own_words"
    other = corrected(made("s1", before=quoted, source="Tarek Ondal")).record
    assert (move(other, "mh1").layer, move(other, "mh1").vouched_by) == ("reported", "s1")
    # What no correction bears on stays as the machine had it.
    assert move(other, "m2") == move(talks(), "m2")


def test_a_rejected_statement_no_longer_vouches() -> None:
    found = corrected(made("s2", "reject")).record
    assert [one.id for one in found.statements] == ["s1", "s3"]
    assert (move(found, "m2").layer, move(found, "m2").vouched_by) == ("narration", None)
    assert move(found, "m3").vouched_by == "s3"


def test_a_person_can_say_who_vouches() -> None:
    found = move(corrected(made("m1", vouched_by="s2")).record, "m1")
    assert (found.layer, found.vouched_by) == ("reported", "s2")
    none = move(corrected(made("m2", vouched_by=())).record, "m2")
    assert (none.layer, none.vouched_by) == ("narration", None)


def test_a_rejected_actor_leaves_the_words() -> None:
    found = corrected(made("a1", "reject")).record
    first = statement(found, "s1").source
    assert first is not None
    assert (first.actor, words(found, first.spans)) == (None, ["Foreign Minister Šárka Ilvane of Keth"])
    assert (move(found, "m1").by[0].actor, words(found, [move(found, "m1").by[0].span])) == (None, ["She"])
    assert decode(encode(found)) == found


def test_ties_go_with_their_actors() -> None:
    assert len(corrected(made("a1", "reject")).record.ties) == 1
    assert corrected(made("a2", "reject")).record.ties == ()


def test_an_actor_is_renamed_and_coded() -> None:
    found = corrected(made("a3", name="T. Ondal", country="NOR", sector="GOV", kind="group")).record.actors[2]
    assert (found.name, found.country, found.sector, found.kind) == ("T. Ondal", "NOR", "GOV", "group")


def test_the_kind_of_a_statement_follows_from_its_content() -> None:
    assert statement(corrected(made("s2", content="We will not sign")).record, "s2").kind == "direct"
    assert statement(corrected(made("s1", content="She demanded")).record, "s1").kind == "indirect"
    assert statement(corrected(made("s1", content="sign.” She demanded")).record, "s1").kind == "mixed"


def test_a_missed_move_comes_in_text_order_with_its_sentence() -> None:
    found = corrected(
        made(
            "move", "add", type="consult", trigger="Talks", by=["Keth", "Belmaria"], reciprocal="yes", status="ongoing"
        )
    ).record
    assert [one.id for one in found.moves] == ["mh1", "m1", "m2", "m3"]
    new = found.moves[0]
    assert (new.type, new.status, new.reciprocal, new.layer) == ("CONSULT", "ongoing", True, "narration")
    assert words(found, [new.span]) == ["Talks stall in Oranza"]
    assert [one.actor for one in new.by] == ["a4", "a2"]
    assert decode(encode(found)) == found


def test_a_missed_statement_is_added_and_can_be_corrected_and_rejected() -> None:
    added = made("statement", "add", content="the bridge reopens", source="the envoy")
    first = statement(corrected(added).record, "sh1")
    assert (first.kind, first.layer, first.within, first.unattributed) == ("indirect", "reported", "s2", False)
    changed = made("sh1", before=added, source="Keth#2")
    assert changed[-1].machine is None
    assert len(corrected(made("sh1", "reject", before=changed)).record.statements) == 3


def test_an_entry_cannot_be_added_twice() -> None:
    with pytest.raises(OnrecordError) as caught:
        made("move", "add", type="REQUEST", trigger="demanded")
    assert caught.value.number == 426
    assert "m1" in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "action", "fields", "number"),
    [
        ("m9", "set", {"status": "denied"}, 423),
        ("m9", "reject", {}, 423),
        ("m1", "set", {"stats": "denied"}, 523),
        ("m1", "set", {"source": "Keth"}, 523),
        ("m1", "set", {"status": "maybe"}, 502),
        ("m1", "set", {"type": "WAR"}, 502),
        ("m1", "set", {"mode": "firearms"}, 502),
        ("m1", "set", {"type": ()}, 529),
        ("m1", "set", {"status": ("denied", "asked")}, 529),
        ("m1", "set", {"about": "the harbour"}, 524),
        ("m1", "set", {"about": "Belmaria"}, 525),
        ("m1", "set", {"about": "Belmaria#3"}, 525),
        ("m1", "set", {"about": "5-9999"}, 524),
        ("m1", "set", {"by": "Nobody"}, 524),
        ("m1", "set", {"by": "She -> Nobody"}, 502),
        ("m1", "set", {"when": "13/5"}, 503),
        ("m1", "set", {"when": "2031-02-31"}, 503),
        ("m1", "set", {"vouched_by": "s9"}, 502),
        ("a1", "set", {"country": "Keth"}, 502),
        ("a1", "set", {"sector": "gov"}, 502),
        ("m1", "set", {}, 526),
        ("m1", "reject", {"status": "denied"}, 526),
        ("move", "add", {"type": "AGREE"}, 527),
        ("statement", "add", {"source": "Keth"}, 527),
        ("tie", "add", {"source": "Keth"}, 502),
    ],
)
def test_what_is_put_wrongly_is_refused(
    entry: str, action: Action, fields: dict[str, Given | Sequence[Given]], number: int
) -> None:
    with pytest.raises(OnrecordError) as caught:
        made(entry, action, **fields)
    assert caught.value.number == number, caught.value
    assert "{" not in str(caught.value)


def test_nobody_and_no_time() -> None:
    with pytest.raises(OnrecordError) as caught:
        propose(talks(), [], Asked(action="accept", entry="m1", author=" "), 1)
    assert caught.value.number == 522
    with pytest.raises(OnrecordError) as caught:
        when("yesterday")
    assert caught.value.number == 528
    assert when("2031-06-01") == "2031-06-01T00:00:00Z"


def test_passages_are_words_numbered_words_or_places() -> None:
    second = at(TALKS, "Belmaria", 1)
    for given in ("Belmaria#2", f"{second[0]}-{second[1]}", second):
        found = move(corrected(made("m1", about=[given])).record, "m1")
        assert found.about == (second,)


def test_an_undone_correction_counts_for_nothing_and_an_earlier_one_stands_again() -> None:
    twice = made("m1", before=made("m1", status="denied"), status="asked")
    assert move(corrected(twice).record, "m1").status == "asked"
    undone = [twice[0], replace(twice[1], undone="2031-06-02T00:00:00Z", undone_by=EDITOR)]
    found = corrected(undone)
    assert move(found.record, "m1").status == "denied"
    assert [one.number for one in found.changes["m1"]] == [1]
    assert twice[1].machine == "happened"


def _renumbered(record: Record) -> Record:
    """Another reading: a further statement and move before the others, so that ids shift."""
    extra = replace(
        record.statements[0], id="s1", content=replace(record.statements[0].content, spans=(at(TALKS, "Talks"),))
    )
    later = tuple(replace(one, id=f"s{n}") for n, one in enumerate(record.statements, 2))
    moves = tuple(
        replace(one, id=f"m{n}", vouched_by=f"s{int(one.vouched_by[1:]) + 1}" if one.vouched_by else None)
        for n, one in enumerate(record.moves, 2)
    )
    first = replace(record.moves[0], id="m1", type="CONSULT", trigger=at(TALKS, "Talks"), span=at(TALKS, "Talks stall"))
    return replace(record, statements=(extra, *later), moves=(first, *moves))


def test_in_another_reading_entries_are_found_by_their_passage() -> None:
    done = made("m1", before=made("s2", source="Šárka Ilvane"), status="denied", vouched_by="s2")
    found = corrected(done, _renumbered(talks()))
    assert found.detached == frozenset()
    assert move(found.record, "m2").status == "denied"
    assert move(found.record, "m2").vouched_by == "s3"
    assert move(found.record, "m1").status == "happened"
    source = statement(found.record, "s3").source
    assert source is not None
    assert source.actor == "a1"


def test_a_quotation_is_found_whatever_marks_were_taken_with_it() -> None:
    done = made("s1", source="Tarek Ondal")
    record = talks()
    bare = replace(record.statements[0].content, spans=(at(TALKS, "We will not sign"),))
    other = replace(record, statements=(replace(record.statements[0], content=bare), *record.statements[1:]))
    assert corrected(done, other).changes.keys() == {"s1"}


def test_what_is_not_found_again_is_detached_never_guessed() -> None:
    done = made("m1", before=made("m3", "accept"), status="denied", by="Šárka Ilvane")
    record = talks()
    without = replace(record, moves=record.moves[1:])
    found = corrected(done, without)
    assert found.detached == {2, 3}
    assert found.record.moves[1].score == 1.0
    assert found.record.moves[0] == record.moves[1]
    nobody = replace(
        record,
        actors=tuple(replace(a, name="Another", mentions=a.mentions[1:]) if a.id == "a1" else a for a in record.actors),
    )
    assert corrected(done, nobody).detached == {3}


def test_an_actor_is_found_under_another_id() -> None:
    done = made("m1", by="Tarek Ondal")
    record = decode(encode(talks()).replace(b'"a3"', b'"a9"'))
    assert [one.actor for one in move(corrected(done, record).record, "m1").by] == ["a9"]


def test_two_moves_with_one_trigger_are_told_apart_by_type() -> None:
    record = talks()
    twin = replace(record.moves[0], id="m4", type="AGREE")
    done = made("m1", status="denied")
    found = corrected(done, replace(record, moves=(twin, *record.moves)))
    assert [one.status for one in found.record.moves if one.trigger == twin.trigger] == ["happened", "denied"]
    both = replace(record, moves=(twin, replace(twin, id="m5", type="CONCEDE"), *record.moves[1:]))
    assert corrected(done, both).detached == {1}


def test_what_a_newer_reading_finds_itself_stands_once_as_the_person_has_it() -> None:
    done = made("move", "add", type="AGREE", trigger="a truce", status="denied")
    record = talks()
    own = replace(record.moves[1], id="m9", trigger=at(TALKS, "a truce"))
    found = corrected(done, replace(record, moves=(*record.moves, own))).record
    assert [(one.id, one.status) for one in found.moves if one.trigger == own.trigger] == [("mh1", "denied")]


def test_a_trigger_drawn_wider_or_narrower_is_the_same_move_unless_two_are() -> None:
    done = made("m2", status="denied")
    record = talks()
    wider = replace(record.moves[1], id="m7", trigger=at(TALKS, "had agreed"))
    assert corrected(done, replace(record, moves=(wider,))).record.moves[0].status == "denied"
    other = replace(wider, type="CONCEDE")
    assert corrected(done, replace(record, moves=(other,))).detached == {1}
    second = replace(wider, id="m8", trigger=at(TALKS, "agreed to"))
    assert corrected(done, replace(record, moves=(wider, second))).detached == {1}
    exact = replace(record.moves[1], id="m9")
    found = corrected(done, replace(record, moves=(wider, exact))).record
    assert [(one.id, one.status) for one in found.moves] == [("m7", "conditional"), ("m9", "denied")]


def test_a_statement_of_one_cue_and_other_words_is_another() -> None:
    done = made("s2", source="Belmaria")
    record = talks()
    content = replace(record.statements[1].content, spans=(at(TALKS, "agreed to a truce"),))
    shorter = replace(record.statements[1], content=content)
    assert corrected(done, replace(record, statements=(shorter,))).changes.keys() == {"s2"}
    elsewhere = replace(shorter, content=replace(content, spans=(at(TALKS, "shots had been fired"),)))
    assert corrected(done, replace(record, statements=(elsewhere,), moves=())).detached == {1}
