"""What a number of the store means to a reader: reports, identities, occurrences."""

from collections.abc import Iterable, Sequence
from typing import Self

import msgspec

from onrecord.across import renumbered
from onrecord.across.accounts import Account
from onrecord.across.dispute import DisputeKind
from onrecord.across.occurrences import disputes
from onrecord.record.parts import Report
from onrecord.store.engine import Cursor
from onrecord.store.identity_rows import merged


class ReportRef(msgspec.Struct, frozen=True, kw_only=True):
    """Which report a row comes from. `published` is an ISO 8601 date; `source` a path, address or member."""

    id: str
    given_id: str | None
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    source: str

    @classmethod
    def of(cls, report: Report) -> Self:
        """The reference to one report."""
        return cls(
            id=report.id,
            given_id=report.given_id,
            publisher=report.publisher,
            published=report.published,
            title=report.title,
            url=report.url,
            source=report.source,
        )


def report_refs(cursor: Cursor, numbers: Iterable[int]) -> dict[int, ReportRef]:
    """The references to reports by their number."""
    fields = ReportRef.__struct_fields__
    rows = cursor.execute(
        f"SELECT report, {', '.join(fields)} FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))",
        [sorted(numbers)],
    ).fetchall()
    return {number: ReportRef(**dict(zip(fields, cells, strict=True))) for number, *cells in rows}


def identity_names(cursor: Cursor, identities: Iterable[int]) -> dict[int, str]:
    """What identities are called."""
    return _dict(cursor, "SELECT identity, name FROM identities WHERE identity", identities)


def occurrence_ids(cursor: Cursor, occurrences: Iterable[int]) -> dict[int, str]:
    """The lasting ids of occurrences."""
    return _dict(cursor, "SELECT occurrence, id FROM occurrences WHERE occurrence", occurrences)


def mediators(cursor: Cursor, identities: Iterable[int]) -> list[str]:
    """Names of those of whom reports say that they mediate for one of these identities, most often said first."""
    rows = cursor.execute(
        """
        SELECT d.name FROM ties t
        JOIN report_actors f ON f.report = t.report AND f.actor = t.from_actor
        JOIN report_actors o ON o.report = t.report AND o.actor = t.to_actor
        JOIN identities d ON d.identity = f.identity
        WHERE t.kind = 'mediates' AND o.identity IN (SELECT unnest(?::INTEGER[]))
        GROUP BY d.identity, d.name ORDER BY count(*) DESC, d.identity
        """,
        [sorted(identities)],
    ).fetchall()
    return [name for (name,) in rows]


def disputed(cursor: Cursor, occurrences: Sequence[int]) -> dict[int, tuple[DisputeKind, ...]]:
    """What accounts of these occurrences differ in, for those whose accounts do; by occurrence."""
    rows = cursor.execute(
        """
        SELECT occurrence, told FROM (
            SELECT *, count(*) OVER (PARTITION BY occurrence) AS accounts
            FROM accounts WHERE occurrence IN (SELECT unnest(?::INTEGER[]))
        ) told WHERE accounts > 1 ORDER BY occurrence, report, move
        """,
        [list(occurrences)],
    ).fetchall()
    decoder = msgspec.json.Decoder(Account)
    now = merged(cursor)
    told: dict[int, list[Account]] = {}
    for occurrence, account in rows:
        told.setdefault(occurrence, []).append(renumbered.account(decoder.decode(account), now))
    kinds = {number: tuple(one.kind for one in disputes(accounts, {})) for number, accounts in told.items()}
    return {number: some for number, some in kinds.items() if some}


def _dict(cursor: Cursor, asked: str, numbers: Iterable[int]) -> dict[int, str]:
    return dict(cursor.execute(f"{asked} IN (SELECT unnest(?::INTEGER[]))", [sorted(numbers)]).fetchall())
