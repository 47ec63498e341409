"""The claim ledger in the browser: who claimed what first, who said it again in what words, and who denies it."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.across.changes import Stretch, stretches
from onrecord.across.dispute import DisputeKind
from onrecord.desk.emptiness import emptiness
from onrecord.desk.frame import Frame, filters, href, state
from onrecord.exchange import wording
from onrecord.flow.questions import Ask
from onrecord.http.paging import page
from onrecord.store.filters import APPLY
from onrecord.views.ledger import AppearanceRow, LedgerRow


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """One saying of a claim; `stretches` are its words, with those of the first wording where they differ."""

    row: AppearanceRow
    stretches: tuple[Stretch, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the ledger, with all its appearances."""

    row: LedgerRow
    outlets: tuple[str, ...]
    appearances: tuple[Appearance, ...]


KINDS: dict[DisputeKind, str] = {
    "who": "Who was it?",
    "what": "What was done?",
    "when": "When was it?",
    "how many": "How many?",
    "whether": "Did it happen?",
}
"""What each kind of contradiction asks."""

_TITLES = {"ledger": "Claim ledger", "contradictions": "Contradictions"}


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of the ledger, and that of contradictions."""

    def show(request: Request) -> Response:
        query = request.query_params
        name = "contradictions" if query.get("show") == "contradictions" else "ledger"
        ask = Ask(filters=filters(request, name))
        found = page(frame.book, name, ask, query.get("after") or None)
        asked, applied = _asked(request), _applied(request, name)
        return frame.page(
            request,
            "ledger.html",
            view="ledger",
            title=_TITLES[name],
            asks=name,
            claims=[_claim(row) for row in found.rows] if name == "ledger" else None,
            questions=found.rows if name == "contradictions" else None,
            empty=None if found.rows else emptiness(frame, request, name, ask),
            following=href("/ledger", asked, after=found.next) + "#told" if found.next else None,
            moved=found.moved,
            exported=href(f"/{name}.csv", applied),
            data=href(f"/{name}.json", applied, after=query.get("after")),
            asked=asked,
            kinds=KINDS,
            where=wording.where,
            of=wording.of,
        )

    return [Route("/ledger", show)]


def _claim(row: LedgerRow) -> Claim:
    # A report without an outlet counts by its id, which says nothing to a reader.
    reports = {one.report.id: wording.where(one.report) for one in row.appearances}
    return Claim(
        row=row,
        outlets=tuple(reports.get(outlet, outlet) for outlet in row.outlets),
        appearances=tuple(_appearance(one, row.claim) for one in row.appearances),
    )


def _appearance(row: AppearanceRow, first: str) -> Appearance:
    # What is denied is told in words of its own; only a rewording is to be held against the first.
    same = (Stretch(row.content, row.content, same=True),)
    return Appearance(row=row, stretches=stretches(first, row.content) if row.how == "reworded" else same)


def _asked(request: Request) -> list[tuple[str, str]]:
    return [(key, value) for key, value in request.query_params.multi_items() if key not in ("e", "after")]


def _applied(request: Request, asks: str) -> dict[str, str]:
    """The filters that the question takes: others would be refused."""
    return {name: value for name, value in state(request).items() if name in APPLY[asks]}
