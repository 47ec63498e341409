"""The figures of quality that this release was measured at, as they ship with it (`measured.json`).

The file is written by the command that writes the quality page (`python -m evals.quality`) from the same measurements,
never by hand.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: `value` and its 95 % bootstrap `interval` (None: none was drawn) are shares from 0 to 1.

    `label` says what is counted, `what` whether it is an F1, a mean of F1 over classes or a share; `of` is the number
    of labelled entries (of classes for a mean).
    """

    label: str
    what: Literal["F1", "mean F1", "share"]
    value: float
    interval: tuple[float, float] | None
    of: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The figures on one set of labelled texts, with the version and the models that reached them on a day.

    `about` says what the set is and how far it is apart from what onrecord was developed on. `models` is empty where
    they were not noted: then the figures are of no reader that is known.
    """

    set: str
    about: str
    size: int
    unit: str
    words: int
    measured: str
    version: str
    models: dict[str, str]
    figures: tuple[Figure, ...]

    def are_of(self, version: str, models: Mapping[str, str]) -> bool:
        """Whether a reader is the one that was measured: the same version, with every model that was noted."""
        return bool(self.models) and self.version == version and self.models.items() <= models.items()


@cache
def measured() -> tuple[Measured, ...]:
    """All sets that were measured.

    >>> all(0 <= figure.value <= 1 for one in measured() for figure in one.figures)
    True
    """
    line = resources.files("onrecord.views").joinpath("measured.json").read_bytes()
    return msgspec.json.decode(line, type=tuple[Measured, ...])
