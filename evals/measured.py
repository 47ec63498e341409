"""Which of the measured figures ship with the package, for `onrecord methods`: chosen and named here, never typed."""

from pathlib import Path

import msgspec

from evals.page import Name, Section, Sections
from onrecord.evaluate.result import Measure
from onrecord.views.measured import Figure, Measured

PLACE = Path(__file__).parents[1] / "src" / "onrecord" / "views" / "measured.json"

_SETS: tuple[tuple[Name, str, str], ...] = (
    ("polnear", "PolNeAR dev", "attributions in political news; a development set"),
    ("wikinews", "Wikinews", "whole reports of another outlet; a development set"),
    ("plover", "PLOVER gold sentences, dev half", "moves in single sentences of 1980 to 2005; a development set"),
    ("sentences", "onrecord's own sentences", "invented, in many styles, written before any training"),
    ("gum", "GUM dev", "pronouns of people; a development set"),
    ("own", "onrecord's own reports", "invented, in many styles, labelled while the reader was being built"),
)

_FIGURES: tuple[tuple[str, str, str, str], ...] = (
    ("attributions", "attribution", "all", "statements with their source"),
    ("attributions", "attribution", "direct", "direct statements with their source"),
    ("attributions", "attribution", "mixed", "mixed statements with their source"),
    ("attributions", "attribution", "indirect", "indirect statements with their source"),
    ("reports", "speaker.found", "all", "speakers of the statements found"),
    ("reports", "moves", "all", "moves"),
    ("moves", "type", "all", "moves by type"),
    ("moves", "actor.overlap", "all", "who makes a move"),
    ("moves", "recipient.overlap", "all", "to whom a move is made"),
    ("reports", "status", "all", "status of the moves found"),
    ("status", "status", "all", "status of the moves found"),
    ("reports", "layer", "all", "layer of the moves found"),
    ("sentences", "layer", "all", "layer of the moves found"),
    ("reports", "voucher", "all", "on whose word a move stands"),
    ("sentences", "voucher", "all", "on whose word a move found stands"),
    ("coreference", "pronouns", "all", "whom a pronoun means"),
)
"""Kind of evaluation, measure, part, and what it counts, in the words of somebody who has not read the scorers."""


def shipped(sections: Sections) -> tuple[Measured, ...]:
    """What ships of all that was measured, set by set."""
    return tuple(_set(sections[name], title, about) for name, title, about in _SETS if name in sections)


def write(sections: Sections) -> None:
    """Put it into the package."""
    PLACE.write_bytes(msgspec.json.format(msgspec.json.encode(shipped(sections)), indent=1) + b"\n")


def _set(section: Section, title: str, about: str) -> Measured:
    first = section.evaluations[0]
    figures: dict[str, Figure] = {}
    for kind, name, part, label in _FIGURES:
        for measure in (m for e in section.evaluations if e.kind == kind for m in e.measures):
            if (measure.name, measure.part) == (name, part) and measure.gold:
                figures.setdefault(label, _figure(measure, label))
    return Measured(
        set=title,
        about=about,
        size=first.size,
        unit=first.unit,
        words=section.words or 0,
        measured=section.measured,
        version=section.version,
        models=section.models,
        figures=tuple(figures.values()),
    )


def _figure(measure: Measure, label: str) -> Figure:
    return Figure(label=label, what=measure.what, value=measure.value, interval=measure.interval, of=measure.gold)
