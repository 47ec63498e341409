"""How far the machine and the people who looked at its entries agree, and people with each other.

An entry counts once a person has accepted, corrected, rejected or added it. Of one that was corrected, the fields that
were left as they are count as agreed to. Measures, by kind of entry:

`entry`         share of the entries in which both have the entry: not those rejected (the machine's alone) or added
                (the person's alone).
a field         share of the entries that both have in which it has the same value: the same actors, the same passages,
                the same word.

For fields of a closed vocabulary also Krippendorff's alpha, which takes out the agreement that chance would bring.
Between people, the same over entries that two or more looked at, each as it stood when that one had last looked at it:
what somebody leaves as another has corrected it is agreed to. Every pair of people counts once.

Corrections that are undone, or detached from the present reading, count for nothing. Intervals: 95 % percentile
bootstrap over reports, always drawn with the same seed.
"""

import random
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.evaluate.alpha import Coincidences, alpha_of, coincidences
from onrecord.evaluate.bootstrap import ROUNDS, SEED
from onrecord.record.correct import apply
from onrecord.record.correction import Correction
from onrecord.record.fields import ACTOR, MOVE, STATEMENT, Entry, compared, kind_of
from onrecord.record.parts import Record

Between = Literal["machine and person", "persons"]
Floats = NDArray[np.float64]
Key = tuple[Between, str, str]
"""Between whom, kind of entry, field."""

ENTRY = "entry"
FIELDS: dict[str, tuple[str, ...]] = {
    "statement": (*STATEMENT, "layer"),
    "move": (*(field for field in MOVE if field not in ("trigger", "span")), "layer"),
    "actor": tuple(ACTOR),
}
NOMINAL = {
    "statement": frozenset(("kind", "layer")),
    "move": frozenset(("type", "mode", "status", "layer")),
    "actor": frozenset(("kind", "country", "sector")),
}
"""Fields that take a word of a closed vocabulary."""
_TAIL = 0.025


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: `same` of `compared` pairs of values agree; `share` is their quotient, `interval` its bootstrap (None
    for a single report).

    `alpha` (and `alpha_interval`) are None for fields that take no word of a closed vocabulary, and where no two values
    differ, so that chance has no say.
    """

    between: Between
    kind: str
    field: str
    compared: int
    same: int
    share: float
    interval: tuple[float, float] | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None


class Agreements(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one record: how many reports and entries somebody has looked at, and who they are."""

    record: str
    reports: int
    entries: int
    authors: tuple[str, ...]
    detached: int
    measures: tuple[Agreement, ...]


class _Report(msgspec.Struct):
    """What one report adds: for each measure its units, each with the values given by those who looked."""

    units: dict[Key, list[tuple[Hashable, ...]]]
    entries: int
    authors: frozenset[str]
    detached: int


def agreement(name: str, corrected: Iterable[tuple[Record, Sequence[Correction]]]) -> Agreements:
    """Agreement over reports with corrections, each with the machine's own reading; `name` stands for the record."""
    reports = [_report(machine, found) for machine, found in corrected]
    reports = [one for one in reports if one.entries or one.detached]
    keys = sorted({key for one in reports for key in one.units}, key=_order)
    draws = _draws(len(reports))
    return Agreements(
        record=name,
        reports=sum(1 for one in reports if one.entries),
        entries=sum(one.entries for one in reports),
        authors=tuple(sorted({author for one in reports for author in one.authors})),
        detached=sum(one.detached for one in reports),
        measures=tuple(_measure(key, [one.units.get(key, []) for one in reports], draws) for key in keys),
    )


def _order(key: Key) -> tuple[int, int, int]:
    between, kind, field = key
    return between != "machine and person", list(FIELDS).index(kind), (ENTRY, *FIELDS[kind]).index(field)


def _report(machine: Record, corrections: Sequence[Correction]) -> _Report:
    live = [one for one in corrections if one.undone is None]
    applied = apply(machine, live)
    standing = [one for one in live if one.number in applied.entries]
    units: dict[Key, list[tuple[Hashable, ...]]] = {}
    before, after = _entries(machine), _entries(applied.record)
    looked_at = dict.fromkeys(applied.entries[one.number] for one in standing)
    for id_ in looked_at:
        _compare(units, "machine and person", [before.get(id_), after.get(id_)])
    authors = {one.author for one in standing}
    if len(authors) > 1:
        seen = _Seen(machine, live)
        for id_ in looked_at:
            last = {one.author: one.number for one in standing if applied.entries[one.number] == id_}
            if len(last) > 1:
                _compare(units, "persons", [seen.entry(id_, number) for _, number in sorted(last.items())])
    return _Report(units, len(looked_at), frozenset(authors), len(applied.detached))


