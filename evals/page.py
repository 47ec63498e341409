"""docs/quality.md from what was measured (docs/quality.json): the page is written by this and never by hand."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from evals import yardsticks
from evals.confusion import Confusion
from onrecord.evaluate.result import Evaluation, Measure


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """How fast: words per second of CPU time in one process, and the time until a fresh process has read one report.

    `load_seconds` is the time until the model is ready, `peak_mib` the most memory for one report; `spacy_pace` and
    `ratio` are of a bare spaCy pass in the same run, None where there was none.
    """

    words: int
    texts: int
    cpu_seconds: float
    first_words: int
    first_wall_seconds: float
    first_cpu_seconds: float
    load_seconds: float | None = None
    peak_mib: int | None = None
    spacy_pace: int | None = None
    ratio: float | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One set of measures with the day, version, models (SHA-256 by name; empty: not noted) and machine they are of."""

    measured: str
    version: str
    machine: str
    evaluations: tuple[Evaluation, ...] = ()
    words: int | None = None
    models: dict[str, str] = {}
    speed: Speed | None = None
    confusion: Confusion = ()


Name = Literal["own", "sentences", "polnear", "plover", "wikinews", "gap", "gum", "speed"]

Sections = dict[Name, Section]

HEAD = """\
# Quality

This page is written by `make quality` from `docs/quality.json`; do not edit it. Each section says when and with which
version it was measured. All figures are per cent unless they say otherwise.
"""

GUIDE = """\
## How to read these figures

- **Our own reports** are invented news in many styles, labelled by us while the reader was being built. They guard
  against falling back (CI fails below the floors in `evals/floors.json`); they are not a promise for other news.
- **Dev sets** are real news that the reader's rules were improved on; the model's chances were fitted on PolNeAR dev.
  Expect lower figures on news that nobody looked at. The yardsticks of other tools below were measured on test sets
  kept back from development; **our figures here are on dev sets**, so set side by side they flatter us.
- **Attribution** asks for half the content (in letters) *and* the source in its place. **Content** asks for the content
  alone. Direct quotations are the easy kind, indirect ones the hard one: two people agree on 66 % of those.
- **Moves** on PLOVER are single clean sentences of 1980-2005, nearly all with exactly one event; the figures on whole
  reports are nearer to daily use, and lower. With so few sentences the interval matters more than the last digit.
- Of **status, layer, actor** the share is over moves that were found; of **speaker** and **voucher** over all that gold
  holds. A status accuracy says little where nearly everything has happened: look at the status by itself.
- Every measure is defined at the head of its file in `src/onrecord/evaluate/`. Score your own labelled reports with
  `onrecord evaluate`; see single errors with `python -m evals.errors`.
"""

SENTENCES = """\
Invented sentences in all styles, written apart and before any training (`training/moves/test.txt`), a third of them
without a move. **False moves** are those found per sentence that holds none. Of **layer** and **voucher** the share is
over moves that were found; a voucher is right where the source of its statement, or whom it means, is the one that gold
names, or where neither has one.

![Types of moves: rows as labelled, columns as found](moves-confusion.svg)
"""

_ATTRIBUTIONS = (
    *(("attribution", part) for part in ("all", "direct", "mixed", "indirect")),
    *(("content", "all"), ("content-exact", "all"), ("source-accuracy", "all"), ("full", "all")),
    *(("fragment", part) for part in ("source", "cue", "content")),
)
_MOVES = (
    *("type", "type.macro", "exact", "quad", "quad.macro", "actor.overlap", "recipient.overlap"),
    *("actor.code", "recipient.code", "dyad_text", "undirected_text", "dyad_code"),
)


COREFERENCE: tuple[tuple[Name, str], ...] = (
    ("gap", "GAP validation: which of two names an ambiguous pronoun means"),
    ("gum", "GUM dev: whom third-person pronouns of people mean"),
)


