"""Ranks are exact over all pairs, ties and all: against a count pair by pair."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from graphmodel.analysis.recommendation import rank


@pytest.mark.parametrize("seed", range(5))
def test_metrics_equal_a_count_pair_by_pair(seed: int) -> None:
    generator = np.random.default_rng(seed)
    n = 12
    scores = generator.integers(0, 4, (n, n)).astype(float)
    scores += scores.T
    tied = np.triu(generator.random((n, n)) < 0.2, 1)
    free = [(i, j) for i in range(n) for j in range(i + 1, n) if not tied[i, j]]
    came = [free[k] for k in generator.choice(len(free), 9, replace=False)]
    found = rank(
        lambda rows, columns: scores[rows][:, columns],
        tied=csr_array((tied | tied.T).astype(float)),
        pairs=(np.array([i for i, _ in came]), np.array([j for _, j in came])),
        candidates=np.ones(n, dtype=bool),
        best=(5,),
    )
    good, bad = [scores[pair] for pair in came], [scores[pair] for pair in free if pair not in came]
    won = [(g > b) + (g == b) / 2 for g in good for b in bad]
    assert found.auc() == pytest.approx(np.mean(won))
    everything = np.array(good + bad)
    precision = [np.sum(np.array(good) >= g) / np.sum(everything >= g) for g in good]
    assert found.average_precision() == pytest.approx(np.mean(precision))
    assert found.candidates == len(free)
    # Five at random among equals: the mean over many shuffles.
    hits = [
        np.isin(np.lexsort((generator.random(len(everything)), -everything))[:5], range(9)).mean() for _ in range(4000)
    ]
    assert found.precision(5) == pytest.approx(np.mean(hits), abs=0.02)


def test_a_constant_score_is_a_random_order() -> None:
    found = rank(
        lambda rows, columns: np.zeros((4, 4))[rows][:, columns],
        tied=csr_array((4, 4)),
        pairs=(np.array([0]), np.array([1])),
        candidates=np.ones(4, dtype=bool),
    )
    assert (found.auc(), found.average_precision(), found.lift()) == pytest.approx((0.5, 1 / 6, 1.0))
