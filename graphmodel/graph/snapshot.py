"""The live part of a graph at a date: what exists then, and which ties count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.dates import day_of
from graphmodel.graph.places import place_of, places_above
from graphmodel.schema import NODE_TABLES

_LIFETIMES = {table.label: (table.begins, table.ends) for table in NODE_TABLES if table.begins or table.ends}
# Taking part, raising, offering and handling are facts of the past: they hold though the stakeholder is gone.
_FACTS = frozenset({"TOOK_PART_IN", "RAISED", "OFFERS", "HANDLES"})
NO_DATE = Bilingual(
    "found no date of the data: give --as-of YYYY-MM-DD (in Python: as_of='YYYY-MM-DD'), or a row `as_of` in about.csv",
    "数据没有说明日期：请用 --as-of YYYY-MM-DD 指定（Python 中为 as_of='YYYY-MM-DD'），或在 about.csv 中填写 as_of 一行",
)
"""What to say where neither the data nor the question has a date."""

_NONE: tuple[Tie, ...] = ()
_SHARED: ContextVar[dict[tuple[int, date], Snapshot] | None] = ContextVar("shared snapshots", default=None)


class Tie(NamedTuple):
    """One relationship: its two ends, its properties (``type`` among them) and its key."""

    start: str
    end: str
    properties: Mapping[str, Any]
    key: str


def is_live(properties: Mapping[str, Any], begins: str | None, ends: str | None, as_of: date) -> bool:
    """Tell whether something is live: begun (start empty or not after) and not ended (end empty or not before).

    Examples
    --------
    >>> from datetime import date
    >>> is_live({"since": date(2024, 1, 1)}, "since", "until", date(2024, 1, 1))
    True
    >>> is_live({"until": date(2023, 12, 31)}, "since", "until", date(2024, 1, 1))
    False
    """
    start = properties.get(begins) if begins else None
    end = properties.get(ends) if ends else None
    return (start is None or start <= as_of) and (end is None or end >= as_of)


@dataclass(frozen=True)
class Snapshot:
    """A graph at ``as_of``: nodes that exist then, and the ties that count then.

    A node counts when its lifetime includes the date; a project, need, request, activity or meeting when it has begun; a
    cancelled project never. A tie counts when its own dates include the date and both ends count. Participation
    (and who raised, offered or handled something) counts whether or not the stakeholder is still live.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("a", labels=("PartyOrganization", "Stakeholder"), dissolved_on=date(2020, 1, 1))
    >>> graph.add_node("u", labels=("Enterprise", "Stakeholder", "Unit"))
    >>> _ = graph.add_edge("a", "u", type="COVERS", kind="organization")
    >>> len(Snapshot(graph, date(2019, 1, 1)).incoming("COVERS", "u"))
    1
    >>> len(Snapshot(graph, date(2021, 1, 1)).incoming("COVERS", "u"))
    0
    """

    graph: nx.MultiDiGraph
    as_of: date

    @cached_property
    def _first(self) -> Snapshot:
        """The first snapshot of the same graph and date within `sharing_snapshots`: this one where nothing is shared."""
        shared = _SHARED.get()
        return self if shared is None else shared.setdefault((id(self.graph), self.as_of), self)

    @cached_property
    def _oldest(self) -> Snapshot:
        """The first snapshot of the same graph, whatever its date: what holds at any date need be found once."""
        shared = _SHARED.get()
        same = (
            () if shared is None else (found for (graph, _), found in list(shared.items()) if graph == id(self.graph))
        )
        return next(iter(same), self._first)

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        if self._oldest is not self:
            return self._oldest._labels  # noqa: SLF001 -- one of its own kind
        found: dict[str, list[str]] = {}
        for node, data in self.graph.nodes(data=True):
            for label in data["labels"]:
                found.setdefault(label, []).append(node)
        return found

    def nodes(self, label: str) -> list[str]:
        """Return the ids of the nodes with a label that count, in the graph's order."""
        return [node for node in self._labels.get(label, ()) if node in self.present]

    def every(self, label: str) -> list[str]:
        """Return the ids of all nodes with a label, whether they count or not."""
        return list(self._labels.get(label, ()))

    @cached_property
    def present(self) -> frozenset[str]:
        """Ids of the nodes that count at the date."""
        if self._first is not self:
            return self._first.present
        return frozenset(node for node, data in self.graph.nodes(data=True) if self._counts(data))

    def _counts(self, data: Mapping[str, Any]) -> bool:
        for label in data["labels"]:
            if label in _LIFETIMES and not is_live(data, *_LIFETIMES[label], self.as_of):
                return False
        return not ("Project" in data["labels"] and data.get("status") == "cancelled")

    @cached_property
    def _edges(self) -> dict[str, list[tuple[str, str, str, dict[str, Any]]]]:
        """All edges by type."""
        if self._oldest is not self:
            return self._oldest._edges  # noqa: SLF001 -- one of its own kind
        found: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {}
        # The edges as `graph.edges` has them, without its steps: there are many.
        for start, ends in self.graph.adjacency():
            for end, keyed in ends.items():
                for key, data in keyed.items():
                    found.setdefault(data["type"], []).append((start, end, key, data))
        return found

    @cached_property
    def _sides(self) -> dict[str, tuple[dict[str, list[Tie]], dict[str, list[Tie]]]]:
        return {} if self._first is self else self._first._sides  # noqa: SLF001 -- likewise

    def _ties(self, relationship: str) -> tuple[dict[str, list[Tie]], dict[str, list[Tie]]]:
        """Return the ties of a type that count, by their start and by their end; made when a type is first asked for."""
        if relationship not in self._sides:
            out: dict[str, list[Tie]] = {}
            into: dict[str, list[Tie]] = {}
            present, is_fact = self.present, relationship in _FACTS
            for start, end, key, data in self._edges.get(relationship, ()):
                if end not in present or not (is_fact or start in present):
                    continue
                # Most ties have no dates.
                if ("since" in data or "until" in data) and not is_live(data, "since", "until", self.as_of):
                    continue
                tie = Tie(start, end, data, key)
                out.setdefault(start, []).append(tie)
                into.setdefault(end, []).append(tie)
            self._sides[relationship] = (out, into)
        return self._sides[relationship]

    def outgoing(self, relationship: str, node: str) -> list[Tie] | tuple[Tie, ...]:
        """Return the ties of a type that leave ``node``."""
        return self._ties(relationship)[0].get(node, _NONE)

    def incoming(self, relationship: str, node: str) -> list[Tie] | tuple[Tie, ...]:
        """Return the ties of a type that arrive at ``node``."""
        return self._ties(relationship)[1].get(node, _NONE)

    def ties(self, relationship: str) -> Iterator[Tie]:
        """Yield all ties of a type."""
        for ties in self._ties(relationship)[0].values():
            yield from ties

    def end(self, relationship: str, node: str) -> str | None:
        """Return the other end of the one tie of a type that leaves ``node``, None where there is none."""
        ties = self.outgoing(relationship, node)
        return ties[0].end if ties else None

    def past(self, node: str, column: str) -> date | None:
        """Return a date of a node, None where it is empty or after the snapshot's date."""
        value = self.graph.nodes[node].get(column)
        return value if value is not None and value <= self.as_of else None

    @cached_property
    def _places(self) -> dict[str, str | None]:
        return {} if self._oldest is self else self._oldest._places  # noqa: SLF001 -- likewise

    def place(self, node: str) -> str | None:
        """Return the place in which a node lies, whether or not the tie that says so is live."""
        if node not in self._places:
            self._places[node] = place_of(self.graph, node)
        return self._places[node]

    @cached_property
    def _scopes(self) -> dict[str, tuple[str, ...]]:
        return {} if self._oldest is self else self._oldest._scopes  # noqa: SLF001 -- likewise

    def scope(self, place: str | None) -> tuple[str, ...]:
        """Return the places from the top down to ``place``; empty for None."""
        if place is None:
            return ()
        if place not in self._scopes:
            self._scopes[place] = (*reversed(places_above(self.graph, place)), place)
        return self._scopes[place]

    def properties(self, node: str) -> Mapping[str, Any]:
        """Return a node's attributes, not to be changed."""
        return MappingProxyType(self.graph.nodes[node])


@contextmanager
def sharing_snapshots(shared: dict[tuple[int, date], Snapshot]) -> Iterator[None]:
    """Let all snapshots of a graph at a date that are taken within look it through once; the graph must not change meanwhile.

    ``shared`` keeps what was found, for the next time.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph, shared = nx.MultiDiGraph(), {}
    >>> with sharing_snapshots(shared):
    ...     Snapshot(graph, date(2024, 6, 30)).present is Snapshot(graph, date(2024, 6, 30)).present
    True
    >>> len(shared)
    1
    """
    token = _SHARED.set(shared)
    try:
        yield
    finally:
        _SHARED.reset(token)


def date_of(graph: nx.MultiDiGraph, as_of: date | str | None = None) -> date:
    """Return the date of an analysis: ``as_of`` if given, as a date or as text (see `day_of`), else the dataset's own.

    Raises
    ------
    InputError
        If neither is known (nothing falls back to today), or the text is no date.
    """
    found: date | str | None = as_of if as_of is not None else graph.graph.get("as_of")
    if found is None:
        raise InputError(NO_DATE)
    return day_of(found)
