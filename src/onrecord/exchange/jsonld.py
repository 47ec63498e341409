"""Records as linked data: schema.org quotations and claims (https://schema.org/), with their provenance (PROV-O).

A direct statement is a Quotation; an indirect or mixed one is a Claim, whose text is the whole passage, "said" and
"denied" included, since its content alone may be what the speaker denies. Each claim of the ledger is a Claim with its
first and further appearances. Nothing is rated: there is no ClaimReview. Moves and addressees have
no like in schema.org.

Corrections by hand are activities of a person, informed by the one before and in the end by the reading
(https://www.w3.org/TR/prov-o/). Names lead nowhere, and the context is part of the file: nothing is fetched.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from onrecord.document.document import Span
from onrecord.exchange import iri
from onrecord.exchange.identified import Identities, identified
from onrecord.exchange.selected import Selected
from onrecord.reading.marks import EntityKind
from onrecord.record.correction import Change
from onrecord.record.parts import Actor, ReaderInfo, Report, SourcePart
from onrecord.store.filters import APPLY, Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.ledger import LedgerRow, ledger
from onrecord.views.passages import Passages, ReportRef
from onrecord.views.statements import statement_row

CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPES: dict[EntityKind, str] = {
    "person": "Person",
    "group": "Organization",
    "organisation": "Organization",
    "state": "Organization",
    "place": "Place",
    "other": "Thing",
}
"""What actors are in schema.org. A state is one that speaks and acts; the land itself is a place."""

Node = dict[str, Any]


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """One JSON-LD document: a graph of the statements that pass the filters, and of claims where these can be asked."""
    asked = filters.checked("statements")
    yield b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":[\n'
    separator = b""
    for node in _nodes(store, asked):
        yield separator + msgspec.json.encode(node)
        separator = b",\n"
    yield b"\n]}\n"


def _nodes(store: RecordStore, filters: Filters) -> Iterator[Node]:
    told: set[str] = set()

    def once(node: Node) -> Iterator[Node]:
        if node["@id"] not in told:
            told.add(node["@id"])
            yield node

    for one, identities in identified(store, filters):
        if one.statements:
            yield from once(_reader(one.record.reader))
            yield from once(_article(ReportRef.of(one.record.report)))
            yield from _of_report(one, identities)
    given = {name for name in filters.__struct_fields__ if getattr(filters, name)}
    if given <= APPLY["ledger"]:
        for row in ledger(store, filters):
            for appearance in row.appearances:
                yield from once(_article(appearance.report))
            yield _claim(row)


def _of_report(one: Selected, identities: Identities) -> Iterator[Node]:
    record = one.record
    yield _text(record.report)
    yield {
        "@id": _reading(record.report.id),
        "@type": "prov:Activity",
        "prov:used": _named(iri.report(record.report.id)),
        "prov:wasAssociatedWith": _named(iri.reader(record.reader)),
    }
    speakers = {statement.source.actor for statement in one.statements if statement.source}
    for actor in one.actors:
        if actor.id in speakers:
            yield _actor(actor, record.report.id, identities.get(actor.id))
    passages = Passages(record)
    places = {statement.id: n for n, statement in enumerate(record.statements)}
    for statement in one.statements:
        changes = one.changes.get(statement.id, ())
        row = statement_row(record, places[statement.id])
        node = {
            "@id": iri.entry(record.report.id, statement.id),
            **_said(statement.source, record.report.id, passages, identities),
            "inLanguage": record.report.language,
            "dateCreated": row.said,
            "prov:wasGeneratedBy": _named(_last(record.report.id, statement.id, changes)),
            "prov:atLocation": [_place(record.report.id, span) for span in statement.content.spans],
        }
        origin = _named(iri.report(record.report.id))
        if statement.kind == "direct":
            text = passages.text(statement.content.spans)
            node |= {"@type": ["Quotation", "prov:Entity"], "text": text, "prov:wasQuotedFrom": origin}
            node |= {"isPartOf": _named(iri.article(record.report)), "spokenByCharacter": node.get("creator")}
        else:
            node |= {"@type": ["Claim", "prov:Entity"], "text": row.passage, "prov:wasDerivedFrom": origin}
            node["appearance"] = _named(iri.article(record.report))
        yield _full(node)
        yield from _corrections(record.report.id, statement.id, changes)


def _article(ref: ReportRef) -> Node:
    """A report as it was published."""
    return _full(
        {
            "@id": iri.article(ref),
            "@type": "NewsArticle",
            "headline": ref.title,
            "datePublished": ref.published,
            "publisher": {"@type": "Organization", "name": ref.publisher} if ref.publisher else None,
            "identifier": ref.given_id,
        }
    )


def _text(report: Report) -> Node:
    """What of a report only its record tells: who wrote it, and the text as it was received, which was read."""
    return _full(
        {
            "@id": iri.article(report),
            "inLanguage": report.language,
            "author": [{"@type": "Person", "name": name} for name in report.authors],
            "creditText": list(report.credits),
            "encoding": {
                "@id": iri.report(report.id),
                "@type": ["MediaObject", "prov:Entity"],
                "encodingFormat": "text/plain",
                "sha256": report.text_sha256,
            },
        }
    )


def _claim(row: LedgerRow) -> Node:
    """A claim with where it appeared; denials are no appearances of it."""
    sayings = [one for one in row.appearances if one.how != "denied"]
    return _full(
        {
            "@id": f"{iri.SPACE}claim:{row.id}",
            "@type": ["Claim", "prov:Entity"],
            "text": row.passage,
            "firstAppearance": _named(iri.article(row.report)),
            "appearance": [_named(name) for name in dict.fromkeys(iri.article(one.report) for one in sayings)],
            "prov:wasDerivedFrom": [_named(iri.entry(one.report.id, one.statement)) for one in sayings],
        }
    )


def _said(source: SourcePart | None, report: str, passages: Passages, identities: Identities) -> dict[str, Any]:
    """Who said it; nobody where nobody is named, the words of the report where it is not known whom they mean."""
    if source is None:
        return {}
    if source.actor is None:
        return {"creator": {"@type": "Thing", "name": passages.text(source.spans)}}
    name = _named(_actor_name(source.actor, report, identities.get(source.actor)))
    return {"creator": name, "prov:wasAttributedTo": name}


def _actor(actor: Actor, report: str, identity: tuple[str, str] | None) -> Node:
    name = identity[1] if identity else actor.name
    kind = TYPES[actor.kind]
    return _full(
        {
            "@id": _actor_name(actor.id, report, identity),
            "@type": [kind, "prov:Agent"],
            "name": name,
            "alternateName": actor.name if actor.name != name else None,
            "jobTitle": [role.role for role in actor.roles] if kind == "Person" else None,
        }
    )


def _actor_name(actor: str, report: str, identity: tuple[str, str] | None) -> str:
    """The actor across reports where it is known who that is, so that one person is one node."""
    return f"{iri.SPACE}actor:{identity[0]}" if identity else iri.entry(report, actor)


def _reader(info: ReaderInfo) -> Node:
    return {
        "@id": iri.reader(info),
        "@type": ["SoftwareApplication", "prov:SoftwareAgent"],
        "name": "onrecord",
        "softwareVersion": info.onrecord,
    }


def _corrections(report: str, entry: str, changes: Sequence[Change]) -> Iterator[Node]:
    """What persons did to an entry, each act informed by the one before it; an addition by none."""
    for n, change in enumerate(changes):
        before = None if change.action == "add" else _last(report, entry, changes[:n])
        yield _full(
            {
                "@id": _correction(change),
                "@type": "prov:Activity",
                "prov:endedAtTime": {"@type": "xsd:dateTime", "@value": change.made},
                "prov:wasAssociatedWith": {"@type": ["Person", "prov:Person"], "name": change.author},
                "prov:wasInformedBy": _named(before) if before else None,
                "description": str(change),
            }
        )


def _last(report: str, entry: str, changes: Sequence[Change]) -> str:
    """The activity that made an entry what it is."""
    return _correction(changes[-1]) if changes else _reading(report)


def _correction(change: Change) -> str:
    return f"{iri.SPACE}correction:{change.number}"


def _reading(report: str) -> str:
    return f"{iri.report(report)}:reading"


def _place(report: str, span: Span) -> Node:
    return {"@id": iri.passage(report, span), "@type": "prov:Location"}


def _named(name: str) -> Node:
    return {"@id": name}


def _full(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
