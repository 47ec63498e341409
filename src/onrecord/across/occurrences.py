"""Occurrences: which accounts, of one report or of many, tell of the same act.

Two accounts are joined only on evidence: the same kind of act in the same word, parties in common, words in common, a
day that fits. A wrong join puts words into somebody's mouth, two rows in place of one are a mere nuisance: whatever
speaks against a join outweighs what speaks for it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec

from onrecord.across.accounts import Account, keys
from onrecord.across.dispute import Dispute, DisputeKind, Side
from onrecord.across.latest import file_last

Fit = Literal["same", "like", "open", "other"]
"""How two sides agree: a named party in common, a word in common, not known on one side, other named parties."""

ENOUGH = 2.0
"""Evidence from which two accounts are taken to tell of one act."""

_ALIKE = 200
"""Occurrences filed under one key that an account is compared with, the latest."""
COMPARED = 24
"""Accounts of one occurrence that a new one is compared with, the latest: they differ little."""

_POINTS: dict[Fit, float] = {"same": 2.0, "like": 1.0, "open": 0.0, "other": -2.0}
_SAME_STORY = 1.0
_SAME_DAY = 1.0
_SAME_PLACE = 0.5
_LATER = 0.5
"""Evidence lost by each further day between two reports of which not both give the day of the act."""
_OTHER_COUNT = 1.0
_A_WORD = 0.5
_MOST_WORDS = 3
_COPIED = 0.6
"""Share of words in common by which a passage of a copy is found again in its original."""
_SLACK = 1
"""Days by which tellers differ about one night, or for want of a time zone."""
_REAL = frozenset(("happened", "ongoing", "historical", "unknown", "denied"))
_AHEAD = frozenset(("planned", "possible", "conditional"))


class Occurrence(msgspec.Struct, frozen=True):
    """An occurrence known before: its number in the record and its accounts."""

    number: int
    accounts: tuple[Account, ...]


def occurrence_id(report_id: str, move: str) -> str:
    """The id of the occurrence that this move of this report was the first account of.

    >>> occurrence_id("0" * 64, "m1")
    'o-adaafc272b02'
    """
    return f"o-{sha256(f'{report_id} {move}'.encode()).hexdigest()[:12]}"


def place(accounts: Sequence[Account], known: Sequence[Occurrence], first_new: int) -> tuple[int, ...]:
    """The number of the occurrence that each account belongs to; new ones are numbered on from `first_new`."""
    members: dict[int, list[Account]] = {one.number: list(one.accounts) for one in known}
    under: dict[int, dict[int, None]] = {}
    for number, old in members.items():
        _file(old, number, under)
    numbers: list[int] = []
    next_new = first_new
    for account in accounts:
        found = dict.fromkeys(n for key in keys(account) for n in under.get(key, ()))
        fits = [(evidence(account, members[n][-COMPARED:]), -n) for n in found]
        best = max(fits, default=(0.0, 0))
        if best[0] >= ENOUGH:
            number = -best[1]
        else:
            number, next_new = next_new, next_new + 1
        members.setdefault(number, []).append(account)
        _file([account], number, under)
        numbers.append(number)
    return tuple(numbers)


def _file(accounts: Sequence[Account], number: int, under: dict[int, dict[int, None]]) -> None:
    for account in accounts:
        for key in keys(account):
            file_last(under.setdefault(key, {}), number, _ALIKE)


def evidence(account: Account, told: Sequence[Account]) -> float:
    """How much speaks for an account's being one of an act told so; 0 where anything speaks against it."""
    found = [_between(account, other) for other in told]
    enough = sum(points >= ENOUGH for points in found)
    return 0.0 if min(found) < 0 or 2 * enough < len(found) else max(found)


