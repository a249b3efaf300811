"""What planners ask of a graph at a date: who is covered, who can stand above or send whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import networkx as nx

from graphmodel.analysis.provenance import require_whole
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.facts import Facts
from graphmodel.graph import Snapshot, date_of, place_code, subtree

_LEADING = ("working_committee", "committee", "comprehensive_committee", "general_branch", "branch")
"""Kinds of organization that can stand above another, the highest first."""


@dataclass(frozen=True)
class Situation:
    """A snapshot with what plans rest on; the terms are those of the gap rules.

    ``inside`` are the places of the scope, None where there is none.
    """

    snapshot: Snapshot
    scope: str | None
    inside: frozenset[str] | None

    @property
    def as_of(self) -> date:
        """The date of the plan."""
        return self.snapshot.as_of

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The graph itself."""
        return self.snapshot.graph

    @property
    def synthetic(self) -> bool:
        """Whether any of the data are made up."""
        return bool(self.graph.graph.get("synthetic", False))

    def values(self, node: str) -> Mapping[str, Any]:
        """Return the attributes of a node."""
        found: Mapping[str, Any] = self.graph.nodes[node]
        return found

    def name(self, node: str) -> str:
        """Return what a node is called."""
        values = self.values(node)
        return str(values.get("name") or values.get("title") or node)

    def place(self, node: str) -> str | None:
        """Return the place in which a node lies."""
        return self.snapshot.place(node)

    def in_scope(self, node: str) -> bool:
        """Tell whether a node lies in the scope."""
        return self.inside is None or self.place(node) in self.inside

    def above(self, place: str | None, level: str) -> str | None:
        """Return the first place of a level met going up from ``place``, itself included."""
        rising = reversed(self.snapshot.scope(place))
        return next((step for step in rising if self.values(step).get("level") == level), None)

    @cached_property
    def facts(self) -> Facts:
        """What the gap rules work out of the same snapshot."""
        return Facts(self.snapshot, {})

    @cached_property
    def two_new_units(self) -> list[str]:
        """The operating enterprises and social organizations in the scope, sorted."""
        return sorted(unit for unit in self.facts.two_new_units if self.in_scope(unit))

    def party_members(self, unit: str) -> int:
        """Return the number of party members at a unit; empty counts as none."""
        return self.facts.party_members(unit)

    @property
    def at(self) -> dict[str, list[str]]:
        """The live organizations at each place: they serve it and belong to no unit."""
        return self.facts.at

    @cached_property
    def organized(self) -> frozenset[str]:
        """Units and places that have organization coverage."""
        rows = {tie.end for tie in self.snapshot.ties("COVERS") if tie.properties["kind"] == "organization"}
        return frozenset(rows | {tie.end for tie in self.snapshot.ties("BELONGS_TO")} | self.at.keys())

    @cached_property
    def worked(self) -> frozenset[str]:
        """Units and places that have work coverage."""
        return frozenset(tie.end for tie in self.snapshot.ties("COVERS") if tie.properties["kind"] == "work")

    def leading(self, place: str | None) -> str | None:
        """Return the organization that leads at a place, or else at the nearest place above that has one.

        Of several at one place the highest kind leads, of equals the first by code point; joint, temporary and functional
        branches and groups lead nobody.
        """
        for step in reversed(self.snapshot.scope(place)):
            ranked = [
                (_LEADING.index(kind), organization)
                for organization in self.at.get(step, ())
                if (kind := self.values(organization).get("kind")) in _LEADING
            ]
            if ranked:
                return min(ranked)[1]
        return None

    def new_id(self, *parts: str) -> str:
        """Return an id for something planned, made of ``parts``, that the graph does not have."""
        found = "plan:" + ":".join(parts)
        while found in self.graph:
            found += "'"
        return found


def open_situation(graph: nx.MultiDiGraph, *, as_of: date | str | None, scope: str | None) -> Situation:
    """Return the situation at a date, after checking that date and scope can be used.

    Raises
    ------
    InputError
        If the graph was read with a scope, there is no date, or the scope is no place.
    """
    require_whole(graph, "plans")
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    return Situation(Snapshot(graph, date_of(graph, as_of)), scope, inside)


def check_at_least(name: str, value: float, least: float) -> None:
    """Raise `InputError` where a number is too small."""
    if value < least:
        msg = Bilingual(
            f"found {name} = {value:g}, expected at least {least:g}",
            f"{name} = {value:g}：不应小于 {least:g}",
        )
        raise InputError(msg)
