"""The negotiation board as text, for a terminal and for other programs."""

from collections.abc import Iterable, Iterator

from onrecord.exchange import wording
from onrecord.exchange.safe import one_line, shortened
from onrecord.views.board import Board, Card, Talk, Telling

_WIDTH = 110
_TELLINGS = 2
"""Passages shown of one card; --json and --html have all."""


def lines(board: Board) -> Iterator[str]:
    """The board as text: who the parties are, then each matter with its cards and the words they stand on."""
    yield wording.tally(board) + ("" if board.since is None else ", marked *")
    for party in board.parties:
        yield one_line(f"{party.name} is taken to be: {wording.members(party)}")
    if board.mediators:
        yield one_line(f"Between them: {', '.join(board.mediators)}")
    if not board.issues:
        yield one_line(wording.empty(board))
    for number, issue in enumerate(board.issues, 1):
        yield ""
        yield f"{number}. {one_line(issue.label)}"
        for card in issue.cards:
            yield from _card(card)
    if board.talks:
        yield ""
        yield "Talks"
        for talk in board.talks:
            yield from _talk(talk)


def _card(card: Card) -> Iterator[str]:
    head = f"{card.day or 'undated'} {wording.makers(card)} {wording.act(card)}: {shortened(card.about, _WIDTH)}"
    yield f"{'*' if card.changed else ' '} {one_line(head)}"
    for condition in card.conditions:
        yield f"      if {shortened(condition, _WIDTH)}"
    yield f"      {wording.became(card)}; {one_line('; '.join(wording.grounds(card)))}"
    yield from _passages(card.tellings)
    if card.through is not None:
        yield f"      then {_told(card.through)}"


def _told(telling: Telling) -> str:
    copy = " (a copy)" if telling.copy_of else ""
    return f"{one_line(wording.where(telling.report))}{copy}: {shortened(telling.passage, _WIDTH)}"


def _talk(talk: Talk) -> Iterator[str]:
    head = f"{talk.day or 'undated'} {wording.talk(talk)} ({talk.status})"
    yield f"  {one_line(head)}"
    yield from _passages(talk.tellings)


def _passages(tellings: Iterable[Telling]) -> Iterator[str]:
    told = wording.passages(tellings)
    for telling in told[:_TELLINGS]:
        yield f"      {_told(telling)}"
    if len(told) > _TELLINGS:
        yield f"      and {wording.of(len(told) - _TELLINGS, 'further passage')}"