def _between(a: Account, b: Account) -> float:
    """Evidence that two accounts tell of one act; negative where they cannot."""
    if _apart(a, b):
        return -1.0
    common = len({*a.words} & {*b.words})
    if a.origin == b.origin and a.report != b.report and a.type == b.type and _copied(a, b):
        return ENOUGH + _MOST_WORDS
    by, to = _sides(a, b)
    word = bool({*a.stems} & {*b.stems})
    if "other" in (by, to) and not (word and by == "other" and _who(a, b, to)):
        return -1.0 if word else 0.0
    if not word and not _reworded(a, b, by, to):
        return 0.0
    if a.type != b.type and not (by in ("same", "like") and to == "same"):
        return 0.0
    if a.quad.startswith("verbal") and by == "open" and common < {"same": 1, "like": 2}.get(to, _MOST_WORDS):
        return 0.0
    together = _together(a, b)
    if not together and (by, to) != ("same", "same") and not (a.dated and b.dated and "same" in (by, to) and common):
        return 0.0
    points = abs(_POINTS[by]) + _POINTS[to] + _A_WORD * min(common, _MOST_WORDS)
    points += _SAME_STORY * together
    points += _SAME_DAY if a.dated and b.dated else -_LATER * _days_between(a, b)
    points -= _OTHER_COUNT * bool(differing(a, b))
    points += _SAME_PLACE * (a.place is not None and a.place == b.place)
    return points


def _apart(a: Account, b: Account) -> bool:
    """Whether two accounts cannot be of one act: by kind, by day, by how far it has come."""
    if a.quad != b.quad or not _one_stage(a, b):
        return True
    if a.first is not None and b.last is not None and a.first > b.last + _SLACK:
        return True
    if b.first is not None and a.last is not None and b.first > a.last + _SLACK:
        return True
    if _long_past(a, b) or _long_past(b, a):
        return True
    if a.told is None or b.told is None:
        return not _together(a, b)
    # What was said again on another day was said twice, unless both name one day.
    return a.quad.startswith("verbal") and not (a.dated and b.dated) and abs(a.told - b.told) > _SLACK


def _long_past(a: Account, b: Account) -> bool:
    """Whether the one is background with a date of its own, and the other might be of any day."""
    return a.status == "historical" and a.first is not None and b.first is None


def _together(a: Account, b: Account) -> bool:
    """Whether two accounts stand in reports on one happening, or in one report."""
    return a.origin == b.origin or bool({*a.stories} & {*b.stories})


def _days_between(a: Account, b: Account) -> int:
    """Days between two reports beyond those by which tellers differ; 0 where a report bears no date."""
    return 0 if a.told is None or b.told is None else max(0, abs(a.told - b.told) - _SLACK)


def differing(a: Account, b: Account) -> tuple[str, ...]:
    """What two accounts count differently ("three soldiers", "six soldiers")."""
    other = dict(b.counts)
    return tuple(thing for thing, number in a.counts if other.get(thing, number) != number)


def _one_stage(a: Account, b: Account) -> bool:
    one, other = a.status, b.status
    if one in _REAL and other in _REAL:
        return True
    if one in _AHEAD and other in _AHEAD:
        return True
    return one == other or (a.dated and b.dated and "asked" not in (one, other))


def _sides(a: Account, b: Account) -> tuple[Fit, Fit]:
    if a.reciprocal or b.reciprocal:
        both = {*a.by, *a.to} & {*b.by, *b.to}
        if len(both) > 1:
            return "same", "same"
        return ("like" if both else "open"), "open"
    by = _fit((a.by, a.by_names, a.by_words), (b.by, b.by_names, b.by_words))
    to = _fit((a.to, a.to_names, a.to_words), (b.to, b.to_names, b.to_words))
    if to == "open" and a.quad.startswith("material") and _mentioned(a, b):
        to = "like"
    return by, to


def _mentioned(a: Account, b: Account) -> bool:
    """Whether the one whom a deed is done to stands in the other passage, though not read as such there."""
    known, other = (a, b) if a.to_words else (b, a)
    return not other.to_words and bool({*known.to_words} & {*other.words})


_Party = tuple[Sequence[int], Sequence[str], Sequence[str]]


