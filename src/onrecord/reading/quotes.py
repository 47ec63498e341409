"""Quotations: which stretches stand inside quotation marks, by every convention that news uses.

Straight and curly, double and single, guillemets and low German marks, nested, left unclosed, running over paragraphs.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

import msgspec

from onrecord.document.document import Span
from onrecord.reading import words

_CLOSER = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "〝": "〞"}
_PAIRED = {"“": 1, "„": 1, "«": 1, "‹": 1, "”": -1, "»": -1, "›": -1}
_SPACE_BEFORE_OPEN = frozenset("([{—–-/…")
LONGEST = 20_000
"""A quotation left open is not followed further than this many characters."""


class Quote(msgspec.Struct, frozen=True):
    """One quotation in one paragraph: `span` with its marks, `inner` without, and whether it never closes there."""

    span: Span
    inner: Span
    single: bool
    open: bool
    continues: bool = False
    """Whether it goes on from an unclosed quotation of the paragraph before."""


def find(text: str, paragraphs: list[Span]) -> list[Quote]:
    """All outermost quotations of the given paragraphs, in order.

    >>> [text_of.inner for text_of in find("“One,” he said. “Two.”", [(0, 22)])]
    [(1, 5), (17, 21)]
    """
    found: list[Quote] = []
    single_house = _single_house(text, paragraphs)
    unclosed = False
    for span in paragraphs:
        here = _single(text, span) if single_house else _double(text, span)
        if not single_house:
            here = _merge(here, _single(text, span))
        if here and unclosed and not text[span[0] : here[0].span[0]].strip():
            first = here[0]
            here[0] = Quote(first.span, first.inner, first.single, first.open, continues=True)
        unclosed = bool(here) and here[-1].open
        found.extend(here)
    return found


def _single_house(text: str, paragraphs: list[Span]) -> bool:
    """Whether single marks are this text's main convention, as in British papers: they hold the utterances."""
    single = double = 0
    for span in paragraphs[:60]:
        single += sum(q.inner[1] - q.inner[0] > 25 for q in _single(text, span))
        double += sum(q.inner[1] - q.inner[0] > 25 for q in _double(text, span))
    return single > double


def _opens(text: str, i: int, start: int, end: int) -> bool:
    """Whether a straight mark at i can open: nothing or a space or bracket before, no space after."""
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    return (before.isspace() or before in _SPACE_BEFORE_OPEN or before in "“‘'\"") and not after.isspace()


def _double(text: str, span: Span) -> list[Quote]:
    start, end = span
    out: list[Quote] = []
    balance = _Balance(text, span)
    opened, width, opener, closers = -1, 1, "", ""
    depth = straight = 0
    i = start
    while i < end:
        char, step = text[i], 1
        if char in "'`" and text[i : i + 2] in ("''", "``"):
            char, step = '"', 2
        if opened < 0:
            closers = _closers(text, i, step, char, start, end)
            if closers:
                opened, width, opener, depth, straight = i, step, char, 0, 0
        elif char == '"' and closers == "”" and (straight or _opens(text, i + step - 1, start, end)):
            straight = 1 - straight  # a straight quotation within a curly one
        elif (
            (char == '"' and closers in ('"', "”"))
            or (char == "”" and closers == '"')
            or (char in closers and not depth)
        ):
            out.append(Quote((opened, i + step), (opened + width, i), False, False))
            opened = -1
        elif char in closers:
            depth -= 1
        elif char == opener and char != '"':
            depth += balance.closes(i, depth + 2)
        i += step
    if opened >= 0 and end - opened > 2:
        stop = min(end, opened + LONGEST)
        out.append(Quote((opened, stop), (opened + width, stop), False, True))
    return out


def _closers(text: str, i: int, step: int, char: str, start: int, end: int) -> str:
    """The marks that close a quotation opened by the mark at i, empty when it opens none."""
    if char == '"':
        opens = _opens(text, i + step - 1, start, end) or not _closes_nothing(text, i, step, start, end)
        return '"' if opens else ""
    if char == "»" and not _opens(text, i, start, end):
        return ""
    return _CLOSER.get(char, "")


def _closes_nothing(text: str, i: int, step: int, start: int, end: int) -> bool:
    """Whether a straight mark with nothing open is a stray closer: glued to the word before it, a space after."""
    before = text[i - 1] if i > start else " "
    after = text[i + step] if i + step < end else " "
    return not before.isspace() and (after.isspace() or after in ".,;:!?)")


class _Balance:
    """Whether an opening mark inside a quotation has a closer of its own besides the outer one's."""

    def __init__(self, text: str, span: Span) -> None:
        self._at = [i for i in range(*span) if text[i] in _PAIRED]
        level = 0
        levels = [level := level + _PAIRED[text[i]] for i in self._at]
        self._after = list(levels)
        self._lowest = list(accumulate(reversed(levels), min))[::-1]

    def closes(self, i: int, depth: int) -> int:
        """1 when the marks from i on bring `depth` open quotations (this one counted) to an end, else 0."""
        k = bisect_left(self._at, i)
        return int(self._lowest[k] <= self._after[k] - depth)


