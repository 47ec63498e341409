"""Records as W3C Web Annotations (https://www.w3.org/TR/annotation-model/, Recommendation of 23 February 2017).

One annotation for each statement, move, tie, role and actor (with all its mentions), then one on each report as a
whole that lists them. Targets are passages by quotation (4.2.4) and by position in Unicode code points (4.2.5). Bodies
are textual (3.2.4): a line that says what the entry is, and one tag `FIELD=VALUE` for each field, as tools show and
change them. The key `onrecord`, which the model's readers pass over, holds the entry as the record has it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from onrecord.document.document import Span
from onrecord.exchange import iri, tags
from onrecord.exchange.selected import Selected, selected
from onrecord.record.anchors import anchor_of
from onrecord.record.correction import Anchor
from onrecord.record.correction import Change as PersonsChange
from onrecord.record.fields import Entry, kind_of
from onrecord.record.parts import ReaderInfo, Record, Role, Tie
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.entries import Entries

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of the report before and after a quotation that help to find it."""

Kind = Literal["statement", "move", "actor", "tie", "role"]


class Agent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who or what made an annotation (3.3.2)."""

    id: str | None = None
    type: Literal["Person", "Software"]
    name: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of a report (4)."""

    type: str
    source: str
    selector: tuple[dict[str, Any], ...]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The entry as the record has it, with the names of the actors it refers to, and when a person last changed it."""

    report: str
    id: str
    kind: Kind
    entry: Any
    names: dict[str, str] = {}
    made: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries of a report went out together, each with the passage it is found again by."""

    report: str
    reader: ReaderInfo
    entries: tuple[Anchor, ...]


class Annotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"context": "@context"}):
    """One annotation (3.1). `canonical` keeps its name wherever a tool puts it (3.3.7)."""

    context: str | None = None
    id: str
    canonical: str
    type: Literal["Annotation"]
    motivation: tuple[str, ...]
    creator: tuple[Agent, ...]
    created: str | None = None
    modified: str | None = None
    generator: Agent
    body: tuple[dict[str, str], ...]
    target: tuple[Target, ...] | str
    onrecord: Held | Listed


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """The annotations of entries that pass the filters, one on each line."""
    for one in _all(store, filters):
        yield msgspec.json.encode(msgspec.structs.replace(one, context=CONTEXT)) + b"\n"


