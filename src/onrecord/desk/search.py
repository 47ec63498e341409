"""Search in the browser: passages that hold the words, with who says and does what there."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.emptiness import emptiness
from onrecord.desk.frame import Frame, filters, href, state
from onrecord.document.document import Span
from onrecord.exchange import wording
from onrecord.flow.questions import Ask
from onrecord.http.paging import page
from onrecord.store.filters import APPLY
from onrecord.views.search import SearchRow


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Some words of a passage, and whether they are what was looked for."""

    words: str
    hit: bool


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What is said or done in a passage: the entry's id, and the same in words."""

    entry: str
    words: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One passage with its words in pieces, and what is said and done in it."""

    row: SearchRow
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of passages found."""

    def show(request: Request) -> Response:
        words = request.query_params.get("words", "").strip()
        ask = Ask(filters=filters(request, "search"), words=words)
        found = page(frame.book, "search", ask, request.query_params.get("after") or None) if words else None
        rows = found.rows if found else ()
        asked = [(key, value) for key, value in request.query_params.multi_items() if key not in ("e", "after")]
        applied = {name: value for name, value in state(request).items() if name in APPLY["search"]}
        return frame.page(
            request,
            "search.html",
            view="search",
            title=f"Search: {words}" if words else "Search",
            words=words,
            hits=[_hit(row) for row in rows],
            empty=emptiness(frame, request, "search", ask) if words and not rows else None,
            following=href("/search", asked, after=found.next) + "#told" if found and found.next else None,
            moved=bool(found and found.moved),
            data=href("/search.json", applied, words=words, after=request.query_params.get("after")),
            exported=href("/search.csv", applied, words=words),
            asked=asked,
            where=wording.where,
            of=wording.of,
        )

    return [Route("/search", show)]


def _hit(row: SearchRow) -> Hit:
    return Hit(row=row, pieces=pieces(row.passage, row.span[0], row.hits), facts=tuple(_facts(row)))


def pieces(passage: str, start: int, hits: tuple[Span, ...]) -> tuple[Piece, ...]:
    """A passage, which begins at `start` of its report, cut where the words that were looked for begin and end.

    >>> [(one.words, one.hit) for one in pieces("no truce yet", 10, ((13, 18),))]
    [('no ', False), ('truce', True), (' yet', False)]
    """
    found = []
    at = 0
    for first, last in sorted(hits):
        begin, end = max(first - start, at), last - start
        if end > begin:
            found += [Piece(words=passage[at:begin], hit=False), Piece(words=passage[begin:end], hit=True)]
            at = end
    return tuple(one for one in (*found, Piece(words=passage[at:], hit=False)) if one.words)


def _facts(row: SearchRow) -> list[Fact]:
    said = [
        Fact(entry=entry, words=f"{who or 'unattributed'} says")
        for entry, who in zip(row.statements, row.said_by, strict=True)
    ]
    done = [
        Fact(entry=entry, words=f"{by or 'unknown'}: {type_}, {status}")
        for entry, type_, status, by in zip(row.moves, row.types, row.statuses, row.done_by, strict=True)
    ]
    return said + done
