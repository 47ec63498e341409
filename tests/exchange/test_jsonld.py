"""Linked data out: every term exists, nothing is rated, who made what can be followed."""

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from onrecord.errors import UsageError
from onrecord.exchange.jsonld import CONTEXT
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from tests.made import talks

# rdflib's own reader of JSON-LD still uses it.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
PROV, RDF = rdflib.PROV, rdflib.RDF
# Written out, not rdflib.SDO: that closed list is what the terms are checked against below.
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with RecordBook.open(tmp_path / "talks.duckdb") as opened:
        opened.keep([Filing(talks()), Filing(talks(given_id="copy", publisher="The Quayside", published="2031-05-15"))])
        opened.correct("talks-1", "s2", {"kind": "mixed"}, author="Ada Editor", made="2031-06-01T10:00:00Z")
        opened.correct("talks-1", "s2", {"said": "2031-05"}, author="Bo Reader", made="2031-06-02T10:00:00Z")
        yield opened


def written(book: RecordBook, **filters: Any) -> Any:
    return json.loads(b"".join(book.exported("jsonld", Filters(**filters))))


def graph(document: Any) -> Any:
    found = rdflib.Graph()
    found.parse(data=json.dumps(document), format="json-ld")
    return found


def short(term: Any) -> str:
    return str(term).rpartition("/")[2].rpartition("#")[2]


def texts(found: Any, kind: str) -> set[str]:
    return {str(found.value(one, SCHEMA.text)) for one in found.subjects(RDF.type, SCHEMA[kind])}


def unknown_terms(found: Any) -> set[str]:
    terms = {*found.predicates(), *found.objects(None, RDF.type)}
    unknown = set()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for term in terms - {RDF.type}:
            known = (
                rdflib.SDO if str(term).startswith(str(SCHEMA)) else PROV if str(term).startswith(str(PROV)) else None
            )
            try:
                assert known is not None
                known[short(term)]
            except (AssertionError, AttributeError, KeyError, UserWarning):
                unknown.add(str(term))
    return unknown


def test_every_term_is_one_of_schema_org_or_prov(book: RecordBook) -> None:
    document = written(book)
    found = graph(document)
    assert unknown_terms(found) == set()
    document["@graph"].append({"@id": "urn:x", "@type": "Quotatoin", "prov:wasMadeUpBy": "x", "told": "y"})
    assert {short(term) for term in unknown_terms(graph(document))} == {"Quotatoin", "wasMadeUpBy", "told"}


def test_the_context_is_in_the_file(book: RecordBook) -> None:
    assert written(book)["@context"] == CONTEXT
    assert all(isinstance(value, str) for value in CONTEXT.values())


def test_direct_statements_are_quotations_by_who_spoke_them(book: RecordBook) -> None:
    found = graph(written(book))
    assert texts(found, "Quotation") == {"“We will not sign.”"}
    quotation = next(found.subjects(RDF.type, SCHEMA.Quotation))
    speaker = found.value(quotation, SCHEMA.spokenByCharacter)
    assert (found.value(quotation, SCHEMA.creator), found.value(quotation, PROV.wasAttributedTo)) == (speaker, speaker)
    assert str(found.value(speaker, SCHEMA.name)) == "Šárka Ilvane"
    assert (speaker, RDF.type, SCHEMA.Person) in found
    article = found.value(quotation, SCHEMA.isPartOf)
    assert (article, RDF.type, SCHEMA.NewsArticle) in found
    assert found.value(article, SCHEMA.encoding) == found.value(quotation, PROV.wasQuotedFrom)
    assert short(found.value(quotation, PROV.atLocation)).endswith("char=78,97")


def test_other_statements_are_claims_told_whole_and_nobody_speaks_where_nobody_is_named(book: RecordBook) -> None:
    found = graph(written(book))
    assert "It was said that shots had been fired" in texts(found, "Claim")
    claims = [
        one
        for one in found.subjects(RDF.type, SCHEMA.Claim)
        if str(found.value(one, SCHEMA.text)).startswith("It was said")
    ]
    assert claims and not any(found.value(one, SCHEMA.creator) for one in claims)


def test_claims_of_the_ledger_have_their_appearances(book: RecordBook) -> None:
    found = graph(written(book))
    row = next(one for one in book.ledger() if one.speaker == "Tarek Ondal")
    claim = rdflib.URIRef(f"urn:x-onrecord:claim:{row.id}")
    first = found.value(claim, SCHEMA.firstAppearance)
    assert str(found.value(first, SCHEMA.datePublished)) == "2031-05-14"
    assert {str(found.value(one, SCHEMA.datePublished)) for one in found.objects(claim, SCHEMA.appearance)} == {
        "2031-05-14",
        "2031-05-15",
    }


def test_corrections_are_acts_of_persons_that_lead_back_to_the_reading(book: RecordBook) -> None:
    found = graph(written(book))
    report = next(one.report.id for one in book.records() if one.report.given_id == "talks-1")
    entry = rdflib.URIRef(f"urn:x-onrecord:{report}:s2")
    made = list(found.objects(entry, PROV.wasGeneratedBy))
    assert len(made) == 1
    chain = list(found.transitive_objects(made[0], PROV.wasInformedBy))
    people = [found.value(act, PROV.wasAssociatedWith) for act in chain]
    assert [str(found.value(one, SCHEMA.name)) for one in people] == ["Bo Reader", "Ada Editor", "onrecord"]
    assert [PROV.Person in found.objects(one, RDF.type) for one in people] == [True, True, False]
    assert (people[2], RDF.type, PROV.SoftwareAgent) in found
    ended = found.value(chain[0], PROV.endedAtTime)
    assert ended.eq(rdflib.Literal("2031-06-02T10:00:00Z", datatype=rdflib.XSD.dateTime))


def test_nothing_is_rated(book: RecordBook) -> None:
    assert not {"ClaimReview", "reviewRating", "Rating", "score"} & set(
        json.dumps(written(book)).replace('"', " ").split()
    )


def test_filters_hold_and_claims_go_out_only_where_they_can_be_asked(book: RecordBook) -> None:
    asked = written(book, kind="direct")
    assert texts(graph(asked), "Claim") == set()
    assert texts(graph(asked), "Quotation") == {"“We will not sign.”"}
    assert written(book, publisher="Nobody")["@graph"] == []
    with pytest.raises(UsageError, match="E501"):
        written(book, type="REQUEST")
