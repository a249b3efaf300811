"""The ladder of places as the page shows it: what to choose from, the way up, the rung below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graphmodel.graph import places_above, subtree
from graphmodel.schema.enumerations import LEVELS

LEVEL_RANKS = {level.value: rank for rank, level in enumerate(LEVELS)}
"""Levels by their place on the ladder, the highest first."""

_LISTED = ("district", "street", "community")


@dataclass(frozen=True)
class Places:
    """The places of a graph."""

    graph: nx.MultiDiGraph

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        """Every place with those above it, the nearest first."""
        nodes = self.graph.nodes
        return {node: places_above(self.graph, node) for node in nodes if "Place" in nodes[node].get("labels", ())}

    @cached_property
    def _below(self) -> Mapping[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for place, above in self._above.items():
            found.setdefault(above[0] if above else None, []).append(place)
        return {place: sorted(below, key=self._order) for place, below in found.items()}

    def _order(self, place: str) -> tuple[int, str]:
        return LEVEL_RANKS.get(self.level(place) or "", len(LEVEL_RANKS)), place

    def __contains__(self, place: object) -> bool:
        return place in self._above

    def name(self, place: str) -> str:
        """Return what a place is called, its id where it has no name."""
        return str(self.graph.nodes[place].get("name") or place)

    def level(self, place: str) -> str | None:
        """Return the level of a place."""
        level: str | None = self.graph.nodes[place].get("level")
        return level

    def way(self, place: str | None) -> tuple[str, ...]:
        """Return the places from the top down to a place, itself the last."""
        return () if place is None else (*reversed(self._above[place]), place)

    def children(self, place: str | None) -> list[str]:
        """Return the rung below a place, by level and then by code; the top places for None."""
        return self._below.get(place, [])

    def inside(self, place: str) -> frozenset[str]:
        """Return a place and all below it."""
        return subtree(self.graph, place)

    @cached_property
    def default(self) -> str | None:
        """The place that the page opens with: the top place that holds most, None where there is no place."""
        tops = Counter(dict.fromkeys(self.children(None), 0))
        tops.update(above[-1] for above in self._above.values() if above)
        return max(tops, key=lambda top: (tops[top], top), default=None)

    @cached_property
    def options(self) -> Mapping[str, str]:
        """Districts, streets and communities to choose from, down the ladder, each with its way and its code."""
        found: dict[str, str] = {}
        # The place with which the page opens stands first, for it is what most look for.
        waiting = sorted(self.children(None), key=lambda top: (top != self.default, top), reverse=True)
        while waiting:
            place = waiting.pop()
            if self.level(place) in _LISTED:
                found[place] = self.label(place)
            waiting.extend(reversed(self.children(place)))
        return found

    def label(self, place: str) -> str:
        """Return a place as a choice: its name, below a street with the street's in front, and its code."""
        way = [self.name(step) for step in self.way(place)[1:]] or [self.name(place)]
        return f"{' › '.join(way)}　{place}"