def _single(text: str, span: Span) -> list[Quote]:
    start, end = span
    out: list[Quote] = []
    opened = -1
    i = start
    while i < end:
        char = text[i]
        if char in "‘’'":
            before = text[i - 1] if i > start else " "
            after = text[i + 1] if i + 1 < end else " "
            if after == "'" or before == "'":
                i += 1
                continue
            if opened < 0:
                opener = char in "‘'" and (before.isspace() or before in _SPACE_BEFORE_OPEN or before in '“"')
                if opener and (after.isalnum() or after in '…[“"£$') and not _elision(text, i, end):
                    opened = i
            elif char in "’'" and not before.isspace() and not after.isalnum() and not _plural_possessive(text, i, end):
                if i - opened > 1:
                    out.append(Quote((opened, i + 1), (opened + 1, i), True, False))
                opened = -1
        i += 1
    if opened >= 0 and text[opened] == "‘" and end - opened > 40:
        out.append(Quote((opened, end), (opened + 1, end), True, True))
    return out


def _elision(text: str, i: int, end: int) -> bool:
    """Words that begin with an apostrophe: 'em, 'til, '90s, rock 'n' roll."""
    stop = i + 1
    while stop < min(end, i + 8) and text[stop].isalnum():
        stop += 1
    word = text[i + 1 : stop].lower()
    return word[:2].isdigit() or word in words.word_set("elisions")


def _plural_possessive(text: str, i: int, end: int) -> bool:
    """Whether an apostrophe after s belongs to a plural ("the miners' union"): a later mark closes the quotation."""
    if text[i - 1] != "s" or i + 1 >= end or text[i + 1] != " ":
        return False
    later = text.find(text[i], i + 1, min(end, i + 400))
    while later >= 0:
        after = text[later + 1] if later + 1 < end else " "
        if not after.isalnum():
            between = text[i + 1 : later]
            return "‘" not in between and (" '" not in between or text[i] != "'")
        later = text.find(text[i], later + 1, min(end, i + 400))
    return False


def _merge(outer: list[Quote], inner: list[Quote]) -> list[Quote]:
    """Double quotations, and the single ones that stand outside them."""
    starts = [o.span[0] for o in outer]
    free = []
    for quote in inner:
        k = bisect_right(starts, quote.span[0])
        last = bisect_left(starts, quote.span[1]) - 1
        inside = k > 0 and quote.span[0] < outer[k - 1].span[1]
        crossed = last >= k and (outer[last].open or outer[last].span[1] > quote.span[1])
        if not inside and not crossed:
            free.append(quote)
    mask = QuoteMask(free)
    return sorted([*(o for o in outer if mask.at(o.span[0]) is None), *free], key=lambda q: q.span)


class QuoteMask:
    """Asks which quotation stands where, and how much of a stretch stands inside quotation marks."""

    def __init__(self, quotes: list[Quote]) -> None:
        self._starts = [q.span[0] for q in quotes]
        self._quotes = quotes

    def within(self, low: int, high: int) -> list[Quote]:
        """The quotations that begin in [low, high), in order."""
        return self._quotes[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def begins(self, offset: int) -> Quote | None:
        """The quotation whose first mark stands at an offset, or None."""
        k = bisect_left(self._starts, offset)
        return self._quotes[k] if k < len(self._starts) and self._starts[k] == offset else None

    def beside(self, quote: Quote, step: int) -> Quote | None:
        """The quotation `step` places after this one (before it, when negative), or None."""
        k = bisect_left(self._starts, quote.span[0]) + step
        return self._quotes[k] if 0 <= k < len(self._quotes) else None

    def next_from(self, offset: int) -> Quote | None:
        """The first quotation that begins at or after an offset, or None."""
        k = bisect_left(self._starts, offset)
        return self._quotes[k] if k < len(self._quotes) else None

    def last_ending(self, offset: int, low: int) -> Quote | None:
        """The last quotation that begins at or after `low` and ends at or before `offset`, or None."""
        k = bisect_right(self._starts, offset) - 1
        if k >= 0 and self._quotes[k].span[1] > offset:
            k -= 1
        return self._quotes[k] if k >= 0 and self._starts[k] >= low else None

    def at(self, offset: int) -> Quote | None:
        """The quotation that holds an offset (marks included), or None."""
        k = bisect_right(self._starts, offset) - 1
        if k >= 0 and offset < self._quotes[k].span[1]:
            return self._quotes[k]
        return None

    def kind(self, spans: tuple[Span, ...], text: str) -> str:
        """direct (all letters and digits of the spans inside quotation marks), indirect (none) or mixed."""
        inside = outside = False
        for start, end in spans:
            at = start
            while at < end:
                quote = self.at(at)
                if quote is not None:
                    stop = min(end, quote.span[1])
                else:
                    k = bisect_right(self._starts, at)
                    stop = min(end, self._starts[k]) if k < len(self._starts) else end
                if any(c.isalnum() for c in text[at:stop]):
                    if quote is not None:
                        inside = True
                    else:
                        outside = True
                at = stop
        if inside:
            return "mixed" if outside else "direct"
        return "indirect"
