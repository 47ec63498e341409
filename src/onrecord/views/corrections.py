"""What people corrected: one row each, the machine's word beside the person's."""

from collections.abc import Collection, Iterator

import msgspec

from onrecord.record.correction import Action, EntryKind, State
from onrecord.store.corrections import Kept
from onrecord.store.record_store import RecordStore


class CorrectionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One correction. `machine` and `person` say in words what either reads.

    `report_id` is None for a correction of identities (`merge`, `split`). `entry` is the entry's id when it was
    corrected; `field` is None where the whole entry is meant: it was accepted, rejected or added, and `machine` (for
    `add` `person`) holds its passage. `state` is `stands`, `undone`, or `detached`: the report was read again, and
    nothing is found at the passage that was corrected. `made` and `undone` are ISO 8601 in UTC.
    """

    number: int
    made: str
    author: str
    report_id: str | None
    given_id: str | None
    title: str | None
    action: Action
    entry_kind: EntryKind
    entry: str
    field: str | None
    machine: str | None
    person: str | None
    note: str | None
    state: State
    undone: str | None
    undone_by: str | None


def corrections(store: RecordStore, numbers: Collection[int] | None = None) -> Iterator[CorrectionRow]:
    """Corrections in the order made, also those undone: all, or those of these numbers."""
    return (correction_row(kept) for kept in store.corrections(numbers))


def correction_row(kept: Kept) -> CorrectionRow:
    """One correction as a row."""
    one, report = kept.correction, kept.report
    return CorrectionRow(
        number=one.number,
        made=one.made,
        author=one.author,
        report_id=one.report,
        given_id=report.given_id if report else None,
        title=report.title if report else None,
        action=one.action,
        entry_kind=one.entry_kind,
        entry=one.entry,
        field=one.field,
        machine=one.machine_words,
        person=one.person_words,
        note=one.note,
        state=kept.state,
        undone=one.undone,
        undone_by=one.undone_by,
    )
