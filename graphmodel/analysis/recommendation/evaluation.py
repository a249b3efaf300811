"""How good recommendations would have been: learnt up to a day, held against what came after it, beside the standard predictors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.recommendation.history import History, Numbers, history_of, occasions_of_ties
from graphmodel.analysis.recommendation.model import fit, new_pairs
from graphmodel.analysis.recommendation.predictors import Values, predictors
from graphmodel.analysis.recommendation.ranking import Ranking, rank
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("scores", "评分")

OURS = "recommendations"
"""Name of our own score among the others."""
_BEST = (100, 1_000)
_LEVELS = (2.5, 97.5)


@dataclass(frozen=True)
class Evaluation:
    """How well scores rank all pairs that were open at a day, by what came after it.

    Attributes
    ----------
    rankings
        By score, ours first: where the pairs that came to be stand among all candidates.
    occasion
        For each of those pairs the occasion that first linked it: the unit that is drawn again.
    split, until
        The day up to which all is known, and the last day of what came after.
    nodes, candidates, came
        How many nodes, pairs that were open, and of those pairs that came to be.
    minimum
        Occasions that a node had by the split to be a candidate.
    samples, seed
        How often the occasions were drawn again, and from which seed.
    """

    rankings: Mapping[str, Ranking]
    occasion: Numbers
    split: date
    until: date
    nodes: int
    candidates: int
    came: int
    minimum: int
    samples: int
    seed: int

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a score: ``score``, ``average_precision`` with its 95 % interval ``low`` and ``high``, ``auc``, ``precision_100``, ``precision_1000``, ``lift_20``."""
        rows = []
        for name, ranking in self.rankings.items():
            low, high = np.percentile(self._drawn[name], _LEVELS).tolist() if self.came else (0.0, 0.0)
            rows.append(
                {
                    "score": name,
                    "average_precision": ranking.average_precision(),
                    "low": low,
                    "high": high,
                    "auc": ranking.auc(),
                    **{f"precision_{k}": ranking.precision(k) for k in _BEST},
                    "lift_20": ranking.lift(),
                }
            )
        return pd.DataFrame(rows)

    @property
    def best_baseline(self) -> str:
        """The standard predictor with the highest average precision in this very evaluation."""
        others = [name for name in self.rankings if name != OURS]
        return max(others, key=lambda name: self.rankings[name].average_precision())

    @cached_property
    def advantage(self) -> dict[str, Any]:
        """Return our average precision less that of the best baseline: ``difference``, its 95 % interval ``low`` and ``high``, and ``ratio``.

        Paired: both are worked out on the same drawn occasions.
        """
        best = self.best_baseline
        ours, other = (self.rankings[name].average_precision() for name in (OURS, best))
        low, high = np.percentile(self._drawn[OURS] - self._drawn[best], _LEVELS).tolist() if self.came else (0.0, 0.0)
        ratio = ours / other if other else float("nan")
        return {"baseline": best, "difference": ours - other, "low": low, "high": high, "ratio": ratio}

    @cached_property
    def _drawn(self) -> dict[str, Values]:
        """Average precision on occasions drawn again, by score; the same draws for all."""
        generator = np.random.default_rng(self.seed)
        kinds, unit = np.unique(self.occasion, return_inverse=True)
        found: dict[str, list[float]] = {name: [] for name in self.rankings}
        for _ in range(self.samples):
            drawn = np.bincount(generator.integers(0, len(kinds), len(kinds)), minlength=len(kinds))
            weights = drawn[unit].astype(np.float64)
            for name, ranking in self.rankings.items():
                found[name].append(ranking.average_precision(weights))
        return {name: np.array(values) for name, values in found.items()}


