"""Accounts: one telling of an act in one report, as it is compared with other tellings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import msgspec

from onrecord.across.base import base, folded
from onrecord.across.dispute import Entry
from onrecord.across.numbered import Numbered
from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.timewords import NUMBER
from onrecord.record.parts import Actor, Move, Party, Record, Time

BACK = 6
"""An act without a date of its own is taken to lie no more than this many days before the report."""
AHEAD = 30
"""A planned act without a date of its own: no more than this many days after the report."""
_WEEK = 7
_FEW = 4
_WORD = re.compile(r"\w+")
_STATUS_AHEAD = frozenset(("planned", "possible", "conditional", "asked"))


class Account(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One telling of an act: what it is compared by.

    `report` and `origin` are report numbers; a copy has the report it goes back to as its origin. `stems` are the
    trigger's words in their base form, `by_words`, `to_words` and `words` those of the parties and of the rest of the
    passage. `by` and `to` hold the identities of parties that have a name, `by_names` and `to_names` the words of these
    names; `counts` says how many of what took part. Days are proleptic ordinals: the act lies
    between `first` and `last` (None: no bound known), was told on `told`; `dated` when the report gives its day.
    """

    report: int
    move: str
    origin: int
    stories: tuple[int, ...]
    type: str
    mode: str | None
    quad: str
    status: str
    layer: str
    reciprocal: bool
    stems: tuple[str, ...]
    by: tuple[int, ...]
    to: tuple[int, ...]
    by_names: tuple[str, ...]
    to_names: tuple[str, ...]
    by_words: tuple[str, ...]
    to_words: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    first: int | None
    last: int | None
    dated: bool
    told: int | None
    place: str | None

    @property
    def entry(self) -> Entry:
        """Where it stands."""
        return Entry(self.report, self.move)


class Told(msgspec.Struct, frozen=True):
    """What other links know of a report: the identities of its actors, its stories, the report it goes back to."""

    identities: Mapping[str, int]
    stories: tuple[int, ...]
    origin: int


def accounts_of(item: Numbered, told: Told) -> tuple[Account, ...]:
    """The accounts in one report, in the order of its moves."""
    parties = _Parties(item.record, told.identities)
    return tuple(_account(move, item, told, parties) for move in item.record.moves)


def keys(account: Account, once: Mapping[int, Sequence[int]] | None = None) -> tuple[int, ...]:
    """What an account is looked up by: accounts of one act have at least one of these 32-bit numbers in common.

    The keys name the report it goes back to, or the story, with a word of the trigger; the story with type and actor;
    actor, word and week. `once` gives numbers that an identity had before: what was filed under them is found too.
    """
    stems = account.stems
    by = _with(account.by, once or {})
    named = sorted({*by, *_with(account.to, once or {})})
    found = [f"o {account.origin} {stem}" for stem in stems]
    found += [f"s {story} {stem}" for story in account.stories for stem in stems]
    found += [f"t {story} {account.type} {who}" for story in account.stories for who in by]
    found += [f"w {week} {who} {stem}" for week in _weeks(account) for who in named for stem in stems]
    return tuple(dict.fromkeys(_number(text) for text in found))


@lru_cache(1 << 14)
def stems_of(text: str) -> tuple[str, ...]:
    """The words that carry the sense of a text, in their base form, each once.

    >>> stems_of("the pilots whom the army had arrested")
    ('pilot', 'army', 'arrest')
    """
    closed = words.function_words()
    return tuple(dict.fromkeys(base(word) for word in _words(text) if word not in closed and not word.isdigit()))


