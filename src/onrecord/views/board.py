"""The negotiation board: what each party demanded, offered, refused, threatened and gave way in, matter by matter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

import msgspec

from onrecord.across.act import Act, Taker
from onrecord.across.dispute import DisputeKind
from onrecord.across.issues import Closeness, closeness, has_object, in_part, issues, label, matter_words, tidy, worded
from onrecord.across.sides import Side
from onrecord.across.states import CardKind, State, kind_of, outcome
from onrecord.document.document import Span
from onrecord.errors import UsageError
from onrecord.record.vocabulary import MoveType
from onrecord.store.filters import checked_day
from onrecord.store.folding import words
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef

_LAYERS = ("own_words", "reported", "narration")
# All but charges: what a party lays at another's door is no offer, demand or answer.
_TYPES: tuple[MoveType, ...] = tuple(type_ for type_ in get_args(MoveType) if type_ != "ACCUSE")
_FEWEST = 2
_PEOPLE = 12
MOST = 1200
"""Moves on a board, the latest: more could not be read, nor put together at once."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One account of a card's act: the report, its move, on whose word (None: the outlet's), and the passage.

    `copy_of` is the id of the report that this one is a copy or a version of.
    """

    report: ReportRef
    move: str
    source: str | None
    layer: str
    status: str
    passage: str
    span: Span
    copy_of: str | None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a party, with all accounts of it.

    `others` are further parties that make it too (an agreement is of several). `about` is in words of the report:
    the object of the act, or where that says nothing the words or the sentence it was read from. `layer` is the
    strongest among the accounts, `vouchers` names those on whose word it stands (none: the outlets' alone),
    `origins` counts the independent reports. `solid` holds for an agreement that each party to it has vouched for
    itself. `state` tells what became of it and `through` by which move; `in_part` holds where that move speaks of
    some only of its things. `disputed` names what accounts differ in. `changed` holds where an account, or what
    became of it, was published since the day asked for.
    """

    id: str
    kind: CardKind
    party: str
    others: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    type: str
    status: str
    about: str
    conditions: tuple[str, ...]
    day: str | None
    state: State
    through: Telling | None
    in_part: bool
    solid: bool
    layer: str
    vouchers: tuple[str, ...]
    origins: int
    disputed: tuple[DisputeKind, ...]
    changed: bool
    tellings: tuple[Telling, ...]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """One matter, headed by the words of one of its cards; cards by day."""

    label: str
    cards: tuple[Card, ...]


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting or other contact in which a party took part; `with_` are those of no party, such as mediators."""

    day: str | None
    parties: tuple[str, ...]
    with_: tuple[str, ...] = msgspec.field(name="with")
    status: str
    tellings: tuple[Telling, ...]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is the party or acts for it."""

    name: str
    itself: bool


