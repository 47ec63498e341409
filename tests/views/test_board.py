"""The negotiation board over records made by hand: an invented dispute between Keth and Belmaria."""

from collections.abc import Iterator

import pytest

from onrecord.errors import UsageError
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.views.board import Board, Card, board
from tests.telling import Line, Person, report

DEMAND = Line(
    "Keth demanded that Belmaria release the nine fishermen.",
    "REQUEST",
    "demanded",
    by=("Keth",),
    to=("Belmaria",),
    about="release the nine fishermen",
)
REFUSAL = Line(
    "Belmaria refused to release the nine fishermen.",
    "REJECT",
    "refused",
    by=("Belmaria",),
    about="release the nine fishermen",
)
RELEASE = Line("Belmaria freed the nine fishermen.", "RETREAT", "freed", by=("Belmaria",), about="the nine fishermen")
OFFER = Line(
    "Ana Rell said Keth would open the bridge at Varn if the toll is dropped.",
    "AGREE",
    "open",
    by=("Keth",),
    to=(),
    about="open the bridge at Varn",
    status="conditional",
    conditions=("the toll is dropped",),
    says="Ana Rell",
    heard="Keth would open the bridge at Varn if the toll is dropped",
)
SIGNED = Line(
    "Keth and Belmaria agreed on a truce along the river.",
    "AGREE",
    "agreed",
    by=("Keth", "Belmaria"),
    about="a truce along the river",
    mutual=True,
)
KETH_SAYS = Line(
    "Ana Rell said: “We agreed on a truce along the river.”",
    "AGREE",
    "agreed",
    by=("We=Ana Rell",),
    to=(),
    about="a truce along the river",
    says="Ana Rell",
    heard="“We agreed on a truce along the river.”",
)
BELMARIA_SAYS = KETH_SAYS._replace(
    text="Tarek Ondal said: “We agreed on a truce along the river.”", by=("We=Tarek Ondal",), says="Tarek Ondal"
)
TALKS = Line(
    "Keth and Belmaria met with Pietra Ollivane in Oranza.",
    "CONSULT",
    "met",
    by=("Keth", "Belmaria", "Pietra Ollivane"),
    mutual=True,
)
RELL = Person("Ana Rell", "the foreign minister of Keth")
ONDAL = Person("Tarek Ondal", "the envoy of Belmaria")


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        yield opened


def asked(store: RecordStore, *records: Record, since: str | None = None) -> Board:
    store.add([Filing(record) for record in records])
    return board(store, ["Keth", "Belmaria"], since=since)


def cards(found: Board) -> list[Card]:
    return [card for issue in found.issues for card in issue.cards]


class TestParties:
    def test_who_is_taken_for_whom(self, store: RecordStore) -> None:
        found = asked(store, report("2031-05-02", "The Orrery", DEMAND, OFFER, people=(RELL, ONDAL)))
        keth, belmaria = found.parties
        assert [(m.name, m.itself) for m in keth.members] == [("Keth", True), ("Ana Rell", False)]
        assert [(m.name, m.itself) for m in belmaria.members] == [("Belmaria", True), ("Tarek Ondal", False)]

    def test_what_somebody_does_for_a_party_stands_in_its_column(self, store: RecordStore) -> None:
        told = DEMAND._replace(text="Ana Rell demanded that Belmaria release the nine fishermen.", by=("Ana Rell",))
        (card,) = cards(asked(store, report("2031-05-02", "The Orrery", told, people=(RELL,))))
        assert (card.party, card.by, card.to) == ("Keth", ("Ana Rell",), ("Belmaria",))

    def test_several_names_of_one_party(self, store: RecordStore) -> None:
        told = DEMAND._replace(text="Tavo Lendryk demanded the nine fishermen.", by=("Tavo Lendryk",), to=(), about="")
        store.add([Filing(report("2031-05-02", "The Orrery", told, REFUSAL))])
        found = board(store, ["Keth; Lendryk", "Belmaria"])
        assert [(card.party, card.kind) for card in cards(found)] == [("Keth", "demanded"), ("Belmaria", "refused")]

    def test_those_who_met_both_stand_between_them(self, store: RecordStore) -> None:
        found = asked(store, report("2031-05-02", "The Orrery", TALKS, DEMAND))
        assert found.mediators == ("Pietra Ollivane",)
        (talk,) = found.talks
        assert (talk.parties, talk.with_, talk.status) == (("Keth", "Belmaria"), ("Pietra Ollivane",), "happened")
        assert talk.tellings[0].passage == TALKS.text
        assert all(card.kind != "agreed" for card in cards(found))

    @pytest.mark.parametrize(
        ("parties", "since", "number"),
        [
            (["Keth"], None, 530),
            (["Keth", "keth"], None, 530),
            (["Keth", "Nobody Known"], None, 531),
            (["Keth", "Belmaria"], "Monday", 503),
        ],
    )
    def test_what_cannot_be_asked(self, store: RecordStore, parties: list[str], since: str | None, number: int) -> None:
        store.add([Filing(report("2031-05-02", "The Orrery", DEMAND))])
        with pytest.raises(UsageError) as caught:
            board(store, parties, since=since)
        assert caught.value.number == number

    def test_one_who_is_another_party_already(self, store: RecordStore) -> None:
        told = DEMAND._replace(text="The Velloun Front demanded peace.", by=("Velloun Front",), to=(), about="")
        store.add([Filing(report("2031-05-02", "The Orrery", told))])
        with pytest.raises(UsageError) as caught:
            board(store, ["Front", "Velloun Front"])
        assert caught.value.number == 535

    def test_parties_that_did_nothing(self, store: RecordStore) -> None:
        denied = DEMAND._replace(status="denied")
        found = asked(store, report("2031-05-02", "The Orrery", denied))
        assert (found.issues, found.talks, found.reports) == ((), (), 1)


