"""How one wording differs from another."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec


class Change(msgspec.Struct, frozen=True):
    """Words of the first wording, and those that stand in their place; empty for what was put in or left out."""

    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.was or '-'} > {self.now or '-'}"


def changes(first: str, later: str) -> tuple[Change, ...]:
    """The differences between two wordings, in order, by whole words, whatever their case and marks.

    >>> [str(change) for change in changes("We will leave the port.", "we will never leave Port Varn")]
    ['- > never', 'the > -', '- > Varn']
    """
    return tuple(_changes(first.split(), later.split()))


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=[_bare(w) for w in old], b=[_bare(w) for w in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        was, now = " ".join(old[a:b]), " ".join(new[c:d])
        if what != "equal" and (_bare(was) or _bare(now)):
            yield Change(was, now)


def _bare(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
