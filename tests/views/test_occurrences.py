from pathlib import Path

import msgspec
import pytest

from onrecord.across.accounts import Told, accounts_of
from onrecord.across.numbered import Numbered
from onrecord.errors import UsageError
from onrecord.flow.book import RecordBook
from onrecord.record.parts import Move, Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.occurrences import AccountFound, OccurrenceFound, Outlet
from onrecord.store.record_store import RecordStore
from onrecord.views.occurrences import EntryRef, OccurrenceRow, occurrence_row, occurrences
from tests.made import at, talks

NAMES = {10: "Šárka Ilvane", 20: "Republic of Belmaria", 30: "Tarek Ondal", 40: "Keth"}
IDENTITIES = {"a1": 10, "a2": 20, "a3": 30, "a4": 40}


def found(*records: Record, n: int = 0, copy_of: dict[int, int] | None = None) -> OccurrenceFound:
    """The moves at place `n` of these records as one occurrence; `copy_of` by place among the records."""
    origin = copy_of or {}
    accounts = tuple(
        AccountFound(
            record,
            n,
            accounts_of(Numbered(place, record), Told(IDENTITIES, (1,), place))[n],
            outlet(records[origin[place]]) if place in origin else None,
        )
        for place, record in enumerate(records)
    )
    return OccurrenceFound("o-1", accounts, NAMES)


def outlet(record: Record) -> Outlet:
    return Outlet(record.report.id, record.report.publisher, record.report.source)


def row(*records: Record, n: int = 0, copy_of: dict[int, int] | None = None) -> OccurrenceRow:
    return occurrence_row(found(*records, n=n, copy_of=copy_of))


def changed(record: Record, n: int, **what: object) -> Record:
    moves: list[Move] = list(record.moves)
    moves[n] = msgspec.structs.replace(moves[n], **what)
    return msgspec.structs.replace(record, moves=tuple(moves))


ORRERY = talks("1", "2031-05-14", "The Orrery")
COURIER = talks("2", "2031-05-15", "The Courier")


class TestRow:
    def test_what_it_says_of_the_act(self) -> None:
        one = row(ORRERY, COURIER)
        assert (one.id, one.type, one.mode, one.status) == ("o-1", "REQUEST", None, "happened")
        assert (one.by, one.to) == (("Šárka Ilvane",), ("Republic of Belmaria",))
        assert (one.when, one.where, one.about) == ("2031-05-13", "Oranza", ("Belmaria withdraw its troops",))
        assert (one.first_told, one.report.publisher) == ("2031-05-14", "The Orrery")
        assert one.passage == ORRERY.report.text[slice(*one.span)]
        assert one.disputes == ()

    def test_each_account_has_its_passage(self) -> None:
        first, second = row(ORRERY, COURIER).accounts
        assert (first.report.publisher, second.report.publisher) == ("The Orrery", "The Courier")
        assert first.move == "m1"
        assert first.passage == "She demanded that Belmaria withdraw its troops"
        assert first.copy_of is None

    def test_names_as_written_where_not_everybody_has_an_identity(self) -> None:
        shots = row(ORRERY, n=2)
        assert (shots.by, shots.to) == ((), ())


class TestOriginsAndVouchers:
    def test_an_outlet_in_its_own_voice(self) -> None:
        one = row(ORRERY, COURIER)
        assert (one.origins, one.vouchers) == (2, ("The Orrery", "The Courier"))

    def test_two_outlets_that_quote_one_spokesman(self) -> None:
        one = row(ORRERY, COURIER, n=1)
        assert (one.origins, one.vouchers) == (2, ("Tarek Ondal",))
        assert [account.source for account in one.accounts] == ["Tarek Ondal"] * 2

    def test_copies_count_as_what_they_are_copies_of(self) -> None:
        one = row(ORRERY, COURIER, copy_of={1: 0})
        assert (one.origins, one.vouchers) == (1, ("The Orrery",))
        assert one.accounts[1].copy_of == ORRERY.report.id

    def test_a_copy_of_a_report_without_outlet_is_not_the_copyists_word(self) -> None:
        one = row(talks("1", "2031-05-14", publisher=None), COURIER, copy_of={1: 0})
        assert (one.origins, one.vouchers) == (1, ("talks/day1.txt",))

    def test_an_outlet_counts_once(self) -> None:
        assert row(ORRERY, talks("3", "2031-05-16", "The Orrery")).origins == 1

    def test_reports_of_unknown_outlets_count_each(self) -> None:
        assert row(talks("1", publisher=None), talks("2", publisher=None)).origins == 2

    def test_nobody_named_vouches_for_nothing(self) -> None:
        assert row(ORRERY, n=2).vouchers == ()


