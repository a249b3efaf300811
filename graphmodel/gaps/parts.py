"""The part of a graph on which the gaps of a place rest: small enough to be sent to another process."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import networkx as nx

from graphmodel.graph import subtree
from graphmodel.graph.places import places_above

_HOME = ("LOCATED_IN", "SERVES_PLACE", "REPRESENTS")
# What tells where a thing lies, and to whom an organization reports: followed to the end.
_FOLLOWED = (*_HOME, "BELONGS_TO", "PART_OF", "REPORTS_TO")
_ENDS = (*_FOLLOWED, "RAISED", "TOOK_PART_IN")
# Rules ask for the nearest centre and the fitting resource anywhere.
_ASKED_ANYWHERE = ("ServiceCentre", "Resource")


class Parts:
    """Cuts parts out of a graph; what lies where is worked out once for all of them."""

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self._graph = graph

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {node: at for at, node in enumerate(self._graph)}

    @cached_property
    def _by_type(self) -> dict[str, dict[str, list[str]]]:
        """Return the ends of the edges of each type that matter here, by where they begin."""
        found: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in _ENDS}
        for start, end, kind in self._graph.edges(data="type"):
            if kind in found:
                found[kind][start].append(end)
        return found

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """Return what every part needs: the top places, and what rules ask for anywhere."""
        return frozenset(
            node
            for node, own in self._graph.nodes.data("labels")
            if any(label in own for label in _ASKED_ANYWHERE)
            or ("Place" in own and node not in self._by_type["PART_OF"])
        )

    @cached_property
    def _residents(self) -> dict[str, list[str]]:
        """Return what lies in each place itself, by any tie that says so; a need without a place lies with who raised it."""
        homes: dict[str, set[str]] = defaultdict(set)
        for kind in _HOME:
            for node, ends in self._by_type[kind].items():
                homes[node].update(ends)
        for node, units in self._by_type["BELONGS_TO"].items():
            homes[node].update(place for unit in units for place in homes.get(unit, ()))
        raised = [(need, homes.get(who, ())) for who, needs in self._by_type["RAISED"].items() for need in needs]
        for need, places in raised:
            homes[need].update(places)
        found: dict[str, list[str]] = defaultdict(list)
        for node, places in homes.items():
            for place in places:
                found[place].append(node)
        return dict(found)

    def of(self, place: str) -> nx.MultiDiGraph:
        """Return the part for a place: with ``scope=place`` the rules find in it what they find in the whole.

        It holds what lies in the place or below, everything tied to that, the events in which the tied took part, the
        organizations at and above the places above, and what rules ask for anywhere. Nodes and edges keep their order.

        Raises
        ------
        InputError
            If the graph has no such place.

        Examples
        --------
        >>> from graphmodel.graph import About, Dataset, Records, build_graph
        >>> from graphmodel.schema import BY_NAME
        >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "place_id": ["S1", "S2"]}
        >>> places = {"place_id": ["S1", "S2"], "name": ["一", "二"], "level": ["street"] * 2}
        >>> tables = {"places": places, "enterprises": firms}
        >>> graph = build_graph(Dataset(About(), {name: Records(BY_NAME[name], rows) for name, rows in tables.items()}))
        >>> sorted(Parts(graph).of("S1"))
        ['E1', 'S1', 'S2']
        """
        graph, inside = self._graph, subtree(self._graph, place)
        core = {node for step in inside for node in self._residents.get(step, ())} | inside
        tied = set(core)
        for node in core:
            tied.update(graph.succ[node], graph.pred[node])
        took_part = self._by_type["TOOK_PART_IN"]
        events = {event for node in tied for event in took_part.get(node, ())}
        above = places_above(graph, place)
        # Who leads at a place above, or covers it.
        there = {node for step in above for node in graph.pred[step] if "Place" not in graph.nodes[node]["labels"]}
        return self._cut(core | tied | events | set(above) | there | self._everywhere)

    def _cut(self, wanted: set[str]) -> nx.MultiDiGraph:
        graph, kept, new = self._graph, set(wanted), wanted
        while new:
            new = {end for kind in _FOLLOWED for node in new for end in self._by_type[kind].get(node, ())} - kept
            kept |= new
        part = nx.MultiDiGraph(**graph.graph)
        ordered = sorted(kept, key=self._positions.__getitem__)
        part.add_nodes_from((node, graph.nodes[node]) for node in ordered)
        part.add_edges_from(
            (node, end, key, data)
            for node in ordered
            for end, edges in graph.succ[node].items()
            if end in kept
            for key, data in edges.items()
        )
        return part
