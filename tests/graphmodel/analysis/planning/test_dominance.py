from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphmodel.analysis.planning import dominance, set_cover
from graphmodel.analysis.planning.dominance import core_of

MATRICES = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.booleans(), min_size=columns, max_size=columns).filter(any), min_size=1, max_size=7
    )
)


def cheapest(matrix: np.ndarray, costs: np.ndarray) -> float:
    columns = range(matrix.shape[1])
    covers = (
        costs[list(chosen)].sum()
        for size in range(1, matrix.shape[1] + 1)
        for chosen in combinations(columns, size)
        if matrix[:, list(chosen)].any(axis=1).all()
    )
    return float(min(covers))


@given(rows=MATRICES, seed=st.integers(0, 99))
def test_the_core_has_covers_as_cheap_as_the_whole(rows: list[list[bool]], seed: int) -> None:
    matrix = np.array(rows)
    costs = np.random.default_rng(seed).integers(1, 4, matrix.shape[1]).astype(float)
    needed, useful = core_of(csr_array(matrix.astype(float)), costs)
    part = matrix[np.ix_(needed, useful)]
    assert part.any(axis=1).all()
    # Whoever covers the core covers everything.
    for size in range(1, len(useful) + 1):
        for chosen in combinations(range(len(useful)), size):
            if part[:, list(chosen)].any(axis=1).all():
                assert matrix[:, useful[list(chosen)]].any(axis=1).all()
    assert cheapest(part, costs[useful]) == cheapest(matrix, costs)
    found = set_cover(csr_array(matrix.astype(float)), costs=costs)
    assert found.solution.is_optimal
    assert found.solution.value == cheapest(matrix, costs)
    assert matrix[:, list(found.sites)].any(axis=1).all()


def test_too_many_pairs_leave_the_instance_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dominance, "_MOST_PAIRS", 0)
    needed, useful = core_of(csr_array(np.ones((3, 3))), np.ones(3))
    assert (len(needed), len(useful)) == (3, 3)
