"""Quotations: which stretches stand inside quotation marks, by every convention that news uses.

Straight and curly, double and single, guillemets and low German marks, nested, left unclosed, running over paragraphs.
"""

from bisect import bisect_right

import msgspec

from onrecord.document.document import Span

_CLOSER = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "〝": "〞"}
_SPACE_BEFORE_OPEN = frozenset("([{—–-/…")
_CONTRACTIONS = frozenset(("s", "t", "ll", "re", "ve", "d", "m"))
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
            here = _merge(here, _single(text, span), span, text)
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
    opened = -1
    width = 1
    closers = ""
    depth = 0
    i = start
    while i < end:
        char = text[i]
        step = 2 if char in "'`" and text[i : i + 2] in ("''", "``") else 1
        if step == 2:
            char = '"'
        if opened < 0:
            if (char == '"' and _opens(text, i + step - 1, start, end)) or (
                char == '"' and not _closes_nothing(text, i, step, start, end)
            ):
                opened, width, closers, depth = i, step, '"', 0
            elif char in _CLOSER and char != "»":
                opened, width, closers, depth = i, step, _CLOSER[char], 0
            elif char == "»" and _opens(text, i, start, end):
                opened, width, closers, depth = i, step, "«", 0
        elif (char == '"' and '"' in closers) or (char == "”" and closers == '"'):
            out.append(Quote((opened, i + step), (opened + width, i), False, False))
            opened = -1
        elif char in closers and closers != '"':
            if depth:
                depth -= 1
            else:
                out.append(Quote((opened, i + step), (opened + width, i), False, False))
                opened = -1
        elif char == "“" and closers == "”":
            depth += _nested(text, i, end)
        i += step
    if opened >= 0 and end - opened > 2:
        stop = min(end, opened + LONGEST)
        out.append(Quote((opened, stop), (opened + width, stop), False, True))
    return out


def _closes_nothing(text: str, i: int, step: int, start: int, end: int) -> bool:
    """Whether a straight mark with nothing open is a stray closer: glued to the word before it, a space after."""
    before = text[i - 1] if i > start else " "
    after = text[i + step] if i + step < end else " "
    return not before.isspace() and (after.isspace() or after in ".,;:!?)")


def _nested(text: str, i: int, end: int) -> int:
    """1 when an opening curly mark inside a quotation has its own closer besides the outer one's."""
    first = text.find("”", i, end)
    second = text.find("”", first + 1, end) if first >= 0 else -1
    again = text.find("“", i + 1, end)
    return int(second >= 0 and (again < 0 or second < again))


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
    """Words that begin with an apostrophe: 'em, 'til, '90s."""
    word = text[i + 1 : min(end, i + 5)].lower()
    return word[:2].isdigit() or word.startswith(("em ", "til ", "tis ", "twas", "cause"))


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


def _merge(outer: list[Quote], inner: list[Quote], span: Span, text: str) -> list[Quote]:
    """Double quotations, and the single ones that stand outside them."""
    free = [q for q in inner if not any(o.span[0] <= q.span[0] < o.span[1] for o in outer)]
    free = [q for q in free if not any(q.span[0] < o.span[0] < q.span[1] and o.open for o in outer)]
    outer = [o for o in outer if not any(q.span[0] <= o.span[0] and o.span[1] <= q.span[1] for q in free)]
    return sorted([*outer, *free], key=lambda q: q.span)


class QuoteMask:
    """Asks how much of a stretch stands inside quotation marks."""

    def __init__(self, quotes: list[Quote]) -> None:
        self._starts = [q.span[0] for q in quotes]
        self._quotes = quotes

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