def _with(identities: Sequence[int], once: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    return tuple(number for one in identities for number in (one, *once.get(one, ())))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _account(move: Move, item: Numbered, told: Told, parties: "_Parties") -> Account:
    text = item.record.report.text
    trigger = stems_of(text[move.trigger[0] : move.trigger[1]]) or (text[move.trigger[0] : move.trigger[1]].casefold(),)
    by_words, to_words = parties.words(move.by), parties.words(move.to)
    passage = _cut(text, (move.span, *move.about))
    published = _day(item.record.report.published)
    first, last, dated = _days(move.when, move.status, published)
    apart = {*trigger, *by_words, *to_words}
    return Account(
        report=item.number,
        move=move.id,
        origin=told.origin,
        stories=told.stories,
        type=move.type,
        mode=move.mode,
        quad=move.quad,
        status=move.status,
        layer=move.layer,
        reciprocal=move.reciprocal,
        stems=trigger,
        by=parties.identities(move.by),
        to=parties.identities(move.to),
        by_names=parties.names(move.by),
        to_names=parties.names(move.to),
        by_words=by_words,
        to_words=to_words,
        counts=_counts(text[p.span[0] : p.span[1]] for p in (*move.by, *move.to)),
        words=tuple(word for word in stems_of(passage) if word not in apart),
        first=first,
        last=last,
        dated=dated,
        told=published,
        place=" ".join(_words(move.where.name)) if move.where else None,
    )


class _Parties:
    """Who the parties of one report's moves are: identities of those with a name, and the words they are called."""

    def __init__(self, record: Record, identities: Mapping[str, int]) -> None:
        self._text = record.report.text
        self._actors = {actor.id: actor for actor in record.actors}
        self._identities = identities

    def identities(self, parties: Sequence[Party]) -> tuple[int, ...]:
        """Identities of the parties that are named somewhere in the report, in order."""
        found = (p.actor for p in parties if p.actor is not None and _named(self._actors[p.actor]))
        return tuple(dict.fromkeys(self._identities[actor] for actor in found if actor in self._identities))

    def words(self, parties: Sequence[Party]) -> tuple[str, ...]:
        """The words of the parties: as written here, as named, and as described elsewhere in the report."""
        texts: list[str] = []
        for party in parties:
            texts.append(self._text[party.span[0] : party.span[1]])
            if party.actor is not None:
                actor = self._actors[party.actor]
                texts.append(actor.name)
                texts += [self._text[m.span[0] : m.span[1]] for m in actor.mentions if m.form == "description"][:_FEW]
        return tuple(dict.fromkeys(word for text in texts for word in stems_of(text) if _telling(word)))

    def names(self, parties: Sequence[Party]) -> tuple[str, ...]:
        """The words of the names of those parties that have one."""
        found = [self._actors[p.actor] for p in parties if p.actor is not None]
        return tuple(dict.fromkeys(word for actor in found if _named(actor) for word in stems_of(actor.name)))


def _telling(word: str) -> bool:
    """Whether a party's word says more than that it is somebody ("a 60-year-old man")."""
    if word in words.word_set("any-person") or word in words.word_set("periods"):
        return False
    return bool(words.noun_class(word)) or not words.known(word)


def _named(actor: Actor) -> bool:
    return any(mention.form == "name" for mention in actor.mentions)


def _counts(parties: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """How many of what the parties are: pairs of the thing counted and the number."""
    found: dict[str, str] = {}
    for text in parties:
        first, *rest = _words(text) or [""]
        number = first if first.isdigit() else NUMBER.get(first, "")
        if rest and number.isdigit() and words.function_words().get(first, "Q") == "Q":
            found.setdefault(base(rest[-1]), number)
    return tuple(found.items())


def _cut(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:stop] for start, stop in spans)


def _days(when: Time | None, status: str, published: int | None) -> tuple[int | None, int | None, bool]:
    """First and last day on which the act may lie, and whether the report itself gives its day."""
    if when is not None and when.value is not None:
        first = _day(when.value)
        last = _day(when.value, end=True)
        if first is not None:
            return first, last, when.precision in ("day", "time")
    if published is None:
        return None, None, False
    if status == "historical":
        return None, published, False
    if status in _STATUS_AHEAD:
        return published - BACK, published + AHEAD, False
    return published - BACK, published, False


def _day(value: str | None, *, end: bool = False) -> int | None:
    """The ordinal of a day; of a month or year its first day, or its last."""
    if value is None:
        return None
    year, month, day = (*(int(part) for part in value[:10].split("-")), 0, 0)[:3]
    try:
        if day:
            return date(year, month, day).toordinal()
        if not end:
            return date(year, month or 1, 1).toordinal()
        year, month = (year + 1, 1) if month in (0, 12) else (year, month + 1)
        return date(year, month, 1).toordinal() - 1
    except ValueError:
        return None


def _weeks(account: Account) -> Iterable[int]:
    """The weeks an account may be looked for in; none when it lies too far apart to be one occurrence by its day."""
    if account.first is None or account.last is None or account.last - account.first > BACK + AHEAD:
        return ()
    last = account.last if account.dated or account.told is None else account.told
    return sorted({(account.first - 1) // _WEEK, (last + 1) // _WEEK})


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big", signed=True)
