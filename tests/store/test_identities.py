"""Actors across reports as they are kept: when reports come, go and are read anew, and by hand."""

from collections.abc import Iterator

import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.links import forget
from onrecord.store.record_store import RecordStore
from tests.conftest import Places
from tests.named import Named, report
from tests.store.rows import rows

ONE = report("one", Named("Halden Morvick", "Morvick", role="President"), Named("Keth", kind="state"))
TWO = report("two", Named("Halden Morvick"), Named("dockers", kind="group", described=True))
THREE = report("three", Named("Sara Ondal"), Named("dockers", kind="group", described=True))


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        yield opened


def add(store: RecordStore, *records: Record, again: bool = False) -> None:
    for record in records:
        store.add([Filing(record)], again=again)


def who(store: RecordStore) -> dict[str, set[str]]:
    """Reports by the id of the identity, for persons."""
    people = store._cursor().execute(
        """
        SELECT d.id, r.given_id FROM report_actors i JOIN identities d USING (identity) JOIN reports r USING (report)
        WHERE d.kind = 'person' ORDER BY d.id, r.given_id
        """
    )
    found: dict[str, set[str]] = {}
    for id_, given in people.fetchall():
        found.setdefault(id_, set()).add(given)
    return found


def groups(store: RecordStore) -> list[set[str]]:
    return sorted(who(store).values(), key=sorted)


def ids(store: RecordStore) -> dict[str, str]:
    """The identity's id by the first of its reports."""
    return {min(reports): id_ for id_, reports in who(store).items()}


def everything(store: RecordStore) -> list[list[tuple[object, ...]]]:
    cursor = store._cursor()
    asked = {
        "identities": "identity, id, name, kind, names, roles, by_hand",
        "identity_keys": "*",
        "report_actors": "*",
        "actor_names": "*",
    }
    return [rows(cursor, f"SELECT {what} FROM {name}") for name, what in asked.items()]


def test_every_actor_has_an_identity_and_names_are_one_across_reports(store: RecordStore) -> None:
    add(store, ONE, TWO, THREE)
    assert groups(store) == [{"one", "two"}, {"three"}]
    assert store._one("SELECT count(*) FROM report_actors") == store._one("SELECT count(*) FROM actors") == 6
    assert store._one("SELECT count(*) FROM identities WHERE kind = 'group'") == 2


def test_one_at_a_time_or_all_at_once_gives_the_same(store: RecordStore, places: Places) -> None:
    add(store, ONE, TWO, THREE)
    with RecordStore.open(places("at once")) as other:
        other.add([Filing(ONE), Filing(TWO), Filing(THREE)])
        assert everything(other) == everything(store)


def test_a_later_report_makes_two_one_under_the_older_id(store: RecordStore) -> None:
    add(store, report("short", Named("Morvick", role="President")))
    older = ids(store)["short"]
    add(store, ONE)
    assert who(store) == {older: {"one", "short"}}
    row = next(store.find_actors(Filters(kind="person")))
    assert (row.id, row.name) == (older, "Halden Morvick")


def test_what_goes_is_forgotten_with_what_only_it_told(store: RecordStore) -> None:
    add(store, TWO, THREE)
    before = everything(store)
    add(store, ONE)
    with store._writing() as cursor:
        forget(cursor, [3])
    assert everything(store) == before


def test_merged_by_hand_stays_one_and_comes_apart_when_undone(store: RecordStore) -> None:
    add(store, ONE, TWO, THREE)
    before = everything(store)
    apart = ids(store)
    kept = store.merge_actors([apart["three"], apart["one"]], "Lio Marsh", "same man, new name")
    assert kept == apart["one"]
    assert who(store) == {kept: {"one", "two", "three"}}
    add(store, report("four", Named("Sara Ondal")), report("five", Named("Halden Morvick")))
    assert who(store) == {kept: {"one", "two", "three", "four", "five"}}
    (made,) = store.corrections()
    assert (made.correction.action, made.correction.entry_kind, made.state) == ("merge", "identity", "stands")
    assert (made.correction.author, made.correction.note) == ("Lio Marsh", "same man, new name")
    store.undo(1, "Lio Marsh")
    assert groups(store) == [{"five", "one", "two"}, {"four", "three"}]
    assert ids(store)["four"] == apart["three"]
    for number in (5, 4):
        _forget(store, number)
    # Their numbers are of no matter to anybody.
    assert sorted(row[1:] for row in everything(store)[0]) == sorted(row[1:] for row in before[0])


def test_taken_out_by_hand_stays_apart_and_goes_back_when_undone(store: RecordStore) -> None:
    add(store, ONE, TWO, THREE)
    before = everything(store)
    own = store.split_actor([("two", "a1")], "Lio Marsh")
    assert groups(store) == [{"one"}, {"three"}, {"two"}]
    assert who(store)[own] == {"two"}
    add(store, report("four", Named("Halden Morvick", role="President")), report("five", Named("Halden Morvick")))
    assert groups(store) == [{"five", "four", "one"}, {"three"}, {"two"}]
    for number in (5, 4):
        _forget(store, number)
    store.undo(1, "Lio Marsh")
    assert everything(store) == before


def test_the_first_of_an_actor_can_be_taken_out(store: RecordStore) -> None:
    add(store, ONE, TWO)
    (old,) = who(store)
    own = store.split_actor([("one", "a1")], "Lio Marsh")
    assert who(store) == {old: {"two"}, own: {"one"}}


