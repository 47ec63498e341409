"""A network as a picture: actors as boxes, moves as arrows, as wide as independent reports tell of them."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

import msgspec

from onrecord.exchange import wording
from onrecord.exchange.layout import Place, Size, placed
from onrecord.exchange.measure import width as width_of
from onrecord.exchange.svg import QUAD_MARKS, add, lines_of, linked, number, picture, text_of, write
from onrecord.views.network import NetworkRow

_EDGE, _TOP, _FOOT = 30.0, 90.0, 30.0
_WIDTH = 1220.0
_MOST = 50
"""Pairs that are drawn, the first of the table: a picture of more cannot be read."""
_ROOM = 150.0
_STEP = 15.0
_SMALL = 11.0
_BEND = 26.0
_HEAD = 10.0
_DONE = ("happened", "ongoing", "historical")
_WHERE = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.45, 0.55, 0.35, 0.65, 0.26, 0.74, 0.18, 0.82)
"""Places along an arrow where its label may stand, the best first."""


class _Node(msgspec.Struct, frozen=True):
    lines: list[str]
    size: Size


class _Curve(msgspec.Struct, frozen=True):
    """An arrow as a quadratic Bézier curve."""

    start: Place
    bend: Place
    end: Place

    def at(self, t: float) -> Place:
        """A point of the curve, from 0 at its start to 1 at its end."""
        one, two, three = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return (
            one * self.start[0] + two * self.bend[0] + three * self.end[0],
            one * self.start[1] + two * self.bend[1] + three * self.end[1],
        )


class _Box(msgspec.Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "_Box") -> bool:
        """Whether two boxes, given by their middles, cover each other in part."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


class Leads(msgspec.Struct, frozen=True):
    """Where a page's network leads, as attributes of a link: from an actor, by its id, and from an arrow."""

    actor: Callable[[str], Mapping[str, str]]
    pair: Callable[[NetworkRow], Mapping[str, str]]


def draw(rows: Sequence[NetworkRow], leads: Leads | None = None, *, size: float = 1.0) -> str:
    """The first 50 rows as SVG. The same rows give the same picture (spring layout of Fruchterman and Reingold).

    With `leads` actors and arrows are links; `size` is how large it is shown, in times its own size.
    """
    shown = rows[:_MOST]
    names = {row.actor_id: row.actor for row in shown} | {row.to_id: row.to for row in shown}
    nodes = {actor: _node(name) for actor, name in sorted(names.items())}
    if not nodes:
        root = picture(_WIDTH, 80, "Who dealt with whom", "No two actors dealt with each other.")
        write(root, 16, 30, "A network needs two actors of whom one did something towards the other; none is told of.")
        return text_of(root)
    sizes = {actor: node.size for actor, node in nodes.items()}
    places, room = placed(sizes, [(row.actor_id, row.to_id) for row in shown], _WIDTH)
    places = {actor: (x + _EDGE, y + _TOP) for actor, (x, y) in places.items()}
    head = f"{wording.of(len(nodes), 'actor')}, {wording.of(len(shown), 'pair')}"
    left = f"; {wording.of(len(rows) - len(shown), 'weaker pair')} not drawn: the table has all" if rows[_MOST:] else ""
    root = picture(
        max(room.width, _WIDTH - 200) + 2 * _EDGE,
        _TOP + room.height + _FOOT,
        "Who dealt with whom",
        f"{head}{left}. Arrows run from the one who acts, as wide as independent reports tell of it.",
        holds_links=leads is not None,
    )
    for side in ("width", "height"):
        root.set(side, number(float(root.get(side, "0")) * size))
    write(root, 16, 28, f"Who dealt with whom: {head}{left}", class_="big head")
    _key(root)
    _heads(root)
    curves = _curves(shown, places, sizes)
    for row, curve in zip(shown, curves, strict=True):
        _arrow(root, row, curve, leads)
    for actor, node in nodes.items():
        lines = " ".join(node.lines)
        told = lines if lines == names[actor] else f"{lines} ({names[actor]})"
        link = linked(root, leads.actor(actor) if leads else None, told)
        _draw(link, names[actor], node, places[actor])
    _labels(root, shown, curves, [_Box(*places[a], s.width, s.height) for a, s in sizes.items()], leads)
    return text_of(root)


def _node(name: str) -> _Node:
    lines = lines_of(name, _ROOM, 3)
    return _Node(lines, Size(max(map(width_of, lines)) + 18, _STEP * len(lines) + 12))


def _draw(root: Element, name: str, node: _Node, place: Place) -> None:
    x, y = place[0] - node.size.width / 2, place[1] - node.size.height / 2
    add(root, "rect", name, x=x, y=y, width=node.size.width, height=node.size.height, rx=8, class_="node")
    for n, line in enumerate(node.lines):
        # In a link a blank keeps a line apart from the next for those who hear its words read out.
        blank = " " if root.tag == "a" and n + 1 < len(node.lines) else ""
        write(root, place[0], y + 18 + _STEP * n, line + blank, text_anchor="middle")


