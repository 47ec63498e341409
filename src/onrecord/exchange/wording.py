"""How cards and entries are put in words, alike on a terminal, on pictures and on pages."""

from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.views.board import Board, BoardParty, Card, Talk
from onrecord.views.passages import ReportRef
from onrecord.views.timeline import TimelineRow

NARRATION = "the outlet"
_TOWARDS = {
    "demanded": "of",
    "offered": "to",
    "agreed": "with",
    "refused": "towards",
    "threatened": "against",
    "conceded": "to",
}


def act(card: Card) -> str:
    """What a party did, towards whom: "demanded of Keth"."""
    return f"{card.kind} {_TOWARDS[card.kind]} {', '.join(card.to)}" if card.to else card.kind


def makers(card: Card) -> str:
    """Who did it: the party, with those who acted where it goes by another name there."""
    by = ", ".join(name for name in card.by if name != card.party)
    return f"{card.party} ({by})" if by else card.party


def became(card: Card) -> str:
    """The state of a card: "answered 2031-05-14" where another report's day tells when."""
    if card.state == "contradicted":
        return "contradicted: accounts cannot both be true"
    day = card.through.report.published if card.through else None
    return f"{card.state} (reported {day})" if day else card.state


def grounds(card: Card) -> Iterator[str]:
    """On what a card stands: how many reports, where accounts differ, and who says so."""
    if card.kind == "agreed":
        yield "each party says so itself" if card.solid else "not said by each party itself"
    yield reports(card.origins)
    if card.disputed:
        yield f"accounts differ on {', '.join(card.disputed)}"
    # Names come last: one that is written from right to left would turn round what follows it.
    word = ", ".join(card.vouchers)
    if card.layer == "own_words":
        yield f"own words of {word}" if word else "own words"
    else:
        yield f"on the word of {word or NARRATION}"


def reports(count: int) -> str:
    """So many independent reports.

    >>> reports(1), reports(3)
    ('1 independent report', '3 independent reports')
    """
    return f"{count} independent {'report' if count == 1 else 'reports'}"


def kinds(cards: Iterable[Card]) -> str:
    """Cards counted by kind: "2 demanded, 1 refused"."""
    counted = Counter(card.kind for card in cards)
    return ", ".join(f"{count} {kind}" for kind, count in counted.items())


def tally(board: Board) -> str:
    """What a board holds, in one line."""
    cards = [card for issue in board.issues for card in issue.cards]
    counts = f"{of(len(board.issues), 'matter')}, {of(len(cards), 'act')} from {of(board.reports, 'report')}"
    if board.older:
        counts += f"; {of(board.older, 'older move')} left out"
    if board.since is None:
        return counts
    return f"{counts}; {sum(card.changed for card in cards)} changed since {board.since}"


def empty(board: Board) -> str:
    """What a board without a card says instead."""
    names = " and ".join(party.name for party in board.parties)
    return f"{of(board.reports, 'report')} of {names} read: no demand, offer, refusal, threat or agreement found."


def members(party: BoardParty) -> str:
    """Who was taken for a party, and who for those that act for it."""
    itself = ", ".join(member.name for member in party.members if member.itself)
    others = ", ".join(member.name for member in party.members if not member.itself)
    return f"{itself}; for it: {others}" if others else itself


def talk(one: Talk) -> str:
    """Who met: the parties, and those of no party."""
    return ", ".join((*one.parties, *one.with_))


def where(report: ReportRef) -> str:
    """Outlet and day of a report; its title or where it came from where there is no outlet."""
    return ", ".join(filter(None, (report.publisher or report.title or report.source, report.published)))


def told(row: TimelineRow) -> str:
    """On whose word an entry of a timeline stands."""
    if row.layer == "narration" or row.source is None:
        return "the outlet's account" if row.layer == "narration" else "on the word of someone unnamed"
    return f"own words of {row.source}" if row.layer == "own_words" else f"on the word of {row.source}"


def of(count: int, what: str) -> str:
    """A count with its noun.

    >>> of(1, "matter"), of(0, "entry")
    ('1 matter', '0 entries')
    """
    if count == 1:
        return f"1 {what}"
    return f"{count:,} {what[:-1]}ies" if what.endswith("y") else f"{count:,} {what}s"
