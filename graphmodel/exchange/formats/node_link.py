"""Node-link JSON, as networkx and d3 read it: ``networkx.node_link_graph(data, edges="edges")``."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from graphmodel.exchange.flat import MANIFEST, manifest, must_be_graph, read_manifest, table_of
from graphmodel.exchange.json_values import json_graph
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual


def write(table: TabularGraph, path: Path) -> None:
    """Write tables as node-link JSON."""
    graph = json_graph(table)
    graph.graph[MANIFEST] = json.loads(manifest(table))
    data = nx.node_link_data(graph, edges="edges")
    path.write_text(json.dumps(data, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def read(path: Path) -> TabularGraph:
    """Read node-link JSON, with its edges under ``edges`` or ``links``."""
    data = json.loads(path.read_text(encoding="utf-8-sig"))
    graph = must_be_graph(nx.node_link_graph(data, edges="edges" if "edges" in data else "links"))
    return table_of(graph, read_manifest(json.dumps(graph.graph.get(MANIFEST))))


register(
    Format(
        "node-link",
        Bilingual("node-link JSON", "节点—连线 JSON"),
        Bilingual("for networkx and d3; everything comes back", "供 networkx、d3 使用；可完整读回"),
        ".json",
        write,
        read,
    )
)
