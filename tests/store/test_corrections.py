"""Corrections in the store: both words kept, what is asked shows the person's, undo, re-reading, a kill midway."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord.errors import StoreError
from onrecord.record.codec import encode
from onrecord.record.correction import Action
from onrecord.record.parts import Record
from onrecord.record.propose import Asked
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.corrections import corrections
from onrecord.views.moves import moves
from onrecord.views.statements import statements
from tests.made import at, talks
from tests.store.rows import asking, tables

EDITOR = "A. Editor"


def ask(entry: str, action: Action = "set", **fields: Sequence[str]) -> Asked:
    return Asked(action=action, entry=entry, fields=fields, author=EDITOR, made="2031-06-01T10:00:00Z", note="checked")


def found(store: RecordStore, **filters: str) -> list[str]:
    return [one.id for one in moves(store, Filters(**filters))]  # type: ignore[arg-type]


def rows_of(path: str) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows; those that tell the order of changes apart."""
    with asking(path) as connection:
        names = tables(connection)
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if name not in ("changes", "meta")
        }


def test_what_is_asked_shows_the_persons_word_and_the_machines_stays(path: str) -> None:
    record = talks()
    with RecordStore.open(path) as store:
        store.add([Filing(record), Filing(talks("other", text=record.report.text + " "))])
        (made,) = store.correct("talks-1", ask("m1", status=["denied"]))
        assert (made.number, made.machine, made.person, made.made) == (1, "happened", "denied", "2031-06-01T10:00:00Z")
        assert encode(store.machine_record(record.report.id)) == encode(record)
        assert store.record(record.report.id).moves[0].status == "denied"
        assert [one.moves[0].status for one in store.records()] == ["denied", "happened"]
        assert found(store, status="denied") == ["m1"]
        assert found(store, status="happened") == ["m3", "m1", "m3"]
        rows = list(moves(store, Filters(type="REQUEST")))
        assert [[str(change) for change in row.corrected] for row in rows] == [
            ["status: happened -> denied (A. Editor, 2031-06-01T10:00:00Z)"],
            [],
        ]


def test_statements_are_found_by_the_source_a_person_gave(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
        store.correct("talks-1", ask("s3", source=["It was said -> Tarek Ondal"]))
        rows = list(statements(store, Filters(source="ondal")))
        assert [row.id for row in rows] == ["s2", "s3"]
        assert [(c.field, c.machine, c.person) for c in rows[1].corrected] == [("source", None, "Tarek Ondal")]
        assert [row.id for row in moves(store, Filters(source="ondal"))] == ["m2", "m3"]


def test_added_and_rejected_entries(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
        store.correct("talks-1", ask("move", "add", type=["CONSULT"], trigger=["Talks"]))
        store.correct("talks-1", ask("m3", "reject"))
        store.correct("talks-1", ask("m2", "accept"))
        assert found(store) == ["mh1", "m1", "m2"]
        kept = list(corrections(store))
        assert [(c.action, c.entry, c.machine, c.person, c.note) for c in kept] == [
            ("add", "mh1", None, "Talks stall in Oranza", "checked"),
            ("reject", "m3", "shots had been fired", None, "checked"),
            ("accept", "m2", "Keth had agreed to a truce only if the bridge reopens", None, "checked"),
        ]


def test_undo_brings_back_every_row_and_stays_listed(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("other"))])
    before = rows_of(path)
    with RecordStore.open(path) as store:
        store.correct("talks-1", ask("m1", status=["denied"]))
        store.correct("talks-1", ask("m1", status=["asked"]))
        store.undo(2, "B. Reader", "2031-06-02T08:00:00Z")
        assert found(store, status="denied") == ["m1"]
        store.undo(1, "B. Reader")
        with pytest.raises(StoreError) as caught:
            store.undo(1, "B. Reader")
        assert caught.value.number == 422
        with pytest.raises(StoreError) as caught:
            store.undo(7, "B. Reader")
        assert caught.value.number == 421
        kept = list(corrections(store))
        assert [(c.state, c.undone_by, c.person) for c in kept] == [
            ("undone", "B. Reader", "denied"),
            ("undone", "B. Reader", "asked"),
        ]
        assert kept[1].undone == "2031-06-02T08:00:00Z"
    after = rows_of(path)
    assert len(after.pop("corrections")) == 2
    del before["corrections"]
    # Ties to other reports may be found anew in another order; what is read and filed is the same.
    for name in ("reports", "corrected", "actors", "statements", "statement_spans", "moves", "move_parties", "ties"):
        assert after[name] == before[name], name


