"""Sentences: where one ends, with quotation marks, abbreviations and initials in the way."""

from onrecord.reading import words
from onrecord.reading.tokens import Token

_CLOSERS = frozenset(("”", "’", '"', "'", "''", ")", "]", "»"))
_OPENERS = frozenset(("“", "‘", '"', "'", "''", "``", "(", "[", "«", "„"))
_ENDERS = frozenset((".", "!", "?", "…", "..."))
LONGEST = 400
"""Tokens of the longest sentence: a longer run without a full stop is read in pieces, so that no text costs more
than its length."""


def split(tokens: list[Token], text: str) -> list[tuple[int, int]]:
    """Token ranges [start, end) of the sentences of one block.

    >>> from onrecord.reading.tokens import tokenize
    >>> words = tokenize("Gov. Aster left. “Why?” he said.", (0, 32))
    >>> split(words, "Gov. Aster left. “Why?” he said.")
    [(0, 4), (4, 11)]
    """
    out: list[tuple[int, int]] = []
    start, i, n = 0, 0, len(tokens)
    while i < n:
        if i - start == LONGEST:
            out.append((start, i))
            start = i
        if _ends(tokens[i]):
            j = i + 1
            while j < n and tokens[j].text in _CLOSERS and tokens[j].start == tokens[j - 1].end:
                j += 1
            if j >= n or _begins(tokens, j, text):
                out.append((start, j))
                start = j
                i = j
                continue
        i += 1
    if start < n:
        out.append((start, n))
    return out


def _ends(token: Token) -> bool:
    if token.text in _ENDERS:
        return True
    return token.text[-1] == "." and len(token.text) > 2 and token.low[:-1] in _MAY_END


_MAY_END = words.word_set("may-end")


def _begins(tokens: list[Token], j: int, text: str) -> bool:
    """Whether a sentence can begin at token j after a full stop at j - 1."""
    token, last = tokens[j], tokens[j - 1]
    if token.start == last.end and token.text not in _OPENERS and not (token.cap and last.text in _CLOSERS | _ENDERS):
        return False
    if token.text in _OPENERS:
        k = j + 1
        return k < len(tokens) and (
            tokens[k].cap or tokens[k].text[0].isdigit() or tokens[k].text in ("[", "(", "‘", "…")
        )
    if last.text[-1] == "." and len(last.text) > 2:  # an abbreviation: only a word that opens sentences ends it
        return token.low in _STARTERS and token.cap
    return token.cap or token.text[0].isdigit() or token.text in ("[", "—", "–", "-", "•", "*")


_STARTERS = words.word_set("sentence-starters")
