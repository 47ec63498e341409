"""Which type is taken for which, as a picture (SVG): one row for each type of gold, one column for each found."""

from collections.abc import Sequence
from html import escape

from onrecord.record.vocabulary import MOVE_TYPES

NONE = "none"
"""The row of what was found where gold holds nothing, the column of what was not found."""
CELL, LEFT, TOP = 30, 104, 104
DARK = 0.55
"""Share from which the number in a cell is written in white."""

Confusion = Sequence[tuple[str, str, int]]
"""Gold's type, the type found, how often."""


def draw(table: Confusion) -> str:
    """The picture; the darker a cell, the larger its share of the row.

    >>> draw([("AID", "AID", 3), ("AID", "none", 1)]).count("<rect")
    289
    """
    counts = {(gold, found): number for gold, found, number in table}
    names = (*MOVE_TYPES, NONE)
    size = CELL * len(names)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + size + 8} {TOP + size + 8}" '
        'font-family="sans-serif" font-size="11">',
        "<title>Types of moves: rows as labelled, columns as found</title>",
    ]
    for n, name in enumerate(names):
        middle = CELL * n + CELL / 2
        out.append(f'<text x="{LEFT - 6}" y="{TOP + middle + 4}" text-anchor="end">{escape(name)}</text>')
        out.append(f'<text transform="translate({LEFT + middle + 4},{TOP - 6}) rotate(-90)">{escape(name)}</text>')
    for row, gold in enumerate(names):
        whole = sum(counts.get((gold, found), 0) for found in names)
        for column, found in enumerate(names):
            number = counts.get((gold, found), 0)
            share = number / whole if whole else 0.0
            x, y = LEFT + CELL * column, TOP + CELL * row
            fill = f"rgb({_mix(share, 20)},{_mix(share, 80)},{_mix(share, 140)})"
            out.append(f'<rect x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}" fill="{fill}"/>')
            if number:
                ink = "#fff" if share >= DARK else "#222"
                place = f'x="{x + CELL / 2}" y="{y + CELL / 2 + 4}"'
                out.append(f'<text {place} text-anchor="middle" fill="{ink}">{number}</text>')
    return "\n".join((*out, "</svg>")) + "\n"


def _mix(share: float, dark: int) -> int:
    return round(244 + (dark - 244) * share)