def test_reports_are_named_by_id_its_beginning_or_given_id(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("other")), Filing(talks("other", publisher="Varn Courier"))])
        id_ = talks().report.id
        for word in (id_, id_[:6], "talks-1"):
            store.correct(word, ask("m1", "accept"))
        for word, number in ((id_[:5], 409), ("none", 409), ("", 409), ("other", 420)):
            with pytest.raises(StoreError) as caught:
                store.correct(word, ask("m1", "accept"))
            assert caught.value.number == number


def test_what_is_refused_leaves_everything_as_it_was(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
    before = rows_of(path)
    with RecordStore.open(path) as store, pytest.raises(StoreError):
        store.correct("talks-1", ask("m9", status=["denied"]))
    assert rows_of(path) == before


def _newer(record: Record) -> Record:
    """What a newer model reads: another status, one move fewer, a moved number."""
    first, second, _ = record.moves
    third = replace(second, id="m1", type="CONSULT", trigger=at(record.report.text, "Talks"), vouched_by=None)
    return replace(
        record,
        moves=(third, replace(first, id="m2", status="planned"), replace(second, id="m3")),
        reader=replace(record.reader, onrecord="9.9.9"),
        report=replace(record.report, published="2031-05-15", authors=("Lio Marsh", "Ada Fenn")),
    )


def test_read_again_the_corrections_stand_where_their_passages_are_found(path: str) -> None:
    record = talks()
    with RecordStore.open(path) as store:
        store.add([Filing(record), Filing(talks("other"))])
        store.correct("talks-1", ask("m1", status=["denied"]))
        store.correct("talks-1", ask("m3", status=["asked"]))
        same = store.add([Filing(record)], again=True)
        assert [(one.new, one.again) for one in same] == [(False, False)]
        newer = _newer(record)
        left = store.add([Filing(newer)])
        assert [(one.new, one.again) for one in left] == [(False, False)]
        assert store.machine_record(record.report.id) == record
        done = store.add([Filing(newer), Filing(talks("third"))], again=True)
        assert [(one.new, one.again) for one in done] == [(False, True), (True, False)]
        assert encode(store.machine_record(record.report.id)) == encode(newer)
        assert [one.report.given_id for one in store.records()] == ["talks-1", "other", "third"]
        now = store.record(record.report.id)
        assert [(one.id, one.status) for one in now.moves] == [
            ("m1", "conditional"),
            ("m2", "denied"),
            ("m3", "conditional"),
        ]
        assert [(c.number, c.state, c.entry) for c in corrections(store)] == [
            (1, "stands", "m1"),
            (2, "detached", "m3"),
        ]
        assert found(store, publisher="orrery", since="2031-05-15") == ["m1", "m3"]
        # Read as before, both have their place again.
        store.add([Filing(record)], again=True)
        assert [c.state for c in corrections(store)] == ["stands", "stands"]
    with asking(path) as connection:
        authors = connection.execute("SELECT authors, published FROM reports ORDER BY report").fetchone()
    assert authors == (["Lio Marsh"], "2031-05-14")


def test_correcting_one_report_leaves_the_rows_of_others(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks("one")), Filing(talks("two"))])
    before = rows_of(path)
    with RecordStore.open(path) as store:
        store.correct("one", ask("m1", status=["denied"]))
    after = rows_of(path)
    for name in ("statements", "moves", "actors", "mentions", "move_parties"):
        assert [row for row in after[name] if row[0] == 2] == [row for row in before[name] if row[0] == 2]
        assert len(after[name]) == len(before[name])


def test_killed_while_correcting_a_record_holds_whole_corrections(path: str) -> None:
    script = textwrap.dedent(f"""
        from onrecord.store.filing import Filing
        from onrecord.store.record_store import RecordStore
        from tests.made import talks
        from tests.store.test_corrections import ask
        store = RecordStore.open({str(path)!r})
        store.add([Filing(talks())])
        for n in range(100000):
            store.correct("talks-1", ask("m1", status=["denied" if n % 2 else "asked"]))
            print(n, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(5):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    with RecordStore.open(path) as store:
        kept = list(corrections(store))
        assert [one.number for one in kept] == list(range(1, len(kept) + 1))
        assert len(kept) >= 5
        assert found(store, status=str(kept[-1].person)) == ["m1"] if kept[-1].person == "denied" else True
        assert store.record(talks().report.id).moves[0].status == kept[-1].person
    counts = {name: len(rows) for name, rows in rows_of(path).items()}
    assert (counts["moves"], counts["statements"], counts["corrected"]) == (3, 3, 1)
