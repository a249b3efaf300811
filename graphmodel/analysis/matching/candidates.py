"""Which resource could serve which need, and why each other could not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmodel.analysis.matching.categories import likeness
from graphmodel.analysis.matching.distance import Distances
from graphmodel.analysis.matching.lists import Need, Resource
from graphmodel.analysis.occasions import DEFAULT_CHANNELS, occasions
from graphmodel.analysis.projection import MOST_PAIRS
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a need and a resource of its category, as arrays of equal length.

    Attributes
    ----------
    need, resource
        Positions in the lists.
    likeness
        How alike the categories are, above 0, at most 1.
    distance
        Steps or kilometres, infinite where unknown.
    near
        Whether it is within reach.
    live
        Whether the resource is.
    own
        Whether who raised the need is who offers the resource.
    tied
        Whether the two parties build together already.
    """

    need: Integers
    resource: Integers
    likeness: Floats
    distance: Floats
    near: Bools
    live: Bools
    own: Bools
    tied: Bools

    def __len__(self) -> int:
        return len(self.need)

    @property
    def possible(self) -> Bools:
        """Whether the resource is live, within reach and somebody else's."""
        return self.live & self.near & ~self.own

    def where(self, keep: Bools) -> Candidates:
        """Return the pairs for which ``keep`` is true."""
        return Candidates(
            need=self.need[keep],
            resource=self.resource[keep],
            likeness=self.likeness[keep],
            distance=self.distance[keep],
            near=self.near[keep],
            live=self.live[keep],
            own=self.own[keep],
            tied=self.tied[keep],
        )


def candidates(
    snapshot: Snapshot,
    needs: Sequence[Need],
    resources: Sequence[Resource],
    *,
    distance: Callable[[Integers, Integers], Distances],
    synonyms: Mapping[str, str],
    similar: float | None,
) -> Candidates:
    """Return every pair of a need and a resource of its category.

    Raises
    ------
    InputError
        If there are more than ten million.
    """
    needed, need_rows = _by_category([need.category for need in needs])
    offered, resource_rows = _by_category([resource.category for resource in resources])
    alike = likeness(needed, offered, synonyms=synonyms, similar=similar)
    total = sum(len(need_rows[a]) * len(resource_rows[b]) for a, b in np.argwhere(alike > 0))
    if total > MOST_PAIRS:
        msg = Bilingual(
            f"found {total:,} pairs of a need and a resource, expected at most {MOST_PAIRS:,}: narrow by scope",
            f"需求与资源共有 {total:,} 对，最多只能处理 {MOST_PAIRS:,} 对：请缩小范围（scope）",
        )
        raise InputError(msg)
    parts = [
        (
            np.repeat(need_rows[a], len(resource_rows[b])),
            np.tile(resource_rows[b], len(need_rows[a])),
            np.full(len(need_rows[a]) * len(resource_rows[b]), alike[a, b]),
        )
        for a, b in np.argwhere(alike > 0)
    ]
    empty = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    need, resource, degree = (np.concatenate(columns) for columns in zip(empty, *parts, strict=True))
    order = np.lexsort((resource, need))
    need, resource, degree = need[order], resource[order], degree[order]
    raised, offering = [item.raised_by for item in needs], [item.offered_by for item in resources]
    own, tied = _parties(snapshot, raised, offering, need, resource)
    live = np.array([item.live for item in resources], dtype=bool)[resource]
    apart, near = distance(need, resource)
    return Candidates(need, resource, degree, apart, near, live, own, tied)


def _by_category(categories: Sequence[str]) -> tuple[list[str], list[Integers]]:
    rows: dict[str, list[int]] = {}
    for row, category in enumerate(categories):
        rows.setdefault(category, []).append(row)
    return list(rows), [np.array(found, dtype=np.int64) for found in rows.values()]


def _parties(
    snapshot: Snapshot,
    raised: Sequence[str | None],
    offering: Sequence[str | None],
    need: Integers,
    resource: Integers,
) -> tuple[Bools, Bools]:
    """Return, for each pair, whether the two parties are the same, and whether they build together."""
    shared = _occasions_of(snapshot, {*raised, *offering})
    known: dict[tuple[str | None, str | None], bool] = {}
    own, tied = np.zeros(len(need), dtype=bool), np.zeros(len(need), dtype=bool)
    for row, (a, b) in enumerate(zip(need.tolist(), resource.tolist(), strict=True)):
        pair = raised[a], offering[b]
        if pair[0] is None or pair[1] is None:
            continue
        if pair not in known:
            known[pair] = not shared.get(pair[0], frozenset()).isdisjoint(shared.get(pair[1], frozenset()))
        own[row], tied[row] = pair[0] == pair[1], known[pair]
    return own, tied & ~own


def _occasions_of(snapshot: Snapshot, stakeholders: set[str | None]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, occasion in enumerate(occasions(snapshot, channels=DEFAULT_CHANNELS)):
        for node in stakeholders.intersection(occasion.participants):
            if node is not None:
                found.setdefault(node, set()).add(number)
    return found


def bipartite_graph(rows: Sequence[tuple[str, str, int, float]]) -> nx.Graph:
    """Return a two-mode graph of needs (``bipartite`` 0) and resources (1) with ``amount`` and ``cost`` on each edge."""
    graph = nx.Graph()
    for need, resource, amount, cost in rows:
        graph.add_node(need, bipartite=0)
        graph.add_node(resource, bipartite=1)
        graph.add_edge(need, resource, amount=amount, cost=cost)
    return graph
