"""GraphML, as Gephi, yEd, igraph, Cytoscape and Neo4j read it.

Reference: U. Brandes and others, "GraphML Progress Report", 2002; http://graphml.graphdrawing.org.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graphmodel.exchange.flat import (
    EDGE_ID,
    MANIFEST,
    flat_graph,
    manifest,
    must_be_graph,
    read_manifest,
    table_of,
    xml_text,
)
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual


def write(table: TabularGraph, path: Path) -> None:
    """Write tables as GraphML; dates and lists are text whose kind stands in an attribute of the graph."""
    graph = flat_graph(table)
    graph.graph[MANIFEST] = xml_text(manifest(table))
    nx.write_graphml_xml(graph, path, edge_id_from_attribute=EDGE_ID, named_key_ids=True)
    _keep_carriage_returns(path)


def _keep_carriage_returns(path: Path) -> None:
    """Escape those of a file: written plainly, every reader of XML takes one for the end of a line."""
    text = path.read_bytes()
    if b"\r" in text:
        path.write_bytes(text.replace(b"\r", b"&#13;"))


def read(path: Path) -> TabularGraph:
    """Read GraphML, of ours or of another tool."""
    graph = must_be_graph(nx.read_graphml(path, force_multigraph=True))
    return table_of(graph, read_manifest(graph.graph.get(MANIFEST)))


register(
    Format(
        "graphml",
        Bilingual("GraphML", "GraphML"),
        Bilingual(
            "for Gephi, yEd, igraph, Cytoscape; everything comes back",
            "供 Gephi、yEd、igraph、Cytoscape 使用；可完整读回",
        ),
        ".graphml",
        write,
        read,
    )
)
