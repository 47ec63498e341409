"""The negotiation board laid out in rows and cells, in the words that every page of it shows."""

from collections.abc import Iterable

import msgspec

from onrecord.exchange import wording
from onrecord.views.board import Board, Card, Issue, Telling


class SheetCard(msgspec.Struct, frozen=True, kw_only=True):
    """One card in words: what was done, what became of it, who acted (where by another name), on what it stands.

    `mark` tells one card of a sheet from all others. `claimed` holds for an agreement that not each party has said
    itself. `passages` are those to show, each sentence once.
    """

    mark: str
    card: Card
    act: str
    day: str
    became: str
    by: str
    grounds: str
    claimed: bool
    passages: tuple[Telling, ...]
    count: str


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What a party did in a matter. `fault` says why it cannot be shown, where it cannot; the other cells can."""

    party: str
    cards: tuple[SheetCard, ...] = ()
    fault: str | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One matter, with a cell for each party."""

    label: str
    cells: tuple[Cell, ...]


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """One of the talks in words: when, who, whether it took place, and the passages to show."""

    day: str
    who: str
    status: str
    passages: tuple[Telling, ...]
    count: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A board as a table. `taken` says for each party who was taken for it; `empty` what stands where no card does."""

    tally: str
    taken: tuple[tuple[str, str], ...]
    mediators: tuple[str, ...]
    rows: tuple[Row, ...]
    talks: tuple[Meeting, ...]
    empty: str | None


def sheet(board: Board) -> Sheet:
    """The board laid out."""
    return Sheet(
        tally=wording.tally(board),
        taken=tuple((party.name, wording.members(party)) for party in board.parties),
        mediators=board.mediators,
        rows=tuple(_row(issue, [party.name for party in board.parties]) for issue in board.issues),
        talks=tuple(
            Meeting(
                day=talk.day or "undated",
                who=wording.talk(talk),
                status=talk.status,
                passages=wording.passages(talk.tellings),
                count=_count(talk.tellings),
            )
            for talk in board.talks
        ),
        empty=None if board.issues else wording.empty(board),
    )


def _row(issue: Issue, parties: Iterable[str]) -> Row:
    return Row(
        label=issue.label,
        cells=tuple(cell(party, [card for card in issue.cards if card.party == party]) for party in parties),
    )


def cell(party: str, cards: Iterable[Card]) -> Cell:
    """The cell of a party. What fails in one cell is told there, and keeps nobody from the others."""
    try:
        return Cell(party=party, cards=tuple(map(_card, cards)))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return Cell(party=party, fault=f"{type(error).__name__}: {error}")


def _card(card: Card) -> SheetCard:
    return SheetCard(
        # One occurrence can stand under two heads: a promise that was a concession too.
        mark=f"{card.id}-{card.kind}",
        card=card,
        act=wording.in_column(card),
        day=card.day or "undated",
        became=wording.became(card),
        by=wording.by_name(card),
        grounds="; ".join(wording.grounds(card)),
        claimed=wording.claimed(card),
        passages=wording.passages(card.tellings),
        count=_count(card.tellings),
    )


def _count(tellings: Iterable[Telling]) -> str:
    return wording.of(len(wording.passages(tellings)), "passage")
