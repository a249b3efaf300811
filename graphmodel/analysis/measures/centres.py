"""The five centres as a network: who passes data to whom, to be asked where the barriers are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import networkx as nx

from graphmodel.graph import Snapshot, date_of, subtree

FIVE_CENTRES = ("party_building", "government_service", "urban_renewal", "smart_governance", "media")
"""Kinds of centre that are to exchange data with each other."""


def exchange_network(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    kinds: Sequence[str] = FIVE_CENTRES,
    by_kind: bool = False,
) -> nx.DiGraph:
    """Return which service centre passes data to which at a date.

    An ordinary directed graph: `new_ties` on it says which single exchange would bring the centres closest together (or
    lower their constraint) most, `group_holes` with ``group="kind"`` between which kinds nothing runs, `departures` on
    whom all hangs.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only centres in it or below.
    kinds
        Only centres of these kinds.
    by_kind
        One node for each kind that is there, with an arc where any centre of one passes data to any of the other.

    Returns
    -------
    networkx.DiGraph
        Nodes with ``kind`` and ``name``, in the graph's order (by kind: in that of ``kinds``), with or without exchanges.

    Raises
    ------
    InputError
        If the date is unknown, or the scope is no place.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for kind in ("media", "party_building", "government_service"):
    ...     graph.add_node(kind[0], labels=("ServiceCentre",), kind=kind, name=kind)
    >>> _ = graph.add_edge("p", "g", type="EXCHANGES_DATA_WITH")
    >>> list(exchange_network(graph, by_kind=True).edges)
    [('party_building', 'government_service')]
    """
    snapshot = Snapshot(graph, date_of(graph, as_of))
    inside = None if scope is None else subtree(graph, scope)
    found = nx.DiGraph()
    for node in snapshot.nodes("ServiceCentre"):
        known = snapshot.properties(node)
        if known.get("kind") in kinds and (inside is None or snapshot.place(node) in inside):
            found.add_node(node, kind=known["kind"], name=known.get("name", node))
    for tie in snapshot.ties("EXCHANGES_DATA_WITH"):
        if tie.start in found and tie.end in found:
            found.add_edge(tie.start, tie.end)
    return _merged(found, kinds) if by_kind else found


def _merged(centres: nx.DiGraph, kinds: Sequence[str]) -> nx.DiGraph:
    kind_of = dict(centres.nodes(data="kind"))
    present = set(kind_of.values())
    merged = nx.DiGraph()
    merged.add_nodes_from((kind, {"kind": kind, "name": kind}) for kind in kinds if kind in present)
    arcs = ((kind_of[a], kind_of[b]) for a, b in centres.edges)
    merged.add_edges_from((a, b) for a, b in arcs if a != b)
    return merged
