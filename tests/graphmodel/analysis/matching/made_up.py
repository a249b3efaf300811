"""A district of two streets with lists written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx

from tests.graphmodel.analysis.made_up import AS_OF, add_stakeholder, empty_graph

__all__ = ["AS_OF", "add_need", "add_project", "add_resource", "district"]


def district() -> nx.MultiDiGraph:
    """Streets S1 and S2 in district D, communities C1 and C2 in S1, C3 in S2, compound Q in C1; parties a, b, c."""
    graph = empty_graph()
    for place, parent, label in (
        ("C1", "S1", "Community"),
        ("C2", "S1", "Community"),
        ("C3", "S2", "Community"),
        ("Q", "C1", "Compound"),
    ):
        graph.add_node(place, labels=(label, "Place"), name=place, level=label.lower())
        graph.add_edge(place, parent, type="PART_OF")
    for party in "abc":
        add_stakeholder(graph, party)
    return graph


def add_need(graph: nx.MultiDiGraph, node: str, place: str | None = None, by: str | None = None, **known: Any) -> None:
    graph.add_node(node, labels=("Need",), title=f"需求{node}", **{"category": "养老", **known})
    if place is not None:
        graph.add_edge(node, place, type="LOCATED_IN")
    if by is not None:
        graph.add_edge(by, node, type="RAISED")


def add_resource(graph: nx.MultiDiGraph, node: str, place: str | None = None, by: str = "a", **known: Any) -> None:
    graph.add_node(node, labels=("Resource",), title=f"资源{node}", **{"category": "养老", **known})
    if place is not None:
        graph.add_edge(node, place, type="LOCATED_IN")
    graph.add_edge(by, node, type="OFFERS")


def add_project(
    graph: nx.MultiDiGraph,
    node: str,
    *,
    status: str,
    need: str | None = None,
    resource: str | None = None,
    claimers: str = "",
    due_on: date | None = None,
) -> None:
    due = {} if due_on is None else {"due_on": due_on}
    graph.add_node(node, labels=("Project",), title=node, status=status, **due)
    for end, kind in ((need, "ANSWERS"), (resource, "USES")):
        if end is not None:
            graph.add_edge(node, end, type=kind)
    for claimer in claimers:
        graph.add_edge(claimer, node, type="TOOK_PART_IN", role="claimer")
