"""Milliseconds against the number of reports, both on logarithmic scales, as a picture (SVG)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.exchange.svg import add, picture, text_of, write

_LEFT, _TOP, _WIDTH, _HEIGHT = 70.0, 40.0, 560.0, 340.0
_INKS = ("#1f5fae", "#b02a37", "#2a7a5a", "#a5660a", "#6b4aa0", "#555")


def draw(sizes: Sequence[Mapping[str, Any]], limits: Mapping[str, float]) -> str:
    """One line for each question; a bar at the right marks how long it may take at most.

    >>> draw([{"reports": 10, "milliseconds": {"board": 2.0}}], {"board": 300}).count("<circle")
    1
    """
    names = list(sizes[0]["milliseconds"])
    reports = [size["reports"] for size in sizes]
    times = [value for size in sizes for value in size["milliseconds"].values()] + list(limits.values())
    low, high = math.floor(math.log10(max(min(times), 0.1))), math.ceil(math.log10(max(times)))
    first, last = math.log10(min(reports)), max(math.log10(max(reports)), math.log10(min(reports)) + 1)

    def x(number: float) -> float:
        return _LEFT + _WIDTH * (math.log10(number) - first) / (last - first)

    def y(milliseconds: float) -> float:
        return _TOP + _HEIGHT * (high - math.log10(max(milliseconds, 10**low))) / (high - low)

    root = picture(
        _LEFT + _WIDTH + 210, _TOP + _HEIGHT + 60, "Milliseconds by reports in the record", "Both scales log."
    )
    for power in range(low, high + 1):
        add(root, "line", x1=_LEFT, x2=_LEFT + _WIDTH, y1=y(10**power), y2=y(10**power), class_="rule")
        write(root, _LEFT - 8, y(10**power) + 4, f"{10**power:g} ms", text_anchor="end")
    for number in reports:
        write(root, x(number), _TOP + _HEIGHT + 22, f"{number:,}", text_anchor="middle")
    write(root, _LEFT + _WIDTH / 2, _TOP + _HEIGHT + 46, "reports in the record", text_anchor="middle")
    for place, name in enumerate(names):
        ink = _INKS[place % len(_INKS)]
        points = [(x(size["reports"]), y(size["milliseconds"][name])) for size in sizes]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        add(root, "polyline", points=line, fill="none", stroke=ink, stroke_width=2)
        for a, b in points:
            add(root, "circle", cx=a, cy=b, r=3.5, fill=ink)
        side = _LEFT + _WIDTH + 14
        write(
            root,
            side,
            _TOP + 20 + 22 * place,
            f"{name}{f' (at most {limits[name]:g})' if name in limits else ''}",
            fill=ink,
        )
        if name in limits:
            mark = y(limits[name])
            add(root, "line", x1=_LEFT + _WIDTH - 14, x2=_LEFT + _WIDTH, y1=mark, y2=mark, stroke=ink, stroke_width=4)
    return text_of(root) + "\n"
