"""What evals/durability.py kills: changes a record without end and says after each change that it was acknowledged.

    python -m evals.durability_worker add|read|correct|remove|migrate|desk RECORD SEED

One line of JSON for each change, written in one piece after the call has come back: so what is on the pipe was
acknowledged, whatever became of the process. The first line is `{"ready": true}`.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from evals.invented import Invented
from onrecord.flow.book import RecordBook
from onrecord.http.client import DeskBook
from onrecord.record.parts import Record
from onrecord.store.arrow import COLUMNS, table
from onrecord.store.filing import Filed, Filing
from onrecord.store.record_store import RecordStore
from onrecord.store.rows import tables_of

REPORTS = 160
"""Reports that the workers know of, the same in every process."""
STATUSES = ("planned", "denied", "possible", "ongoing")


def invented() -> list[Record]:
    """The reports, in order."""
    return list(Invented(seed=7).records(REPORTS))


def old_record(path: Path, reports: int) -> None:
    """A record as the first store format kept it, with so many of the reports."""
    filings = [Filing(record) for record in invented()[:reports]]
    with duckdb.connect(str(path)) as connection:
        connection.execute(resources.files("onrecord.store").joinpath("schema/1.sql").read_text("utf-8"))
        connection.execute("INSERT INTO meta VALUES ('format', '1'), ('onrecord', '0.0.1')")
        for name, rows in tables_of(filings, 1).items():
            columns = [d[0] for d in connection.execute(f"SELECT * FROM {name}").description]
            if rows:
                kept = table(name, rows).select([one for one in COLUMNS[name].split() if one in columns])
                connection.register("kept", kept)
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM kept")
                connection.unregister("kept")


def say(**fact: Any) -> None:
    """One line, in one piece."""
    os.write(1, json.dumps(fact).encode() + b"\n")


def _add(path: Path, make: random.Random) -> None:
    records = invented()
    with RecordStore.open(path) as store:
        there = len(store)
        say(ready=True)
        while there < len(records):
            some = records[there : there + make.randint(1, 6)]
            say(begun=[one.report.id for one in some])
            store.add([Filing(one) for one in some])
            say(kept=[one.report.id for one in some])
            there += len(some)


def _read(path: Path, make: random.Random) -> None:
    """The real way of `onrecord add`: files are read, and each report is told of as `RecordBook.adding` tells."""
    folder = path.parent / "reports"
    with RecordBook.open(path) as book:
        say(ready=True)
        for event in book.adding(folder):
            if isinstance(event, Filed):
                say(kept=[event.report_id])
        say(ended=True)


def _correct(path: Path, make: random.Random, book: RecordBook | None = None) -> None:
    book = book or RecordBook.open(path)
    entries = [(one.report.id, move.id) for one in book.records() for move in one.moves]
    standing = [one.number for one in book.corrections() if one.state == "stands"]
    say(ready=True)
    for _ in range(100_000):
        if standing and make.random() < 0.3:
            number = standing.pop(make.randrange(len(standing)))
            say(asked_undone=number)
            book.undo(number, author="A. Editor")
            say(undone=number)
        else:
            report, entry = make.choice(entries)
            status = make.choice(STATUSES)
            say(asked=report)
            rows = book.correct(report, entry, {"status": status}, author="A. Editor")
            for one in rows:
                standing.append(one.number)
                say(corrected=[one.number, report, status])


def _remove(path: Path, make: random.Random) -> None:
    with RecordStore.open(path) as store:
        ids = [one.report.id for one in store.records()]
        make.shuffle(ids)
        say(ready=True)
        for id_ in ids[:-1]:
            say(going=id_)
            store.remove([id_])
            say(removed=id_)


def _migrate(path: Path, _make: random.Random) -> None:
    say(ready=True)
    with RecordStore.open(path) as store:
        say(migrated=len(store))


def _desk(path: Path, make: random.Random) -> None:
    """Corrections through the desk that holds the record; it is the desk that is killed."""
    _correct(path, make, DeskBook.open(path))


_MODES = {"add": _add, "read": _read, "correct": _correct, "remove": _remove, "migrate": _migrate, "desk": _desk}


def acknowledged(lines: bytes) -> Iterator[dict[str, Any]]:
    """What a worker said, but for a line that was cut off."""
    for line in lines.split(b"\n")[:-1]:
        yield json.loads(line)


if __name__ == "__main__":
    _MODES[sys.argv[1]](Path(sys.argv[2]), random.Random(sys.argv[3]))
