"""What can be asked of a record that is answered with rows: each question once, for every door."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from onrecord.errors import UsageError
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.appearances import ActorAppearance, appearances
from onrecord.views.corrections import CorrectionRow, corrections
from onrecord.views.dealings import dealings
from onrecord.views.ledger import LedgerRow, QuestionRow, contradictions, ledger
from onrecord.views.moves import MoveRow, moves
from onrecord.views.network import NetworkRow, network
from onrecord.views.occurrences import OccurrenceRow, occurrences
from onrecord.views.search import SearchRow, search
from onrecord.views.statements import StatementRow, statements
from onrecord.views.stories import Coverage, StoryRow, coverage, stories
from onrecord.views.timeline import TimelineRow, timeline


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the filters, `words` to search for, `clock` and dates (`dated`) of a timeline.

    `pair` and `actor` name by their ids whose dealings of a network, or appearances, are asked for; `only` is the id of
    the one whose pairs of a network are.
    """

    filters: Filters = Filters()
    words: str = ""
    clock: str = "happened"
    dated: str = ""
    only: str = ""
    pair: str = ""
    actor: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question: the kind of row it is answered with, what else than filters it takes, and how it is answered.

    `filters` names the filters that make sense for it, as `onrecord.store.filters.APPLY` does; None: none do.
    """

    row: type[msgspec.Struct]
    answer: Callable[[RecordStore, Ask], Iterator[Any]]
    summary: str
    filters: str | None = None
    takes: tuple[str, ...] = ()


def _filtered(
    row: type[msgspec.Struct], view: Callable[[RecordStore, Filters], Iterator[Any]], summary: str, filters: str
) -> Question:
    return Question(row=row, answer=lambda store, ask: view(store, ask.filters), summary=summary, filters=filters)


QUESTIONS: dict[str, Question] = {
    "statements": _filtered(StatementRow, statements, "Who said what, oldest report first.", "statements"),
    "moves": _filtered(MoveRow, moves, "Who did what to whom, and on whose word.", "moves"),
    "actors": _filtered(ActorRow, actors, "Who appears, those in most reports first.", "actors"),
    "appearances": Question(
        row=ActorAppearance,
        answer=lambda store, ask: appearances(store, ask.actor, ask.filters),
        summary="In which reports an actor appears, and as whom, oldest first.",
        filters="appearances",
        takes=("actor",),
    ),
    "occurrences": _filtered(OccurrenceRow, occurrences, "What happened, once for all who tell of it.", "occurrences"),
    "stories": _filtered(StoryRow, stories, "Which happenings the reports tell of.", "stories"),
    "coverage": _filtered(Coverage, coverage, "The stories, with who tells them.", "stories"),
    "network": Question(
        row=NetworkRow,
        answer=lambda store, ask: network(store, ask.filters, ask.only or None),
        summary="Who dealt with whom.",
        filters="network",
        takes=("only",),
    ),
    "dealings": Question(
        row=MoveRow,
        answer=lambda store, ask: dealings(store, ask.filters, ask.pair, ask.actor),
        summary="The moves behind a pair of the network, or behind all pairs of an actor.",
        filters="network",
        takes=("pair", "actor"),
    ),
    "ledger": _filtered(LedgerRow, ledger, "Who claimed what first, who repeats and who denies it.", "ledger"),
    "timeline": Question(
        row=TimelineRow,
        answer=lambda store, ask: timeline(store, ask.filters, ask.clock, ask.dated or None),
        summary="What was done and said, in the order of a clock.",
        filters="timeline",
        takes=("clock", "dated"),
    ),
    "search": Question(
        row=SearchRow,
        answer=lambda store, ask: search(store, ask.words, ask.filters),
        summary="Passages that hold words, best first.",
        filters="search",
        takes=("words",),
    ),
    "contradictions": Question(
        row=QuestionRow,
        answer=lambda store, ask: iter(contradictions(store, ask.filters)),
        summary="Questions that reports answer so that they cannot all be right.",
        filters="contradictions",
    ),
    "corrections": Question(
        row=CorrectionRow,
        answer=lambda store, _: corrections(store),
        summary="Every correction by hand, in the order made.",
    ),
}


def question(name: str) -> Question:
    """The question of this name. Raises `UsageError` 502 where there is none."""
    found = QUESTIONS.get(name)
    if found is None:
        raise UsageError(502, value=name, name="question", known=", ".join(QUESTIONS))
    return found
