from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.analysis.projection import pairs_within, runs_of
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import patient


@patient
@given(st.lists(st.integers(0, 9), max_size=12))
def test_pairs_are_those_of_a_plain_double_loop(sizes: list[int]) -> None:
    found = pairs_within(np.array(sizes, dtype=np.int64))
    expected, begin = [], 0
    for group, size in enumerate(sizes):
        expected += [(a, b, group) for a, b in combinations(range(begin, begin + size), 2)]
        begin += size
    assert list(zip(*(part.tolist() for part in found), strict=True)) == expected


def test_too_many_pairs_are_refused() -> None:
    with pytest.raises(InputError, match=r"narrow by scope, layer or channel"):
        pairs_within(np.array([5_000]))


@patient
@given(st.lists(st.integers(-3, 3)))
def test_runs_hold_equal_keys_in_their_old_order(keys: list[int]) -> None:
    order, begins = runs_of(np.array(keys, dtype=np.int64))
    assert [keys[number] for number in order] == sorted(keys)
    assert begins.tolist() == [n for n, key in enumerate(sorted(keys)) if n == 0 or sorted(keys)[n - 1] != key]
