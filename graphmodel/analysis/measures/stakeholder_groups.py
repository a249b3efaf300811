"""The groups between which stakeholders broker: sectors and streets."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS
from graphmodel.graph import scope_of
from graphmodel.graph.places import neighbor


def sectors_of(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> dict[str, str | None]:
    """Return the sector of stakeholders: the kind of unit a party organization belongs to, else the stakeholder's own kind.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("branch", labels=("PartyOrganization", "Stakeholder"))
    >>> graph.add_node("firm", labels=("Enterprise", "Stakeholder", "Unit"))
    >>> _ = graph.add_edge("branch", "firm", type="BELONGS_TO")
    >>> sectors_of(graph, ["branch", "firm"])
    {'branch': 'Enterprise', 'firm': 'Enterprise'}
    """
    return {node: _kind(graph, neighbor(graph, node, "BELONGS_TO") or node) for node in nodes}


def _kind(graph: nx.MultiDiGraph, node: str) -> str | None:
    return next((label for label in graph.nodes[node]["labels"] if label in STAKEHOLDER_KINDS), None)


def streets_of(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> dict[str, str | None]:
    """Return the id of the street in which stakeholders lie; None above streets, and for who lies nowhere.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("S", labels=("Place", "Street"))
    >>> graph.add_node("branch", labels=("PartyOrganization", "Stakeholder"))
    >>> _ = graph.add_edge("branch", "S", type="SERVES_PLACE")
    >>> streets_of(graph, ["branch"])
    {'branch': 'S'}
    """
    return {node: _street(graph, node) for node in nodes}


def _street(graph: nx.MultiDiGraph, node: str) -> str | None:
    return next((place for place in scope_of(graph, node) if "Street" in graph.nodes[place].get("labels", ())), None)
