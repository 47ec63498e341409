"""Who dealt with whom as GEXF 1.3 (https://gexf.net), as Gephi opens it: a directed graph with parallel edges."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.exchange.dealings import Edge, Node, attributes, graph, taken, values, xml_text
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.version import __version__

NAMESPACE = "http://gexf.net/1.3"
_NODE = attributes(Node, frozenset(("id", "label")))
_EDGE = attributes(Edge, frozenset(("id", "source", "target", "label", "weight")))
_TYPES = {str: "string", int: "integer"}


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """The network of the moves that pass the filters. Raises `UsageError` 501 to 506 before the first piece."""
    nodes, edges = graph(store, filters)
    return _pieces(nodes, edges)


def _pieces(nodes: list[Node], edges: list[Edge]) -> Iterator[bytes]:
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("gexf", version="1.3", nsmap={None: NAMESPACE}):
            with file.element("meta"), file.element("creator"):
                file.write(f"onrecord {__version__}")
            with file.element("graph", mode="static", defaultedgetype="directed", idtype="string"):
                for owner, names in (("node", _NODE), ("edge", _EDGE)):
                    with file.element("attributes", {"class": owner}):
                        for name, type_ in names.items():
                            file.write(etree.Element("attribute", id=name, title=name, type=_TYPES[type_]))
                with file.element("nodes", count=str(len(nodes))):
                    for node in nodes:
                        with file.element("node", id=node.id, label=xml_text(node.label)):
                            _attvalues(file, values(node, _NODE))
                        yield taken(file, out)
                with file.element("edges", count=str(len(edges))):
                    for edge in edges:
                        # `kind` tells parallel edges apart.
                        own = {name: str(getattr(edge, name)) for name in ("id", "source", "target", "label", "weight")}
                        with file.element("edge", {**own, "kind": edge.label}):
                            _attvalues(file, values(edge, _EDGE))
                        yield taken(file, out)
    yield out.getvalue()


def _attvalues(file: Any, some: Iterator[tuple[str, str]]) -> None:
    with file.element("attvalues"):
        for name, value in some:
            file.write(etree.Element("attvalue", {"for": name, "value": value}))
