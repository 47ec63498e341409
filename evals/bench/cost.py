"""What a million and a hundred million reports would cost, reckoned from what was measured by stated assumptions.

Two runs of as many reports of two lengths give the CPU time of a word and of a report (and the bytes of both) as the
two unknowns of two equations. What keeping a report costs grows with the record: by as much with every tenfold as from
10,000 to 100,000. One process writes to a record; reading and what else is not keeping spreads over the cores as well
as it did over two.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

WANTED = (1_000_000, 100_000_000)
WORDS = 500
CORES = (2, 64)


class Cost(NamedTuple):
    """For so many reports: CPU hours of reading and of keeping, wall hours by number of cores, bytes on disk."""

    reports: int
    reading: float
    keeping: float
    wall: dict[int, float]
    disk: float


class Basis(NamedTuple):
    """What the reckoning rests on: CPU seconds and bytes of a word and of a report, growth by tenfold, efficiency."""

    second_a_word: float
    second_a_report: float
    growth: float
    bytes_a_word: float
    bytes_a_report: float
    efficiency: float
    at: int


def basis(scale: Sequence[dict[str, Any]], workers: Sequence[dict[str, Any]]) -> Basis | None:
    """What can be reckoned from; None where too little was measured."""
    held = {(one["reports"], one["words_each"]): one for one in scale}
    lengths = sorted({words for _, words in held})
    both = [reports for reports, _ in held if all((reports, words) in held for words in lengths)]
    ratio = next((one["ratio"] for one in workers if one["command"] == "add"), None)
    if len(lengths) < 2 or not both or ratio is None:
        return None
    at, few, many = max(both), lengths[0], lengths[-1]
    short, long = held[at, few], held[at, many]
    largest = held[max(reports for reports, words in held if words == few), few]
    word = (long["cpu"] - short["cpu"]) / at / (many - few)
    octets = (long["bytes"] - short["bytes"]) / at / (many - few)
    tenfolds = math.log10(largest["reports"] / at)
    grown = largest["cpu"] / largest["reports"] - short["cpu"] / at
    return Basis(
        second_a_word=word,
        second_a_report=short["cpu"] / at - few * word,
        growth=max(0.0, grown / tenfolds) if tenfolds else 0.0,
        bytes_a_word=octets,
        bytes_a_report=short["bytes"] / at - few * octets,
        efficiency=min(1.0, ratio / 2),
        at=at,
    )


def cost(of: Basis, reports: int) -> Cost:
    """What so many reports of `WORDS` words cost.

    >>> one = cost(Basis(0.001, 0.01, 0.0, 10.0, 1000.0, 1.0, 1000), 3600)
    >>> round(one.reading, 3), round(one.keeping, 3), {n: round(t, 3) for n, t in one.wall.items()}
    (0.5, 0.01, {2: 0.255, 64: 0.01})
    """
    reading = reports * WORDS * of.second_a_word / 3600
    keeping = reports * (of.second_a_report + of.growth * max(0.0, math.log10(reports / of.at))) / 3600
    wall = {cores: max(keeping, (reading + keeping) / (cores * of.efficiency)) for cores in CORES}
    return Cost(reports, reading, keeping, wall, reports * (of.bytes_a_report + WORDS * of.bytes_a_word))
