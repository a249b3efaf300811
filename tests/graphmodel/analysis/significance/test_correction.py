from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graphmodel.analysis.significance import adjust
from graphmodel.errors import InputError

values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@given(values, st.integers(0, 30))
def test_benjamini_hochberg_is_scipys_with_the_tests_that_are_not_at_hand_as_ones(p: list[float], others: int) -> None:
    whole = stats.false_discovery_control([*p, *[1.0] * others])
    found = adjust(np.array(p), correction="benjamini-hochberg", tests=len(p) + others)
    assert found == pytest.approx(whole[: len(p)])


@given(values, st.integers(0, 30), st.floats(0.001, 0.999))
def test_holm_keeps_what_its_steps_keep(p: list[float], others: int, alpha: float) -> None:
    tests = len(p) + others
    kept = set()
    for rank, number in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        if p[number] * (tests - rank) >= alpha:
            break
        kept.add(number)
    found = adjust(np.array(p), correction="holm", tests=tests)
    assert set(np.flatnonzero(found < alpha).tolist()) == kept


def test_without_correction_p_values_stay() -> None:
    assert adjust(np.array([0.2, 0.1]), correction="none", tests=5).tolist() == [0.2, 0.1]


def test_fewer_tests_than_p_values_are_refused() -> None:
    with pytest.raises(InputError, match=r"count all pairs"):
        adjust(np.array([0.1, 0.2]), correction="holm", tests=1)


def test_an_unknown_correction_is_refused() -> None:
    unknown: Any = "bonferroni"
    with pytest.raises(InputError, match=r"bonferroni.*expected one of none, holm, benjamini-hochberg"):
        adjust(np.array([0.1]), correction=unknown, tests=1)
