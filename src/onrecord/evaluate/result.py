"""What an evaluation tells: plain frozen measures, ready for a table or JSON."""

from dataclasses import dataclass
from typing import Literal

import msgspec

Unit = Literal["reports", "sentences", "passages", "documents"]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure. Shares run from 0 to 1.

    `what` says what `value` is: an F1, a plain mean of F1 over classes, or the share of `gold` that was found.
    `found` counts gold entries that a prediction matched (recall's numerator), `right` predictions that a gold entry
    matched (precision's). `interval` is the 95 % percentile bootstrap of `value`, where one was drawn.
    """

    name: str
    part: str = "all"
    what: Literal["F1", "mean F1", "share"]
    value: float
    precision: float | None = None
    recall: float | None = None
    found: int
    right: int
    predicted: int
    gold: int
    interval: tuple[float, float] | None = None


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """All measures of one kind on one gold file.

    `unread` holds the ids of gold texts that could not be read: they count as read with nothing found.
    """

    kind: str
    gold: str
    unit: Unit
    size: int
    measures: tuple[Measure, ...]
    unread: tuple[str, ...] = ()

    def find(self, name: str, part: str = "all") -> Measure:
        """The measure of this name and part. Raises `KeyError` when there is none."""
        for measure in self.measures:
            if measure.name == name and measure.part == part:
                return measure
        raise KeyError(f"{name} {part}")


@dataclass
class Tally:
    """Counts on both sides, added up while scoring.

    >>> tally = Tally()
    >>> tally.add(hits=1, predicted=2, gold=4)
    >>> tally.precision, tally.recall, round(tally.f1, 3)
    (0.5, 0.25, 0.333)
    """

    found: int = 0
    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, *, hits: int, predicted: int, gold: int) -> None:
        """Count `hits` matches among so many predictions and gold entries."""
        self.found += hits
        self.right += hits
        self.predicted += predicted
        self.gold += gold

    def join(self, other: "Tally") -> None:
        """Count what another tally counted too."""
        self.found += other.found
        self.right += other.right
        self.predicted += other.predicted
        self.gold += other.gold

    @property
    def counts(self) -> tuple[int, int, int]:
        """Gold entries found, predictions, gold entries: what one text adds to a bootstrap."""
        return self.found, self.predicted, self.gold

    def ask(self, is_right: bool) -> None:
        """Count one gold entry that asks a question, and whether it was answered right."""
        self.add(hits=int(is_right), predicted=1, gold=1)

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 without predictions."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold entries that were found; 0 without gold entries."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        return harmonic(self.precision, self.recall)

    def measure(self, name: str, part: str = "all", interval: tuple[float, float] | None = None) -> Measure:
        """The F1 of these counts."""
        return Measure(
            name=name,
            part=part,
            what="F1",
            value=self.f1,
            precision=self.precision,
            recall=self.recall,
            found=self.found,
            right=self.right,
            predicted=self.predicted,
            gold=self.gold,
            interval=interval,
        )

    def share(self, name: str, part: str = "all", interval: tuple[float, float] | None = None) -> Measure:
        """The share of the gold entries that were found."""
        return Measure(
            name=name,
            part=part,
            what="share",
            value=self.recall,
            found=self.found,
            right=self.right,
            predicted=self.predicted,
            gold=self.gold,
            interval=interval,
        )


def harmonic(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_f1(name: str, tallies: list[Tally], interval: tuple[float, float] | None = None) -> Measure:
    """Plain mean of F1 over the classes that gold holds; the counts are numbers of classes."""
    held = [t for t in tallies if t.gold]
    value = sum(t.f1 for t in held) / len(held) if held else 0.0
    return Measure(
        name=name, what="mean F1", value=value, found=0, right=0, predicted=0, gold=len(held), interval=interval
    )
