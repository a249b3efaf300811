from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from graphmodel.charts.interactive.forces import _Mesh, place_connected


def ties_of(graph: nx.Graph) -> np.ndarray:
    return np.array(graph.edges, dtype=np.int64).reshape(-1, 2)


@given(st.integers(0, 30), st.integers(0, 2**16), st.floats(0, 0.4))
def test_everyone_lies_in_the_disc_and_the_same_twice(count: int, seed: int, density: float) -> None:
    ties = ties_of(nx.gnp_random_graph(count, density, seed=seed))
    points = place_connected(count, ties, np.ones(len(ties)), seed=seed)
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()
    assert (np.hypot(*points.T) <= np.sqrt(count) + 1e-9).all()
    assert np.array_equal(points, place_connected(count, ties, np.ones(len(ties)), seed=seed))


def test_two_cliques_lie_apart() -> None:
    graph = nx.disjoint_union(nx.complete_graph(20), nx.complete_graph(20))
    points = place_connected(40, ties_of(graph), np.ones(graph.number_of_edges()), seed=3)
    first, second = points[:20], points[20:]
    between = float(np.hypot(*(first.mean(axis=0) - second.mean(axis=0))))
    assert between > 2 * max(first.std(axis=0).max(), second.std(axis=0).max())


def test_no_two_of_a_dense_crowd_lie_on_each_other() -> None:
    graph = nx.gnp_random_graph(300, 0.1, seed=1)
    points = place_connected(300, ties_of(graph), np.ones(graph.number_of_edges()), seed=1)
    assert pdist(points).min() > 0.3


def test_the_mesh_gives_the_repulsion_of_pairs_that_are_not_close() -> None:
    random = np.random.default_rng(5)
    points = random.uniform(-10, 10, (60, 2))
    along = points[:, None, :] - points[None, :, :]
    # As the mesh does, half a cell is added to the squared distance.
    cell = (points.max(axis=0) - points.min(axis=0)).max() / (128 - 2)
    square = (along**2).sum(axis=2) + 0.5 * cell**2
    expected = (along / square[:, :, None]).sum(axis=1)
    found = _Mesh(128, np.zeros(60, dtype=np.int64), np.array([0])).repulsion(points)
    error = np.hypot(*(found - expected).T) / np.hypot(*expected.T).mean()
    assert np.median(error) == pytest.approx(0, abs=0.02)
