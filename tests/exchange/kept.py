"""Records kept in a store for tests of formats: a report and a copy of it, one with far-off characters, one hostile."""

from pathlib import Path

from msgspec.structs import replace

from onrecord.record.parts import Record, Spans
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import TALKS, at, talks

ASTRAL = "🎭 𝕋alks: " + TALKS.replace("Oranza", "Oranza 🏛")
"""The same report with characters beyond the first 65,536: UTF-16 takes two units for each."""
HOSTILE = "=cmd|' /C calc'!A0 \x1b[2J <b>&\u202e ]]> " + TALKS


def kept(folder: Path, *records: Record) -> RecordStore:
    """A store with these records; where none are given, of the talks and a copy of them."""
    store = RecordStore.open(folder / "talks.duckdb")
    given = records or (talks(), talks(given_id="talks-2", publisher="The Echo", published=None))
    store.add([Filing(record=record) for record in given])
    return store


def over_lines(text: str = TALKS) -> Record:
    """The talks with a statement that goes on in the next paragraph."""
    record = talks(text=text)
    content = Spans(spans=((at(text, "Keth", 1)[0], at(text, "shots had")[1]),))
    first, second, *others = record.statements
    return replace(record, statements=(first, replace(second, content=content), *others))
