from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.charts.interactive.placement import place


@settings(max_examples=30)  # half a second each: every example is laid out on the whole mesh
@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 2**16), st.booleans())
def test_streets_lie_beside_each_other_and_hold_their_members(sizes: list[int], seed: int, focus: bool) -> None:  # noqa: FBT001 -- drawn
    groups = np.repeat(np.arange(len(sizes)), sizes)
    random = np.random.default_rng(seed)
    ties = np.array(
        [pair for pair in random.integers(0, len(groups), (20, 2)) if pair[0] != pair[1]], dtype=np.int64
    ).reshape(-1, 2)
    found = place(groups, ties, np.ones(len(ties)), count=len(sizes), focus=focus)
    away = np.hypot(*(found.points - found.centers[groups]).T)
    # Those without ties lie on the rim, a half of the distance between two of them beyond it at most.
    assert (away <= found.radii[groups] + 0.5).all()
    for one in range(len(sizes)):
        for other in range(one):
            apart = np.hypot(*(found.centers[one] - found.centers[other]))
            assert apart > found.radii[one] + found.radii[other]


def test_those_with_ties_lie_within_those_without() -> None:
    groups = np.zeros(30, dtype=np.int64)
    found = place(groups, np.array([[0, 1], [1, 2], [2, 3]]), np.ones(3), count=1)
    away = np.hypot(*found.points.T)
    assert away[:4].max() <= found.tied_radii[0] + 1e-9 < away[4:].min()


def test_nothing_has_no_place() -> None:
    found = place(np.zeros(0, dtype=np.int64), np.zeros((0, 2), dtype=np.int64), np.zeros(0), count=0)
    assert found.points.shape == (0, 2)
    assert len(found.centers) == 0