@pytest.mark.parametrize("action", ["merge", "split"])
def test_what_a_person_decided_outlasts_another_reading(store: RecordStore, action: str) -> None:
    add(store, ONE, TWO, THREE)
    if action == "merge":
        store.merge_actors(list(ids(store).values()), "Lio Marsh")
    else:
        store.split_actor([("two", "a1")], "Lio Marsh")
    before = who(store)
    # A newer reader finds somebody more at the beginning, so that the actors' ids move on.
    for given, name in (("one", "Halden Morvick"), ("two", "Halden Morvick"), ("three", "Sara Ondal")):
        old = store.record(_id(store, given))
        first = old.actors[0]
        more = Record(**{f: getattr(old, f) for f in old.__struct_fields__} | {"actors": _moved_on(old)})
        assert first.name == name
        add(store, more, again=True)
    assert who(store) == before


def test_a_later_decision_goes_before_an_earlier_one(store: RecordStore) -> None:
    add(store, ONE, TWO)
    (old,) = who(store)
    own = store.split_actor([("two", "a1")], "Lio Marsh")
    assert store.merge_actors([own, old], "Ana Rell") == old
    _read_anew(store, TWO)
    assert who(store) == {old: {"one", "two"}}
    store.undo(2, "Ana Rell")
    assert who(store) == {old: {"one"}, own: {"two"}}
    store.undo(1, "Ana Rell")
    assert who(store) == {old: {"one", "two"}}


def test_an_emptied_identity_made_by_hand_waits_for_its_report(store: RecordStore) -> None:
    add(store, ONE, TWO)
    own = store.split_actor([("two", "a1")], "Lio Marsh")
    _read_anew(store, TWO)
    assert who(store)[own] == {"two"}


def test_what_cannot_be_done_by_hand(store: RecordStore) -> None:
    add(store, ONE, TWO, THREE)
    apart = ids(store)
    before = everything(store)
    wrong = [
        (430, lambda: store.merge_actors([apart["one"], "i000000000000"], "Lio Marsh")),
        (431, lambda: store.merge_actors([apart["one"], apart["one"]], "Lio Marsh")),
        (432, lambda: store.split_actor([("two", "a9")], "Lio Marsh")),
        (433, lambda: store.split_actor([("three", "a1")], "Lio Marsh")),
        (433, lambda: store.split_actor([("one", "a1"), ("three", "a1")], "Lio Marsh")),
        (433, lambda: store.split_actor([], "Lio Marsh")),
        (409, lambda: store.split_actor([("nine", "a1")], "Lio Marsh")),
    ]
    for number, call in wrong:
        with pytest.raises(StoreError) as error:
            call()
        assert error.value.number == number
    with pytest.raises(UsageError):
        store.merge_actors(list(apart.values()), " ")
    assert everything(store) == before
    assert store.corrections() == []


def test_roles_come_with_the_days_they_were_told(store: RecordStore) -> None:
    for given, day, role in (("a", "2031-05-01", "envoy"), ("b", "2031-06-02", "Envoy"), ("c", "2031-07", "president")):
        add(store, report(given, Named("Halden Morvick", "Morvick", role=role), published=day))
    add(store, report("d", Named("Halden Morvick"), published=None))
    (row,) = store.find_actors(Filters())
    assert [str(role) for role in row.roles] == ["envoy (2031-05-01 to 2031-06-02)", "president (2031-07)"]
    assert [str(name) for name in row.names] == ["Halden Morvick (4)", "Morvick (3)"]
    (found,) = store.find_actors(Filters(about="envoy", since="2031-06"))
    assert [(role.role, role.reports) for role in found.roles] == [("Envoy", 1), ("president", 1)]
    assert (found.id, found.reports) == (row.id, 2)


def _forget(store: RecordStore, number: int) -> None:
    """Take the last report out of all that was derived, and out of the record."""
    with store._writing() as cursor:
        forget(cursor, [number])
        for table in ("actors", "mentions", "roles", "reports"):
            cursor.execute(f"DELETE FROM {table} WHERE report = ?", [number])


def _id(store: RecordStore, given: str) -> str:
    return str(store._cursor().execute("SELECT id FROM reports WHERE given_id = ?", [given]).fetchall()[0][0])


def _moved_on(record: Record) -> tuple[object, ...]:
    first, *others = record.actors
    ghost = type(first)(
        id="a1",
        name=record.report.text[:3],
        kind="other",
        country=None,
        sector=None,
        known_as=None,
        roles=(),
        mentions=(type(first.mentions[0])(span=(0, 3), form="description"),),
    )
    changed = [
        type(actor)(**{f: getattr(actor, f) for f in actor.__struct_fields__} | {"id": f"a{n}"})
        for n, actor in enumerate((first, *others), 2)
    ]
    return (ghost, *changed)


def _read_anew(store: RecordStore, record: Record) -> None:
    """As a newer reader would file it: forgotten, then linked."""
    more = Record(**{f: getattr(record, f) for f in record.__struct_fields__} | {"actors": _moved_on(record)})
    add(store, more, again=True)


def test_nothing_of_a_removed_report_stays_in_what_was_decided(store: RecordStore) -> None:
    add(store, ONE, TWO, THREE)
    apart = ids(store)
    store.split_actor([("two", "a1")], "Lio Marsh")
    store.merge_actors([apart["one"], apart["three"]], "Lio Marsh")
    for given in ("two", "three"):
        store.remove([given])
    assert store.corrections() == []
    assert who(store) == {apart["one"]: {"one"}}
    kept = store._cursor().execute("SELECT names FROM identities WHERE kind = 'person'").fetchall()
    assert kept == [(["Halden Morvick"],)]
