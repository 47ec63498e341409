"""The move sentences hold to their guide: what CI checks of the corpus."""
# ruff: noqa: D103 - the names of the tests say what they hold

from collections import Counter

import pytest

from onrecord.record.vocabulary import QUADS, STATUSES
from training.agree import agreement
from training.moves import FOLDER, Item, read_items, repeated

TEST_PART = "test.txt"
SHARES = {
    "boundaries.txt": (0.1, 0.15),
    "boundaries2.txt": (0.14, 0.18),
    "leads.txt": (0.08, 0.12),
    "nearmisses.txt": (0.65, 0.7),
    "passages-a.txt": (0.0, 0.01),
    "passages-b.txt": (0.0, 0.01),
    "quiet.txt": (1.0, 1.01),
}
"""The share of items without a move in files that are to hold fewer or more of them than the others."""


@pytest.fixture(scope="module")
def items() -> dict[str, list[Item]]:
    return {path.name: list(read_items(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.txt"))}


def test_no_item_has_a_fault(items: dict[str, list[Item]]) -> None:
    assert [f"{item.name}: {fault}" for part in items.values() for item in part for fault in item.faults] == []


def test_names_and_texts_are_used_once(items: dict[str, list[Item]]) -> None:
    every = [item for part in items.values() for item in part]
    assert [name for name, count in Counter(item.name for item in every).items() if count > 1] == []
    assert [text for text, count in Counter(item.text for item in every).items() if count > 1] == []


def test_no_run_of_six_words_stands_in_more_than_three_items(items: dict[str, list[Item]]) -> None:
    assert repeated([item for part in items.values() for item in part]) == {}


def test_a_third_of_the_items_hold_no_move(items: dict[str, list[Item]]) -> None:
    every = [item for part in items.values() for item in part]
    assert 0.3 < sum(not item.moves for item in every) / len(every) < 0.37
    for name, part in items.items():
        low, high = SHARES.get(name, (0.24, 0.37))
        assert low <= sum(not item.moves for item in part) / len(part) < high, name


def test_every_type_and_status_is_there(items: dict[str, list[Item]]) -> None:
    assert sum(map(len, items.values())) >= 4000
    assert len(items[TEST_PART]) >= 400
    for part in (items[TEST_PART], [item for name, one in items.items() if name != TEST_PART for item in one]):
        moves = [move for item in part for move in item.moves.values()]
        assert {move.type for move in moves} == set(QUADS)
        assert {move.status for move in moves} == set(STATUSES)


def test_a_second_labelling_agrees(items: dict[str, list[Item]]) -> None:
    first = {item.name: item for part in items.values() for item in part}
    files = sorted((FOLDER / "second").glob("*.txt"))
    second = [item for path in files for item in read_items(path.read_text("utf-8"))]
    pairs = [(first[item.name], item) for item in second]
    assert [one.name for one, other in pairs if one.text != other.text] == []
    measures = agreement(pairs)
    assert measures["items"] >= 400
    assert measures["found"] > 90
    assert measures["type"] > 90