class TestCards:
    def test_what_a_card_says(self, store: RecordStore) -> None:
        (card,) = cards(asked(store, report("2031-05-02", "The Orrery", OFFER, REFUSAL, people=(RELL,))))[:1]
        assert (card.kind, card.party, card.status, card.about) == (
            "offered",
            "Keth",
            "conditional",
            "open the bridge at Varn",
        )
        assert card.conditions == ("the toll is dropped",)
        assert (card.layer, card.vouchers, card.origins, card.day) == ("reported", ("Ana Rell",), 1, "2031-05-02")
        (telling,) = card.tellings
        assert (telling.passage, telling.source, telling.report.publisher) == (OFFER.text, "Ana Rell", "The Orrery")

    def test_the_span_holds_the_passage(self, store: RecordStore) -> None:
        record = report("2031-05-02", "The Orrery", REFUSAL, DEMAND)
        for card in cards(asked(store, record)):
            (telling,) = card.tellings
            assert record.report.text[slice(*telling.span)] == telling.passage

    def test_a_demand_and_its_refusal_are_one_matter(self, store: RecordStore) -> None:
        found = asked(
            store,
            report("2031-05-02", "The Orrery", DEMAND, OFFER, people=(RELL,)),
            report("2031-05-03", "The Courier", REFUSAL),
        )
        matters = [{(card.party, card.kind) for card in issue.cards} for issue in found.issues]
        assert matters == [{("Keth", "demanded"), ("Belmaria", "refused")}, {("Keth", "offered")}]
        assert found.issues[0].label == "release the nine fishermen"

    @pytest.mark.parametrize(
        ("later", "state", "through"),
        [(None, "open", None), (REFUSAL, "answered", REFUSAL.text), (RELEASE, "fulfilled", RELEASE.text)],
    )
    def test_what_became_of_a_demand(
        self, store: RecordStore, later: Line | None, state: str, through: str | None
    ) -> None:
        records = [report("2031-05-02", "The Orrery", DEMAND)]
        records += (
            [report("2031-05-06", "The Courier", later)] if later else [report("2031-05-06", "The Courier", TALKS)]
        )
        card = next(card for card in cards(asked(store, *records)) if card.kind == "demanded")
        assert card.state == state
        assert (card.through.passage if card.through else None) == through

    def test_what_is_told_as_done_was_not_done_after_its_report(self, store: RecordStore) -> None:
        told = SIGNED._replace(when="2031-05-30")
        (card,) = cards(asked(store, report("2031-05-02", "The Orrery", told)))
        assert card.day == "2031-05-02"

    def test_a_sentence_that_says_it_twice_is_one_card(self, store: RecordStore) -> None:
        again = DEMAND._replace(trigger="release", about="the nine fishermen")
        record = report("2031-05-02", "The Orrery", DEMAND, again)
        (card,) = cards(asked(store, record))
        assert [telling.move for telling in card.tellings] == ["m1", "m2"]
        assert (card.about, card.origins) == ("release the nine fishermen", 1)

    def test_an_agreement_names_all_parties_to_it(self, store: RecordStore) -> None:
        (card,) = cards(asked(store, report("2031-05-02", "The Orrery", SIGNED)))
        assert (card.party, card.others) == ("Keth", ("Belmaria",))

    def test_conditions_of_one_word_are_left_out(self, store: RecordStore) -> None:
        told = OFFER._replace(conditions=("the toll is dropped", "if"))
        card, _ = cards(asked(store, report("2031-05-02", "The Orrery", told, REFUSAL, people=(RELL,))))
        assert card.conditions == ("the toll is dropped",)


