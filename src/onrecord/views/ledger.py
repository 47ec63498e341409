"""Who claimed what first, who said it again, in what words, and who denies it; whether it is true is left to us."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePath

import msgspec

from onrecord.across.changes import Change, changes
from onrecord.across.claims import How, wording
from onrecord.across.dispute import DisputeKind
from onrecord.document.document import Span
from onrecord.record.parts import Move, Statement
from onrecord.store.claims import AppearanceFound, ClaimFound, EntryFound
from onrecord.store.filters import Filters
from onrecord.store.folding import holds
from onrecord.store.record_store import RecordStore
from onrecord.views.moves import move_row
from onrecord.views.passages import ReportRef
from onrecord.views.statements import statement_row


class AppearanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One saying of a claim, or (`how` is "denied") one denial of it.

    `content` is what is said, `changed` how that differs from the first wording where it is reworded. `copy_of` is the
    id of the report that this one is a copy of. `passage` is the text at `span`.
    """

    report: ReportRef
    statement: str
    how: How
    speaker: str | None
    cue: str | None
    said: str | None
    layer: str
    content: str
    changed: tuple[Change, ...]
    passage: str
    span: Span
    copy_of: str | None

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.report.publisher, self.said or self.report.published)))
        return f"{self.how}: {self.speaker or 'unattributed'} ({where or PurePath(self.report.source).name})"


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry that contradicts: whose word it stands on (None: the outlet's, or nobody named), and its passage."""

    report: ReportRef
    entry: str
    source: str | None
    passage: str
    span: Span

    def __str__(self) -> str:
        return f"{self.source or self.report.publisher or PurePath(self.report.source).name}: {self.passage}"


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A question that entries answer so that they cannot all be so: who, what, when, how many or whether."""

    id: str
    kind: DisputeKind
    answers: tuple[AnswerRow, ...]

    def __str__(self) -> str:
        return f"{self.kind}: {' / '.join(map(str, self.answers))}"


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: `claim` holds the words as first said, by `speaker` (None: unattributed) on the day
    `first_said`; `cue` says how ("said", but also "denied": then the words are what the speaker denies).

    `first_said` is the day it was said where the report tells, else the day of publication. `report`, `statement`,
    `passage` and `span` are of that first appearance. `repeats` counts the further ones, denials left out. `outlets`
    are those that carry it independently: a copy counts as the outlet it is copied from. `denied_by` names who says
    that it is not so; `changed` lists what later wordings have otherwise; `disputes` is what entries elsewhere say that
    cannot be so together with it. `appearances` has all of them, the first one first, denials last.
    """

    id: str
    claim: str
    speaker: str | None
    cue: str | None
    first_said: str | None
    layer: str
    report: ReportRef
    statement: str
    passage: str
    span: Span
    repeats: int
    outlets: tuple[str, ...]
    denied_by: tuple[str, ...]
    changed: tuple[Change, ...]
    disputes: tuple[QuestionRow, ...]
    appearances: tuple[AppearanceRow, ...]


def ledger(store: RecordStore, filters: Filters) -> Iterator[LedgerRow]:
    """Claims that one appearance at least passes the filters of, each with all its appearances.

    First come those that another report has too, or that are reworded, denied or disputed; then the others; oldest
    first.
    """
    return (ledger_row(found) for found in store.find_claims(filters))


def ledger_row(found: ClaimFound) -> LedgerRow:
    """One claim as a row."""
    first = statement_row(found.appearances[0].record, found.appearances[0].n)
    rows = tuple(_appearance(one, first.content) for one in found.appearances)
    sayings = [(one, row) for one, row in zip(found.appearances, rows, strict=True) if one.how != "denied"]
    return LedgerRow(
        id=found.id,
        claim=first.content,
        speaker=first.source,
        cue=first.cue,
        first_said=first.said or first.report.published,
        layer=first.layer,
        report=first.report,
        statement=first.id,
        passage=first.passage,
        span=first.span,
        repeats=len(sayings) - 1,
        outlets=tuple(dict.fromkeys(one.outlet for one, _ in sayings)),
        denied_by=tuple(dict.fromkeys(r.speaker or "unattributed" for r in rows if r.how == "denied")),
        changed=tuple(dict.fromkeys(change for _, row in sayings for change in row.changed)),
        disputes=_questions(found),
        appearances=rows,
    )


def contradictions(store: RecordStore, filters: Filters | None = None) -> list[QuestionRow]:
    """Every question that the reports of a record answer differently, those raised first first.

    With filters those of which one answer passes: `source` and `about` look at its source and passage, `since` and
    `until` at the day of publication. Each comes with all its answers.
    """
    asked = (filters or Filters()).checked("contradictions")
    answers: dict[str, tuple[DisputeKind, dict[tuple[str, str], EntryFound]]] = {}
    for pair in store.find_disputes():
        _, entries = answers.setdefault(pair.id, (pair.kind, {}))
        for one in (pair.first, pair.second):
            entries.setdefault((one.record.report.id, one.entry), one)
    rows = (
        QuestionRow(id=id_, kind=kind, answers=_answers(entries.values())) for id_, (kind, entries) in answers.items()
    )
    found = (row for row in rows if any(_passes(answer, asked) for answer in row.answers))
    return list(islice(found, asked.skip, None if asked.limit is None else asked.skip + asked.limit))


def _passes(answer: AnswerRow, filters: Filters) -> bool:
    looked_at = (
        (filters.source, answer.source),
        (filters.about, answer.passage),
        (filters.publisher, answer.report.publisher),
    )
    if any(asked is not None and not holds(asked, text or "") for asked, text in looked_at):
        return False
    day = answer.report.published
    # As everywhere days are cut to their precision: "~" sorts after every digit and so ends a month or year.
    first, last = filters.since, filters.until
    return (first is None or (day is not None and f"{day}~" >= first)) and (
        last is None or (day is not None and day <= f"{last}~")
    )


def _appearance(one: AppearanceFound, first: str) -> AppearanceRow:
    row = statement_row(one.record, one.n)
    return AppearanceRow(
        report=row.report,
        statement=row.id,
        how=one.how,
        speaker=row.source,
        cue=row.cue,
        said=row.said,
        layer=row.layer,
        content=row.content,
        changed=changes(first, row.content) if one.how == "reworded" else (),
        passage=row.passage,
        span=row.span,
        copy_of=one.copy_of,
    )


def _questions(found: ClaimFound) -> tuple[QuestionRow, ...]:
    own = {(one.record.report.id, one.record.statements[one.n].id) for one in found.appearances if one.how != "denied"}
    kinds: dict[str, DisputeKind] = {}
    others: dict[str, dict[tuple[str, str], EntryFound]] = {}
    for pair in found.disputes:
        kinds[pair.id] = pair.kind
        for one in (pair.first, pair.second):
            key = one.record.report.id, one.entry
            if key not in own:
                others.setdefault(pair.id, {})[key] = one
    return tuple(QuestionRow(id=id_, kind=kinds[id_], answers=_answers(some.values())) for id_, some in others.items())


def _answers(found: Iterable[EntryFound]) -> tuple[AnswerRow, ...]:
    """The answers, those of copies left out."""
    rows: dict[tuple[str | None, str], AnswerRow] = {}
    for one in found:
        row = _answer(one)
        rows.setdefault((row.source, " ".join(wording(row.passage))), row)
    return tuple(rows.values())


def _answer(found: EntryFound) -> AnswerRow:
    said = found.entry[0] == "s"
    n = _place(found.record.statements if said else found.record.moves, found.entry)
    row = statement_row(found.record, n) if said else move_row(found.record, n)
    return AnswerRow(report=row.report, entry=found.entry, source=row.source, passage=row.passage, span=row.span)


def _place(entries: Sequence[Statement | Move], id_: str) -> int:
    """The place of an entry: as its number says, unless entries were rejected or added by hand."""
    n = int(id_[1:]) - 1 if id_[1:].isdecimal() else -1
    if 0 <= n < len(entries) and entries[n].id == id_:
        return n
    return next(n for n, one in enumerate(entries) if one.id == id_)
