"""The negotiation board in the browser: choose parties, see where they stand, print it on one sheet."""

import hashlib

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.frame import Frame, href, state
from onrecord.errors import OnrecordError, UsageError
from onrecord.exchange import wording
from onrecord.exchange.sheet import Sheet, sheet
from onrecord.flow.book import RecordBook
from onrecord.http.faults import status_of

_FIELDS = 2
_MOST_FIELDS = 8
_PAIRS = 6
_DEALINGS = 40
_ROOMY = 14
"""Cards that leave so much room on a printed sheet that letters can be larger."""
_DATES = (503,)
_OF_A_PARTY = (531, 535)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field for a party: what stands in it, and what is wrong with that."""

    value: str
    error: OnrecordError | None


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of the board."""
    pairs = _Pairs(frame.book)

    def show(request: Request) -> Response:
        typed = request.query_params.getlist("party")
        parties = [party for party in typed if party.strip()]
        since = request.query_params.get("since", "").strip()
        laid: Sheet | None = None
        error: UsageError | None = None
        if parties:
            try:
                board = frame.book.board(*parties, since=since or None)
                laid = sheet(board)
            except UsageError as refused:
                error = refused
        return frame.page(
            request,
            "board.html",
            view="board",
            title=f"Board: {', '.join(party.partition(';')[0] for party in parties)}" if parties else "Board",
            status=status_of(error) if error else 200,
            sheet=laid,
            older=board.older if laid else 0,
            roomy=laid is not None and sum(len(one.cards) for row in laid.rows for one in row.cells) <= _ROOMY,
            since=since,
            since_error=error if error and error.number in _DATES else None,
            fields=fields(parties, error),
            error=error,
            pairs=pairs() if laid is None else [],
            others={name: value for name, value in state(request).items() if name != "since"},
            asked=[(key, value) for key, value in request.query_params.multi_items() if key != "e"],
            # What else stands in the address the board cannot be asked.
            data=[(key, value) for key, value in request.query_params.multi_items() if key in ("party", "since")],
            notes=_notes(frame.book, parties),
            where=wording.where,
        )

    return [Route("/board", show)]


def fields(parties: list[str], error: OnrecordError | None) -> list[Field]:
    """A field for each party, two at least, and an empty one for one more; errors stand beside the field they mean."""
    wrong = None
    if error is not None and error.number in _OF_A_PARTY:
        # The first name stands for the party; of two who are one it is the second that is one too many.
        wrong = max((n for n, one in enumerate(parties) if _label(one) == error.facts.get("party")), default=None)
    elif error is not None and error.number not in _DATES:
        wrong = min(len(parties), _FIELDS - 1)
    values = parties + [""] * max(_FIELDS - len(parties), 1 if len(parties) < _MOST_FIELDS else 0)
    return [Field(value=value, error=error if n == wrong else None) for n, value in enumerate(values)]


def _label(party: str) -> str:
    return party.partition(";")[0].strip()


class _Pairs:
    """Those who deal with each other in most reports, with the address of their board; found anew after a change."""

    def __init__(self, book: RecordBook) -> None:
        self._book = book
        self._kept: tuple[object, list[tuple[str, str, str]]] = (None, [])

    def __call__(self) -> list[tuple[str, str, str]]:
        state = self._book.state()
        if self._kept[0] != state:
            self._kept = (state, self._found())
        return self._kept[1]

    def _found(self) -> list[tuple[str, str, str]]:
        found: dict[frozenset[str], tuple[str, str, str]] = {}
        for row in self._book.network(limit=_DEALINGS):
            if row.actor != row.to:
                address = href("/board", [("party", row.actor), ("party", row.to)])
                found.setdefault(frozenset((row.actor, row.to)), (row.actor, row.to, address))
        return list(found.values())[:_PAIRS]


def _notes(book: RecordBook, parties: list[str]) -> str:
    """Under what name a browser keeps the notes on this board: of this record, and of these parties in any order."""
    record = hashlib.sha256(book.where.key.encode()).hexdigest()[:16]
    return f"onrecord-notes {record} {' + '.join(sorted(map(str.strip, parties)))}"
