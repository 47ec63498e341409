"""Words and marks of a text with their offsets; words glued together by scraping are read apart."""

import re
from collections.abc import Iterable

from onrecord.document.document import Span
from onrecord.reading import words

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. a.m.
    r"|\d+(?:[.,:]\d+)*[^\W\d_]*(?:-[^\W_]+)*"  # 1,700 10:30 4th 12-year-old
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*"  # words, hyphens and apostrophes inside
    r"|``|''|\.\.\.|--+"
    r"|\S"
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|ll|re|ve|d|m))$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])")
_NAME_PREFIX = re.compile(r"^(?:Mc|Mac|Le|La|De|Di|Du|Van|Von|Fitz|O)$")
_TAILS = words.word_set("glued-tails")


class Token:
    """One word or mark: `start` and `end` offsets, `low` its lower-case form, `tag` and `lemma` filled by `tags`."""

    __slots__ = ("cap", "end", "form", "lemma", "low", "start", "tag", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.low = text.lower().replace("’", "'")
        self.cap = text[0].isupper() or (text[2:3] == "-" and text[3:4].isupper())  # al-Vorn, ex-President
        self.tag = ""
        self.lemma = self.low
        self.form = ""

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


_ABBREVIATIONS = frozenset(word for row in words.rows("abbreviations.txt") for word in row[0].split())


def tokenize(text: str, span: Span, names: frozenset[str] = frozenset()) -> list[Token]:
    """The tokens of one stretch of text, in order.

    `names` are lower-case words that the report elsewhere writes as names: with them, `oduyasaid` is read as two words.

    >>> [t.text for t in tokenize("He didn’t meet Mr. Orvane's aide.", (0, 33))]
    ['He', 'did', 'n’t', 'meet', 'Mr.', 'Orvane', "'s", 'aide', '.']
    """
    out: list[Token] = []
    for match in _TOKEN.finditer(text, span[0], span[1]):
        word, at = match.group(), match.start()
        first = word[0]
        if first == "." and out and out[-1].end == at and _takes_period(out[-1], text[at + 1 : at + 3]):
            last = out[-1]
            out[-1] = Token(last.text + ".", last.start)
        elif first.isalpha() and len(word) > 2:
            out.extend(_parts(word, at, names))
        else:
            out.append(Token(word, at))
    return out


def _takes_period(token: Token, after: str) -> bool:
    if token.low == "no":  # "No. 4", but: he said no.
        return after.strip()[:1].isdigit()
    return token.low in _ABBREVIATIONS or (len(token.text) == 1 and token.cap)


def _parts(word: str, at: int, names: frozenset[str]) -> Iterable[Token]:
    end = len(word)
    tails: list[Token] = []
    while (clitic := _CLITIC.search(word, max(0, end - 3), end)) is not None and clitic.start() > 0:
        end = clitic.start()
        tails.append(Token(clitic.group(), at + end))
    cut = _seam(word[:end], names)
    if cut:
        yield Token(word[:cut], at)
    yield Token(word[cut:end], at + cut)
    yield from reversed(tails)


def _seam(word: str, names: frozenset[str]) -> int:
    """Where two words are glued together, or 0."""
    camel = _CAMEL.search(word) if not word.islower() else None
    if camel is not None:
        left, right = word[: camel.start()], word[camel.start() :]
        sensible = len(left) > 2 and len(right) > 2 and not _NAME_PREFIX.match(left)
        if sensible and (left.lower() in names or words.known(right.lower()) or words.known(left.lower())):
            return camel.start()
    if names and len(word) > 4:
        low = word.lower()
        for tail in _TAILS:
            if low.endswith(tail) and low[: -len(tail)] in names and not words.known(low) and low not in names:
                return len(word) - len(tail)
        if word[0].islower() and low.endswith(("ed", "t", "d")) and 8 <= len(low) <= 30 and not words.known(low):
            return _past_seam(low, names)
    return 0


def _past_seam(low: str, names: frozenset[str]) -> int:
    """Where a verb in the past is glued to a name ("vaskooffered"), or 0."""
    for cut in range(4, len(low) - 3):
        if low[:cut] in names:
            verb = words.verb(low[cut:])
            if verb is not None and "d" in verb.forms:
                return cut
    return 0


def written_names(text: str) -> frozenset[str]:
    """Lower-case forms of the capitalised words of a text that stand inside a sentence: its likely names.

    A name with a verb glued to it is none when the name also stands alone.

    >>> sorted(written_names("In Varn the envoy Oduya left. Later Oduyawas back."))
    ['oduya', 'varn']
    """
    found = {match.group(1).lower() for match in _INSIDE.finditer(text)}
    glued = {low for low in found for verb in _GLUED_VERBS if low.endswith(verb) and low[: -len(verb)] in found}
    return frozenset(found - glued)


_GLUED_VERBS = words.word_set("glued-verbs")
_INSIDE = re.compile(r"(?<=[a-z,;][ \u00a0])([A-Z][^\W\d_]+)")
