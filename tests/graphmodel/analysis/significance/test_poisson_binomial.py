from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from graphmodel.analysis.significance import upper_tails
from graphmodel.errors import InputError


def by_definition(probabilities: list[float]) -> list[float]:
    """Return P(X ≥ t) for t = 0 … n + 1 in exact arithmetic."""
    masses = [Fraction(1)]
    for number in map(Fraction, probabilities):
        masses = [
            (masses[k] if k < len(masses) else 0) * (1 - number) + (masses[k - 1] * number if k else 0)
            for k in range(len(masses) + 1)
        ]
    return [float(sum(masses[k:], Fraction(0))) for k in range(len(masses) + 1)]


numbers = st.one_of(st.floats(0, 1), st.floats(1e-9, 1e-3), st.sampled_from([0.0, 1.0, 0.5]), st.floats(0.999, 1))


@given(st.lists(st.tuples(numbers, st.integers(1, 8)), min_size=1, max_size=5))
@settings(deadline=None)
def test_tails_are_those_of_exact_arithmetic_however_small(trials: list[tuple[float, int]]) -> None:
    probabilities, counts = (np.array(column) for column in zip(*trials, strict=True))
    expected = by_definition(np.repeat(probabilities, counts).tolist())
    found = upper_tails(
        probabilities[None, :], counts, groups=np.zeros(len(expected), dtype=int), thresholds=np.arange(len(expected))
    )
    assert found.tolist() == pytest.approx(expected, rel=1e-10, abs=1e-290)


def test_a_large_dense_distribution_agrees_with_scipy_where_scipy_is_accurate() -> None:
    generator = np.random.default_rng(3)
    probabilities, counts = generator.random((1, 40)), generator.integers(1, 60, 40)
    mean = int((probabilities @ counts)[0])
    thresholds = np.array([1, mean // 2, mean - 30, mean, mean + 1, mean + 20, mean + 60])
    found = upper_tails(probabilities, counts, groups=np.zeros(len(thresholds), dtype=int), thresholds=thresholds)
    reference = stats.poisson_binom(np.repeat(probabilities[0], counts))
    assert found == pytest.approx(reference.sf(thresholds - 1), rel=1e-6, abs=1e-13)


def test_a_far_tail_of_a_binomial_keeps_its_digits() -> None:
    found = upper_tails(
        np.array([[0.01]]), np.array([3000]), groups=np.zeros(3, int), thresholds=np.array([60, 150, 400])
    )
    # Summed from above, all terms positive.
    terms = stats.binom.pmf(np.arange(3001), 3000, 0.01)
    assert found == pytest.approx([terms[t:].sum() for t in (60, 150, 400)], rel=1e-9)
    assert 0 < found[2] < 1e-250


def test_many_equal_trials_keep_the_digits_of_a_binomial() -> None:
    thresholds = np.array([1, 2, 9, 16, 40])
    found = upper_tails(np.array([[1e-4]]), np.array([20_000]), groups=np.zeros(5, int), thresholds=thresholds)
    assert found == pytest.approx(stats.binom.sf(thresholds - 1, 20_000, 1e-4), rel=1e-10)


def test_many_distributions_at_once_keep_their_own() -> None:
    generator = np.random.default_rng(4)
    probabilities, counts = generator.random((30, 6)) ** 3, generator.integers(1, 9, 6)
    groups, thresholds = generator.integers(0, 30, 500), generator.integers(-1, counts.sum() + 2, 500)
    found = upper_tails(probabilities, counts, groups=groups, thresholds=thresholds)
    alone = [
        upper_tails(probabilities[[g]], counts, groups=np.array([0]), thresholds=np.array([t]))[0]
        for g, t in zip(groups, thresholds, strict=True)
    ]
    assert found == pytest.approx(alone, rel=1e-11)


def test_no_tails_are_wanted() -> None:
    nothing = np.array([], dtype=int)
    assert len(upper_tails(np.zeros((0, 2)), np.array([1, 1]), groups=nothing, thresholds=nothing)) == 0


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
def test_what_is_no_probability_is_refused(value: float) -> None:
    with pytest.raises(InputError, match=r"within 0 and 1"):
        upper_tails(np.array([[value]]), np.array([1]), groups=np.array([0]), thresholds=np.array([1]))
