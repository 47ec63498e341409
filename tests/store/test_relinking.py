"""Occurrences, claims and disputes follow when identities become one or come apart."""

from collections.abc import Iterator

import pytest

from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.links import changes
from onrecord.store.record_store import RecordStore
from onrecord.views.occurrences import occurrences
from tests.across import spoken
from tests.store.rows import rows
from tests.telling import Line, Person, report

PROMISED = "Keth had promised Belmaria never to storm the harbour of Varn"


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        yield opened


def shelling(name: str, outlet: str, role: str = "", day: str = "2031-05-14") -> Record:
    """Somebody shells a harbour, on a day that the report gives; nothing but his identity ties reports together."""
    text = f"On Tuesday {name} shelled the old harbour of Varn."
    line = Line(text, "ASSAULT", "shelled", by=(name,), when="2031-05-13")
    return report(day, outlet, line, people=(Person(name, role),) if role else ())


def add(store: RecordStore, *records: Record) -> None:
    for record in records:
        store.add([Filing(record)])


def told(store: RecordStore) -> list[set[str | None]]:
    """The outlets of the accounts of each occurrence."""
    found = [{one.record.report.publisher for one in found.accounts} for found in store.find_occurrences(Filters())]
    return sorted(found, key=lambda some: sorted(map(str, some)))


def claims(store: RecordStore) -> list[list[str]]:
    return sorted([one.how for one in found.appearances] for found in store.find_claims(Filters()))


def identity(store: RecordStore, name: str) -> str:
    return next(row.id for row in store.find_actors(Filters(kind="person")) if row.name == name)


def tables(store: RecordStore) -> list[list[tuple[object, ...]]]:
    """What is tied together, whatever the numbers."""
    asked = (
        "SELECT report, move, id FROM accounts JOIN occurrences USING (occurrence)",
        "SELECT report, statement, how, id FROM appearances JOIN claims USING (claim)",
        "SELECT * FROM disputes",
    )
    return [rows(store._cursor(), sql) for sql in asked]


def sound(store: RecordStore) -> None:
    """No row points to one that is not there, and what is kept names the identities that actors have now."""
    for table, column, other, theirs in (
        ("report_actors", "identity", "identities", "identity"),
        ("report_actors", "report", "reports", "report"),
        ("identity_keys", "identity", "identities", "identity"),
        ("accounts", "occurrence", "occurrences", "occurrence"),
        ("occurrences", "occurrence", "accounts", "occurrence"),
        ("account_keys", "occurrence", "occurrences", "occurrence"),
        ("appearances", "claim", "claims", "claim"),
        ("claims", "claim", "appearances", "claim"),
        ("points", "report", "reports", "report"),
        ("identities_merged", "kept", "identities", "identity"),
    ):
        sql = f"SELECT {column} FROM {table} EXCEPT SELECT {theirs} FROM {other}"
        assert store._cursor().execute(sql).fetchall() == [], sql
    sql = "SELECT gone FROM identities_merged INTERSECT SELECT identity FROM identities"
    assert store._cursor().execute(sql).fetchall() == [], sql
    here = dict(
        store._cursor()
        .execute("SELECT report, array_agg(DISTINCT identity) FROM report_actors GROUP BY report")
        .fetchall()
    )
    numbers = dict(store._cursor().execute("SELECT id, report FROM reports").fetchall())
    for found in store.find_occurrences(Filters()):
        for one in found.accounts:
            assert {*one.account.by, *one.account.to} <= {*here[numbers[one.record.report.id]]}


def test_accounts_become_one_by_hand_and_come_apart_when_it_is_undone(store: RecordStore) -> None:
    add(store, shelling("Halden Morvick", "The Orrery"), shelling("Sara Ondal", "The Courier"))
    assert told(store) == [{"The Courier"}, {"The Orrery"}]
    before, last = tables(store), changes.last(store._cursor())[0]
    store.merge_actors([identity(store, "Halden Morvick"), identity(store, "Sara Ondal")], "Lio Marsh")
    assert told(store) == [{"The Courier", "The Orrery"}]
    assert set(changes.since(store._cursor(), last)) == {1, 2}
    sound(store)
    store.undo(1, "Lio Marsh")
    assert tables(store) == before
    sound(store)


def test_an_account_of_one_who_was_taken_out_by_hand_is_by_another(store: RecordStore) -> None:
    first, second = shelling("Halden Morvick", "The Orrery"), shelling("Halden Morvick", "The Courier")
    add(store, first, second)
    assert told(store) == [{"The Courier", "The Orrery"}]
    actor = next(one.id for one in second.actors if one.name == "Halden Morvick")
    store.split_actor([(second.report.id, actor)], "Lio Marsh")
    sound(store)
    assert len({one.account.by for found in store.find_occurrences(Filters()) for one in found.accounts}) == 2
    store.undo(1, "Lio Marsh")
    assert len({one.account.by for found in store.find_occurrences(Filters()) for one in found.accounts}) == 1