class TestSolid:
    def test_the_outlets_word_alone_is_not_enough(self, store: RecordStore) -> None:
        (card,) = cards(asked(store, report("2031-05-02", "The Orrery", SIGNED)))
        assert (card.kind, card.solid, card.layer) == ("agreed", False, "narration")

    def test_one_party_alone_is_not_enough(self, store: RecordStore) -> None:
        found = cards(asked(store, report("2031-05-02", "The Orrery", SIGNED, KETH_SAYS, people=(RELL, ONDAL))))
        assert [card.solid for card in found if card.kind == "agreed"] == [False]

    def test_each_party_itself(self, store: RecordStore) -> None:
        lines = (SIGNED, KETH_SAYS, BELMARIA_SAYS)
        found = cards(asked(store, report("2031-05-02", "The Orrery", *lines, people=(RELL, ONDAL))))
        assert [card.solid for card in found if card.kind == "agreed"] == [True]

    def test_a_denial_does_not_vouch(self, store: RecordStore) -> None:
        denial = BELMARIA_SAYS._replace(
            text="Tarek Ondal denied that Belmaria agreed on a truce along the river.",
            by=("Belmaria",),
            heard="that Belmaria agreed on a truce along the river",
            status="denied",
        )
        record = report("2031-05-02", "The Orrery", SIGNED, KETH_SAYS, denial, people=(RELL, ONDAL))
        found = [card for card in cards(asked(store, record)) if card.kind == "agreed"]
        assert not any(card.solid for card in found)


class TestReports:
    STORY = (DEMAND, REFUSAL, SIGNED, OFFER)

    def test_copies_count_once(self, store: RecordStore) -> None:
        wire = report("2031-05-02", "Orrery Wire", *self.STORY, people=(RELL,))
        copy = report("2031-05-03", "The Courier", *self.STORY, people=(RELL,))
        found = asked(store, wire, copy)
        assert {card.origins for card in cards(found)} == {1}
        for card in cards(found):
            first, second = card.tellings
            assert (first.copy_of, second.copy_of) == (None, wire.report.id)

    def test_independent_reports_count_each(self, store: RecordStore) -> None:
        found = asked(
            store,
            report("2031-05-02", "The Orrery", DEMAND),
            report("2031-05-02", "The Courier", DEMAND._replace(text=f"At noon {DEMAND.text}"), TALKS, SIGNED),
        )
        (demand,) = [card for card in cards(found) if card.kind == "demanded"]
        assert (demand.origins, len(demand.tellings)) == (2, 2)

    def test_since_marks_what_changed(self, store: RecordStore) -> None:
        records = [
            report("2031-05-02", "The Orrery", DEMAND, OFFER, people=(RELL,)),
            report("2031-05-09", "The Courier", REFUSAL),
        ]
        found = asked(store, *records, since="2031-05-05")
        changed = {(card.party, card.kind): card.changed for card in cards(found)}
        # The demand is old; that it was answered is new.
        assert changed == {("Keth", "demanded"): True, ("Keth", "offered"): False, ("Belmaria", "refused"): True}
        assert not any(card.changed for card in cards(board(store, ["Keth", "Belmaria"])))
        assert all(card.changed for card in cards(board(store, ["Keth", "Belmaria"], since="2031-05")))
        assert not any(card.changed for card in cards(board(store, ["Keth", "Belmaria"], since="2031-06")))

    def test_the_same_record_gives_the_same_board(self, store: RecordStore) -> None:
        found = asked(store, report("2031-05-02", "The Orrery", *self.STORY, TALKS, people=(RELL,)))
        assert board(store, ["Keth", "Belmaria"]) == found


def test_a_board_holds_the_latest_moves_and_counts_the_older(
    monkeypatch: pytest.MonkeyPatch, store: RecordStore
) -> None:
    old = report("2031-05-02", "The Orrery", DEMAND, OFFER, people=(RELL,))
    whole = asked(store, old, report("2031-05-09", "The Courier", REFUSAL))
    monkeypatch.setattr("onrecord.views.board.MOST", 1)
    short = board(store, ["Keth", "Belmaria"])
    assert ([card.kind for card in cards(short)], short.older) == (["refused"], 2)
    assert (len(cards(whole)), whole.older) == (3, 0)
