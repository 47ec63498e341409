"""GraphML and GEXF are read back by networkx and compared with the network view."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest
from lxml import etree
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.exchange import gexf, graphml
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.network import network
from tests.exchange.kept import HOSTILE, kept
from tests.made import talks

Write = Callable[[RecordStore, Filters], Iterator[bytes]]
GEXF = "{http://gexf.net/1.3}"
ATTRIBUTES = {
    "gexf": {"version", "variant"},
    "meta": {"lastmodifieddate"},
    "creator": set[str](),
    "graph": {"defaultedgetype", "idtype", "mode", "timeformat"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "edges": {"count"},
    "node": {"id", "label"},
    "edge": {"id", "type", "label", "source", "target", "weight", "kind"},
    "attvalues": set[str](),
    "attvalue": {"for", "value"},
}


def read(data: bytes, write: Write) -> Any:
    if write is graphml.write:
        return networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    return networkx.read_gexf(io.BytesIO(data), version="1.3")


def mutual() -> Record:
    """The talks with a meeting of both, so that there is a pair in both directions and of two classes."""
    record = talks()
    demand, *others = record.moves
    met = replace(
        demand, id="m9", type="CONSULT", quad="verbal-cooperation", by=(*demand.by, *demand.to), to=(), reciprocal=True
    )
    return replace(record, moves=(demand, *others, met))


@pytest.mark.parametrize("write", [graphml.write, gexf.write])
class TestBoth:
    def test_what_is_read_back_is_the_network(self, tmp_path: Path, write: Write) -> None:
        with kept(tmp_path, mutual(), talks(given_id="b", publisher="The Echo")) as store:
            rows = list(network(store, Filters()))
            graph = read(b"".join(write(store, Filters())), write)
        assert graph.is_directed()
        edges = list(graph.edges(data=True))
        assert len(edges) == len(rows) == 3
        for row in rows:
            (edge,) = (
                data for one, other, data in edges if (one, other, data["label"]) == (row.actor_id, row.to_id, row.quad)
            )
            assert (edge["weight"], edge["moves"]) == (row.origins, row.moves)
            assert (edge["quote"], edge["outlet"], edge["date"]) == (row.passage, "The Orrery", "2031-05-14")
            assert (edge["types"], edge["report"]) == ("; ".join(row.types), row.report.id)
            assert (edge["start"], edge["stop"]) == row.span
        names = {data["label"]: data["kind"] for _, data in graph.nodes(data=True)}
        assert names == {"Šárka Ilvane": "person", "Belmaria": "state"}

    def test_hostile_text_stays_text(self, tmp_path: Path, write: Write) -> None:
        record = talks(text=HOSTILE)
        demand, *others = record.moves
        record = replace(record, moves=(replace(demand, span=(0, demand.span[1])), *others))
        with kept(tmp_path, record) as store:
            data = b"".join(write(store, Filters()))
        (quote,) = (edge["quote"] for *_, edge in read(data, write).edges(data=True))
        assert quote.startswith("=cmd|' /C calc'!A0 \\x1b[2J <b>&\\u202e ]]> Talks stall")
        assert {element.tag.rpartition("}")[2] for element in etree.fromstring(data).iter()}.isdisjoint({"b"})

    def test_nobody(self, tmp_path: Path, write: Write) -> None:
        with kept(tmp_path) as store:
            graph = read(b"".join(write(store, Filters(type="AID"))), write)
            assert (len(graph.nodes), len(graph.edges)) == (0, 0)
            with pytest.raises(UsageError):
                write(store, Filters(kind="direct"))


class TestGexf:
    """The order and attributes that the grammar of GEXF 1.3 (gexf.rnc, dynamics.rnc) allows."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> etree._Element:
        with kept(tmp_path, mutual()) as store:
            return etree.fromstring(b"".join(gexf.write(store, Filters())))

    def test_elements_and_attributes(self, root: etree._Element) -> None:
        for element in root.iter():
            assert element.tag.startswith(GEXF)
            assert set(element.attrib) <= ATTRIBUTES[element.tag.removeprefix(GEXF)]
        assert [one.tag.removeprefix(GEXF) for one in root.find(f"{GEXF}graph")] == [
            "attributes", "attributes", "nodes", "edges",
        ]  # fmt: skip
        assert root.get("version") == "1.3"

    def test_what_is_named_is_there(self, root: etree._Element) -> None:
        nodes = {node.get("id") for node in root.iter(f"{GEXF}node")}
        edges = list(root.iter(f"{GEXF}edge"))
        assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} == nodes
        assert len({edge.get("id") for edge in edges}) == len(edges)
        for owner, elements in (("node", root.iter(f"{GEXF}node")), ("edge", edges)):
            (declared,) = (one for one in root.iter(f"{GEXF}attributes") if one.get("class") == owner)
            known = {one.get("id") for one in declared}
            assert {one.get("for") for element in elements for one in element.iter(f"{GEXF}attvalue")} <= known
        assert {one.get("type") for one in root.iter(f"{GEXF}attribute")} == {"string", "integer"}
        for name in ("nodes", "edges"):
            (held,) = root.iter(f"{GEXF}{name}")
            assert held.get("count") == str(len(held))