def test_claims_follow_their_speakers(store: RecordStore) -> None:
    add(
        store,
        spoken.report(f"Tarek Ondal said {PROMISED}.", [("Tarek Ondal", "said", PROMISED)], given_id="one"),
        spoken.report(f"Ilka Brand said {PROMISED}.", [("Ilka Brand", "said", PROMISED)], given_id="two"),
    )
    assert claims(store) == [["first"], ["first"]]
    before = tables(store)
    store.merge_actors([identity(store, "Tarek Ondal"), identity(store, "Ilka Brand")], "Lio Marsh")
    assert claims(store) == [["first", "repeated"]]
    store.undo(1, "Lio Marsh")
    assert tables(store) == before
    sound(store)


def test_disputes_end_where_both_sides_are_one(store: RecordStore) -> None:
    none = "Keth had made no promise to Belmaria over the harbour of Varn"
    add(
        store,
        spoken.report(f"Tarek Ondal said {PROMISED}.", [("Tarek Ondal", "said", PROMISED)], given_id="one"),
        spoken.report(f"Ilka Brand said {none}.", [("Ilka Brand", "said", none)], given_id="two"),
        spoken.report(f"Lio Vell said {PROMISED}.", [("Lio Vell", "said", PROMISED)], given_id="three"),
    )
    before = tables(store)
    assert len(store.find_disputes()) == 2
    store.merge_actors([identity(store, "Tarek Ondal"), identity(store, "Ilka Brand")], "Lio Marsh")
    # The later report, which nobody touched, is still contradicted by one that was linked anew.
    assert [(p.first.record.report.given_id, p.second.record.report.given_id) for p in store.find_disputes()] == [
        ("two", "three")
    ]
    store.undo(1, "Lio Marsh")
    assert len(store.find_disputes()) == 2
    assert tables(store) == before


OFFICE = "Foreign Minister"

# Two are called Morvick, by office alone; that one man held both offices comes out later.
PRESIDENT = report("2031-05-13", "The Orrery", people=(Person("Morvick", "President"),))
ENVOY = shelling("Morvick", "The Courier", role=OFFICE)
FULL = report("2031-05-15", "The Ledger", people=(Person("Halden Morvick", "President"),))
BOTH = report("2031-05-16", "The Gazette", people=(Person("Halden Morvick", OFFICE),))


def test_the_machine_makes_two_one_and_their_accounts_follow(store: RecordStore) -> None:
    add(store, PRESIDENT, ENVOY)
    assert len(list(store.find_actors(Filters(kind="person")))) == 2
    assert [row.by for row in occurrences(store, Filters())] == [("Morvick",)]
    add(store, FULL, BOTH)
    assert len(list(store.find_actors(Filters(kind="person")))) == 1
    assert [row.by for row in occurrences(store, Filters())] == [("Halden Morvick",)]
    sound(store)
    add(store, shelling("Halden Morvick", "The Herald", day="2031-05-17"))
    assert told(store) == [{"The Courier", "The Herald"}]
    sound(store)


def test_a_number_that_was_given_up_is_not_given_again(store: RecordStore) -> None:
    add(store, PRESIDENT, ENVOY, FULL, BOTH)
    gone = {number for (number,) in store._cursor().execute("SELECT gone FROM identities_merged").fetchall()}
    assert gone
    add(store, shelling("Sara Ondal", "The Herald"), shelling("Ilka Brand", "The Bell"))
    assert told(store) == [{"The Bell"}, {"The Courier"}, {"The Herald"}]
    sound(store)
    store.merge_actors([identity(store, "Halden Morvick"), identity(store, "Sara Ondal")], "Lio Marsh")
    assert told(store) == [{"The Bell"}, {"The Courier", "The Herald"}]
    sound(store)
    store.undo(1, "Lio Marsh")
    assert told(store) == [{"The Bell"}, {"The Courier"}, {"The Herald"}]
    sound(store)


def test_claims_of_one_who_was_merged_are_repeated(store: RecordStore) -> None:
    def said(name: str, given: str, role: str) -> Record:
        line = Line(
            f"{name} said that Keth demanded the tanker from Belmaria.", "REQUEST", "demanded", by=("Keth",),
            to=("Belmaria",), says=name, heard="Keth demanded the tanker from Belmaria",
        )  # fmt: skip
        return report("2031-05-16", given, line, people=(Person(name, role),))

    add(store, PRESIDENT, said("Morvick", "The Courier", OFFICE), FULL, BOTH)
    assert len(list(store.find_actors(Filters(kind="person")))) == 1
    add(store, said("Halden Morvick", "The Herald", OFFICE))
    assert claims(store) == [["first", "repeated"]]
    assert store._one("SELECT count(DISTINCT speaker) FROM appearances") == 1


def test_nothing_dangles_as_reports_come_merge_and_go(store: RecordStore) -> None:
    more = [shelling("Sara Ondal", "The Herald"), shelling("Halden Morvick", "The Bell", day="2031-05-17")]
    every = [PRESIDENT, ENVOY, FULL, BOTH, *more]
    add(store, *every)
    sound(store)
    store.merge_actors([identity(store, "Halden Morvick"), identity(store, "Sara Ondal")], "Lio Marsh")
    sound(store)
    for record in every:
        store.remove([record.report.id])
        sound(store)
        add(store, shelling("Ilka Brand", f"Outlet {len(store)}", day="2031-05-18"))
        sound(store)
        add(store, record)
        sound(store)
    store.remove([record.report.id for record in every])
    sound(store)
    assert store._one("SELECT count(*) FROM identities_merged") == 0
