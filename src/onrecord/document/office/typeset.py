"""Lines as they stand on printed pages, put together to paragraphs in the order that a reader takes them.

Lines are joined to paragraphs by their distance, height, indent and ends, over columns and pages too; words that the
end of a line broke are mended: without the hyphen, unless the document has the word with one elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from onrecord.document.office.printed import Line, columns, running_heads
from onrecord.document.paragraphs import ends_sentence

BROKEN: Final = "\ufffe"
"""What stands for the hyphen of a word that goes on in the next line."""

_FULL: Final = 0.8
"""A line that reaches so far over its column was full: the next word found no room."""

_LEADING: Final = (0.7, 2.2, 1.3)
"""The smallest and the largest distance of the lines of a paragraph, and the usual one, in heights of their font."""

_BULLETS: Final = "•‣▪●◦–"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_END = re.compile(r"[^\W\d_]+$")
_WORD_START = re.compile(r"[^\W\d_]+")
_HYPHENS: Final = "-\u2010\u00ad" + BROKEN


@dataclass(frozen=True)
class Typeset:
    """The text of all pages, where each page begins in it, and the running heads and page numbers that were dropped."""

    text: str
    starts: tuple[int, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class _Setting:
    """How a column is set, in points: from where to where its lines go, how high they are and how far apart."""

    left: float
    right: float
    height: float
    pitch: float


def typeset(pages: Sequence[Sequence[Line]]) -> Typeset:
    """The text of pages of lines; paragraphs are parted by an empty line.

    >>> lines = [Line("The envoys agreed to ne-", 10, 90, 200, 100), Line("gotiate again.", 10, 78, 90, 88)]
    >>> typeset([lines]).text
    'The envoys agreed to negotiate again.'
    """
    heads = running_heads(pages)
    dropped = {" ".join(lines[at].text.split()): None for lines, ats in zip(pages, heads, strict=True) for at in ats}
    ordered = [
        columns([line for at, line in enumerate(lines) if at not in ats])
        for lines, ats in zip(pages, heads, strict=True)
    ]
    leading = _leading(column for page in ordered for column in page)
    words = _words(line.text for page in ordered for column in page for line in column)
    written = _Written(words)
    starts: list[int] = []
    before: Line | None = None
    within: _Setting | None = None
    for page in ordered:
        begun = False
        for column in page:
            setting = _setting(column, leading)
            for at, line in enumerate(column):
                if at:
                    goes_on = _goes_on(column[at - 1], line, column[at - 2] if at > 1 else None, setting)
                else:
                    goes_on = before is not None and within is not None and _carried_on(before, within, line, begun)
                place = written.put(line.text, goes_on)
                if not begun:
                    starts.append(place)
                    begun = True
                before, within = line, setting
        if not begun:
            starts.append(written.length)
    return Typeset(written.text, tuple(starts), tuple(dropped))


class _Written:
    """The text so far, in pieces."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._pieces: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def put(self, line: str, goes_on: bool) -> int:
        """Add a line to the paragraph, or as the first of a new one; where it begins."""
        if not self._pieces:
            return self._add("", line)
        if not goes_on:
            self._mend_end("-")
            return self._add("\n\n", line)
        last = self._pieces[-1]
        if last[-1] not in _HYPHENS:
            return self._add(" ", line)
        before, after = _WORD_END.search(last[:-1]), _WORD_START.match(line)
        if before is None or after is None:
            self._mend_end("-")
            return self._add("" if last[-2:-1].isalnum() else " ", line)
        whole, parted = f"{before[0]}{after[0]}".casefold(), f"{before[0]}-{after[0]}".casefold()
        if after[0][0].isupper() or (parted in self._words and whole not in self._words):
            self._mend_end("-")
        else:
            self._mend_end("")
        return self._add("", line)

    def _add(self, between: str, line: str) -> int:
        if between:
            self._pieces.append(between)
            self.length += len(between)
        at = self.length
        self._pieces.append(line)
        self.length += len(line)
        return at

    def _mend_end(self, hyphen: str) -> None:
        """Put what ends the last line if that is a hyphen."""
        last = self._pieces[-1]
        if last[-1:] and last[-1] in _HYPHENS:
            self._pieces[-1] = last[:-1] + hyphen
            self.length += len(hyphen) - 1


def _words(lines: Iterable[str]) -> frozenset[str]:
    """All whole words of the document in small letters, with hyphens inside where they have them."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line.rstrip(_HYPHENS)))


def _leading(columns: Iterable[Sequence[Line]]) -> float:
    """How far the lines of a paragraph are apart in this document, in heights of their font: the smaller steps."""
    steps = sorted(
        step
        for column in columns
        for above, below in pairwise(column)
        if _LEADING[0] <= (step := (above.bottom - below.bottom) / above.height) <= _LEADING[1]
    )
    return steps[len(steps) // 4] if steps else _LEADING[2]


def _setting(column: Sequence[Line], leading: float) -> _Setting:
    height = median(line.height for line in column)
    return _Setting(
        left=min(line.left for line in column),
        right=max(line.right for line in column),
        height=height,
        pitch=leading * height,
    )


def _goes_on(above: Line, below: Line, before: Line | None, setting: _Setting) -> bool:
    """Whether a line goes on with the paragraph of the line above it; `before` is the line over that."""
    step = above.bottom - below.bottom
    # The lines of a headline are further apart, as its letters are larger.
    usual = setting.pitch * max(1.0, above.height / setting.height)
    if step <= 0 or step > 1.35 * usual or not _alike(above, below) or _stands_alone(above, below):
        return False
    width = setting.right - setting.left
    full = above.right - setting.left >= _FULL * width
    if above.text[-1] in _HYPHENS:
        return True
    if not full and ends_sentence(above.text):
        return False
    if before is None or _alike(before, above):
        indent = below.left - above.left
        first = before is None or above.left - before.left > 0.5 * above.height
        if indent > 0.7 * below.height and not first and (ends_sentence(above.text) or not full):
            return False
    # A short line that is no sentence is a heading, unless the sentence goes on below.
    return full or below.text[0].islower() or above.right - setting.left >= 0.5 * width


def _carried_on(last: Line, within: _Setting, first: Line, same_page: bool) -> bool:
    """Whether the first line of a column or page goes on with the last of the one before."""
    if not _alike(last, first) or _stands_alone(last, first):
        return False
    if last.text[-1] in _HYPHENS:
        return True
    if same_page and first.bottom < last.bottom:
        # Below a line that runs over all columns, another piece of the page begins.
        return first.text[0].islower() and last.bottom - first.bottom <= 1.35 * within.pitch
    full = last.right - within.left >= _FULL * (within.right - within.left)
    return not ends_sentence(last.text) and (first.text[0].islower() or full)


def _stands_alone(above: Line, below: Line) -> bool:
    """Whether one of them is a row of a table, or the second an item of a list."""
    return "\t" in above.text or "\t" in below.text or below.text[0] in _BULLETS


def _alike(one: Line, other: Line) -> bool:
    return 0.8 <= one.height / other.height <= 1.25
