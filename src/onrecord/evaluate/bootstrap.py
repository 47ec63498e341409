"""95 % percentile bootstrap over sentences, always drawn with the same seed."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from onrecord.evaluate.result import harmonic

ROUNDS = 1000
SEED = 1
_TAIL = 0.025

Column = list[tuple[int, int, int, int]]
"""The sentences that a measure counts in: number, hits, predicted, gold."""


def intervals(
    sentences: Sequence[Mapping[tuple[str, str], tuple[int, int, int]]],
    names: Collection[str],
    shares: Collection[str] = (),
    rounds: int = ROUNDS,
) -> dict[str, tuple[float, float]]:
    """The interval of each measure named, given what each sentence adds to it.

    A name ending in `.macro` is the mean of F1 over the parts of the measure before the dot; those in `shares` are
    shares of gold, the others F1. A round in which no sentence counts for a measure adds nothing to it.
    """
    columns: dict[tuple[str, str], Column] = {}
    for number, sentence in enumerate(sentences):
        for key, counts in sentence.items():
            columns.setdefault(key, []).append((number, *counts))
    parts = {n: [c for k, c in columns.items() if k[0] == n and k[1] != "all"] for n in map(_label, names)}
    draws: dict[str, list[float]] = {}
    chance = random.Random(SEED)
    for _ in range(rounds):
        times = Counter(chance.choices(range(len(sentences)), k=len(sentences)))
        for name in names:
            value = (
                _mean_f1(parts[_label(name)], times)
                if name.endswith(".macro")
                else _value(columns.get((name, "all"), []), times, name in shares)
            )
            if value is not None:
                draws.setdefault(name, []).append(value)
    return {name: _middle(values) for name, values in draws.items()}


def _label(name: str) -> str:
    return name.removesuffix(".macro")


def _middle(values: list[float]) -> tuple[float, float]:
    values.sort()
    return values[int(_TAIL * len(values))], values[min(len(values) - 1, int((1 - _TAIL) * len(values)))]


def _sums(column: Column, times: Counter[int]) -> tuple[int, int, int, int]:
    hits = predicted = gold = drawn = 0
    for number, h, p, g in column:
        if n := times.get(number):
            drawn += n
            hits += n * h
            predicted += n * p
            gold += n * g
    return hits, predicted, gold, drawn


def _value(column: Column, times: Counter[int], share: bool) -> float | None:
    hits, predicted, gold, drawn = _sums(column, times)
    if not drawn:
        return None
    recall = hits / gold if gold else 0.0
    return recall if share else harmonic(hits / predicted if predicted else 0.0, recall)


def _mean_f1(columns: list[Column], times: Counter[int]) -> float:
    values = [
        harmonic(hits / predicted if predicted else 0.0, hits / gold)
        for hits, predicted, gold, _ in (_sums(c, times) for c in columns)
        if gold
    ]
    return sum(values) / len(values) if values else 0.0
