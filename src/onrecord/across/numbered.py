"""A record with its number in the record it is kept in, as the rest of this room takes it."""

import msgspec

from onrecord.record.parts import Record


class Numbered(msgspec.Struct, frozen=True):
    """One record and the store's number of its report: numbers go up in the order of arrival."""

    number: int
    record: Record
