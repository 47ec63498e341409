"""What to ask a record for: one set of filters, alike for statements, moves and actors."""

import re
from typing import Any, get_args

import msgspec

from onrecord.errors import UsageError
from onrecord.reading.marks import EntityKind, StatementKind
from onrecord.record.vocabulary import LAYERS, MOVE_TYPES, STATUSES

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

KINDS: dict[str, tuple[str, ...]] = {
    "statements": get_args(StatementKind),
    "actors": get_args(EntityKind),
    "entries": get_args(StatementKind),
}
"""What `kind` may be, by what is asked for."""

REVIEWS = ("unreviewed", "accepted", "corrected", "added")
"""What a person may have done about an entry: nothing, agreed to it, changed a field of it, or added it."""

APPLY: dict[str, frozenset[str]] = {
    "statements": frozenset(
        {"source", "by", "to", "about", "kind", "layer", "review", "publisher", "since", "until", "limit"},
    ),
    "moves": frozenset(
        {"source", "by", "to", "about", "type", "status", "layer", "review", "publisher", "since", "until", "limit"},
    ),
    "entries": frozenset(
        {
            *("source", "by", "to", "about", "type", "kind", "status", "layer", "review"),
            *("publisher", "since", "until", "limit"),
        }
    ),
    "actors": frozenset({"about", "kind", "publisher", "since", "until", "limit"}),
    "reports": frozenset(
        {
            *("actor", "source", "by", "to", "about", "type", "status", "layer", "review"),
            *("publisher", "since", "until", "limit"),
        }
    ),
    "appearances": frozenset({"publisher", "since", "until", "limit"}),
    "timeline": frozenset(
        {"source", "by", "to", "about", "type", "status", "layer", "review", "publisher", "since", "until", "limit"},
    ),
    "network": frozenset(
        {"source", "by", "to", "about", "type", "status", "layer", "review", "publisher", "since", "until", "limit"},
    ),
    "occurrences": frozenset(
        {"source", "by", "to", "about", "type", "status", "layer", "review", "publisher", "since", "until", "limit"},
    ),
    "stories": frozenset({"about", "publisher", "since", "until", "limit"}),
    "ledger": frozenset({"source", "about", "layer", "publisher", "since", "until", "limit"}),
    "contradictions": frozenset({"source", "about", "publisher", "since", "until", "limit"}),
    "search": frozenset({"source", "by", "actor", "type", "status", "layer", "publisher", "since", "until", "limit"}),
}
"""Which filters make sense for what is asked for."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """All filters must hold; None asks nothing.

    `source`, `by`, `actor`, `to`, `about` and `publisher` match when each of their words is a whole word of the name
    or passage, whatever its case and accents. `source` of a move is the one on whose word it stands; `by` of a
    statement is its source. `about` looks into a statement's content, a move's passage, an actor's names and roles,
    a story's headline and titles. A story is told whole when one of its reports passes.
    `actor` is anyone who is named or takes part in a passage. For passages, names also find those whom other reports
    call so, and `since` and `until` look at the day of publication.
    `review` is what a person did about an entry: of all that was done, what is told last in `REVIEWS`. A report passes
    what is asked of its entries when one statement or move of it passes all of that; `since` and `until` of reports
    are days of publication.
    `since` and `until` (a year, month or day, both included) look at the day said or done where it is known, else
    the day of publication. `limit` is a number of rows, after `skip` that are passed over.
    """

    source: str | None = None
    by: str | None = None
    actor: str | None = None
    to: str | None = None
    about: str | None = None
    type: str | None = None
    kind: str | None = None
    status: str | None = None
    layer: str | None = None
    review: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    skip: int = 0

    def asked(self) -> dict[str, Any]:
        """Those that ask something, by name.

        >>> Filters(by="Keth").asked()
        {'by': 'Keth'}
        """
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value}

    def checked(self, view: str) -> "Filters":
        """The same filters in the spelling of the vocabulary. Raises `UsageError` for one that makes no sense.

        >>> Filters(type="request").checked("moves").type
        'REQUEST'
        """
        for name in self.__struct_fields__:
            if getattr(self, name) is not None and name != "skip" and name not in APPLY[view]:
                raise UsageError(501, view=view, name=name, known=", ".join(sorted(APPLY[view])))
        for name in ("since", "until"):
            checked_day(name, getattr(self, name))
        if self.limit is not None and (type(self.limit) is not int or self.limit < 1):
            raise UsageError(504, name="limit", value=self.limit)
        for name in ("source", "by", "actor", "to", "about", "publisher"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise UsageError(506, call=name, wanted="words", given=type(value).__name__, example=f'{name}="Keth"')
        return msgspec.structs.replace(
            self,
            type=_known("type", self.type.upper() if isinstance(self.type, str) else self.type, MOVE_TYPES),
            kind=_known("kind", self.kind, KINDS.get(view, ())),
            status=_known("status", self.status, STATUSES),
            layer=_known("layer", self.layer, LAYERS),
            review=_known("review", self.review, REVIEWS),
        )


def checked_day(name: str, value: str | None) -> str | None:
    """The same year, month or day. Raises `UsageError` 503 for what is none."""
    if value is not None and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise UsageError(503, value=value, name=name)
    return value


def _known(name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    if value is not None and value not in allowed:
        raise UsageError(502, value=value, name=name, known=", ".join(allowed))
    return value
