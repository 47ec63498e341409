from collections.abc import Iterator

import msgspec
import pytest

from onrecord.across.numbered import Numbered
from onrecord.record.parts import Record
from onrecord.store.engine import Cursor
from onrecord.store.links.occurrences import forget, link
from tests.conftest import Places
from tests.made import talks
from tests.store.rows import rows, writing

# The actors of tests/made.py, in their order there.
IDENTITIES = (10, 20, 30, 40)


@pytest.fixture
def cursor(path: str) -> Iterator[Cursor]:
    with writing(path) as within:
        yield within


def add(cursor: Cursor, *numbers: int, story: int | None = 1) -> list[Numbered]:
    """The same talks, told by as many reports, after the links before this one have done their work."""
    batch = [Numbered(number, talks(f"talks-{number}", publisher=f"Outlet {number}")) for number in numbers]
    for number, record in ((item.number, item.record) for item in batch):
        for actor, identity in zip(record.actors, IDENTITIES, strict=True):
            cursor.execute("INSERT INTO report_actors VALUES (?, ?, ?)", [number, actor.id, identity])
        if story is not None:
            cursor.execute("INSERT INTO report_stories VALUES (?, ?)", [number, story])
    link(cursor, batch)
    return batch


def groups(cursor: Cursor) -> list[list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for occurrence, report, move in cursor.execute(
        "SELECT occurrence, report, move FROM accounts JOIN occurrences USING (occurrence) ORDER BY 1, 2, 3"
    ).fetchall():
        found.setdefault(occurrence, []).append((report, move))
    return list(found.values())


TWO = [[(1, "m1"), (2, "m1")], [(1, "m2"), (2, "m2")], [(1, "m3")], [(2, "m3")]]
"""Who fired is known to nobody, so the shots of one report are not those of the other."""


def test_one_batch_and_two_batches_come_to_the_same(cursor: Cursor, places: Places) -> None:
    add(cursor, 1, 2)
    assert groups(cursor) == TWO
    tables = _dump(cursor)
    with writing(places("other")) as other:
        add(other, 1)
        add(other, 2)
        assert _dump(other) == tables


def test_ids_are_stable_and_each_once(cursor: Cursor) -> None:
    add(cursor, 1)
    before = cursor.execute("SELECT * FROM occurrences ORDER BY occurrence").fetchall()
    add(cursor, 2)
    after = cursor.execute("SELECT * FROM occurrences ORDER BY occurrence").fetchall()
    assert after[: len(before)] == before
    assert len({id_ for _, id_ in after}) == len(after)


def test_a_copy_brings_its_moves_to_those_of_its_origin(cursor: Cursor) -> None:
    cursor.execute("INSERT INTO copies VALUES (2, 1, 'copy', 1.0, 1.0)")
    add(cursor, 1, 2, story=None)
    assert groups(cursor) == [[(1, m), (2, m)] for m in ("m1", "m2", "m3")]


def test_a_report_without_moves(cursor: Cursor) -> None:
    link(cursor, [Numbered(1, _bare(talks()))])
    assert groups(cursor) == []


def _bare(record: Record) -> Record:
    return msgspec.structs.replace(record, moves=())


def test_forgetting_leaves_what_others_tell(cursor: Cursor) -> None:
    add(cursor, 1, 2)
    forget(cursor, [1])
    assert groups(cursor) == [[(2, "m1")], [(2, "m2")], [(2, "m3")]]
    # What came later still finds it.
    add(cursor, 3)
    assert [(2, "m1"), (3, "m1")] in groups(cursor)


def test_forgetting_all_leaves_nothing(cursor: Cursor) -> None:
    add(cursor, 1, 2)
    forget(cursor, [1, 2])
    for table in ("occurrences", "accounts", "account_keys"):
        assert cursor.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def _dump(cursor: Cursor) -> list[list[tuple[object, ...]]]:
    return [rows(cursor, f"SELECT * FROM {table}") for table in ("occurrences", "accounts", "account_keys")]
