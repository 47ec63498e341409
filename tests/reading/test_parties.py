"""Who makes a move and whom it is made to: the noun phrases as written."""

import pytest

from tests.reading.moved import read

CASES = [
    ("Nine soldiers were killed by the militia.", ["the militia"], ["Nine soldiers"]),
    ("Police arrested Senna Orlo and the two lawyers.", ["Police"], ["Senna Orlo", "the two lawyers"]),
    ("Veltia, Ostmark and Lomenia condemned the general.", ["Veltia", "Ostmark", "Lomenia"], ["the general"]),
    ("Defence Minister Pavo Tilk thanked the nurses.", ["Defence Minister Pavo Tilk"], ["the nurses"]),
    ("The minister, who leads the Front, accused Veltia of theft.", ["The minister"], ["Veltia"]),
    ("The judge who lives in Tarvek summoned the ambassador of Ostmark.", ["The judge"], ["Ostmark"]),
    ("Veltia welcomed Ostmark's offer.", ["Veltia"], ["Ostmark"]),
    ("Veltia rejected a Lomenian offer.", ["Veltia"], ["Lomenian"]),
    ("The bishop urged the miners to leave the square.", ["The bishop"], ["the miners"]),
    ("Ostmark gave Veltia a loan.", ["Ostmark"], ["Veltia"]),
    ("At least nine farmers were injured by the police.", ["the police"], ["least nine farmers"]),
    ("The Veltian statement urged Ostmark to free the crew.", ["Veltian"], ["Ostmark"]),
    ("The army had on Monday arrested the mayor.", ["The army"], ["the mayor"]),
    ("The Front's attack was called off on Friday.", ["The Front"], []),
    ("The rebels demanded the release of forty miners.", ["The rebels"], []),
    ("The rebels demanded the release of the crew from Ostmark.", ["The rebels"], ["Ostmark"]),
    ("Veltia demanded the withdrawal of Ostmark's forces.", ["Veltia"], ["Ostmark's forces"]),
]


@pytest.mark.parametrize(("text", "by", "to"), CASES)
def test_parties_as_written(text: str, by: list[str], to: list[str]) -> None:
    move = read(text)[0]
    assert (move.by, move.to) == (by, to)


def test_those_who_act_together_are_all_actors() -> None:
    (move,) = read("Veltia and Ostmark signed a treaty in Tarvek.")
    assert (move.by, move.to, move.mark.reciprocal) == (["Veltia", "Ostmark"], [], True)


def test_a_participle_has_the_subject_of_the_main_verb() -> None:
    found = read("The militia attacked the village, kidnapping three farmers, and left, threatening to return.")
    assert [(move.type, move.by) for move in found] == [("ASSAULT", ["The militia"]), ("THREATEN", ["The militia"])]


def test_a_subject_after_after() -> None:
    found = read("Ostmark freed the sailors four days after Veltia arrested the mayor.")
    assert [(move.type, move.by) for move in found] == [("RETREAT", ["Ostmark"]), ("COERCE", ["Veltia"])]


@pytest.mark.parametrize("text", ["The bridge supports the road.", "The report condemned the delay of the ferry."])
def test_things_make_no_moves(text: str) -> None:
    assert all(move.by == [] for move in read(text))
