"""What claims and disputes ask of the links before them: who the actors of new reports are, and what is a copy."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pyarrow as pa

from onrecord.store.engine import Cursor, fill


class Sources(msgspec.Struct, frozen=True):
    """For some reports: the identities of their actors, and the report that each copy goes back to."""

    identities: Mapping[int, Mapping[str, int]]
    origins: Mapping[int, int]


def sources(cursor: Cursor, numbers: Iterable[int]) -> Sources:
    """Whose actors are who, and which of these reports are copies or versions of which."""
    asked = sorted(numbers)
    identities: dict[int, dict[str, int]] = {number: {} for number in asked}
    rows = cursor.execute(
        "SELECT report, actor, identity FROM report_actors WHERE report IN (SELECT unnest(?::INTEGER[]))", [asked]
    )
    for report, actor, identity in rows.fetchall():
        identities[report][actor] = identity
    rows = cursor.execute("SELECT report, origin FROM copies WHERE report IN (SELECT unnest(?::INTEGER[]))", [asked])
    return Sources(identities, dict(rows.fetchall()))


def insert(cursor: Cursor, table: str, columns: Mapping[str, Sequence[object]]) -> None:
    """Put rows, given column by column, into a table in one go."""
    if not next(iter(columns.values())):
        return
    fill(cursor, table, pa.table(dict(columns)))
