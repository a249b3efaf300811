from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graphmodel.analysis.significance import configuration_model
from graphmodel.errors import InputError
from tests.graphmodel.analysis.significance.matrices import of_same_degrees

matrices = arrays.arrays(np.int64, st.tuples(st.integers(1, 8), st.integers(1, 8)), elements=st.integers(0, 1))


@given(matrices)
@settings(deadline=None)
def test_expected_degrees_are_the_observed_ones(matrix: np.ndarray) -> None:
    expected = configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix()
    assert expected.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=1e-9)
    assert expected.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=1e-9)


@given(matrices)
@settings(deadline=None)
def test_log_odds_are_a_sum_of_one_number_a_row_and_one_a_column(matrix: np.ndarray) -> None:
    # With the expected degrees this is what makes it the maximum of the likelihood.
    p = configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix()
    free = (p > 0) & (p < 1)
    for row, other in product(range(len(p)), repeat=2):
        both = free[row] & free[other]
        odds = np.log(p[row, both] / (1 - p[row, both])) - np.log(p[other, both] / (1 - p[other, both]))
        assert not odds.size or np.ptp(odds) < 1e-6


@given(
    arrays.arrays(np.int64, st.sampled_from([(2, 3), (3, 3), (3, 4), (4, 3), (2, 5)]), elements=st.integers(0, 1)),
)
@settings(deadline=None, max_examples=40)
def test_a_cell_is_certain_exactly_where_degrees_leave_no_choice(matrix: np.ndarray) -> None:
    graphs = of_same_degrees(matrix)
    p = configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix()
    assert ((p == 1) == graphs.all(axis=0)).all()
    assert ((p == 0) == ~graphs.any(axis=0)).all()


def test_a_perfectly_nested_graph_is_certain_throughout() -> None:
    matrix = np.tril(np.ones((40, 40), dtype=np.int64))
    assert (configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix() == matrix).all()


def test_wide_degrees_are_fitted() -> None:
    generator = np.random.default_rng(5)
    matrix = generator.random((400, 300)) < np.outer(generator.pareto(1, 400), generator.pareto(1, 300)).clip(max=0.999)
    p = configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix()
    assert p.sum(axis=1) == pytest.approx(matrix.sum(axis=1), rel=1e-9)


@pytest.mark.parametrize(("rows", "columns"), [([3], [1, 1]), ([1, 1], [1]), ([2, 2, 0], [4, 0])])
def test_degrees_that_no_graph_has_are_refused(rows: list[int], columns: list[int]) -> None:
    with pytest.raises(InputError, match=r"take both from one graph"):
        configuration_model(np.array(rows), np.array(columns))
