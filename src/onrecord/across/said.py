"""Words that claims are compared by: reading/languages/en/claims.tsv."""

from functools import cache

from onrecord.reading import words


@cache
def said(kind: str) -> frozenset[str]:
    """All words of one kind.

    >>> "deny" in said("deny")
    True
    """
    return frozenset(word for row, _, listed in words.rows("claims.tsv") if row == kind for word in listed.split())


@cache
def values(kind: str) -> dict[str, int]:
    """The words of one kind with their values.

    >>> values("number")["seven"]
    7
    """
    return {
        word: int(value) for row, value, listed in words.rows("claims.tsv") if row == kind for word in listed.split()
    }
