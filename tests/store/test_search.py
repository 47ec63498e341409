"""Search over passages: what is found, and that its index follows the record."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.across.actor_facts import Facts
from onrecord.across.identities import Identity
from onrecord.errors import UsageError
from onrecord.store import identity_rows
from onrecord.store import search as searching
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.search_people import Names
from tests.made import TALKS, talks

OTHER = (
    "Talks stall in Oranza\n\n"
    "Foreign Minister Šárka Ilvane of Keth said on Tuesday: “We will not sign.” "
    "She demanded that Belmaria withdraw its troops.\n\n"
    "Tarek Ondal, the envoy of Belmaria, said Keth had agreed to a truce only if the bridge reopens.\n\n"
    "It was said that shots had been fired. {}\n\n"
    "READ ALSO: The bridge at Varn"
)
"""A report whose last paragraph is its own."""


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add([Filing(talks())])
        yield opened


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    with RecordStore.open(tmp_path_factory.mktemp("full") / "talks.duckdb") as store:
        store.add([Filing(talks())])
        yield store


def found(store: RecordStore, query: str, **filters: object) -> list[str]:
    """First words of the passages, with the report's given id."""
    hits = store.passages.find(query, Filters(**filters))  # type: ignore[arg-type]  # right, if not to mypy
    return [f"{one.record.report.given_id} {_text(one).split()[0]}" for one in hits]


def _text(one: searching.PassageFound) -> str:
    return one.record.report.text[slice(*one.passage.span)]


def own(given_id: str, words: str, **more: str) -> Filing:
    return Filing(talks(given_id, text=OTHER.format(words), **more))


@pytest.mark.parametrize(
    ("query", "passages"),
    [
        ("sign", ["Foreign"]),
        ("SARKA troops", ["Foreign"]),
        ("demand", ["Foreign"]),
        ("demands withdrawing", ["Foreign"]),
        ('"demand"', []),
        ('"will not sign"', ["Foreign"]),
        ('"not will sign"', []),
        ("bridge", ["Tarek"]),
        ("brid*", ["Tarek"]),
        ("said -bridge", ["Foreign", "It"]),
        ("shots OR bridge", ["It", "Tarek"]),
        ("said NOT bridge NOT sign", ["It"]),
        ("-said", ["Talks"]),
        ("sign bridge", []),
        ("varn", []),
        ("?", []),
        ("", []),
    ],
)
def test_words(full: RecordStore, query: str, passages: list[str]) -> None:
    assert sorted(found(full, query)) == sorted(f"talks-1 {first}" for first in passages)


@pytest.mark.parametrize(
    ("filters", "passages"),
    [
        ({"by": "ilvane"}, ["Foreign"]),
        ({"by": "foreign MINISTER"}, ["Foreign"]),
        ({"by": "Keth"}, ["Foreign", "Tarek"]),
        ({"by": "Keth", "type": "REQUEST"}, []),
        ({"by": "Keth", "type": "AGREE"}, ["Tarek"]),
        ({"by": "ondal", "type": "agree"}, []),
        ({"by": "ondal ilvane"}, []),
        ({"by": "ilvan"}, []),
        ({"by": "?"}, []),
        ({"actor": "belmaria"}, ["Foreign", "Tarek"]),
        ({"actor": "keth ondal"}, []),
        ({"source": "ondal"}, ["Tarek"]),
        ({"source": "keth"}, ["Foreign"]),
        ({"type": "REQUEST", "status": "happened"}, ["Foreign"]),
        ({"type": "REQUEST", "layer": "own_words"}, []),
        ({"status": "happened"}, ["Foreign", "It"]),
        ({"layer": "own_words"}, ["Foreign"]),
        ({"layer": "narration"}, ["Foreign"]),
        ({"layer": "reported"}, ["Tarek", "It"]),
        ({"publisher": "orrery"}, ["Foreign", "It", "Tarek"]),
        ({"publisher": "courier"}, []),
        ({"since": "2031-05-14", "until": "2031-05"}, ["Foreign", "It", "Tarek"]),
        ({"since": "2031-05-15"}, []),
        ({"until": "2030"}, []),
        ({"limit": 1}, [1]),
    ],
)
def test_filters(full: RecordStore, filters: dict[str, object], passages: list[object]) -> None:
    there = found(full, "said", **filters)
    assert len(there) == 1 if passages == [1] else sorted(there) == sorted(f"talks-1 {one}" for one in passages)


def test_filters_that_make_no_sense(full: RecordStore) -> None:
    for filters in ({"about": "truce"}, {"type": "SHOUT"}, {"limit": 0}):
        with pytest.raises(UsageError):
            found(full, "truce", **filters)


def test_a_narrating_headline_passes_the_layer(full: RecordStore) -> None:
    assert found(full, "stall", layer="narration") == ["talks-1 Talks"]
    assert found(full, "stall", layer="reported") == []


def test_undated_reports_are_not_found_by_date(store: RecordStore) -> None:
    store.add([own("undated", "The ferry sank.", published=None)])  # type: ignore[arg-type]
    assert found(store, "ferry") == ["undated It"]
    assert found(store, "ferry", since="1900") == found(store, "ferry", until="2100") == []


def test_words_as_typed_come_first_whatever_else(store: RecordStore) -> None:
    store.add([own("forms", "They promised, promised and promised."), own("typed", "A long way from any promises."), own("once", "It was promised.")])  # fmt: skip  # noqa: E501
    assert found(store, "promises")[0] == "typed It"
    assert sorted(found(store, "promises")) == ["forms It", "once It", "typed It"]
    assert found(store, "promised")[-1] == "typed It"


def test_spans_point_into_the_report(full: RecordStore) -> None:
    (one,) = full.passages.find('sárka "not sign" troop*', Filters())
    assert [TALKS[a:b] for a, b in one.words] == ["Šárka", "not sign", "troops"]


