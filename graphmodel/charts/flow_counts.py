"""Needs by what became of them, and resources by their use: what the flow chart shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

from graphmodel.analysis.provenance import require_whole
from graphmodel.graph import Snapshot, date_of, subtree

FATES = ("met", "under way", "open, offered", "open, not offered")
"""What became of a need: open ones by whether anyone offers a resource of the category that lies idle."""

USES = ("used", "in use", "idle")
"""What became of a resource: used by a project that is done, by one that goes on, by none."""


@dataclass(frozen=True)
class NeedsAndResources:
    """Needs by category and fate, resources by category and use.

    Attributes
    ----------
    needs : mapping of (category, fate) to a number
    resources : mapping of (category, use) to a number
    """

    needs: Mapping[tuple[str, str], int]
    resources: Mapping[tuple[str, str], int]


def needs_and_resources(
    graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None
) -> NeedsAndResources:
    """Count the needs of a place by what became of them, and the resources by their use.

    A need is *met* where it is recorded so or a project that answers it is done, *under way* where it is claimed or such
    a project is claimed; withdrawn needs are left out. An open need is *offered* where a resource of its category lies idle: live, and used
    by no project that is done or claimed.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("n", labels=("Need",), category="养老服务", status="open")
    >>> graph.add_node("r", labels=("Resource",), category="养老服务")
    >>> dict(needs_and_resources(graph).needs)
    {('养老服务', 'open, offered'): 1}
    """
    require_whole(graph, "needs and resources")
    snapshot = Snapshot(graph, date_of(graph, as_of))
    inside = None if scope is None else subtree(graph, scope)
    answered, used = _states(snapshot, "ANSWERS"), _states(snapshot, "USES")
    words = {"met": "used", "under way": "in use"}
    resources = {node: words.get(used.get(node, ""), "idle") for node in snapshot.nodes("Resource")}
    # Whoever offers may lie outside the place: a resource without a place is for everyone.
    near = {node for node in resources if _is_near(snapshot, node, inside)}
    idle = {_category(snapshot, node) for node in near if resources[node] == "idle"}
    needs: Counter[tuple[str, str]] = Counter()
    for node in snapshot.nodes("Need"):
        status = snapshot.properties(node).get("status", "open")
        if status == "withdrawn" or (inside is not None and snapshot.place(node) not in inside):
            continue
        fate = _fate(status, answered.get(node))
        if fate == "open":
            fate = "open, offered" if _category(snapshot, node) in idle else "open, not offered"
        needs[_category(snapshot, node), fate] += 1
    offered = Counter((_category(snapshot, node), resources[node]) for node in near)
    return NeedsAndResources(dict(needs), dict(offered))


def _states(snapshot: Snapshot, tie: str) -> dict[str, str]:
    """Return what projects make of each need or resource: ``met`` where one is done, else ``under way`` where one is claimed."""
    found: dict[str, str] = {}
    for project in snapshot.nodes("Project"):
        state = {"done": "met", "claimed": "under way"}.get(str(snapshot.properties(project).get("status")))
        target = snapshot.end(tie, project)
        if state is not None and target is not None and found.get(target) != "met":
            found[target] = state
    return found


def _fate(status: str, project: str | None) -> str:
    if status == "met" or project == "met":
        return "met"
    return "under way" if status == "claimed" or project == "under way" else "open"


def _is_near(snapshot: Snapshot, node: str, inside: frozenset[str] | None) -> bool:
    place = snapshot.place(node)
    return inside is None or place is None or place in inside


def _category(snapshot: Snapshot, node: str) -> str:
    return str(snapshot.properties(node).get("category", "–"))
