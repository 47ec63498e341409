"""The formats that a page offers: what its filters let through, as tables and as files of other programs."""

from collections.abc import Iterator, Mapping

import msgspec

from onrecord.desk.address import href
from onrecord.exchange.exports import EXPORTS
from onrecord.store.filters import APPLY

_TABLES = (
    ("Statements as CSV", "statements", "csv"),
    ("Statements as JSON Lines", "statements", "jsonl"),
    ("Moves as CSV", "moves", "csv"),
    ("Moves as JSON Lines", "moves", "jsonl"),
)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be had. `leaves` names the filters that are set but which it cannot be asked."""

    label: str
    summary: str
    address: str
    leaves: tuple[str, ...]


def offers(query: Mapping[str, str]) -> Iterator[Offer]:
    """Every table and format, asked for what these filters let through.

    >>> first = next(offers({"publisher": "Gazette", "type": "REQUEST"}))
    >>> first.label, first.address, first.leaves
    ('Statements as CSV', '/statements.csv?publisher=Gazette', ('type',))
    """
    for label, name, form in _TABLES:
        yield _offer(label, "", f"/{name}.{form}", APPLY[name], query)
    yield _offer("Methods", "What a paper has to say of the record, as text.", "/methods.txt", frozenset(), query)
    for one in EXPORTS.values():
        yield _offer(one.name, one.summary, f"/export/{one.name}", one.takes, query)


def _offer(label: str, summary: str, path: str, takes: frozenset[str], query: Mapping[str, str]) -> Offer:
    return Offer(
        label=label,
        summary=summary,
        address=href(path, {name: value for name, value in query.items() if name in takes}),
        leaves=tuple(name for name in query if name not in takes),
    )
