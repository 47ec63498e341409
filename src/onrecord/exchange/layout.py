"""Where boxes of a graph stand on a plane: groups that are tied side by side, no box on another.

The same boxes and ties give the same places.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import networkx

_SEED = 7
_ROUNDS = 400
_APART_X, _APART_Y = 60.0, 44.0
"""Room left free between boxes, for arrows and their labels."""
_REACH = 112.0
_GROWTH = 0.65
_LENGTH = 260.0
_BETWEEN = 60.0
_PAIR = 2

Place = tuple[float, float]


class Size(msgspec.Struct, frozen=True):
    """Width and height of a box in pixels."""

    width: float
    height: float


def placed(sizes: Mapping[str, Size], ties: Iterable[tuple[str, str]], width: float) -> tuple[dict[str, Place], Size]:
    """The middle of each box, and the room they take together: about `width` wide, where that is enough.

    Boxes tied to one another, also through others, form a group; groups stand in rows, the largest first.
    """
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in ties}))
    groups = sorted((sorted(group) for group in networkx.connected_components(graph)), key=lambda g: (-len(g), g))
    found: dict[str, Place] = {}
    x = y = row = widest = 0.0
    for group in groups:
        places, size = _group(graph.subgraph(group), group, sizes)
        if x and x + size.width > width:
            x, y, row = 0.0, y + row + _BETWEEN, 0.0
        found |= {name: (x + left, y + top) for name, (left, top) in places.items()}
        x, row = x + size.width + _BETWEEN, max(row, size.height)
        widest = max(widest, x - _BETWEEN)
    return found, Size(widest, y + row)


def _group(
    graph: "networkx.Graph[str]", group: Sequence[str], sizes: Mapping[str, Size]
) -> tuple[dict[str, Place], Size]:
    if len(group) <= _PAIR:
        places = {name: (n * _LENGTH, 0.0) for n, name in enumerate(group)}
    else:
        # Nodes and edges in a set order: the layout starts from random places handed out in that order.
        ordered = networkx.Graph()
        ordered.add_nodes_from(group)
        ordered.add_edges_from(sorted((min(pair), max(pair)) for pair in graph.edges))
        scale = _REACH * len(group) ** _GROWTH
        spring = networkx.spring_layout(
            ordered, seed=_SEED, k=1.6 / math.sqrt(len(group)), iterations=_ROUNDS, method="force"
        )
        # Wider than high, as screens and pages are.
        places = {name: (float(x) * scale * 0.8, float(y) * scale * 0.5) for name, (x, y) in spring.items()}
        places = _spread(places, group, sizes)
    left = min(places[name][0] - sizes[name].width / 2 for name in group)
    top = min(places[name][1] - sizes[name].height / 2 for name in group)
    right = max(places[name][0] + sizes[name].width / 2 for name in group)
    foot = max(places[name][1] + sizes[name].height / 2 for name in group)
    return {name: (x - left, y - top) for name, (x, y) in places.items()}, Size(right - left, foot - top)


def _spread(places: dict[str, Place], group: Sequence[str], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """The boxes pushed apart, each pair along the way that is the shorter, until none stands on another."""
    at = {name: [*places[name]] for name in group}
    for _ in range(_ROUNDS):
        moved = False
        for n, one in enumerate(group):
            for other in group[n + 1 :]:
                dx, dy = at[other][0] - at[one][0], at[other][1] - at[one][1]
                over_x = (sizes[one].width + sizes[other].width) / 2 + _APART_X - abs(dx)
                over_y = (sizes[one].height + sizes[other].height) / 2 + _APART_Y - abs(dy)
                if over_x > 0 and over_y > 0:
                    moved = True
                    axis, over, toward = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
                    push = math.copysign(over / 2 + 0.5, toward)
                    at[one][axis] -= push
                    at[other][axis] += push
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in at.items()}
