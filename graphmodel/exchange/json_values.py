"""Tables as a networkx graph of values that JSON has: lists stay lists, dates are text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graphmodel.exchange.flat import EDGE_ID, EDGE_KEY
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import to_text


def json_graph(table: TabularGraph) -> nx.MultiDiGraph | nx.MultiGraph:
    """Return tables as a graph whose attributes JSON can hold."""
    graph = nx.MultiDiGraph() if table.directed else nx.MultiGraph()
    for (id_, values), label in zip(table.node_rows(), table.labels, strict=True):
        graph.add_node(id_, label=label, **json_values(values))
    for (start, end, key, values), number in zip(table.edge_rows(), table.edge_ids, strict=True):
        graph.add_edge(start, end, key=number, **{EDGE_ID: number, EDGE_KEY: key, **json_values(values)})
    return graph


def json_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON has them; an infinite number is text there.

    Examples
    --------
    >>> json_values({"sources": ("甲", "乙"), "weight": math.inf, "demonstration": True})
    {'sources': ['甲', '乙'], 'weight': 'inf', 'demonstration': True}
    """
    return {name: _json_value(value) for name, value in values.items()}


def _json_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (bool, int, float)) else to_text(value)
