"""Stakeholders and the occasions they share, as one graph of two modes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import networkx as nx

from graphmodel.analysis.occasions import channel_names, layer_name, occasions
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import kind_of, name_of
from graphmodel.graph import Snapshot, date_of, place_code, subtree


def two_mode_graph(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    layer: str | None = None,
    channels: Sequence[str] | None = None,
) -> nx.Graph:
    """Return stakeholders (``bipartite`` 0) and the occasions they share (``bipartite`` 1), an edge for each participation.

    An ordinary bipartite graph, so that `networkx.algorithms.bipartite` and the models of `graphmodel.analysis.significance` work on it; its
    projection with Newman's weights is `graphmodel.analysis.cobuilding.cobuilding`, by the same occasions.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only occasions of which at least one participant lies in it or below, with all their participants.
    layer
        One of the five layers, in English or Chinese.
    channels
        As in `cobuilding`.

    Returns
    -------
    networkx.Graph
        Stakeholders have ``name``, ``kind`` and ``place``; occasions ``channel`` and, where known, ``layer``, ``line``, ``first`` and ``last``; edges
        ``since`` where known. An occasion is named by its id, a link by ``link:`` and the ids of its ends, a triad by
        ``triad:`` and its compound. Occasions of one participant are there, those of none are not. ``graph.graph`` has ``as_of``,
        ``scope``, ``synthetic`` and ``channels``.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, or a layer or channel is unknown.

    Examples
    --------
    >>> from networkx.algorithms import bipartite
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("p", labels=("Project",), layer="culture", status="done", started_on=date(2022, 3, 1))
    >>> for name in "abc":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    ...     _ = graph.add_edge(name, "p", type="TOOK_PART_IN")
    >>> both = two_mode_graph(graph)
    >>> sorted(bipartite.collaboration_weighted_projected_graph(both, "abc").edges(data="weight"))
    [('a', 'b', 0.5), ('a', 'c', 0.5), ('b', 'c', 0.5)]
    """
    require_whole(graph, "links")
    names, layer = channel_names(channels), layer_name(layer)
    snapshot = Snapshot(graph, date_of(graph, as_of))
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    synthetic = bool(graph.graph.get("synthetic", False))
    found = nx.Graph(as_of=snapshot.as_of, scope=scope, synthetic=synthetic, channels=names)
    seen: dict[str, int] = {}
    for occasion in occasions(snapshot, channels=names, layer=layer):
        if not occasion.participants:
            continue
        if inside is not None and not any(snapshot.place(node) in inside for node in occasion.participants):
            continue
        node = f"{occasion.channel}:{occasion.id}" if occasion.channel in ("link", "triad") else occasion.id
        # Two links between the same two stakeholders are two occasions.
        seen[node] = seen.get(node, 0) + 1
        node += f"#{seen[node]}" if seen[node] > 1 else ""
        told = {name: getattr(occasion, name) for name in ("channel", "layer", "line", "first", "last")}
        found.add_node(node, bipartite=1, **{name: value for name, value in told.items() if value is not None})
        for participant, since in occasion.participants.items():
            if participant not in found:
                _add_stakeholder(found, snapshot, participant)
            found.add_edge(participant, node, **({} if since is None else {"since": since}))
    return found


def _add_stakeholder(found: nx.Graph, snapshot: Snapshot, node: str) -> None:
    told = {"name": name_of(snapshot, node), "kind": kind_of(snapshot, node), "place": snapshot.place(node)}
    found.add_node(node, bipartite=0, **{name: value for name, value in told.items() if value is not None})
