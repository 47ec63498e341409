"""Marks of reports for INCEpTION, out and back, as UIMA CAS: JSON 0.4, and XMI on the way back.

One layer, `webanno.custom.OnrecordMark`, holds every mark: `entry` says which statement or move it belongs to, `part`
which passage of it it is. The mark of the entry itself (`part` is "statement" or "move") has its `kind` (of a move: its
type), `mode`, `status` and `reciprocal`, and a `note` for remarks. UIMA counts UTF-16 code units; dkpro-cassis turns
them into code points and back. What went out stands in the note of the mark "report" on the first word.
"""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.document.document import Span
from onrecord.errors import ExchangeError, StoreError
from onrecord.exchange import iri, marks
from onrecord.exchange.brought import Brought, RecordOf
from onrecord.exchange.marks import PASSAGES, WORDS, Kind, Marked
from onrecord.exchange.selected import Selected, selected
from onrecord.exchange.zipped import Member, zipped
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

LAYER = "webanno.custom.OnrecordMark"
FEATURES = ("entry", "part", "kind", "mode", "status", "reciprocal", "note")
_REPORT = "report"
_KIND_OF: dict[Kind, str] = {"statement": "kind", "move": "type"}
"""The field of an entry that the feature `kind` holds."""
_SHOWN = 60
_WANTED = "a document exported from INCEpTION as UIMA CAS JSON 0.4 or XMI, with the layer of onrecord's export"


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """A zip archive with a CAS in JSON for each report, and the type system, which INCEpTION takes as a layer.

    Raises `ExchangeError` 622 without dkpro-cassis and `UsageError` 501 to 506, before the first piece.
    """
    filters.checked("entries")
    types = typesystem()
    return zipped(_members(store, filters, types))


def _members(store: RecordStore, filters: Filters, types: "TypeSystem") -> Iterator[Member]:
    yield "TypeSystem.xml", [(types.to_xml() or "").encode()]
    for one in selected(store, filters):
        # Named by the id alone: what a report calls itself is no file name.
        yield f"{one.record.report.id}.json", [(cas(one, types).to_json() or "").encode()]


def typesystem() -> "TypeSystem":
    """The layer of the marks. Raises `ExchangeError` 622 without dkpro-cassis."""
    try:
        from cassis import TypeSystem
    except ImportError as error:
        raise ExchangeError(622) from error
    types = TypeSystem()
    layer = types.create_type(LAYER, "uima.tcas.Annotation")
    for name in FEATURES:
        types.create_feature(layer, name, "uima.cas.String")
    return types


def cas(one: Selected, types: "TypeSystem") -> "Cas":
    """A report's text with its marks."""
    from cassis import Cas

    text = one.record.report.text
    made = Cas(types)
    made.sofa_string = text
    made.sofa_mime = "text/plain"
    layer = types.get_type(LAYER)

    def mark(span: Span, **features: str | None) -> None:
        made.add(layer(begin=span[0], end=span[1], **features))

    first = re.search(r"\S+", text)
    if first is not None:
        went = [f"{id_}={stamp}" for id_, stamp in marks.listing(one.record, marks.every(one)).items()]
        mark(first.span(), part=_REPORT, note=" ".join((iri.report(one.record.report.id), *went)))
    for entry in map(marks.marked, marks.every(one)):
        anchor = PASSAGES[entry.kind][0]
        words = {"kind" if name == _KIND_OF[entry.kind] else name: word for name, word in entry.words.items()}
        for field, spans in entry.passages.items():
            for span in spans:
                if field == anchor:
                    mark(span, entry=entry.entry, part=entry.kind, **words)
                else:
                    mark(span, entry=entry.entry, part=field)
    return made


def read(path: Path, record_of: RecordOf) -> Iterator[Brought | ExchangeError]:
    """What a CAS asks for. Raises `ExchangeError` 611 for a file that is none, 616 for an unknown report, 622."""
    found = _opened(path)
    held = [one for one in found.select(LAYER) if one.part != _REPORT]
    head = next((one.note or "" for one in found.select(LAYER) if one.part == _REPORT), "")
    name, *pairs = head.split(" ")
    listed = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    if not name.startswith(iri.SPACE):
        # Without it what is missing could not be told from what was taken out.
        raise _none(path, 'its mark "report", which lists what went out, is not there')
    report = name.removeprefix(iri.SPACE)
    try:
        record = record_of(report)
    except StoreError as error:
        raise ExchangeError(616, path.name, report=report[:12]) from error
    grouped: dict[str, list[Any]] = {}
    for one in held:
        if one.entry:
            grouped.setdefault(one.entry, []).append(one)
        else:
            yield ExchangeError(621, _where(path, one), reason="it does not say of which entry it is")
    entries: list[Marked] = []
    lost: set[str] = set()
    for id_, parts in grouped.items():
        try:
            entries.append(_marked(record, found.sofa_string or "", path, id_ if id_ in listed else None, parts))
        except ExchangeError as error:
            lost.add(id_)
            yield error
    yield from marks.asked(record, entries, listed, frozenset(lost), path.name)


def _opened(path: Path) -> "Cas":
    types = typesystem()
    from cassis import load_cas_from_json, load_cas_from_xmi

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            # The layers of others, which are passed over, are warned of one by one.
            warnings.simplefilter("ignore")
            if path.suffix.lower() == ".xmi":
                found = load_cas_from_xmi(file, typesystem=types, lenient=True)
            else:
                found = load_cas_from_json(file, typesystem=types, lenient=True)
        if not found.sofa_string or not [*found.select(LAYER)]:
            raise _none(path, "it holds no mark of the layer OnrecordMark")
    except OSError as error:
        raise _none(path, error.strerror or error) from error
    except ExchangeError:
        raise
    except Exception as error:  # dkpro-cassis says of a broken file whatever its parsers raise
        raise _none(path, type(error).__name__) from error
    return found


def _marked(record: Record, sofa: str, path: Path, entry: str | None, parts: list[Any]) -> Marked:
    heads = [one for one in parts if one.part in _KIND_OF]
    kinds = {one.part for one in heads}
    where = _where(path, heads[0] if heads else parts[0])
    if len(kinds) != 1:
        raise ExchangeError(621, where, reason='one mark of an entry must have the part "statement" or "move"')
    kind: Kind = kinds.pop()
    passages: dict[str, list[Span]] = {}
    for one in parts:
        field = PASSAGES[kind][0] if one.part == kind else one.part
        if field not in PASSAGES[kind] or (field == PASSAGES[kind][0] and one.part != kind):
            raise ExchangeError(621, _where(path, one), reason=f'"{str(one.part)[:_SHOWN]}" is no part of a {kind}')
        span = (one.begin, one.end)
        if sofa[slice(*span)] != record.report.text[slice(*span)] or not sofa[slice(*span)]:
            raise ExchangeError(613, _where(path, one), quote=sofa[slice(*span)][:_SHOWN])
        passages.setdefault(field, []).append(span)
    words = {
        name: value
        for name in WORDS[kind]
        if (value := getattr(heads[0], "kind" if name == _KIND_OF[kind] else name)) is not None
    }
    return Marked(
        where=where,
        kind=kind,
        entry=entry,
        passages={field: tuple(sorted(spans)) for field, spans in passages.items()},
        words=words,
        note=heads[0].note,
    )


def _where(path: Path, one: Any) -> str:
    return f"{path.name}, {one.entry or 'mark'} at {one.begin}-{one.end}"


def _none(path: Path, reason: object) -> ExchangeError:
    return ExchangeError(611, str(path), format="a UIMA CAS with onrecord's marks", reason=reason, wanted=_WANTED)
