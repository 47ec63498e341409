"""Plots of the benchmarks (SVG): bars by length, and lines over time."""

from collections.abc import Mapping, Sequence

from onrecord.exchange.svg import add, picture, text_of, write

_LEFT, _TOP, _WIDTH, _BAR, _GAP = 190.0, 30.0, 520.0, 22.0, 14.0
INKS = ("#1f5fae", "#6b4aa0", "#2a7a5a", "#8a8a8a", "#b02a37", "#a5660a", "#333f6b", "#5b7f95", "#9c5580")


def stacked(title: str, unit: str, rows: Mapping[str, Mapping[str, float]]) -> str:
    """One bar a row, its pieces beside one another, with what each piece is below.

    >>> stacked("Time", "ms", {"short": {"rules": 1.0, "store": 2.0}}).count("<rect")
    4
    """
    pieces = list(dict.fromkeys(name for row in rows.values() for name in row))
    most = max(sum(row.values()) for row in rows.values()) or 1.0
    height = _TOP + len(rows) * (_BAR + _GAP) + 24 + 20 * -(-len(pieces) // 3)
    root = picture(_LEFT + _WIDTH + 90, height, title, f"In {unit}.")
    for n, (name, row) in enumerate(rows.items()):
        y, x = _TOP + n * (_BAR + _GAP), _LEFT
        write(root, _LEFT - 10, y + 15, name, text_anchor="end")
        for piece, value in row.items():
            width = _WIDTH * value / most
            ink = INKS[pieces.index(piece) % len(INKS)]
            add(root, "rect", f"{piece}: {value:,.1f} {unit}", x=x, y=y, width=width, height=_BAR, fill=ink)
            x += width
        write(root, x + 8, y + 15, f"{sum(row.values()):,.0f}")
    for n, piece in enumerate(pieces):
        x, y = 20 + (n % 3) * 260, _TOP + len(rows) * (_BAR + _GAP) + 16 + 20 * (n // 3)
        add(root, "rect", x=x, y=y - 10, width=12, height=12, fill=INKS[n % len(INKS)])
        write(root, x + 18, y, piece)
    return text_of(root)


def grouped(title: str, unit: str, rows: Mapping[str, Mapping[str, float]]) -> str:
    """Some bars a row, below one another.

    >>> grouped("Pace", "words", {"short": {"onrecord": 2.0}}).count("<rect")
    1
    """
    most = max(value for row in rows.values() for value in row.values()) or 1.0
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    step = _BAR * len(names) + _GAP
    root = picture(_LEFT + _WIDTH + 190, _TOP + len(rows) * step + 10, title, f"In {unit}.")
    for n, (name, row) in enumerate(rows.items()):
        write(root, _LEFT - 10, _TOP + n * step + step / 2, name, text_anchor="end")
        for place, (tool, value) in enumerate(row.items()):
            y, width = _TOP + n * step + place * _BAR, _WIDTH * value / most
            ink = INKS[names.index(tool) % len(INKS)]
            add(root, "rect", x=_LEFT, y=y, width=width, height=_BAR - 4, fill=ink)
            write(root, _LEFT + width + 8, y + 14, f"{tool} {value:,.0f}")
    return text_of(root)


def lines(title: str, across: str, up: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Lines through points, from nothing up, with their names at the right.

    >>> lines("Memory", "share", "MiB", {"1,000": [(0, 1), (1, 2)]}).count("<polyline")
    1
    """
    width, height, left = 560.0, 300.0, 70.0
    far = max((x for points in series.values() for x, _ in points), default=1.0) or 1.0
    high = max((y for points in series.values() for _, y in points), default=1.0) or 1.0
    root = picture(left + width + 190, _TOP + height + 60, title, f"{up} against {across}.")
    for n in range(5):
        y = _TOP + height * (1 - n / 4)
        add(root, "line", x1=left, x2=left + width, y1=y, y2=y, class_="rule")
        write(root, left - 8, y + 4, f"{high * n / 4:,.0f}", text_anchor="end")
        write(root, left + width * n / 4, _TOP + height + 20, f"{far * n / 4:,.0f}", text_anchor="middle")
    write(root, left + width / 2, _TOP + height + 44, across, text_anchor="middle")
    write(root, left - 60, 18, up)
    for n, (name, points) in enumerate(series.items()):
        ink = INKS[n % len(INKS)]
        drawn = " ".join(f"{left + width * x / far:.1f},{_TOP + height * (1 - y / high):.1f}" for x, y in points)
        add(root, "polyline", points=drawn, fill="none", stroke=ink, stroke_width=2)
        write(root, left + width + 12, _TOP + 20 + 22 * n, name, fill=ink)
    return text_of(root)
