"""How cards and entries are put in words, alike on a terminal, on pictures and on pages."""

from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.views.board import Board, BoardParty, Card, Talk, Telling
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
    """Who did it: the parties, with those who acted where they go by other names there."""
    parties = " and ".join((card.party, *card.others))
    by = by_name(card)
    return f"{parties} ({by})" if by else parties


def by_name(card: Card) -> str:
    """Who acted, where it is not the parties by the names they were asked for."""
    return ", ".join(name for name in card.by if name not in (card.party, *card.others))


def in_column(card: Card) -> str:
    """A card's act under the head of its party: "demanded of Keth", "agreed, together with Keth"."""
    return f"{act(card)}, together with {' and '.join(card.others)}" if card.others else act(card)


def passages(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """The tellings to show: a sentence that tells an act twice in other words stands once."""
    return tuple({(one.report.id, one.span, one.passage): one for one in reversed(tuple(tellings))}.values())[::-1]


def became(card: Card) -> str:
    """The state of a card, when it was reported and on whose word: "answered (reported 2031-05-14)"."""
    if card.state == "contradicted":
        return "contradicted: accounts cannot both be true"
    if card.through is None:
        return card.state
    told = " ".join(filter(None, ("reported", card.through.report.published)))
    state = f"{card.state} in part" if card.in_part else card.state
    return f"{state} ({told}{f', on the word of {card.through.source}' if card.through.source else ''})"


def claimed(card: Card) -> bool:
    """Whether it is an agreement that not each party to it has said itself."""
    return card.kind == "agreed" and not card.solid


def grounds(card: Card) -> Iterator[str]:
    """On what a card stands: how many reports, where accounts differ, and who says so."""
    if card.kind == "agreed":
        yield "not said by each party itself" if claimed(card) else "each party says so itself"
    yield reports(card.origins)
    if card.disputed:
        yield f"accounts differ on {', '.join(card.disputed)}"
    # Names come last: one that is written from right to left would turn round what follows it.
    word = ", ".join(card.vouchers)
    if claimed(card):
        yield f"claimed by {word or NARRATION}"
    elif card.layer == "own_words":
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
    shown = "; for it: ".join(filter(None, (itself or "nobody of this name", others)))
    return f"{shown}; and {party.further:,} more" if party.further else shown


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
