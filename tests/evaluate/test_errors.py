import pytest
from evals.errors import attribution_errors, main, move_errors, sentence

from onrecord.evaluate.gold import GoldAttribution, GoldEvent, GoldMove

from .made_up import actor, gold, move, place, places, record, statement

TEXT = "Ida Corr said the town would rebuild. Venn refused to talk and threatened reprisals."


def test_kinds_of_wrong_attributions() -> None:
    labels = gold(
        text=TEXT,
        attributions=(
            GoldAttribution(source=places(TEXT, "Ida Corr"), content=places(TEXT, "the town would rebuild")),
            GoldAttribution(source=places(TEXT, "Venn"), content=places(TEXT, "to talk")),
        ),
    )
    rebuild, talk = places(TEXT, "the town would rebuild"), places(TEXT, "to talk")

    def kinds(*read: object) -> list[str]:
        return [e.kind for e in attribution_errors(labels, record(TEXT, statements=read))]

    corr, venn = places(TEXT, "Ida Corr"), places(TEXT, "Venn")
    assert kinds(statement(1, rebuild, source=corr), statement(2, talk, source=venn)) == []
    assert kinds(statement(1, rebuild, source=venn), statement(2, talk, source=venn)) == ["wrong source"]
    assert kinds(statement(1, places(TEXT, "town"), source=corr)) == ["wrong boundaries", "missed"]
    assert kinds(statement(1, places(TEXT, "reprisals"))) == ["missed", "missed", "spurious"]


def test_kinds_of_wrong_moves() -> None:
    refused = GoldMove(type="REJECT", trigger=place(TEXT, "refused to talk"), by=("Dara Venn",), status="happened")
    labels = gold(text=TEXT, moves=(refused,))
    venn = [actor(1, "Dara Venn", place(TEXT, "Venn"))]

    def kinds(*read: object) -> list[str]:
        return [e.kind for e in move_errors(labels, record(TEXT, actors=venn, moves=read))]

    by = [("a1", place(TEXT, "Venn"))]
    at = place(TEXT, "refused")
    assert kinds(move(1, "REJECT", at, by=by)) == []
    assert kinds(move(1, "REJECT", at, status="asked")) == ["wrong status", "wrong actor"]
    assert kinds(move(1, "REQUEST", at, by=by)) == ["wrong type"]
    assert kinds(move(1, "THREATEN", place(TEXT, "threatened"))) == ["missed", "spurious"]


def test_kinds_of_wrong_events() -> None:
    labels = gold(text=TEXT, events=(GoldEvent(type="REJECT", actors=("Venn",)),))
    right = move(1, "REJECT", place(TEXT, "refused"), by=[(None, place(TEXT, "Venn"))])
    wrong = move(1, "REJECT", place(TEXT, "refused"), by=[(None, place(TEXT, "Ida Corr"))])
    assert [e.kind for e in move_errors(labels, record(TEXT, moves=[right]))] == []
    assert [e.kind for e in move_errors(labels, record(TEXT, moves=[wrong]))] == ["wrong actor"]
    assert [e.kind for e in move_errors(labels, record(TEXT))] == ["missed"]


def test_the_passage_is_shown_in_its_sentence() -> None:
    assert sentence(TEXT, place(TEXT, "refused")) == "Venn [refused] to talk and threatened reprisals."


def test_own_reports_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attributions", "own", "--limit", "0"]) == 0
    assert capsys.readouterr().out.startswith("== ")
