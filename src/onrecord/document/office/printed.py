"""Pages of print as lines with their boxes: their columns in reading order, and the running heads that repeat.

Columns are told by a gutter that most lines keep clear of, as in recursive XY cuts (Nagy and Seth 1984, Hierarchical
representation of optically scanned documents). They are put in order only where the file's own order goes to and fro
between them: mostly a file holds its text in the order it is read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

_GUTTER: Final = 8.0
"""Points that two columns are apart, at least."""
_PROSE: Final = 18
"""Characters of a line in a column of prose, mostly; the cells of a table have fewer."""
_COLUMN: Final = 4
"""Lines that a column has, at least."""
_CELLS: Final = 1.6
"""Heights of the font between two cells of a table; the words of a justified line are closer."""
_SPANNING: Final = 0.34
"""Of the lines of a page with columns at most so many run over the gutter (headlines, captions)."""
_DEPTH: Final = 4
"""Columns that are parted once more are no longer looked for after so many cuts."""

_EDGE: Final = 3
"""Rows at the top and at the bottom of a page that may be its running head and its number."""
_OFTEN: Final = 0.4
"""On so many of the pages a running head stands; those of left and right pages differ."""
_LONGEST_HEAD: Final = 150

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Line:
    """One line of one column and its box, in points from the left and lower edge of the page.

    The box is as high as the font is, whatever letters it holds. `after` says that another piece stands before it in
    the same line of print.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    after: bool = False

    @property
    def height(self) -> float:
        """The height of its font."""
        return max(self.top - self.bottom, 1.0)


def running_heads(pages: Sequence[Sequence[Line]]) -> list[frozenset[int]]:
    """Per page the places of lines that repeat at the edges of pages, numbers aside: running heads and page numbers."""
    edges = [_edges(lines) for lines in pages]
    filled = sum(bool(lines) for lines in pages)
    counts = Counter(key for found in edges for key in {key for key, _ in found})
    often = max(2, _OFTEN * filled)
    return [frozenset(at for key, at in found if counts[key] >= often) for found in edges]


def _edges(lines: Sequence[Line]) -> list[tuple[tuple[str, str], int]]:
    """The lines at the edges of a page by what they say, numbers aside, and at which edge."""
    down = sorted(range(len(lines)), key=lambda at: -lines[at].bottom)
    return [
        ((edge, " ".join(_NUMBER.sub("#", lines[at].text.casefold()).split())), at)
        for edge, order in (("top", down), ("bottom", down[::-1]))
        for at in _apart(lines, order)
        if len(lines[at].text) <= _LONGEST_HEAD
    ]


def _apart(lines: Sequence[Line], order: Sequence[int]) -> list[int]:
    """The first rows at an edge that are set apart from what follows by white space or by the size of their font."""
    rows: list[list[int]] = []
    for at in order:
        if rows and abs(lines[at].bottom - lines[rows[-1][0]].bottom) <= 0.5 * lines[at].height:
            rows[-1].append(at)
        else:
            rows.append([at])
    steps = [abs(lines[one[0]].bottom - lines[other[0]].bottom) for one, other in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    for count in range(min(_EDGE, len(steps)), 0, -1):
        inner, outer = lines[rows[count][0]], lines[rows[count - 1][0]]
        if steps[count - 1] >= 1.4 * usual or not 0.85 <= inner.height / outer.height <= 1.18:
            return [at for row in rows[:count] for at in row]
    return rows[0] if len(rows) == 1 else []


def columns(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """The lines in reading order, a list for each column (or piece of one between lines that run over all)."""
    gutter = _gutter(lines) if depth < _DEPTH else None
    if gutter is None:
        whole = _rejoined(lines)
        return [whole] if whole else []
    sides = [_side(line, gutter) for line in lines]
    whole = _rejoined(lines, sides)
    sides = [_side(line, gutter) for line in whole]
    stretches = 1 + sum(one != other for one, other in pairwise(sides))
    if stretches <= 3 + 2 * sides.count("over"):
        return [column for column in _stretches(whole, sides) if column]
    found: list[list[Line]] = []
    for over, left, right in _bands(whole, sides):
        found += [over] if over else []
        found += columns(left, depth + 1) + columns(right, depth + 1)
    return found


def _stretches(lines: Sequence[Line], sides: Sequence[str]) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    for at, line in enumerate(lines):
        if at and sides[at] != sides[at - 1]:
            found.append([])
        found[-1].append(line)
    return found


def _bands(lines: Sequence[Line], sides: Sequence[str]) -> list[tuple[list[Line], list[Line], list[Line]]]:
    """From the top down: lines that run over the gutter, then those left and right of it up to the next of them."""
    down = sorted(zip(lines, sides, strict=True), key=lambda one: -one[0].bottom)
    found: list[tuple[list[Line], list[Line], list[Line]]] = [([], [], [])]
    for line, side in down:
        over, left, right = found[-1]
        if side == "over":
            if left or right:
                found.append(([line], [], []))
            else:
                over.append(line)
        else:
            (left if side == "left" else right).append(line)
    return found


def _side(line: Line, gutter: float) -> str:
    return "left" if line.right <= gutter else "right" if line.left >= gutter else "over"


def _rejoined(lines: Sequence[Line], sides: Sequence[str] | None = None) -> list[Line]:
    """Pieces of one line of print put together again, but not over the gutter."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        if found and line.after and (sides is None or sides[at] == sides[at - 1]):
            last = found[-1]
            found[-1] = replace(
                last,
                text=f"{last.text}{_between(last, line)}{line.text}",
                right=max(last.right, line.right),
                bottom=min(last.bottom, line.bottom),
                top=max(last.top, line.top),
            )
        else:
            found.append(line)
    return found


def _between(left: Line, right: Line) -> str:
    """What stands for white space in a line: a tab in the rows of a table."""
    return "\t" if right.left - left.right >= _CELLS * left.height else " "


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the white stripe between two columns of prose, None where there is none."""
    if len(lines) < 2 * _COLUMN:
        return None
    edges = sorted([(line.left, 1) for line in lines] + [(line.right, -1) for line in lines])
    allowed = _SPANNING * len(lines)
    best: tuple[int, float, float] | None = None
    covering, (low, high) = 0, (edges[0][0], edges[-1][0])
    for (x, step), (following, _) in pairwise(edges):
        covering += step
        inside = low + 0.15 * (high - low) < x and following < high - 0.15 * (high - low)
        if inside and following - x >= _GUTTER and covering <= allowed:
            found = covering, x - following, (x + following) / 2
            best = min(best or found, found)
    if best is None:
        return None
    gutter = best[2]
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    return gutter if _is_column(left) and _is_column(right) and _beside(left, right) else None


def _is_column(lines: Sequence[Line]) -> bool:
    return len(lines) >= _COLUMN and median(len(line.text) for line in lines) >= _PROSE


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns stand side by side for some lines at least."""
    top = min(max(line.top for line in side) for side in (left, right))
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    return top - bottom >= _COLUMN * median(line.height for line in left)
