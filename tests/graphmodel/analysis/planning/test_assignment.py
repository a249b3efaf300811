from __future__ import annotations

import math
from itertools import combinations_with_replacement
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphmodel.analysis.planning.assignment import assign


@st.composite
def instances(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    points, sites = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = draw(st.lists(st.sampled_from([0, 1, 3, 8]), min_size=points * sites, max_size=points * sites))
    counts = draw(st.lists(st.integers(1, 4), min_size=points, max_size=points))
    room = draw(st.lists(st.sampled_from([0, 0, 2]), min_size=sites, max_size=sites))
    return np.array(cells, float).reshape(points, sites), np.array(counts, float), np.array(room, float)


def by_flow(distances: np.ndarray, counts: np.ndarray, room: np.ndarray) -> tuple[int, int]:
    """Return the most that can be reached with so much room, and the least travel for it."""
    graph = nx.DiGraph()
    graph.add_nodes_from("st")
    for point, count in enumerate(counts):
        graph.add_edge("s", ("p", point), capacity=int(count), weight=0)
    for site, space in enumerate(room):
        graph.add_edge(("c", site), "t", capacity=int(space), weight=0)
    for point, site in zip(*np.nonzero(distances), strict=True):
        graph.add_edge(("p", point), ("c", site), capacity=99, weight=int(distances[point, site]))
    flow = nx.max_flow_min_cost(graph, "s", "t")
    return sum(flow["s"].values()), int(nx.cost_of_flow(graph, flow))


@settings(max_examples=40, deadline=None)
@given(instances(), st.integers(0, 3), st.integers(1, 3))
def test_the_assignment_is_the_best_of_all_choices(
    instance: tuple[np.ndarray, np.ndarray, np.ndarray], number: int, capacity: int
) -> None:
    distances, counts, room = instance
    options = []
    for chosen in combinations_with_replacement(range(len(room)), number):
        more = room + capacity * np.bincount(np.array(chosen, dtype=int), minlength=len(room))
        reached, travel = by_flow(distances, counts, more)
        options.append((reached, -travel))
    best, travel = max(options)
    asked: dict[str, Any] = {"counts": counts, "room": room, "capacity": capacity, "number": number}
    found = assign(csr_array(distances), **asked, time_limit=20)
    assert (found.solution.value, found.travel.value) == (best, -travel)
    assert found.solution.is_optimal
    assert found.based.sum() <= number
    assert (found.reached.sum(axis=1) <= counts).all()
    assert (found.reached.sum(axis=0) <= room + capacity * found.based).all()
    if not room.any():
        greedy = assign(csr_array(distances), **asked, time_limit=0)
        assert greedy.solution.value >= (1 - 1 / math.e) * best - 1e-9
