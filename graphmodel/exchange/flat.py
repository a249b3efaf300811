"""Tables as a plain networkx graph of text and numbers only: what the writers of networkx accept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.tabular import TabularGraph, must_be_unique
from graphmodel.exchange.values import to_text

MANIFEST = "gongjian"
"""Name of what a file says of its columns and of the graph, so that everything comes back."""

EDGE_KEY = "edge_key"
EDGE_ID = "edge_id"
# XML 1.0 cannot hold these characters, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    r"""Return a text without the characters that XML cannot hold: each becomes the replacement character.

    Examples
    --------
    >>> xml_text("抚琴\x0b社区")
    '抚琴\ufffd社区'
    """
    return _ILLEGAL.sub("\ufffd", text)


def manifest(table: TabularGraph) -> str:
    """Return what is to be known beside the values, as JSON."""
    return json.dumps({"kinds": table.kinds(), "about": table.about, "directed": table.directed}, ensure_ascii=False)


def read_manifest(text: str | None) -> dict[str, Any]:
    """Return what a manifest says; nothing where there is none, as in files of other tools."""
    try:
        found = json.loads(text) if text else {}
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def flat_graph(table: TabularGraph, *, text: Callable[[str], str] = xml_text) -> nx.MultiDiGraph | nx.MultiGraph:
    """Return tables as a graph whose attributes are text, numbers and booleans; lists and dates are text.

    Nodes have a ``label`` to show; edges an ``edge_id`` unique in the graph and their ``edge_key``.

    Raises
    ------
    InputError
        If ``text`` makes two nodes one.
    """
    must_be_unique([text(id_) for id_ in table.ids])
    graph = nx.MultiDiGraph() if table.directed else nx.MultiGraph()
    for (id_, values), label in zip(table.node_rows(), table.labels, strict=True):
        graph.add_node(text(id_), label=text(label), **_scalars(values, text))
    for (start, end, key, values), number in zip(table.edge_rows(), table.edge_ids, strict=True):
        own = {EDGE_ID: number, EDGE_KEY: text(key), **_scalars(values, text)}
        graph.add_edge(text(start), text(end), key=number, **own)
    return graph


def _scalars(values: Mapping[str, Any], text: Callable[[str], str]) -> dict[str, Any]:
    return {
        text(name): value if isinstance(value, (bool, int, float)) else text(to_text(value))
        for name, value in values.items()
    }


def table_of(graph: nx.Graph, given: Mapping[str, Any]) -> TabularGraph:
    """Return a flat graph, of ours or of another tool, as tables; ``given`` is its manifest."""
    ours = bool(given)
    nodes = ((str(node), _node_values(data, ours=ours)) for node, data in graph.nodes(data=True))
    triples = (
        graph.edges(keys=True, data=True)
        if graph.is_multigraph()
        else ((a, b, None, d) for a, b, d in graph.edges(data=True))
    )
    edges = ((str(start), str(end), _key(key, data), _edge_values(data)) for start, end, key, data in triples)
    return table_from_rows(
        nodes,
        edges,
        kinds=given.get("kinds"),
        directed=graph.is_directed(),
        about=given.get("about"),
    )


def _key(key: Any, data: Mapping[str, Any]) -> str | None:
    found = data.get(EDGE_KEY, key)
    return None if found is None else str(found)


def _edge_values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in data.items() if name not in (EDGE_KEY, EDGE_ID, "id")}


def _node_values(data: Mapping[str, Any], *, ours: bool) -> dict[str, Any]:
    """Return a node's values; the label we wrote to be shown is its name, which stands there too."""
    found = {str(name): value for name, value in data.items() if name != "label" or not ours}
    if "label" in found:
        found.setdefault("name", found.pop("label"))
    return found


def must_be_graph(found: Any) -> nx.Graph:
    """Return a graph; raise `InputError` where a file holds something else."""
    if not isinstance(found, nx.Graph):
        msg = Bilingual(
            "found no single graph in the file, expected one: split the file",
            "文件中不是恰好一张图：应只有一张，请把文件拆开",
        )
        raise InputError(msg)
    return found
