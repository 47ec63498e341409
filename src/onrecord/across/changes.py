"""How one wording differs from another."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec


class Change(msgspec.Struct, frozen=True):
    """Words of the first wording, and those that stand in their place; empty for what was put in or left out."""

    was: str
    now: str

    def __str__(self) -> str:
        if not (self.was and self.now):
            return f'"{self.was}" left out' if self.was else f'"{self.now}" added'
        return f'"{self.was}" became "{self.now}"'


class Stretch(msgspec.Struct, frozen=True):
    """Words of a later wording, as they stand there (`now`), with what the first has in their place (`was`).

    `same` holds where they differ in nothing but case and marks.
    """

    was: str
    now: str
    same: bool


def changes(first: str, later: str) -> tuple[Change, ...]:
    """The differences between two wordings, in order, by whole words, whatever their case and marks.

    >>> [str(change) for change in changes("We will leave the port.", "we will never leave Port Varn")]
    ['"never" added', '"the" left out', '"Varn" added']
    """
    return tuple(Change(one.was, one.now) for one in stretches(first, later) if not one.same)


def stretches(first: str, later: str) -> tuple[Stretch, ...]:
    """The later wording whole, in stretches that are as in the first or not.

    >>> [(one.was, one.now) for one in stretches("We will leave.", "we will never leave")]
    [('We will', 'we will'), ('', 'never'), ('leave.', 'leave')]
    """
    return tuple(_stretches(first.split(), later.split()))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(a=[_bare(w) for w in old], b=[_bare(w) for w in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        was, now = " ".join(old[a:b]), " ".join(new[c:d])
        yield Stretch(was, now, same=what == "equal" or not (_bare(was) or _bare(now)))


def _bare(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
