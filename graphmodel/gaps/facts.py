"""What several rules ask of a graph at a date, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

import networkx as nx

from graphmodel.graph import Snapshot, Tie

T = TypeVar("T")
_NONE: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A `Snapshot` with the maps that rules share, and the parameters of the run (``parameters[rule][name]``).

    The terms are those of the rules' page: a thing *lies in* its place; an organization is *at* a place which it serves
    and where it belongs to no unit.
    """

    snapshot: Snapshot
    parameters: Mapping[str, Mapping[str, float]]
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The graph itself."""
        return self.snapshot.graph

    @property
    def as_of(self) -> date:
        """The date of the run."""
        return self.snapshot.as_of

    def once(self, work_out: Callable[[Facts], T]) -> T:
        """Return ``work_out(self)``, worked out the first time only."""
        if work_out not in self._memory:
            self._memory[work_out] = work_out(self)
        return cast("T", self._memory[work_out])

    @cached_property
    def data(self) -> dict[str, dict[str, Any]]:
        """The attributes of each node."""
        return dict(self.graph.nodes.data())

    def nodes(self, *labels: str) -> Sequence[str]:
        """Return the ids of the nodes with any of the labels that count at the date."""
        if labels not in self._memory:
            self._memory[labels] = [node for label in labels for node in self.snapshot.nodes(label)]
        return cast("Sequence[str]", self._memory[labels])

    def name(self, node: str) -> str:
        """Return what a node is called; its id where it has no name."""
        values = self.data[node]
        return str(values.get("name") or values.get("title") or node)

    # Dates

    def window_start(self, days: float) -> date:
        """Return the first of the recent ``days``; the last is the date of the run."""
        return date.fromordinal(max(1, self.as_of.toordinal() - int(days)))

    def is_recent(self, value: date | None, days: float) -> bool:
        """Tell whether a date is in the recent ``days``, both ends included."""
        return value is not None and self.window_start(days) <= value <= self.as_of

    def is_older(self, value: date | None, days: float) -> bool:
        """Tell whether a date is more than ``days`` before the date of the run."""
        return value is not None and self.as_of - value > timedelta(days=days)

    # Places

    @cached_property
    def _lies_in(self) -> dict[str, str]:
        """Where the nodes that count lie, but for places and for organizations that lie in their unit's place."""
        return {
            tie.start: tie.end
            for relationship in ("LOCATED_IN", "REPRESENTS", "SERVES_PLACE")
            for tie in self.snapshot.ties(relationship)
        }

    def place(self, node: str) -> str | None:
        """Return the place in which a node lies, None where it lies nowhere."""
        return self._lies_in.get(node) or self.snapshot.place(node)

    def parent(self, place: str) -> str | None:
        """Return the place of which ``place`` is a part."""
        return self.snapshot.end("PART_OF", place)

    def scope(self, node: str) -> tuple[str, ...]:
        """Return the places from the top down to where a node lies; a need without a place lies with who raised it."""
        place = self.place(node)
        if place is None and "Need" in self.data[node]["labels"]:
            raisers = self.snapshot.incoming("RAISED", node)
            place = self.place(raisers[0].start) if raisers else None
        return self.snapshot.scope(place)

    @cached_property
    def _streets(self) -> dict[str, str | None]:
        return {}

    def street(self, place: str | None) -> str | None:
        """Return the first street met going up from a place, itself included; None where there is none."""
        if place is None:
            return None
        if place not in self._streets:
            rising = reversed(self.snapshot.scope(place))
            self._streets[place] = next((step for step in rising if self.data[step].get("level") == "street"), None)
        return self._streets[place]

    @cached_property
    def placed_in(self) -> dict[str, list[str]]:
        """The nodes that have a place of their own, by that place."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.snapshot.ties("LOCATED_IN"):
            found[tie.end].append(tie.start)
        return dict(found)

    # Organizations and coverage

    @cached_property
    def at(self) -> dict[str, list[str]]:
        """The live organizations at each place: they serve it and belong to no unit."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.snapshot.ties("SERVES_PLACE"):
            if not self.snapshot.outgoing("BELONGS_TO", tie.start):
                found[tie.end].append(tie.start)
        return dict(found)

    @cached_property
    def place_at(self) -> dict[str, str]:
        """The place at which each live organization is, for those that are at one."""
        return {organization: place for place, organizations in self.at.items() for organization in organizations}

    @cached_property
    def own_organizations(self) -> dict[str, list[str]]:
        """The live organizations of each unit."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.snapshot.ties("BELONGS_TO"):
            found[tie.end].append(tie.start)
        return dict(found)

    @cached_property
    def _coverage(self) -> dict[str, dict[str, list[Tie]]]:
        found: dict[str, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
        for tie in self.snapshot.ties("COVERS"):
            found[tie.properties["kind"]][tie.end].append(tie)
        return found

    def coverage_rows(self, kind: str, covered: str) -> Sequence[Tie]:
        """Return the live coverage rows of a kind on a unit or a place."""
        return self._coverage[kind].get(covered, _NONE)

    def covering(self, covered: str) -> list[str]:
        """Return the organizations that give a unit or a place organization coverage, each once, sorted."""
        rows = self.coverage_rows("organization", covered)
        own = self.own_organizations.get(covered, _NONE)
        return sorted({*own, *self.at.get(covered, _NONE), *(tie.start for tie in rows)})

    def is_organized(self, covered: str) -> bool:
        """Tell whether a unit or a place has organization coverage."""
        return (
            covered in self.own_organizations or covered in self.at or bool(self.coverage_rows("organization", covered))
        )

    def stands_alone(self, unit: str) -> bool:
        """Tell whether a unit has an organization of its own that is no joint branch, or a coverage row of mode single."""
        own = self.own_organizations.get(unit, _NONE)
        return any(self.data[organization].get("kind") != "joint_branch" for organization in own) or any(
            tie.properties.get("mode") == "single" for tie in self.coverage_rows("organization", unit)
        )

    def has_work_coverage(self, covered: str) -> bool:
        """Tell whether a unit or a place has a live coverage row of kind work."""
        return bool(self.coverage_rows("work", covered))

    def active_participants(self, days: float) -> Collection[str]:
        """Return who took part in an activity held in the recent ``days``."""
        key = ("active_participants", days)
        if key not in self._memory:
            self._memory[key] = {
                tie.start
                for activity in self.nodes("Activity")
                if self.is_recent(self.data[activity].get("held_on"), days)
                for tie in self.snapshot.incoming("TOOK_PART_IN", activity)
            }
        return cast("Collection[str]", self._memory[key])

    def has_activity_coverage(self, unit: str, days: float) -> bool:
        """Tell whether a unit has a live coverage row of kind activity, or took part itself or by its organization."""
        active = self.active_participants(days)
        return (
            bool(self.coverage_rows("activity", unit))
            or unit in active
            or any(organization in active for organization in self.own_organizations.get(unit, _NONE))
        )

    @cached_property
    def two_new_units(self) -> Sequence[str]:
        """The operating enterprises and social organizations."""
        return [unit for unit in self.nodes("Enterprise", "SocialOrganization") if self.is_operating(unit)]

    def is_operating(self, unit: str) -> bool:
        """Tell whether a unit operates; an empty status means that it does."""
        return self.data[unit].get("operating_status") in (None, "operating")

    def party_members(self, unit: str) -> int:
        """Return the number of party members at a unit; empty counts as none."""
        return int(self.data[unit].get("party_members", 0))

    def participants(self, event: str) -> set[str]:
        """Return who took part in a project, activity or meeting, each once, live or not."""
        return {tie.start for tie in self.snapshot.incoming("TOOK_PART_IN", event)}
