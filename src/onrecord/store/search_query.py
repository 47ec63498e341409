"""What is wanted as a query of the index, and the same filters asked of one passage."""

from collections.abc import Iterable, Sequence

import msgspec
from tantivy import FieldType, Occur, Query, Schema

from onrecord.record.parts import Report
from onrecord.store.filters import Filters
from onrecord.store.folding import needles, words
from onrecord.store.search_index import days, key
from onrecord.store.search_passages import Entry, Named, Passage
from onrecord.store.search_words import Stems, Term, Wanted

_AS_TYPED = 100.0
"""Added for each word that stands there as typed: more than any word weighs by itself, so that these come first."""


class OtherNames(msgspec.Struct, frozen=True):
    """Whom a filter's words name in other reports: further names of theirs (folded), and where they are an actor."""

    names: tuple[tuple[str, ...], ...] = ()
    identities: tuple[int, ...] = ()
    actors: frozenset[tuple[int, str]] = frozenset()


People = dict[str, OtherNames]
"""By filter: `by`, `actor`, `source`."""

FIELDS = {"actor": "actors", "by": "by", "source": "source"}
"""Filters that name someone, and the field of the index that each looks into."""


class Asking:
    """Makes queries for an index of this schema."""

    def __init__(self, schema: Schema, stems: Stems) -> None:
        self._schema = schema
        self._stems = stems

    def query(self, wanted: Wanted, filters: Filters, people: People) -> Query:
        """Passages that hold what is wanted and may pass the filters; `passes` tells of each whether it does."""
        parts = [(Occur.Must, self._any([self._term(term) for term in group])) for group in wanted.all]
        parts += [(Occur.MustNot, self._term(term)) for term in wanted.none]
        parts += [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._filters(filters, people)]
        if not wanted.all:
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(parts)

    def _term(self, term: Term) -> Query:
        typed = self._as_typed(term)
        if term.kind == "phrase":
            return typed
        if term.kind == "beginning":
            # Folded words hold no character that means anything in a pattern.
            found = Query.regex_query(self._schema, "words", f"{term.words[0]}.*")
        else:
            found = self._all("stems", self._stems(term.words))
        return Query.boolean_query([(Occur.Must, found), (Occur.Should, Query.const_score_query(typed, _AS_TYPED))])

    def _as_typed(self, term: Term) -> Query:
        if len(term.words) > 1:
            return Query.phrase_query(self._schema, "words", list(term.words))
        return Query.term_query(self._schema, "words", term.words[0])

    def _filters(self, filters: Filters, people: People) -> Iterable[Query]:
        for name, field in FIELDS.items():
            value = getattr(filters, name)
            if value is not None:
                others = people.get(name, OtherNames())
                yield self._any([self._all(field, each) for each in (words(value), *others.names)])
        if filters.publisher is not None:
            yield self._all("publisher", words(filters.publisher))
        if filters.type or filters.status or filters.layer:
            yield self._all("entries", [key(filters.type, filters.status, filters.layer)])
        if filters.since is not None:
            yield Query.range_query(self._schema, "last", FieldType.Unsigned, lower_bound=days(filters.since)[0])
        if filters.until is not None:
            yield Query.range_query(self._schema, "first", FieldType.Unsigned, upper_bound=days(filters.until)[1])

    def _all(self, field: str, terms: Sequence[str]) -> Query:
        """Passages with all of these terms; without a single one nothing is found, rather than everything."""
        if not terms:
            return Query.empty_query()
        each = dict.fromkeys(terms)
        return Query.boolean_query([(Occur.Must, Query.term_query(self._schema, field, term)) for term in each])

    @staticmethod
    def _any(queries: Sequence[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])


def must_be_looked_at(filters: Filters) -> bool:
    """Whether the index alone cannot tell that a passage passes: who, and what of whom, it knows by the word only."""
    return any(getattr(filters, name) is not None for name in FIELDS)


def passes(report: int, passage: Passage, filters: Filters, people: People) -> bool:
    """Whether a passage passes the filters: the actor is there, and one entry answers to all the others."""

    def named(name: str, people_there: Iterable[Named | None]) -> bool:
        value = getattr(filters, name)
        return value is None or any(
            one is not None and _is(report, one, value, people.get(name)) for one in people_there
        )

    def answers(entry: Entry) -> bool:
        return (
            filters.type in (None, entry.type)
            and filters.status in (None, entry.status)
            and filters.layer in (None, entry.layer)
            and named("by", entry.by)
            and named("source", (entry.source,))
        )

    if not named("actor", passage.actors):
        return False
    if any(value is not None for value in (filters.by, filters.source, filters.type, filters.status)):
        return any(map(answers, passage.entries))
    return filters.layer is None or filters.layer in passage.layers


def report_passes(report: Report, filters: Filters) -> bool:
    """Whether a report passes the filters that look at it alone: its publisher and day of publication."""
    first, last = days(report.published)
    if filters.since is not None and (last is None or last < (days(filters.since)[0] or 0)):
        return False
    if filters.until is not None and (first is None or first > (days(filters.until)[1] or 0)):
        return False
    return filters.publisher is None or set(words(filters.publisher)) <= set(words(report.publisher or ""))


def _is(report: int, one: Named, value: str, others: OtherNames | None) -> bool:
    found = needles(value)
    if found and all(needle in one.words for needle in found):
        return True
    return others is not None and one.actor is not None and (report, one.actor) in others.actors
