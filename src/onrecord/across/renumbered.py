"""What was kept for comparing, read after identities were merged: numbers that are gone become those that are now.

Each function takes the numbers that are gone with what they are part of, and gives the same back where none is meant.
"""

from collections.abc import Mapping, Sequence

import msgspec

from onrecord.across.accounts import Account
from onrecord.across.claims import Saying
from onrecord.across.clause import Told
from onrecord.across.points import Point

_WORDS = ("does", "verbs", "things", "heads", "matter", "by", "names", "around")
"""Fields of what a clause tells in which identities may stand among words."""


def account(one: Account, now: Mapping[int, int]) -> Account:
    """An account by the identities there are now."""
    if now.keys().isdisjoint((*one.by, *one.to)):
        return one
    return msgspec.structs.replace(one, by=_numbers(one.by, now), to=_numbers(one.to, now))


def saying(one: Saying, now: Mapping[int, int]) -> Saying:
    """A saying by the identities there are now."""
    voucher = _voucher(one.voucher, now)
    return one if voucher == one.voucher else msgspec.structs.replace(one, voucher=voucher)


def point(one: Point, now: Mapping[int, int]) -> Point:
    """A point by the identities there are now."""
    if not now:
        return one
    told: Told = one.told
    words = {name: getattr(told, name) for name in _WORDS}
    changed = {name: fresh for name, some in words.items() if (fresh := _among(some, now)) != some}
    voucher = _voucher(one.voucher, now)
    if not changed and voucher == one.voucher:
        return one
    return msgspec.structs.replace(one, voucher=voucher, told=msgspec.structs.replace(told, **changed))


def _numbers(some: Sequence[int], now: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(now.get(number, number) for number in some))


def _among(some: frozenset[str], now: Mapping[int, int]) -> frozenset[str]:
    return frozenset(_voucher(word, now) for word in some)


def _voucher(word: str, now: Mapping[int, int]) -> str:
    """Identities are written "@7"; no word begins so, and no other voucher does.

    >>> _voucher("@7", {7: 3}), _voucher("@8", {7: 3}), _voucher("12 residents", {12: 3})
    ('@3', '@8', '12 residents')
    """
    number = word[1:] if word.startswith("@") else ""
    return f"@{now.get(int(number), int(number))}" if number.isdecimal() else word
