from __future__ import annotations

import math
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphmodel.analysis.planning.covering import maximal_covering, set_cover


@st.composite
def instances(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.integers(0, 1), min_size=rows * columns, max_size=rows * columns))
    weights = draw(st.lists(st.integers(0, 9), min_size=rows, max_size=rows))
    return np.array(cells).reshape(rows, columns), np.array(weights, dtype=float)


def reached(reach: np.ndarray, weights: np.ndarray, sites: tuple[int, ...]) -> float:
    return float(weights[reach[:, list(sites)].any(axis=1)].sum()) if sites else 0.0


@settings(max_examples=60, deadline=None)
@given(instances(), st.integers(0, 4))
def test_maximal_covering_is_the_best_of_all_choices(instance: tuple[np.ndarray, np.ndarray], sites: int) -> None:
    reach, weights = instance
    number = min(sites, reach.shape[1])
    best = max(reached(reach, weights, chosen) for chosen in combinations(range(reach.shape[1]), number))
    found = maximal_covering(csr_array(reach), weights=weights, sites=sites, time_limit=20)
    assert found.solution.value == best == reached(reach, weights, found.sites)
    assert found.solution.is_optimal
    assert len(found.sites) <= sites
    greedy = maximal_covering(csr_array(reach), weights=weights, sites=sites, time_limit=0)
    assert greedy.solution.value >= (1 - 1 / math.e) * best - 1e-9
    assert greedy.solution.bound >= best


@settings(max_examples=60, deadline=None)
@given(instances())
def test_set_cover_is_the_smallest_of_all_covers(instance: tuple[np.ndarray, np.ndarray]) -> None:
    reach, _ = instance
    coverable = reach.any(axis=1)
    fewest = min(
        size
        for size in range(reach.shape[1] + 1)
        for chosen in combinations(range(reach.shape[1]), size)
        if (reach[:, list(chosen)].any(axis=1) if size else np.zeros(len(reach), bool)).sum() == coverable.sum()
    )
    found = set_cover(csr_array(reach), costs=np.ones(reach.shape[1]), time_limit=20)
    assert len(found.sites) == fewest == found.solution.value
    assert reach[:, list(found.sites)].any(axis=1).sum() == coverable.sum() if fewest else not coverable.any()
    greedy = set_cover(csr_array(reach), costs=np.ones(reach.shape[1]), time_limit=0)
    assert greedy.solution.bound <= fewest + 1e-9
    assert greedy.solution.value <= (1 + math.log(max(1, len(reach)))) * fewest + 1e-9
