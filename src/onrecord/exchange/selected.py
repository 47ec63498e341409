"""The entries that pass the filters, report by report: what formats made of entries are made from."""

from collections.abc import Iterator

import msgspec

from onrecord.record.correction import Change
from onrecord.record.parts import Actor, Move, Record, Statement, Tie
from onrecord.store.filters import APPLY, Filters
from onrecord.store.record_store import RecordStore

_WINDOW = ("limit", "skip")


class Selected(msgspec.Struct, frozen=True, kw_only=True):
    """One report with those of its entries that pass.

    `record` is whole, so that what an entry refers to is found there. `ties` come with their number in the record
    (from 1), since the format gives them no id. `changes` says what persons changed, by entry id.
    """

    record: Record
    statements: tuple[Statement, ...]
    moves: tuple[Move, ...]
    actors: tuple[Actor, ...]
    ties: tuple[tuple[int, Tie], ...]
    changes: dict[str, tuple[Change, ...]]


def selected(store: RecordStore, filters: Filters) -> Iterator[Selected]:
    """Reports with at least one entry that passes, one at a time; all of them, in the order added, without a filter.

    Statements are left out by a filter that only moves know (`type`, `status`), moves by one that only statements know
    (`kind`). With a filter actors are those who take part in what passes, and ties those between two of them.
    `limit` counts statements and moves each. Raises `UsageError` 501 to 506 at once for a filter that makes no sense.
    """
    asked = filters.checked("entries")
    return _whole(store) if asked == Filters() else _passing(store, asked)


def _whole(store: RecordStore) -> Iterator[Selected]:
    changes = store.changes()
    for record in store.records():
        yield Selected(
            record=record,
            statements=record.statements,
            moves=record.moves,
            actors=record.actors,
            ties=tuple(enumerate(record.ties, 1)),
            changes=changes.get(record.report.id, {}),
        )


def _passing(store: RecordStore, filters: Filters) -> Iterator[Selected]:
    asked = {name for name in filters.__struct_fields__ if getattr(filters, name) and name not in _WINDOW}
    # Places of entries, by report: of an archive they are little beside its texts, which are read one by one.
    statements: dict[str, list[int]] = {}
    moves: dict[str, list[int]] = {}
    if asked <= APPLY["statements"]:
        for record, n in store.find_statements(filters):
            statements.setdefault(record.report.id, []).append(n)
    if asked <= APPLY["moves"]:
        for record, n in store.find_moves(filters):
            moves.setdefault(record.report.id, []).append(n)
    changes = store.changes()
    for id_ in dict.fromkeys((*statements, *moves)):
        record = store.record(id_)
        said = tuple(record.statements[n] for n in statements.get(id_, ()))
        done = tuple(record.moves[n] for n in moves.get(id_, ()))
        there = _taking_part(said, done)
        yield Selected(
            record=record,
            statements=said,
            moves=done,
            actors=tuple(actor for actor in record.actors if actor.id in there),
            ties=tuple((n, tie) for n, tie in enumerate(record.ties, 1) if {tie.from_, tie.to} <= there),
            changes=changes.get(id_, {}),
        )


def _taking_part(statements: tuple[Statement, ...], moves: tuple[Move, ...]) -> set[str | None]:
    sources = {one.source.actor for one in statements if one.source}
    addressees = {one.addressee.actor for one in statements if one.addressee}
    return sources | addressees | {party.actor for one in moves for party in (*one.by, *one.to)}
