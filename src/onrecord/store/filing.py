"""What is filed for one report: its record, and the page it was taken from."""

import msgspec

from onrecord.errors import OnrecordError
from onrecord.record.parts import Record


class Filing(msgspec.Struct, frozen=True):
    """One record with the raw bytes of its page (None for plain text, which is its own raw form)."""

    record: Record
    raw: bytes | None = None


class Filed(msgspec.Struct, frozen=True):
    """What became of one filing: `new` is False when the record already held this report.

    `again` is True when this reading took the place of an older one that differed.

    `notices` say what a user should know of it although it was read (see flow.notices).
    """

    report_id: str
    source: str
    title: str | None
    statements: int
    moves: int
    new: bool
    notices: tuple[OnrecordError, ...] = ()
    again: bool = False


def filed(record: Record, *, new: bool, again: bool = False) -> Filed:
    """What became of the filing of a record."""
    return Filed(
        report_id=record.report.id,
        source=record.report.source,
        title=record.report.title,
        statements=len(record.statements),
        moves=len(record.moves),
        new=new,
        again=again,
    )