class TestCopies:
    def test_a_passage_of_copies_is_given_once_in_the_origins_words(self, store: RecordStore) -> None:
        store.add([Filing(talks(f"copy{n}", "2031-06-01", "Varn Courier")) for n in range(30)])
        (one,) = store.passages.find("bridge", Filters(limit=5))
        assert (one.record.report.given_id, one.copies) == ("talks-1", 30)

    def test_the_origin_must_pass_the_filters_itself(self, store: RecordStore) -> None:
        store.add([Filing(talks(f"copy{n}", "2031-06-01", "Varn Courier")) for n in range(3)])
        assert len(found(store, "bridge", publisher="courier")) == 1
        assert found(store, "bridge", publisher="courier")[0].startswith("copy")
        assert found(store, "bridge", until="2031-05") == ["talks-1 Tarek"]
        assert found(store, "bridge", since="2031-06", by="keth")[0].startswith("copy")

    def test_a_copy_cut_or_wrapped_is_still_one(self, store: RecordStore) -> None:
        marks = TALKS.replace(" that Belmaria withdraw its troops", " that Belmaria withdraw its troops now")
        assert marks != TALKS
        store.add([Filing(talks("marks", "2031-05-15", "Varn Courier", text=marks))])
        assert store.passages.find("demanded", Filters())[0].copies == 1
        assert len(found(store, "demanded")) == 1

    def test_what_a_copy_adds_is_found(self, store: RecordStore) -> None:
        store.add([own("longer", "The ferry sank off Varn on the same night, two dockers told this paper.")])
        assert found(store, "ferry") == ["longer It"]
        assert found(store, "bridge") == ["talks-1 Tarek"]


class TestIdentities:
    def _name(self, store: RecordStore, names: list[str], actors: list[tuple[int, str]]) -> None:
        with store._writing() as cursor:
            cursor.execute("DELETE FROM identities")
            cursor.execute("DELETE FROM report_actors")
            facts = Facts(name=names[0], kind="person", names=tuple(names))
            identity_rows.write(cursor, [Identity(number=7, id="i7", facts=facts)])
            cursor.executemany("INSERT INTO report_actors VALUES (?, ?, 7)", [list(one) for one in actors])

    def test_other_names_of_the_same_actor_find_it_too(self, store: RecordStore) -> None:
        self._name(store, ["Šárka Ilvane", "Charlotte Ilvånova"], [(1, "a1")])
        assert found(store, "sign", by="Charlotte Ilvanova") == ["talks-1 Foreign"]
        assert found(store, "sign", actor="ILVANOVA") == ["talks-1 Foreign"]
        assert found(store, "sign", by="Charlotte Šárka") == []

    def test_merged_by_hand_and_undone(self, store: RecordStore) -> None:
        ids = dict(store._cursor().execute("SELECT name, id FROM identities").fetchall())
        assert found(store, "sign", by="ondal") == []
        store.merge_actors([ids["Šárka Ilvane"], ids["Tarek Ondal"]], "Lio Marsh")
        assert found(store, "sign", by="ondal") == ["talks-1 Foreign"]
        store.undo(1, "Lio Marsh")
        assert found(store, "sign", by="ondal") == []

    def test_a_namesake_is_not_meant(self, store: RecordStore) -> None:
        self._name(store, ["Šárka Ilvane", "Charlotte Ilvånova"], [(1, "a2")])
        assert found(store, "sign", by="Charlotte") == []

    def test_a_name_of_very_many_means_none_of_them(self, store: RecordStore) -> None:
        with store._writing() as cursor:
            cursor.execute("DELETE FROM identities")
            many = [Facts(name=f"Bo Number{n}", kind="person", names=(f"Bo Number{n}",)) for n in range(500)]
            identity_rows.write(cursor, [Identity(number=n, id=f"i{n}", facts=one) for n, one in enumerate(many)])
        people = Names().people(store._cursor(), Filters(by="bo", actor="number7"), 1)
        assert (people["by"].identities, people["actor"].identities) == ((), (7,))


SYNTAX = st.lists(st.sampled_from(['"', "-", "*", "OR", "NOT", "AND", " ", "bridge", "(", ")", ":", "^", "~", "[", "\\", "/", "report:1", "words:x", "+", "\x00", "é", "{", "?"])).map("".join)  # fmt: skip  # noqa: E501


@settings(max_examples=300, deadline=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(), SYNTAX), name=st.one_of(st.none(), st.text(), SYNTAX))
def test_nothing_that_is_typed_breaks_it(full: RecordStore, query: str, name: str | None) -> None:
    for one in full.passages.find(query, Filters(by=name, actor=name, source=name, publisher=name)):
        start, stop = one.passage.span
        assert all(start <= a < b <= stop for a, b in one.words)


@pytest.mark.parametrize("query", ["bridge " * 20_000, "b" * 100_000, '"' * 99_999, "-(" * 50_000, "a* " * 30_000, "\u202e\x1b[2J" * 9_000])  # fmt: skip  # noqa: E501
def test_very_long_queries(full: RecordStore, query: str) -> None:
    began = time.perf_counter()
    full.passages.find(query, Filters(by=query, publisher=query))
    assert time.perf_counter() - began < 10


def test_bytes_that_are_no_text(full: RecordStore) -> None:
    assert found(full, "\ud800bridge\udcff", actor="\udcffKeth") == ["talks-1 Tarek"]


@pytest.mark.parametrize(
    "query", ["report:1", "stems:bridg", "start:0", "entries:AGREE", "by:keth", "bridge AND report:1"]
)
def test_fields_of_the_index_are_out_of_reach(full: RecordStore, query: str) -> None:
    assert found(full, query) == []