def evaluate_recommendations(
    history: History | pd.DataFrame,
    *,
    split: date,
    until: date | None = None,
    minimum: int = 0,
    samples: int = 1_000,
    seed: int = 0,
    progress: Progress = silent,
) -> Evaluation:
    """Learn from a history up to a day, rank all pairs not linked by then, and hold the ranking against what came after.

    Candidates are **all** pairs of nodes known by the split that were not linked; none is sampled. What came: pairs first linked after the split
    and by ``until``, both ends known by the split. Nothing after the split is seen by any score. Beside ours stand common neighbours, Jaccard,
    Adamic-Adar, resource allocation, preferential attachment (degrees), popularity (sum of the numbers of occasions) and a random order, worked out on
    the same history. Equal scores are taken together: figures are those of the average over their orders, or of the whole group.

    Intervals are percentile bootstrap over the occasions that brought the new pairs (a project brings many at once, which are no independent
    evidence); candidates that did not come to be are held as they are.

    Parameters
    ----------
    history
        From `history_of`, with what is known of the nodes; or only a table of participations (``node``, ``occasion``, ``day``), or of ties of two (``a``,
        ``b``, ``day``).
    split, until
        The last day that is known, and the last day looked at; the history's last where None.
    minimum
        Only nodes with at least so many occasions by the split are candidates.
    samples, seed
        Draws for the intervals, and their seed.
    progress
        Told which score is being ranked.

    Raises
    ------
    InputError
        If nothing was known by the split, or no new pair came after it.

    Examples
    --------
    >>> days = [date(2024, 1, 1)] * 3 + [date(2024, 3, 1)]
    >>> ties = pd.DataFrame({"a": ["x", "y", "z", "x"], "b": ["y", "z", "w", "z"], "day": days})
    >>> found = evaluate_recommendations(ties, split=date(2024, 2, 1), samples=10)
    >>> found.candidates, found.came, found.frame["score"].tolist()[:2]
    (3, 1, ['recommendations', 'common neighbours'])
    """
    if isinstance(history, pd.DataFrame):
        history = history_of(occasions_of_ties(history) if {"a", "b"} <= set(history.columns) else history)
    day = split.toordinal()
    end = int(history.day.max(initial=0)) if until is None else until.toordinal()
    past = history.until(day)
    if not len(past.node):
        msg = Bilingual(
            f"found nothing by {split}, expected some participations by the split: give a later one",
            f"到 {split} 为止没有参与记录：请给出更晚的划分日期",
        )
        raise InputError(msg)
    model, came = fit(past, seed=seed), new_pairs(history, day, end)
    evidence = model.evidence(past, day)
    counts = evidence.participations
    candidates: NDArray[np.bool_] = counts >= minimum
    place = {node: row for row, node in enumerate(past.nodes)}
    a, b = (np.array([place[history.nodes[row]] for row in side.tolist()], dtype=np.int64) for side in came[:2])
    open_ = candidates[a] & candidates[b]
    if not open_.any():
        msg = Bilingual(
            f"found no new pair from {split} to {date.fromordinal(end)} among nodes known by then: give an earlier split or a later end",
            f"{split} 至 {date.fromordinal(end)} 之间，已知主体没有新结成的共建：请给出更早的划分日期或更晚的截止日期",
        )
        raise InputError(msg)
    pairs = a[open_], b[open_]
    scores = {OURS: lambda rows, columns: model.block(evidence, rows, columns), **predictors(evidence.graph, counts)}
    rankings: dict[str, Ranking] = {}
    for number, (name, score) in enumerate(scores.items()):
        progress(_WORK, number, len(scores))
        rankings[name] = rank(score, tied=evidence.graph.adjacency, pairs=pairs, candidates=candidates, best=_BEST)
    progress(_WORK, len(scores), len(scores))
    return Evaluation(
        rankings=rankings,
        # New pairs are sorted, as those of a ranking are.
        occasion=came.occasion[open_],
        split=split,
        until=date.fromordinal(end),
        nodes=int(candidates.sum()),
        candidates=rankings[OURS].candidates,
        came=len(pairs[0]),
        minimum=minimum,
        samples=samples,
        seed=seed,
    )