def _fit(a: _Party, b: _Party) -> Fit:
    if {*a[0]} & {*b[0]}:
        return "same"
    if a[1] and b[1]:
        return "like" if {*a[1]} & {*b[1]} else "other"
    return "like" if {*a[2]} & {*b[2]} else "open"


def _copied(a: Account, b: Account) -> bool:
    one, other = {*a.stems, *a.words}, {*b.stems, *b.words}
    return a.stems == b.stems and len(one & other) >= _COPIED * min(len(one), len(other))


def _who(a: Account, b: Account, to: Fit) -> bool:
    """Whether two accounts may tell of one act and disagree on who did it: somebody's word on a deed of one day."""
    if a.type != b.type or not a.quad.startswith("material") or to != "same":
        return False
    if "reported" not in (a.layer, b.layer) or not _together(a, b):
        return False
    return a.dated and b.dated


def _reworded(a: Account, b: Account, by: Fit, to: Fit) -> bool:
    """Whether other words may mean the same: a denial seldom repeats the word; one day, the same two."""
    if a.type != b.type or by != "same" or to != "same":
        return False
    if {a.status, b.status} & {"denied"} and a.status != b.status:
        return _together(a, b)
    return a.dated and b.dated and a.first == b.first and a.mode == b.mode


def disputes(accounts: Sequence[Account], names: Mapping[int, str]) -> tuple[Dispute, ...]:
    """What the accounts of one occurrence disagree on, given the names of identities.

    An account that says nothing of a matter takes no side in it. Sides stand in the order of the accounts.
    """
    found = [_who_disputed(accounts, names)]
    found.append(_disputed("what", accounts, [account.type for account in accounts]))
    found.append(_disputed("when", accounts, [_dated_day(account) for account in accounts]))
    for thing in dict.fromkeys(thing for account in accounts for thing, _ in account.counts):
        found.append(_disputed("how many", accounts, [_counted(account, thing) for account in accounts]))
    found.append(_disputed("whether", accounts, [_asserted(account) for account in accounts]))
    return tuple(dispute for dispute in found if dispute is not None)


def _disputed(kind: DisputeKind, accounts: Sequence[Account], answers: Sequence[str | None]) -> Dispute | None:
    sides: dict[str, list[Account]] = {}
    for account, answer in zip(accounts, answers, strict=True):
        if answer is not None:
            sides.setdefault(answer, []).append(account)
    if len(sides) < 2:
        return None
    return Dispute(kind, tuple(Side(answer, tuple(one.entry for one in some)) for answer, some in sides.items()))


def _who_disputed(accounts: Sequence[Account], names: Mapping[int, str]) -> Dispute | None:
    """Sides are those whose doers have nobody, and no word of a name, in common."""
    sides: list[list[Account]] = []
    for account in accounts:
        if not account.by or account.reciprocal:
            continue
        near = [side for side in sides if any(_one_doer(account, other) for other in side)]
        sides = [side for side in sides if side not in near] + [[one for side in near for one in side] + [account]]
    if len(sides) < 2:
        return None
    order = {account.entry: place for place, account in enumerate(accounts)}
    sides.sort(key=lambda side: min(order[one.entry] for one in side))
    return Dispute("who", tuple(Side(_doers(side, names), tuple(one.entry for one in side)) for side in sides))


def _one_doer(a: Account, b: Account) -> bool:
    return bool({*a.by} & {*b.by} or {*a.by_names} & {*b.by_names})


def _doers(side: Sequence[Account], names: Mapping[int, str]) -> str | None:
    return ", ".join(names[who] for who in side[0].by if who in names) or None


def _dated_day(account: Account) -> str | None:
    return date.fromordinal(account.first).isoformat() if account.dated and account.first is not None else None


def _counted(account: Account, thing: str) -> str | None:
    number = dict(account.counts).get(thing)
    return None if number is None else f"{number} {thing}"


def _asserted(account: Account) -> str | None:
    if account.status == "denied":
        return "denied"
    return "asserted" if account.status in _REAL and account.status != "unknown" else None