class TestDisputes:
    def test_denied_by_one_account(self) -> None:
        one = row(ORRERY, changed(COURIER, 0, status="denied"))
        assert one.status == "disputed"
        (dispute,) = one.disputes
        assert dispute.kind == "whether"
        assert [side.value for side in dispute.sides] == ["asserted", "denied"]
        assert dispute.sides[1].accounts == (EntryRef(COURIER.report.id, "m1"),)

    def test_denied_by_all(self) -> None:
        both = [changed(record, 0, status="denied") for record in (ORRERY, COURIER)]
        assert (row(*both).status, row(*both).disputes) == ("denied", ())

    def test_most_accounts_name_the_doer(self) -> None:
        text = COURIER.report.text
        ondal = (msgspec.structs.replace(COURIER.moves[0].by[0], actor="a3", span=at(text, "Tarek Ondal")),)
        one = row(changed(ORRERY, 0, by=ondal), COURIER, talks("3"))
        assert one.by == ("Šárka Ilvane",)
        assert [d.kind for d in one.disputes] == ["who"]
        assert [side.value for side in one.disputes[0].sides] == ["Tarek Ondal", "Šárka Ilvane"]

    def test_further_on_by_a_later_account(self) -> None:
        assert row(changed(ORRERY, 0, status="planned"), COURIER).status == "happened"


class TestAsked:
    @pytest.fixture
    def store(self, path: str) -> RecordStore:
        store = RecordStore.open(path)
        store.add([Filing(COURIER), Filing(ORRERY)])
        return store

    def test_every_move_is_an_account_of_one_occurrence(self, store: RecordStore) -> None:
        accounts = [(a.report.id, a.move) for one in occurrences(store, Filters()) for a in one.accounts]
        assert sorted(accounts) == sorted((r.report.id, m) for r in (ORRERY, COURIER) for m in ("m1", "m2", "m3"))

    def test_first_told_first(self, store: RecordStore) -> None:
        told = [one.first_told or "" for one in occurrences(store, Filters())]
        assert told == sorted(told)

    @pytest.mark.parametrize(
        ("filters", "types"),
        [
            (Filters(type="request"), {"REQUEST"}),
            (Filters(by="Ilvane"), {"REQUEST"}),
            (Filters(source="Ondal"), {"AGREE"}),
            (Filters(status="conditional"), {"AGREE"}),
            (Filters(publisher="courier", about="shots"), {"ASSAULT"}),
            (Filters(since="2031-06"), set()),
        ],
    )
    def test_filters(self, store: RecordStore, filters: Filters, types: set[str]) -> None:
        assert {one.type for one in occurrences(store, filters)} == types

    def test_limit_counts_occurrences(self, store: RecordStore) -> None:
        assert len(list(occurrences(store, Filters(limit=2)))) == 2

    def test_asked_of_an_open_record(self, store: RecordStore, tmp_path: Path) -> None:
        table = RecordBook(store).occurrences(type="request")
        assert {one.type for one in table} == {"REQUEST"}
        table.to_csv(tmp_path / "occurrences.csv")
        lines = (tmp_path / "occurrences.csv").read_text("utf-8").splitlines()
        assert len(lines) == 1 + len(table)

    def test_a_filter_that_makes_no_sense(self, store: RecordStore) -> None:
        with pytest.raises(UsageError) as caught:
            list(occurrences(store, Filters(kind="direct")))
        assert caught.value.number == 501
