"""Krippendorff's alpha for nominal data: agreement beyond chance between any number of coders, with values missing.

After K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections B and C. A unit is one thing with
the values that coders gave it; a unit with fewer than two counts for nothing. o_ck sums, over the units, the ordered
pairs of values c and k in one unit, divided by one less than the unit's values; n_c sums o_ck over k, and n the n_c:

    alpha = 1 - (n - 1) * (n - sum of o_cc) / (n * n - sum of n_c * n_c)
"""

from collections.abc import Hashable, Iterable, Sequence

Coincidences = dict[tuple[Hashable, Hashable], float]


def coincidences(units: Iterable[Sequence[Hashable]]) -> Coincidences:
    """How often two values stand in one unit, each pair both ways; in shares where a unit has more than two.

    >>> sorted(coincidences([("a", "a"), ("a", "b")]).items())
    [(('a', 'a'), 2.0), (('a', 'b'), 1.0), (('b', 'a'), 1.0)]
    """
    found: Coincidences = {}
    for values in units:
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    found[one, other] = found.get((one, other), 0.0) + 1 / (len(values) - 1)
    return found


def alpha_of(found: Coincidences) -> float | None:
    """Alpha from coincidences: 1 for full agreement, 0 for that of chance; None where no two values differ or meet.

    >>> round(alpha_of(coincidences([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])), 3)
    0.533
    """
    totals: dict[Hashable, float] = {}
    for (one, _), count in found.items():
        totals[one] = totals.get(one, 0.0) + count
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if expected <= 0:
        return None
    agreed = sum(count for (one, other), count in found.items() if one == other)
    return 1 - (n - 1) * (n - agreed) / expected
