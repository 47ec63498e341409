"""Corrections from W3C Web Annotations that were exported by onrecord and changed in a tool, or made anew.

What differs from what was exported is what was changed: a tag, the passage, or that an annotation is gone which the
annotation on its report lists. A passage counts where its quotation stands at its position, else where it stands just
once (with its prefix and suffix); any other is detached, and changes nothing. Nothing is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from onrecord.document.document import Span
from onrecord.errors import ExchangeError, StoreError
from onrecord.exchange import annotated, iri, tags
from onrecord.exchange.brought import Brought, RecordOf, Said
from onrecord.exchange.web_annotation import Held, Listed
from onrecord.record.anchors import again, anchor_of
from onrecord.record.correction import Action, Anchor
from onrecord.record.fields import FIELDS, Entry, kind_of
from onrecord.record.parts import Actor, Move, Record, Statement
from onrecord.record.vocabulary import MOVE_TYPES

_KINDS: dict[str, type[Statement] | type[Move] | type[Actor]] = {
    "statement": Statement,
    "move": Move,
    "actor": Actor,
}
_KNOWN = "Statements, moves and the name, kind, country and sector of actors"
_WORDS: tuple[Literal["reject", "accept"], ...] = ("reject", "accept")


def read(path: Path, record_of: RecordOf) -> Iterator[Brought | ExchangeError]:
    """What the annotations of a file ask for. Raises `ExchangeError` 611 for a file that holds none."""
    found = [*annotated.annotations(path)]
    listed: list[Listed] = []
    there: set[tuple[str, str]] = set()
    reports: dict[str, str] = {}
    for _, one in found:
        if isinstance(one, ExchangeError):
            continue
        head = _converted(one.get("onrecord"), Listed)
        if head is not None:
            listed.append(head)
        name = annotated.entry_of(one)
        if name is not None:
            there.add(name)
            reports |= dict.fromkeys(annotated.sources(one), name[0])
    records = _Records(record_of)
    for where, one in found:
        if isinstance(one, ExchangeError):
            yield one
        elif _converted(one.get("onrecord"), Listed) is None:
            yield from _one(where, one, records, reports)
    for head in listed:
        yield from _gone(head, there, records)


class _Records:
    """The records that annotations are on, each fetched once in a row."""

    def __init__(self, record_of: RecordOf) -> None:
        self._record_of = record_of
        self._last: Record | None = None

    def get(self, report_id: str, where: str) -> Record:
        """The record of a report. Raises `ExchangeError` 616."""
        if self._last is None or self._last.report.id != report_id:
            try:
                self._last = self._record_of(report_id)
            except StoreError as error:
                raise ExchangeError(616, where, report=report_id[:12]) from error
        return self._last


def _one(
    where: str, one: Mapping[str, Any], records: _Records, reports: Mapping[str, str]
) -> Iterator[Brought | ExchangeError]:
    try:
        name = annotated.entry_of(one)
        found = _new(where, one, records, reports) if name is None else _changed(where, one, *name, records)
        if found is not None:
            yield found
    except ExchangeError as error:
        yield error


def _changed(where: str, one: Mapping[str, Any], report: str, entry_id: str, records: _Records) -> Brought | None:
    """What is asked for an entry that was exported; None where nothing was changed."""
    record = records.get(report, where)
    held = _converted(one.get("onrecord"), Held)
    if held is not None and (held.report, held.id) != (report, entry_id):
        held = None
    words = annotated.tags_of(one)
    spans = [annotated.located(record.report.text, target, where) for target in annotated.targets(one)]
    if held is not None and held.kind in ("tie", "role"):
        _unchangeable(where, held, words, spans)
        return None
    was = _entry(held) if held is not None else None
    now = _now(record, entry_id, was)
    if now is None:
        # Rejected since, here or elsewhere: then there is nothing to change.
        if any(word in words for word in _WORDS) or _unchanged(record, was, held, words, spans):
            return None
        raise ExchangeError(614, where, entry=entry_id)
    names = {actor.id: actor.name for actor in record.actors}
    base, base_names = (was, held.names) if was is not None and held is not None else (now, names)
    asked = _fields(record, base, base_names, now, names, words, spans, where)
    action: Action = next((word for word in _WORDS if word in words), "set")
    if action == "set" and not asked:
        return None
    return Brought(
        where=where,
        report=report,
        action=action,
        entry=now.id,
        fields=asked if action == "set" else {},
        note=annotated.comment(one),
        made=_made(one, held),
    )


def _fields(
    record: Record,
    was: Entry,
    was_names: Mapping[str, str],
    now: Entry,
    names: Mapping[str, str],
    words: Sequence[str],
    spans: Sequence[Span],
    where: str,
) -> dict[str, Sequence[Said]]:
    """The fields that differ from what was exported and from what stands now, with what is to stand."""
    kind = kind_of(now)
    text = record.report.text
    before, current = tags.fields(was, was_names, text), tags.fields(now, names, text)
    asked = {name: values for name, values in tags.parsed(words).items() if name in FIELDS[kind]}
    found: dict[str, Sequence[Said]] = {}
    for name in dict.fromkeys((*before, *asked)):
        wanted = asked.get(name, ())
        known = current.get(name, {})
        if set(wanted) not in (set(before.get(name, {})), set(known)):
            # A value that stands already keeps its place, so that words which stand twice need not be told apart.
            found[name] = [known.get(value) or value for value in wanted]
    marked = tuple(spans)
    if tags.TARGET.get(kind) and marked not in (tags.spans_of(was), tags.spans_of(now)):
        found[tags.TARGET[kind]] = list(marked)
    elif kind == "actor" and not set(marked) <= {*tags.spans_of(was), *tags.spans_of(now)}:
        raise ExchangeError(615, where, what="Where an actor is mentioned", known=_KNOWN)
    return found


def _new(where: str, one: Mapping[str, Any], records: _Records, reports: Mapping[str, str]) -> Brought | None:
    """A missed statement or move that somebody marked."""
    words = tags.parsed(annotated.tags_of(one))
    type_, kind = (words.get(name, ("",))[0] for name in ("type", "kind"))
    added = "move" if type_.upper() in MOVE_TYPES else "statement" if kind in ("direct", "indirect", "mixed") else None
    if added is None:
        raise ExchangeError(617, where)
    sources = annotated.sources(one)
    report = next((reports.get(name) or iri.report_of(name) for name in sources), None)
    if report is None:
        raise ExchangeError(616, where, report=next(iter(sources), "none named"))
    record = records.get(report, where)
    spans = [annotated.located(record.report.text, target, where) for target in annotated.targets(one)]
    if not spans:
        raise ExchangeError(612, where, reason="it has no passage")
    fields: dict[str, Sequence[Said]] = {name: values for name, values in words.items() if name in FIELDS[added]}
    if added == "statement":
        fields["content"] = spans
    elif "trigger" in words:
        fields |= {"trigger": [_within(record.report.text, words["trigger"][0], spans[0], where)], "span": spans[:1]}
    else:
        fields["trigger"] = spans[:1]
    # Put twice it is there already, in a shape that a person may have changed since.
    if any(anchor.spans == tuple(fields.get("trigger", spans)) for anchor in map(anchor_of, _pool(record, added))):
        return None
    return Brought(
        where=where,
        report=report,
        action="add",
        entry=added,
        fields=fields,
        note=annotated.comment(one),
        made=_made(one, None),
    )


def _gone(head: Listed, there: set[tuple[str, str]], records: _Records) -> Iterator[Brought | ExchangeError]:
    """What was exported with its report and is not in the file any more was taken out: rejected."""
    for anchor in head.entries:
        if (head.report, anchor.id) in there:
            continue
        where = iri.entry(head.report, anchor.id)
        try:
            record = records.get(head.report, where)
        except ExchangeError as error:
            yield error
            return
        kind = {"s": "statement", "m": "move", "a": "actor"}.get(anchor.id[:1]) if "r" not in anchor.id else None
        if kind is None:
            yield ExchangeError(615, where, what="A tie or role", known=_KNOWN)
            continue
        entry = _at(record, anchor.id, anchor, kind)
        if entry is not None:
            yield Brought(where=where, report=head.report, action="reject", entry=entry.id)


def _now(record: Record, entry_id: str, was: Entry | None) -> Entry | None:
    """The entry as it stands: the one at the passage of what was exported, else (where that is not told) of its id."""
    if was is None:
        every: Sequence[Entry] = (*record.statements, *record.moves, *record.actors)
        return next((one for one in every if one.id == entry_id), None)
    return _at(record, entry_id, anchor_of(was), kind_of(was))


def _at(record: Record, entry_id: str, anchor: Anchor, kind: str) -> Entry | None:
    pool = _pool(record, kind)
    same = next((one for one in pool if one.id == entry_id), None)
    own = anchor_of(same) if same is not None else None
    if own is not None and (own.spans == anchor.spans or (own.cue and own.cue == anchor.cue)):
        return same
    return again(anchor, pool, record.report.text)


def _pool(record: Record, kind: str) -> Sequence[Entry]:
    match kind:
        case "statement":
            return record.statements
        case "move":
            return record.moves
    return record.actors


def _unchanged(
    record: Record, was: Entry | None, held: Held | None, words: Sequence[str], spans: Sequence[Span]
) -> bool:
    """Whether an annotation is as it was exported."""
    if was is None or held is None:
        return False
    same = set(words) >= set(tags.tags(was, held.names, record.report.text))
    return same and set(spans) == set(tags.spans_of(was))


def _unchangeable(where: str, held: Held, words: Sequence[str], spans: Sequence[Span]) -> None:
    """Ties and roles come as they went out. Raises `ExchangeError` 615 where they do not."""
    entry = held.entry if isinstance(held.entry, dict) else {}
    names = held.names
    if held.kind == "tie":
        ends = {end: names.get(str(entry.get(end)), "") for end in ("from", "to")}
        expected = {f"kind={entry.get('kind')}", *(f"{end}={tags.blanks(name)}" for end, name in ends.items())}
    else:
        expected = {f"role={tags.blanks(str(entry.get('role')))}"}
    given = {f"{name}={value}" for name, values in tags.parsed(words).items() for value in values}
    marked = [list(one) for one in spans]
    if given != expected or marked != [entry.get("span")] or any(word in words for word in _WORDS):
        raise ExchangeError(615, where, what=f"A {held.kind}", known=_KNOWN)


def _within(text: str, words: str, span: Span, where: str) -> Span:
    """Where the words stand in a passage. Raises `ExchangeError` 613 unless it is just once."""
    start, stop = span
    passage = text[start:stop]
    if passage.count(words) != 1:
        raise ExchangeError(613, where, quote=words)
    first = start + passage.index(words)
    return first, first + len(words)


def _entry(held: Held) -> Entry | None:
    kind = _KINDS.get(held.kind)
    return _converted(held.entry, kind) if kind is not None else None


def _made(one: Mapping[str, Any], held: Held | None) -> str | None:
    """When a person changed it, where the tool says so: another time than the one it was exported with."""
    stamp = annotated.stamp(one)
    return None if held is not None and stamp == held.made else stamp


def _converted(value: Any, kind: type[Any]) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None
