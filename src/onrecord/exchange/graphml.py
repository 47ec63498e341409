"""Who dealt with whom as GraphML (http://graphml.graphdrawing.org/specification.html), a directed multigraph."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.exchange.dealings import Edge, Node, attributes, graph, taken, values
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = attributes(Node, frozenset(("id",)))
_EDGE = attributes(Edge, frozenset(("id", "source", "target")))
_TYPES = {str: "string", int: "int"}


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """The network of the moves that pass the filters. Raises `UsageError` 501 to 506 before the first piece."""
    nodes, edges = graph(store, filters)
    return _pieces(nodes, edges)


def _pieces(nodes: list[Node], edges: list[Edge]) -> Iterator[bytes]:
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("graphml", nsmap={None: NAMESPACE}):
            for owner, names in (("node", _NODE), ("edge", _EDGE)):
                for name, type_ in names.items():
                    key = {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": _TYPES[type_]}
                    file.write(etree.Element("key", key))
            with file.element("graph", edgedefault="directed"):
                for node in nodes:
                    with file.element("node", id=node.id):
                        _data(file, "node", node)
                    yield taken(file, out)
                for edge in edges:
                    with file.element("edge", id=edge.id, source=edge.source, target=edge.target):
                        _data(file, "edge", edge)
                    yield taken(file, out)
    yield out.getvalue()


def _data(file: Any, owner: str, one: Node | Edge) -> None:
    for name, value in values(one, _NODE if owner == "node" else _EDGE):
        with file.element("data", key=f"{owner}-{name}"):
            file.write(value)