def render(sections: Sections) -> str:
    """The whole page."""
    parts = [HEAD, GUIDE]
    if own := sections.get("own"):
        size = own.evaluations[0].size
        parts += [f"## Our own labelled reports\n\n{size} reports, {own.words:,} words. {_when(own)}\n"]
        parts += [_evaluation(e) for e in own.evaluations]
    if sentences := sections.get("sentences"):
        parts += [f"## Our own sentences with moves: the test part\n\n{_size(sentences)} {_when(sentences)}\n"]
        parts += [SENTENCES, *map(_evaluation, sentences.evaluations)]
    if polnear := sections.get("polnear"):
        parts += [f"## PolNeAR dev: attributions in political news\n\n{_size(polnear)} {_when(polnear)}\n"]
        parts += [*map(_evaluation, polnear.evaluations), _beside(yardsticks.ATTRIBUTIONS)]
    if plover := sections.get("plover"):
        parts += [f"## PLOVER gold sentences, dev half: moves\n\n{_size(plover)} {_when(plover)}\n"]
        parts += [*map(_evaluation, plover.evaluations), _beside(yardsticks.MOVES)]
    if wikinews := sections.get("wikinews"):
        parts += [f"## Wikinews: whole reports of another outlet\n\n{_size(wikinews)} {_when(wikinews)}\n"]
        parts += [
            *map(_evaluation, wikinews.evaluations),
            "Other tools on the same reports:\n",
            yardsticks.OTHER_NEWS,
            "",
        ]
    for name, title in COREFERENCE:
        if section := sections.get(name):
            parts += [f"## {title}\n\n{_size(section)} {_when(section)}\n", *map(_evaluation, section.evaluations)]
    if (speed := sections.get("speed")) and speed.speed:
        parts += [_speed(speed, speed.speed)]
    return "\n".join(parts).rstrip() + "\n"


def _when(section: Section) -> str:
    return f"Measured {section.measured} with onrecord {section.version}."


def _size(section: Section) -> str:
    first = section.evaluations[0]
    return f"{first.size} {first.unit}, {section.words:,} words."


def _beside(table: str) -> str:
    return f"Other tools, on the **kept-back test**, not on this dev set:\n\n{table}\n"


def _evaluation(evaluation: Evaluation) -> str:
    unread = f"Could not be read: {', '.join(evaluation.unread)}.\n" if evaluation.unread else ""
    measures = list(_shown(evaluation))
    lines = ["| measure | part | value | P | R | 95 % interval | found / gold |", "|---|---|--:|--:|--:|---|--:|"]
    lines += [_line(m) for m in measures]
    return f"**{evaluation.kind.capitalize()}**\n\n" + "\n".join(lines) + f"\n{unread}"


def _shown(evaluation: Evaluation) -> Iterable[Measure]:
    held = {(m.name, m.part): m for m in evaluation.measures}
    if evaluation.kind == "attributions":
        return [held[key] for key in _ATTRIBUTIONS]
    if evaluation.kind == "moves" and ("type", "all") in held:
        types = [m for m in evaluation.measures if m.name == "type" and m.part != "all" and m.gold]
        return [held[name, "all"] for name in _MOVES if (name, "all") in held] + types
    return evaluation.measures


def _line(m: Measure) -> str:
    def cent(value: float | None) -> str:
        return "" if value is None else f"{100 * value:.1f}"

    interval = f"{cent(m.interval[0])} to {cent(m.interval[1])}" if m.interval else ""
    counts = f"{m.gold} classes" if m.what == "mean F1" else f"{m.found} / {m.gold}"
    return f"| {m.name} | {m.part} | {cent(m.value)} | {cent(m.precision)} | {cent(m.recall)} | {interval} | {counts} |"


def _speed(section: Section, speed: Speed) -> str:
    rate = speed.words / speed.cpu_seconds
    return f"""\
## Speed

{_when(section)} {section.machine}.

- **{rate:,.0f} words per CPU-second** in one process: {speed.words:,} words of {speed.texts} reports from text to
  record, in {speed.cpu_seconds:.1f} s of CPU time, starting up left out.
- **{speed.first_wall_seconds:.2f} s to the first result** (CPU {speed.first_cpu_seconds:.2f} s): a fresh process that
  reads one report of {speed.first_words} words and prints its record; the middle of five runs.
{_beside_spacy(speed)}
Other tools, measured on another machine of two cores, with AVX-512; pace depends on the processor:

{yardsticks.SPEED}
"""


def _beside_spacy(speed: Speed) -> str:
    lines = []
    if speed.load_seconds is not None:
        lines.append(
            f"- **{speed.load_seconds:.2f} s** to load the model, **{speed.peak_mib} MiB** at most for one report.\n"
        )
    if speed.ratio is not None:
        lines.append(
            "- A bare spaCy pass (en_core_web_sm, the whole pipeline) over the same texts in the same run reads\n"
            f"  {speed.spacy_pace:,} words per CPU-second: onrecord's pace is **{speed.ratio:.2f}** of that\n"
            "  (`make quality`, the middle of runs in turn).\n"
        )
    return "".join(lines)
