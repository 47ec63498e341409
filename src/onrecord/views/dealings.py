"""The moves behind the pairs of a network: what an arrow, or all arrows of an actor, stand on."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from onrecord.errors import UsageError
from onrecord.record.vocabulary import Quad
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.moves import MoveRow, move_row


class PairOf(msgspec.Struct, frozen=True):
    """One pair of a network by the ids of its actors, the one who acts first; `quad` is one class of their moves."""

    actor: str
    to: str
    quad: Quad | None = None

    @classmethod
    def read(cls, text: str) -> "PairOf":
        """A pair from an address or a command. Raises `UsageError` 532 for what names none.

        >>> PairOf.read("a-1,a-2,verbal-conflict").quad
        'verbal-conflict'
        """
        actor, _, rest = text.partition(",")
        to, _, quad = rest.partition(",")
        known: dict[str, Quad | None] = {"": None, **{one: one for one in get_args(Quad)}}
        if not actor or not to or quad not in known:
            raise UsageError(532, name="a pair", value=text[:120], known="ACTOR,ACTOR and ACTOR,ACTOR,CLASS with ids")
        return cls(actor, to, known[quad])

    def __str__(self) -> str:
        return ",".join(filter(None, (self.actor, self.to, self.quad)))


def dealings(store: RecordStore, filters: Filters, pair: str = "", actor: str = "") -> Iterator[MoveRow]:
    """The moves that pass the filters behind a pair, or behind all pairs of an actor (its id), first told first.

    They are those that `network` counts, each told once where copies tell it again. Raises `UsageError` 532 for what
    is no pair, and where neither is asked for.
    """
    if pair or not actor:
        asked = PairOf.read(pair)
        found = store.find_dealings(filters, (asked.actor, asked.to), asked.quad)
    else:
        found = store.find_dealings(filters, (actor,), None)
    changes = store.changes()
    for record, n in found:
        yield move_row(record, n, changes.get(record.report.id, {}).get(record.moves[n].id, ()))