def _curves(rows: Sequence[NetworkRow], places: Mapping[str, Place], sizes: Mapping[str, Size]) -> list[_Curve]:
    """The arrows from box to box; several between the same two bend ever further, those back to the other side."""
    apart: Counter[tuple[str, str]] = Counter()
    curves = []
    for row in rows:
        apart[row.actor_id, row.to_id] += 1
        (x1, y1), (x2, y2) = places[row.actor_id], places[row.to_id]
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        far = _BEND * (2 * apart[row.actor_id, row.to_id] - 1)
        bend = (x1 + x2) / 2 - (y2 - y1) / length * far, (y1 + y2) / 2 + (x2 - x1) / length * far
        start = _edge((x1, y1), bend, sizes[row.actor_id], 0)
        curves.append(_Curve(start, bend, _edge((x2, y2), bend, sizes[row.to_id], 2)))
    return curves


def _edge(middle: Place, toward: Place, size: Size, gap: float) -> Place:
    """Where a line from the middle of a box leaves it."""
    dx, dy = toward[0] - middle[0], toward[1] - middle[1]
    share = min(
        (size.width / 2 + gap) / abs(dx) if dx else math.inf, (size.height / 2 + gap) / abs(dy) if dy else math.inf, 1.0
    )
    return middle[0] + dx * share, middle[1] + dy * share


def _arrow(root: Element, row: NetworkRow, curve: _Curve, leads: Leads | None) -> None:
    name, dashes = QUAD_MARKS[row.quad]
    (x1, y1), (x2, y2), (x3, y3) = curve.start, curve.bend, curve.end
    way = f"M{x1:.1f} {y1:.1f} Q{x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f}"
    if leads:
        told = f"{_label(row)}: {row.actor} to {row.to}, {wording.reports(row.origins)}"
        root = linked(root, leads.pair(row), told)
        # Rails that a page shows at an arrow which is chosen; the outer one is also as wide as what can be hit.
        add(root, "path", d=way, fill="none", stroke="none", class_="rail", pointer_events="stroke", stroke_width=24)
        add(root, "path", d=way, fill="none", stroke="none", class_="between", pointer_events="none")
    add(
        root,
        "path",
        f"{row.actor} to {row.to}: {', '.join(row.types)}; {wording.reports(row.origins)}. {row.passage}",
        d=way,
        fill="none",
        class_=name,
        stroke_width=1 + min(math.log2(row.origins), 5),
        stroke_dasharray=dashes,
        marker_end=f"url(#head-{name})",
    )


def _label(row: NetworkRow) -> str:
    kinds = [some.split()[0].lower() for some in row.types]
    label = kinds[0] + (f" +{len(kinds) - 1}" if len(kinds) > 1 else "")
    label += f" ×{row.origins}" if row.origins > 1 else ""
    # What nobody tells of as done says so: a plan or a promise is no deed.
    done = any(told.split()[0] in _DONE for told in row.statuses)
    return label if done else f"{label} ({row.statuses[0].split()[0]})"


def _labels(
    root: Element, rows: Sequence[NetworkRow], curves: Sequence[_Curve], taken: list[_Box], leads: Leads | None
) -> None:
    """What each arrow stands for, where it covers neither a box nor another label, else where it covers fewest."""
    nodes = tuple(taken)
    for row, curve in zip(rows, curves, strict=True):
        label = _label(row)
        wide = width_of(label, _SMALL) + 4
        boxes = [_Box(*curve.at(t), wide, _SMALL + 3) for t in _WHERE]
        best = min(boxes, key=lambda box: (sum(map(box.meets, nodes)), sum(map(box.meets, taken))))
        taken.append(best)
        # The arrow itself is a link of this name: one is enough for those who go by keys or hear it read out.
        again = {**leads.pair(row), "tabindex": "-1", "aria-hidden": "true"} if leads else None
        write(linked(root, again, label), best.x, best.y + 4, label, class_="small halo", text_anchor="middle")


def _heads(root: Element) -> None:
    some = add(root, "defs")
    for name, _ in QUAD_MARKS.values():
        marker = add(
            some,
            "marker",
            id=f"head-{name}",
            viewBox="0 0 10 10",
            refX=9,
            refY=5,
            markerWidth=_HEAD,
            markerHeight=_HEAD,
            markerUnits="userSpaceOnUse",
            orient="auto",
        )
        add(marker, "path", d="M0 1 L9 5 L0 9 Z", class_=f"f-{name}")


def _key(root: Element) -> None:
    x = 16.0
    for name, dashes, text in (
        (*QUAD_MARKS["verbal-cooperation"], "words of cooperation"),
        (*QUAD_MARKS["material-cooperation"], "acts of cooperation"),
        (*QUAD_MARKS["verbal-conflict"], "words of conflict"),
        (*QUAD_MARKS["material-conflict"], "acts of conflict"),
    ):
        add(root, "line", x1=x, x2=x + 46, y1=52, y2=52, class_=name, stroke_width=3, stroke_dasharray=dashes)
        write(root, x + 54, 56, text, class_="soft")
        x += 54 + width_of(text) + 26
    write(root, x, 56, "×2: two independent reports", class_="soft")