class _Seen:
    """The entries of a report as they stood once a correction was made."""

    def __init__(self, machine: Record, corrections: Sequence[Correction]) -> None:
        self._machine = machine
        self._corrections = corrections
        self._after: dict[int, dict[str, Entry]] = {}

    def entry(self, id_: str, number: int) -> Entry | None:
        """The entry after the correction of this number; None where it was then rejected."""
        if number not in self._after:
            record = apply(self._machine, [one for one in self._corrections if one.number <= number]).record
            self._after[number] = _entries(record)
        return self._after[number].get(id_)


def _entries(record: Record) -> dict[str, Entry]:
    every: tuple[Entry, ...] = (*record.statements, *record.moves, *record.actors)
    return {entry.id: entry for entry in every}


def _compare(units: dict[Key, list[tuple[Hashable, ...]]], between: Between, sides: Sequence[Entry | None]) -> None:
    held = [entry for entry in sides if entry is not None]
    if not held:
        return
    kind = kind_of(held[0])
    units.setdefault((between, kind, ENTRY), []).append(tuple(entry is not None for entry in sides))
    if len(held) > 1:
        for field in FIELDS[kind]:
            units.setdefault((between, kind, field), []).append(tuple(compared(entry, field) for entry in held))


def _measure(key: Key, reports: Sequence[Sequence[tuple[Hashable, ...]]], draws: Floats) -> Agreement:
    between, kind, field = key
    pairs = np.array([_pairs(units) for units in reports], np.float64)
    same, all_ = pairs.sum(axis=0)
    drawn = draws @ pairs
    several = np.count_nonzero(pairs[:, 1]) > 1
    tables = [coincidences(units) for units in reports] if field in NOMINAL[kind] else []
    alpha = alpha_of(_sum(tables))
    return Agreement(
        between=between,
        kind=kind,
        field=field,
        compared=int(all_),
        same=int(same),
        share=float(same / all_),
        interval=_middle(drawn[:, 0], drawn[:, 1]) if several else None,
        alpha=alpha,
        alpha_interval=_alphas(tables, draws) if several and alpha is not None else None,
    )


def _pairs(units: Iterable[Sequence[Hashable]]) -> tuple[int, int]:
    """How many pairs of values within one unit are the same, and how many there are."""
    every = [one == other for values in units for one, other in combinations(values, 2)]
    return sum(every), len(every)


def _sum(tables: Iterable[Coincidences]) -> Coincidences:
    total: Coincidences = {}
    for table in tables:
        for pair, count in table.items():
            total[pair] = total.get(pair, 0.0) + count
    return total


def _alphas(tables: Sequence[Coincidences], draws: Floats) -> tuple[float, float]:
    """The interval of alpha: the formula of alpha.py for all draws at once."""
    pairs = list(_sum(tables))
    values = list(dict.fromkeys(one for one, _ in pairs))
    counts = draws @ np.array([[table.get(pair, 0.0) for pair in pairs] for table in tables])
    totals = counts @ np.array([[float(one == value) for value in values] for one, _ in pairs])
    agreed = counts @ np.array([float(one == other) for one, other in pairs])
    n = totals.sum(axis=1)
    expected = n * n - (totals * totals).sum(axis=1)
    return _middle(expected - (n - 1) * (n - agreed), expected)


def _middle(parts: Floats, wholes: Floats) -> tuple[float, float]:
    """The middle 95 % of the quotients; draws in which there is nothing to divide by say nothing."""
    some = wholes > 0
    values = np.sort(parts[some] / wholes[some])
    return float(values[int(_TAIL * len(values))]), float(values[min(len(values) - 1, int((1 - _TAIL) * len(values)))])


def _draws(size: int) -> Floats:
    """How often each report is drawn in each round."""
    chance = random.Random(SEED)
    draws = np.zeros((ROUNDS, size))
    for row in draws:
        np.add.at(row, chance.choices(range(size), k=size), 1.0)
    return draws
