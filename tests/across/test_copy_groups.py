"""Groups around their origins, as reports arrive in this order or that."""

from itertools import permutations

import pytest

from onrecord.across.copies import Arrival
from onrecord.across.copy_groups import CopyGroups
from onrecord.record.parts import Record
from tests.made_copies import OWN, WIRE, report, wire


def tied(*records: Record) -> dict[str | None, tuple[str | None, str]]:
    """The ties after these reports came in this order, by given id."""
    arrivals = {n: Arrival(n, record.report) for n, record in enumerate(records, 1)}
    groups = CopyGroups(lambda numbers: [arrivals[n] for n in numbers], [])
    for number in arrivals:
        groups.place(number, range(1, number))
    ties = [tie for n in arrivals if (tie := groups.tie_of(n))]
    given = {n: arrival.report.given_id for n, arrival in arrivals.items()}
    assert {tie.report for tie in ties} & {tie.origin for tie in ties} == set()
    return {given[tie.report]: (given[tie.origin], tie.kind) for tie in ties}


NORTH = report("north", *WIRE[1:4], published="2031-05-05")
SOUTH = report("south", OWN[0], *WIRE[1:], published="2031-05-06")
SECOND = report("wire 2", *WIRE, OWN[2], publisher="Orrery Wire", published="2031-05-05")
OTHER = report("other", *OWN)


@pytest.mark.parametrize("order", list(permutations(range(5))))
def test_the_order_of_arrival_does_not_matter_where_days_differ(order: tuple[int, ...]) -> None:
    records = [wire(), NORTH, SOUTH, SECOND, OTHER]
    assert tied(*(records[n] for n in order)) == {
        "north": ("wire", "copy"),
        "south": ("wire", "copy"),
        "wire 2": ("wire", "version"),
    }


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_on_one_day_the_credited_agency_is_the_origin_whenever_it_comes(order: tuple[int, ...]) -> None:
    credited = report("north", *WIRE[1:], "With information from Orrery Wire")
    records = [credited, report("south", *WIRE[1:]), wire()]
    assert tied(*(records[n] for n in order)) == {"north": ("wire", "copy"), "south": ("wire", "copy")}


def test_a_late_witness_makes_a_copy_the_origin() -> None:
    unsigned = report("w", *WIRE[1:], publisher="Orrery Wire")
    witness = report("north", *WIRE[1:], "With information from Orrery Wire")
    assert tied(report("south", *WIRE[1:]), unsigned, witness) == {"south": ("w", "copy"), "north": ("w", "copy")}


def test_a_copy_of_what_only_a_later_version_has_goes_back_to_the_first() -> None:
    longer = report("wire 2", *WIRE[:3], *OWN, publisher="Orrery Wire", published="2031-05-05")
    late = report("north", *OWN[1:], published="2031-05-06")
    first = report("wire 1", *WIRE[:3], publisher="Orrery Wire")
    assert tied(first, longer, late) == {"wire 2": ("wire 1", "version"), "north": ("wire 1", "copy")}


def test_two_unlike_reports_inside_a_third_stay_apart() -> None:
    both = report("both", *WIRE, *OWN, published="2031-05-05")
    assert tied(wire(), OTHER, both).keys() == {"both"}
    assert tied(both, wire(), OTHER).keys() == {"both"}


def test_a_copy_without_its_origin_that_two_share_is_its_own() -> None:
    # The third has only what the second added to the first.
    second = report("second", *WIRE, *OWN, published="2031-05-05")
    third = report("third", *OWN, published="2031-05-06")
    assert tied(wire(), second, third) == {"second": ("wire", "copy")}
