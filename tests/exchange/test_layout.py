from itertools import combinations

import pytest

from onrecord.exchange.layout import Size, placed
from onrecord.exchange.measure import width, wrapped

NAMES = [f"n{n:02}" for n in range(14)]


@pytest.mark.parametrize("ties", [list(combinations(NAMES, 2)), [("n00", name) for name in NAMES[1:]], []])
def test_boxes_of_any_size_stand_apart(ties: list[tuple[str, str]]) -> None:
    sizes = {name: Size(60.0 + 40 * n, 30.0 + 20 * (n % 3)) for n, name in enumerate(NAMES)}
    places, room = placed(sizes, ties, 1000)
    for one, other in combinations(NAMES, 2):
        dx, dy = abs(places[one][0] - places[other][0]), abs(places[one][1] - places[other][1])
        wide, high = sizes[one].width + sizes[other].width, sizes[one].height + sizes[other].height
        assert dx >= wide / 2 or dy >= high / 2, (one, other)
    for name, (x, y) in places.items():
        assert sizes[name].width / 2 - 0.01 <= x <= room.width - sizes[name].width / 2 + 0.01
        assert sizes[name].height / 2 - 0.01 <= y <= room.height - sizes[name].height / 2 + 0.01


def test_the_order_of_the_ties_does_not_matter() -> None:
    sizes = {name: Size(80, 30) for name in NAMES}
    ties = [(NAMES[n], NAMES[n * 5 % 14]) for n in range(1, 14)]
    turned = [(other, one) for one, other in reversed(ties)]
    assert placed(sizes, ties, 1000) == placed(dict(reversed(sizes.items())), turned, 1000)


def test_lines_fit_and_an_ellipsis_tells_of_what_is_cut() -> None:
    text = "the withdrawal of every soldier from Donaudampfschifffahrtsgesellschaft 会谈在奥兰扎举行并且双方都同意停火"
    whole = wrapped(text, 120, 20)
    assert max(map(width, whole)) <= 120
    assert "".join(whole).replace(" ", "") == text.replace(" ", "")
    cut = wrapped(text, 120, 2)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert max(map(width, cut)) <= 120
    assert wrapped("", 120, 2) == [""]
