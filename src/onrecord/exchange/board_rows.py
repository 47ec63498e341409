"""The negotiation board as rows: one for each card, with the first passage that tells of it."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.exchange import wording
from onrecord.views.board import Board
from onrecord.views.passages import ReportRef


class BoardRow(msgspec.Struct, frozen=True, kw_only=True):
    """One card of a board under its matter.

    The fields are those of `onrecord.views.board.Card`; `became` is its state in words. `tellings` counts the accounts,
    copies among them; `report`, `move`, `passage` and `span` are of the first of them.
    """

    matter: str
    party: str
    kind: str
    to: tuple[str, ...]
    others: tuple[str, ...]
    by: tuple[str, ...]
    about: str
    conditions: tuple[str, ...]
    day: str | None
    state: str
    became: str
    type: str
    status: str
    layer: str
    solid: bool
    vouchers: tuple[str, ...]
    origins: int
    tellings: int
    disputed: tuple[str, ...]
    changed: bool
    report: ReportRef
    move: str
    passage: str
    span: Span


def rows(board: Board) -> Iterator[BoardRow]:
    """The cards, matter by matter as the board shows them."""
    for issue in board.issues:
        for card in issue.cards:
            first = card.tellings[0]
            yield BoardRow(
                matter=issue.label,
                party=card.party,
                kind=card.kind,
                to=card.to,
                others=card.others,
                by=card.by,
                about=card.about,
                conditions=card.conditions,
                day=card.day,
                state=card.state,
                became=wording.became(card),
                type=card.type,
                status=card.status,
                layer=card.layer,
                solid=card.solid,
                vouchers=card.vouchers,
                origins=card.origins,
                tellings=len(card.tellings),
                disputed=card.disputed,
                changed=card.changed,
                report=first.report,
                move=first.move,
                passage=first.passage,
                span=first.span,
            )
