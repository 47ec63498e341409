"""What is corrected, merged, split, undone or removed leaves the record that would have been made so from the start."""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.document.document import Span
from onrecord.flow.run import read_filings
from onrecord.record.correction import Action
from onrecord.record.propose import Asked
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.conftest import Places
from tests.store.derived import Rows, derived

WHO = "A. Editor"


@pytest.fixture(scope="module")
def demo() -> list[Filing]:
    folder = Path(str(files("onrecord") / "demo"))
    paths = [str(one) for one in sorted(folder.iterdir()) if one.suffix in (".txt", ".html", ".jsonl")]
    return [one for one in read_filings(paths) if isinstance(one, Filing)]


@pytest.fixture
def new(places: Places) -> Iterator[Callable[..., RecordStore]]:
    """Makes records: `new(filings)`, or with corrections of another record that are there before its reports."""
    opened: list[RecordStore] = []

    def make(filings: Sequence[Filing], before: RecordStore | None = None) -> RecordStore:
        store = RecordStore.open(places(f"{len(opened)}"))
        opened.append(store)
        if before is not None:
            made = before._cursor().execute("SELECT * FROM corrections ORDER BY correction").fetchall()
            values = ", ".join("?" for _ in made[0])
            with store._writing() as cursor:
                cursor.executemany(f"INSERT INTO corrections VALUES ({values})", [list(row) for row in made])
        store.add(filings)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def as_read(demo: list[Filing], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    with RecordStore.open(tmp_path_factory.mktemp("read") / "demo.duckdb") as store:
        store.add(demo)
        return derived(store)


def identity(store: RecordStore, name: str) -> str:
    sql = "SELECT id FROM identities WHERE name = ? ORDER BY identity LIMIT 1"
    return str(store._cursor().execute(sql, [name]).fetchall()[0][0])


def members(store: RecordStore, name: str) -> list[tuple[str, str]]:
    sql = """
        SELECT r.id, i.actor FROM report_actors i JOIN reports r USING (report) JOIN identities d USING (identity)
        WHERE d.id = ? ORDER BY i.report, i.actor
    """
    return store._cursor().execute(sql, [identity(store, name)]).fetchall()


def same(found: dict[str, Rows], wanted: dict[str, Rows]) -> None:
    for kind, rows in wanted.items():
        assert found[kind] == rows, kind


PAIRS = [("Tarvenia", "Port Ambrel"), ("Joram Teskilde", "Pietra Ollivane")]


@pytest.mark.parametrize("pair", PAIRS)
def test_merged(demo: list[Filing], as_read: dict[str, Rows], new: Callable[..., RecordStore], pair: list[str]) -> None:
    store = new(demo)
    store.merge_actors([identity(store, name) for name in pair], WHO)
    assert derived(store)["accounts"] != as_read["accounts"], "it matters"
    same(derived(store), derived(new(demo, store)))
    store.undo(1, WHO)
    same(derived(store), as_read)


@pytest.mark.parametrize("name", ["Joram Teskilde", "Halden Morvick"])
def test_split(demo: list[Filing], as_read: dict[str, Rows], new: Callable[..., RecordStore], name: str) -> None:
    store = new(demo)
    store.split_actor(members(store, name)[1::2], WHO)
    assert derived(store)["accounts"] != as_read["accounts"], "it matters"
    same(derived(store), derived(new(demo, store)))
    store.undo(1, WHO)
    same(derived(store), as_read)


def test_read_again_after_a_merge_and_a_split(demo: list[Filing], new: Callable[..., RecordStore]) -> None:
    store = new(demo)
    store.merge_actors([identity(store, name) for name in PAIRS[0]], WHO)
    store.split_actor(members(store, "Joram Teskilde")[:2], WHO)
    before = derived(store)
    for filing in demo:
        # The same entries, by a reader that says it is another.
        reader = replace(filing.record.reader, onrecord="9.9.9")
        store.add([Filing(replace(filing.record, reader=reader), filing.raw)], again=True)
    assert {record.reader.onrecord for record in store.records()} == {"9.9.9"}
    same(derived(store), before)


@pytest.mark.parametrize("place", [0, 3])
def test_corrected(demo: list[Filing], as_read: dict[str, Rows], new: Callable[..., RecordStore], place: int) -> None:
    store = new(demo)
    record = demo[place].record
    first, second, said = record.moves[0], record.moves[1], record.statements[0]
    wanted: list[tuple[str, Action, dict[str, list[str | Span]]]] = [
        (first.id, "set", {"status": ["denied"], "by": [record.actors[-1].id]}),
        (second.id, "reject", {}),
        (said.id, "set", {"source": [record.actors[0].id]}),
        ("move", "add", {"type": ["REQUEST"], "trigger": [record.report.blocks[0].span]}),
        (record.actors[0].id, "set", {"name": ["Vexley Brand"]}),
    ]
    for entry, action, fields in wanted:
        store.correct(record.report.id, Asked(action=action, entry=entry, fields=fields, author=WHO))
    made = list(demo)
    made[place] = Filing(store.record(record.report.id), demo[place].raw)
    same(derived(store, by_ids=False), derived(new(made), by_ids=False))
    for one in reversed(store.corrections()):
        store.undo(one.correction.number, WHO)
    # Occurrences, claims and disputes keep the ids that they got meanwhile.
    found = derived(store)
    same(found, {kind: rows for kind, rows in as_read.items() if not kind.endswith(" ids")})


def test_all_kinds_together_undone_in_any_order(
    demo: list[Filing], as_read: dict[str, Rows], new: Callable[..., RecordStore]
) -> None:
    store = new(demo)
    record = demo[2].record
    store.merge_actors([identity(store, name) for name in PAIRS[1]], WHO)
    store.correct(record.report.id, Asked(action="reject", entry=record.actors[0].id, author=WHO))
    store.split_actor(members(store, "Halden Morvick")[:2], WHO)
    store.correct(record.report.id, Asked(action="reject", entry=record.statements[0].id, author=WHO))
    for number in (3, 1, 4, 2):
        store.undo(number, WHO)
    same(derived(store), as_read)


@pytest.mark.parametrize("place", [0, 3, 5])
def test_removed(demo: list[Filing], new: Callable[..., RecordStore], place: int) -> None:
    store = new(demo)
    record = demo[place].record
    store.correct(record.report.id, Asked(action="accept", entry=record.moves[0].id, author=WHO))
    alone = [id_ for (id_,) in store._cursor().execute(_ALONE, [record.report.id]).fetchall()]
    store.merge_actors([alone[0], identity(store, "Tarvenia")], WHO)
    store.remove([record.report.id])
    assert store.corrections() == []
    never = new([one for n, one in enumerate(demo) if n != place])
    same(derived(store, by_ids=False), derived(never, by_ids=False))


_ALONE = """
    SELECT d.id FROM report_actors i JOIN identities d USING (identity) JOIN reports r USING (report)
    WHERE r.id = ? AND (SELECT count(DISTINCT report) FROM report_actors o WHERE o.identity = i.identity) = 1
    ORDER BY d.id
"""
"""Identities that one report alone tells of."""