class BoardParty(msgspec.Struct, frozen=True, kw_only=True):
    """A party as asked for, and who was taken for it: those who take part most, and how many `further` there are."""

    name: str
    members: tuple[Member, ...]
    further: int


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between parties: matters with their cards, talks, and the mediators that reports name.

    `older` counts the moves of the parties that are not on the board because it holds the latest 1,200 only.
    """

    parties: tuple[BoardParty, ...]
    mediators: tuple[str, ...]
    issues: tuple[Issue, ...]
    talks: tuple[Talk, ...]
    reports: int
    since: str | None
    older: int


def board(store: RecordStore, parties: Sequence[str], *, since: str | None = None) -> Board:
    """The board of two or more parties, each given by words of its name, or by several names parted by ";".

    `since` (a year, month or day) marks what changed from then on.

    Raises `UsageError` 530 for fewer than two parties, 531 for one of whom the record knows nothing, 535 for one who
    is another party already, 503 for no day.
    """
    if len({tuple(words(name)) for name in parties}) < _FEWEST:
        raise UsageError(530)
    checked_day("since", since)
    sides = store.sides(parties)
    for party, side in zip(parties, sides, strict=True):
        if not (side.core or side.people):
            alone = store.sides([party])[0]
            raise UsageError(535 if alone.core or alone.people else 531, party=side.name)
    members = sorted({identity for side in sides for identity in side.core | side.people})
    acts, whole = store.acts(members, _TYPES, MOST)
    return _Maker(store, sides, acts, since).board(whole - len(acts))


class _Maker:
    """Puts the acts of the parties on the board."""

    def __init__(self, store: RecordStore, sides: Sequence[Side], acts: Sequence[Act], since: str | None) -> None:
        self._sides = sides
        self._acts = acts
        self._since = since
        self._refs = store.report_refs({n for act in acts for n in (act.report, act.origin)})
        self._names = store.identity_names({i for side in sides for i in side.core | side.people})
        self._ids = store.occurrence_ids({act.occurrence for act in acts if act.occurrence is not None})
        self._disputed = store.disputed(self._ids)
        self._mediating = store.mediators({i for side in sides for i in side.core | side.people})

    def board(self, older: int) -> Board:
        aside = frozenset(word for side in self._sides for word in words(side.name))
        on_board = [act for act in self._acts if self._makers(act) and act.type != "CONSULT"]
        self._bags = {act.entry: matter_words(act) - aside for act in on_board}
        matters = issues(on_board, aside)
        made = [(label(matter, aside), self._cards(matter)) for matter in matters]
        talks = self._talks()
        return Board(
            parties=tuple(self._shown(side) for side in self._sides),
            mediators=self._mediators(),
            issues=tuple(Issue(label=head, cards=cards) for head, cards in made if cards),
            talks=talks,
            reports=len({act.report for act in self._acts}),
            since=self._since,
            older=older,
        )

    def _cards(self, matter: Sequence[Act]) -> tuple[Card, ...]:
        groups: dict[tuple[object, CardKind], list[Act]] = {}
        for act in matter:
            kind = kind_of(act, self._sides)
            if kind is not None:
                key = act.entry if act.occurrence is None else act.occurrence
                groups.setdefault((key, kind), []).append(act)
        agreed = self._vouched(matter)
        cards = [self._card(kind, acts, matter, agreed) for kind, acts in self._once(groups)]
        return tuple(sorted(cards, key=lambda card: (card.day or "~", card.id)))

    def _once(self, groups: Mapping[tuple[object, CardKind], list[Act]]) -> Iterator[tuple[CardKind, list[Act]]]:
        """The acts of each card: what one sentence says twice in other words ("agreed to pardon") is one act."""
        kept: dict[tuple[CardKind, int, Span], list[list[Act]]] = {}
        for (_, kind), acts in groups.items():
            places = [kept.setdefault((kind, act.report, act.span), []) for act in acts]
            same = next((card for place in places for card in place if self._told_twice(card, acts)), None)
            if same is not None:
                same += acts
                continue
            for place in places:
                place.append(acts)
        told = {id(card): (key[0], card) for key, cards in kept.items() for card in cards}
        yield from told.values()

    def _told_twice(self, card: Sequence[Act], acts: Sequence[Act]) -> bool:
        return any(
            (one.report, one.span) == (other.report, other.span)
            and one.entry != other.entry
            and {*one.by} & {*other.by}
            and (one.about in other.about or other.about in one.about or self._close(one, other) > 1)
            for one in card
            for other in acts
        )

    def _close(self, act: Act, other: Act) -> Closeness:
        return closeness(act, other, self._bags)

    def _card(self, kind: CardKind, acts: Sequence[Act], matter: Sequence[Act], agreed: frozenset[int]) -> Card:
        first = acts[0]
        party, *others = dict.fromkeys(n for act in acts for n in self._makers(act))
        disputed = self._disputed.get(first.occurrence, ()) if first.occurrence is not None else ()
        became = outcome(
            first,
            kind,
            self._sides[party],
            matter,
            self._close,
            contradicted=bool({"whether", "who"} & {*disputed}),
        )
        makers = {party, *others}
        seen = [*acts, *filter(None, [became.through])]
        return Card(
            id=self._id(first),
            kind=kind,
            party=self._sides[party].name,
            others=tuple(self._sides[n].name for n in others),
            by=_names(t for act in acts for t in act.by),
            to=_names(t for act in acts for t in act.to),
            type=first.type,
            status=first.status,
            about=max((tidy(act.about) for act in acts if has_object(act)), key=len, default=worded(first)),
            conditions=tuple(dict.fromkeys(c for act in acts for c in act.conditions if len(c.split()) > 1)),
            day=first.day or None,
            state=became.state,
            through=self._tellings([became.through])[0] if became.through else None,
            in_part=became.through is not None and in_part(first, became.through, self._bags),
            solid=kind == "agreed" and len(makers) > 1 and makers <= agreed,
            layer=min((act.layer for act in acts), key=_LAYERS.index),
            vouchers=_names(act.voucher for act in acts if act.voucher is not None),
            origins=len({act.origin for act in acts}),
            disputed=disputed,
            changed=self._since is not None and any(act.published + "~" >= self._since for act in seen),
            tellings=self._tellings(acts),
        )

    def _vouched(self, matter: Iterable[Act]) -> frozenset[int]:
        """Parties that have said themselves that they agreed to something in a matter."""
        return frozenset(
            n
            for act in matter
            for n, side in enumerate(self._sides)
            if act.type == "AGREE"
            and act.voucher is not None
            and act.voucher.identity in side
            and act.status not in ("denied", "asked", "possible")
        )

    def _talks(self) -> tuple[Talk, ...]:
        groups: dict[object, list[Act]] = {}
        for act in self._acts:
            if act.type == "CONSULT" and act.status not in ("asked", "possible", "denied"):
                groups.setdefault(act.entry if act.occurrence is None else act.occurrence, []).append(act)
        return tuple(self._talk(acts) for acts in groups.values())

    def _talk(self, acts: Sequence[Act]) -> Talk:
        takers = [taker for act in acts for taker in act.takers()]
        return Talk(
            day=acts[0].day or None,
            parties=tuple(side.name for side in self._sides if any(t.identity in side for t in takers)),
            with_=_names(t for t in takers if not any(t.identity in side for side in self._sides)),
            status=acts[0].status,
            tellings=self._tellings(acts),
        )

    def _tellings(self, acts: Sequence[Act]) -> tuple[Telling, ...]:
        return tuple(
            Telling(
                report=self._refs[act.report],
                move=act.move,
                source=act.voucher.name if act.voucher else None,
                layer=act.layer,
                status=act.status,
                passage=act.passage,
                span=act.span,
                copy_of=self._refs[act.origin].id if act.origin != act.report else None,
            )
            for act in acts
        )

    def _makers(self, act: Act) -> list[int]:
        """The parties that make the move."""
        return [n for n, side in enumerate(self._sides) if any(t.identity in side for t in act.by)]

    def _mediators(self) -> tuple[str, ...]:
        """Those tied to the talks as mediators, then those who met or dealt with more than one of the parties."""
        met: dict[str, set[int]] = {}
        for act in self._acts:
            near = {n for n, side in enumerate(self._sides) if any(t.identity in side for t in act.takers())}
            for taker in act.takers():
                if act.type in ("CONSULT", "AGREE") and taker.identity is not None and not self._is_party(taker):
                    met.setdefault(taker.name, set()).update(near)
        between = [name for name, near in met.items() if len(near) > 1]
        return tuple(dict.fromkeys([*self._mediating, *between]))

    def _is_party(self, taker: Taker) -> bool:
        return any(taker.identity in side for side in self._sides)

    def _shown(self, side: Side) -> BoardParty:
        busy = Counter(t.identity for act in self._acts for t in act.takers())
        order = sorted(side.core | side.people, key=lambda i: (i not in side.core, -busy[i], i))
        # Several identities of one name, or one described alike in several reports, are one line to a reader.
        everybody = tuple(dict.fromkeys(Member(name=self._names[i], itself=i in side.core) for i in order))
        return BoardParty(name=side.name, members=everybody[:_PEOPLE], further=len(everybody[_PEOPLE:]))

    def _id(self, act: Act) -> str:
        return self._ids.get(act.occurrence or 0) or f"{self._refs[act.report].id[:12]}-{act.move}"


def _names(takers: Iterable[Taker]) -> tuple[str, ...]:
    """Names, each once; of those whom no report names only such as say who it is ("them" does not)."""
    return tuple(dict.fromkeys(one.name for one in takers if tidy(one.name)))
