"""How well scores rank pairs: exact over all candidate pairs, ties and all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.recommendation.predictors import BLOCK, Block, Values

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Ranking:
    """Where the pairs that came to be stand among all candidates.

    Attributes
    ----------
    group
        For each such pair, sorted by its first and second node, the number of its score among the different scores of such pairs, the highest first.
    above, level
        For each of these scores the candidates that score higher, and those that score the same (the pairs themselves included).
    candidates
        Number of candidate pairs.
    best
        By k, how many of the best k candidates came to be; where scores tie across the k-th place, as many as a random order would give on average.
    hits, chances
        For each node that got a new partner, how many of its own best 20 did, and how many a random order would give.
    """

    group: Numbers
    above: Numbers
    level: Numbers
    candidates: int
    best: dict[int, float]
    hits: Values
    chances: Values

    def average_precision(self, weights: Values | None = None) -> float:
        """Return the area under precision and recall in steps, equal scores taken together; ``weights`` count pairs repeatedly."""
        found, others = self._counts(weights)
        reached = np.cumsum(found)
        total = reached[-1] if len(reached) else 0.0
        # Before the first pair that counts there is no precision yet, and nothing to add.
        precision = np.divide(reached, reached + others, out=np.zeros(len(reached)), where=reached > 0)
        return float(np.sum(found * precision) / total) if total else 0.0

    def auc(self, weights: Values | None = None) -> float:
        """Return the chance that a pair that came to be scores higher than one that did not, ties counting half."""
        found, others = self._counts(weights)
        level = self.level - np.bincount(self.group, minlength=len(self.above))
        rest = self.candidates - len(self.group)
        total = found.sum() * rest
        return float(np.sum(found * (rest - others + level / 2)) / total) if total else 0.5

    def precision(self, k: int) -> float:
        """Return the share of the best k candidates that came to be."""
        return self.best[k] / min(k, self.candidates) if self.candidates else 0.0

    def lift(self, weights: Values | None = None) -> float:
        """Return how many times more of the nodes' best 20 came to be than in a random order."""
        counts = np.ones(len(self.hits)) if weights is None else weights
        chance = float((counts * self.chances).sum())
        return float((counts * self.hits).sum() / chance) if chance else 1.0

    def _counts(self, weights: Values | None) -> tuple[Values, Values]:
        """Return, by score, the weight of the pairs with it, and the pairs that did not come to be with it or a higher one."""
        found = np.bincount(self.group, weights, minlength=len(self.above)).astype(np.float64)
        plain = np.bincount(self.group, minlength=len(self.above))
        return found, (self.above + self.level - np.cumsum(plain)).astype(np.float64)


def rank(
    score: Block,
    *,
    tied: csr_array,
    pairs: tuple[Numbers, Numbers],
    candidates: NDArray[np.bool_],
    best: tuple[int, ...] = (100, 1_000),
    each: int = 20,
) -> Ranking:
    """Rank all pairs of candidate nodes that are not tied.

    Scores are compared in single precision, four bytes a pair: 20,000 nodes take 0.8 GB.

    Parameters
    ----------
    score
        From rows and columns to the scores of their pairs, the same either way round.
    tied
        Pairs that are no candidates any more, as a symmetric matrix.
    pairs
        Those that came to be, first and second node, each once.
    candidates
        Which nodes are candidates.
    best
        The k for which to count hits among all pairs.
    each
        How many of the best of each node to look at.
    """
    chosen = np.flatnonzero(candidates)
    count = len(chosen)
    every = slice(None) if count == len(candidates) else chosen
    came = csr_array((np.ones(len(pairs[0]), dtype=bool), pairs), shape=tied.shape)
    came = csr_array(came + came.T)
    total = count * (count - 1) // 2 - _within(tied, candidates) // 2
    scores = np.empty(total, dtype=np.float32)
    positive: list[NDArray[np.float32]] = []
    hits: list[float] = []
    chances: list[float] = []
    filled = 0
    for start in range(0, count, BLOCK):
        inside = chosen[start : start + BLOCK]
        found = score(inside, every).astype(np.float32)
        free = tied[inside][:, chosen].toarray() == 0
        free &= inside[:, None] != chosen[None, :]
        new = came[inside][:, chosen].toarray()
        upper = free & (chosen[None, :] > inside[:, None])
        values = found[upper]
        scores[filled : filled + len(values)] = values
        filled += len(values)
        positive.append(found[upper & new])
        for row in np.flatnonzero(new.any(axis=1)):
            own, own_new = found[row, free[row]], new[row, free[row]]
            hits.append(_hits(own, own[own_new], each))
            chances.append(min(each, len(own)) * own_new.sum() / len(own))
    return _ranking(scores, np.concatenate(positive or [scores[:0]]), best, np.array(hits), np.array(chances))


def _within(tied: csr_array, candidates: NDArray[np.bool_]) -> int:
    entries = tied.tocoo()
    rows, columns = entries.coords
    return int((candidates[rows] & candidates[columns]).sum())


def _hits(scores: NDArray[np.float32], positive: NDArray[np.float32], k: int) -> float:
    """Return how many of the best k are positive, on average over the orders of equal scores."""
    if k >= len(scores):
        return float(len(positive))
    bound = np.partition(scores, len(scores) - k)[len(scores) - k]
    above, level = int((scores > bound).sum()), int((scores == bound).sum())
    return float((positive > bound).sum() + (positive == bound).sum() * (k - above) / level)


def _ranking(
    scores: NDArray[np.float32], positive: NDArray[np.float32], best: tuple[int, ...], hits: Values, chances: Values
) -> Ranking:
    scores.sort()
    different, group = np.unique(-positive, return_inverse=True)
    ends = np.searchsorted(scores, -different, side="right")
    begins = np.searchsorted(scores, -different, side="left")
    return Ranking(
        group=group.astype(np.int64),
        above=(len(scores) - ends).astype(np.int64),
        level=(ends - begins).astype(np.int64),
        candidates=len(scores),
        best={k: _hits(scores, positive, k) for k in best},
        hits=hits,
        chances=chances,
    )