def write_collection(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """The same annotations as one AnnotationCollection with one page (5.1, 5.2).

    Its name comes last: it is made of what it holds.
    """
    found = _all(store, filters)
    total = 0
    digest = hashlib.sha256()
    yield (
        b'{"@context":"%s","type":"AnnotationCollection","first":{"type":"AnnotationPage","startIndex":0,"items":['
        % (CONTEXT.encode())
    )
    for one in found:
        line = msgspec.json.encode(one)
        digest.update(line)
        yield (b",\n" if total else b"\n") + line
        total += 1
    name = f"{iri.SPACE}annotations:{digest.hexdigest()}"
    yield f'\n],"id":"{name}:1","partOf":"{name}"}},"total":{total},"id":"{name}"}}\n'.encode()


def _all(store: RecordStore, filters: Filters) -> Iterator[Annotation]:
    return (annotation for one in selected(store, filters) for annotation in annotations(one))


def annotations(one: Selected) -> Iterator[Annotation]:
    """The annotations of one report: those on its entries, then that on the report itself, which lists them.

    It comes last so that a file which broke off never looks like one that entries were taken out of.
    """
    listed: list[Anchor] = []
    for anchor, annotation in _on_entries(one):
        listed.append(anchor)
        yield annotation
    record = one.record
    name = f"{iri.report(record.report.id)}:report"
    counts = f"statements: {len(one.statements)}, moves: {len(one.moves)}, actors: {len(one.actors)}"
    reader = _reader(record.reader)
    yield Annotation(
        id=name,
        canonical=name,
        type="Annotation",
        motivation=("describing",),
        creator=(reader,),
        generator=reader,
        body=(_describing(f"Read by {reader.name}. {counts}."),),
        target=iri.source(record.report),
        onrecord=Listed(report=record.report.id, reader=record.reader, entries=tuple(listed)),
    )


def _on_entries(one: Selected) -> Iterator[tuple[Anchor, Annotation]]:
    record = one.record
    views = Entries(record)
    names = {actor.id: actor.name for actor in record.actors}
    entries: tuple[Entry, ...] = (*one.statements, *one.moves, *one.actors)
    for entry in entries:
        words = tags.tags(entry, names, record.report.text)
        label = views.view(entry.id).label
        yield from _annotation(one, anchor_of(entry), kind_of(entry), entry, label, words, tags.spans_of(entry))
    for n, tie in one.ties:
        words = (f"kind={tie.kind}", f"from={names[tie.from_]}", f"to={names[tie.to]}")
        anchor = Anchor(id=f"t{n}", spans=(tie.span,), type=tie.kind)
        yield from _annotation(one, anchor, "tie", tie, views.view(anchor.id).label, words, anchor.spans)
    for actor in one.actors:
        for n, role in enumerate(actor.roles, 1):
            anchor = Anchor(id=f"{actor.id}r{n}", spans=(role.span,))
            label = f"{role.role}: a role of {actor.name}"
            yield from _annotation(one, anchor, "role", role, label, (f"role={role.role}",), anchor.spans)


def _annotation(
    one: Selected,
    anchor: Anchor,
    kind: Kind,
    entry: Entry | Tie | Role,
    label: str,
    words: Iterable[str],
    spans: Sequence[Span],
) -> Iterator[tuple[Anchor, Annotation]]:
    """The annotation, with the passage that its entry is found again by; none for what has no passage."""
    if not spans:
        return
    record = one.record
    changes = one.changes.get(anchor.id, ())
    reader = _reader(record.reader)
    name = iri.entry(record.report.id, anchor.id)
    first, last = (changes[0].made, changes[-1].made) if changes else (None, None)
    yield (
        anchor,
        Annotation(
            id=name,
            canonical=name,
            type="Annotation",
            motivation=("describing", "classifying"),
            creator=_creators(reader, changes),
            created=first,
            modified=last if last != first else None,
            generator=reader,
            body=(_describing(label), *map(_tag, words)),
            target=tuple(target(record, span) for span in spans),
            onrecord=Held(
                report=record.report.id,
                id=anchor.id,
                kind=kind,
                entry=entry,
                names=_names(record, entry),
                made=last,
            ),
        ),
    )


def target(record: Record, span: Span) -> Target:
    """A passage by quotation and by position, in Unicode code points of the text as received."""
    start, stop = span
    text = record.report.text
    return Target(
        type="SpecificResource",
        source=iri.source(record.report),
        selector=(
            {
                "type": "TextQuoteSelector",
                "exact": text[start:stop],
                "prefix": text[max(0, start - AROUND) : start],
                "suffix": text[stop : stop + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": stop},
        ),
    )


def _names(record: Record, entry: Entry | Tie | Role) -> dict[str, str]:
    if isinstance(entry, Role):
        return {}
    there = {entry.from_, entry.to} if isinstance(entry, Tie) else tags.named(entry)
    return {actor.id: actor.name for actor in record.actors if actor.id in there}


def _creators(reader: Agent, changes: Sequence[PersonsChange]) -> tuple[Agent, ...]:
    """The reader, unless a person added the entry; and everybody who changed it."""
    people = dict.fromkeys(change.author for change in changes)
    added = any(change.action == "add" for change in changes)
    return (*(() if added else (reader,)), *(Agent(type="Person", name=name) for name in people))


def _reader(info: ReaderInfo) -> Agent:
    return Agent(id=iri.reader(info), type="Software", name=f"onrecord {info.onrecord}")


def _describing(words: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "describing"}


def _tag(words: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "tagging"}
