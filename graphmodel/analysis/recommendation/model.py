"""A score of links: evidence weighed the same everywhere, and the chance it stands for, learnt from a history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from graphmodel.analysis.projection import UNDATED, pairs_within
from graphmodel.analysis.recommendation.evidence import TERMS, Evidence, common_weight
from graphmodel.analysis.recommendation.history import History, Numbers
from graphmodel.analysis.recommendation.predictors import Columns, Neighbourhoods, Values, two_hop_scores
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

WEIGHTS = np.array([1.5, 0.5, 0.5, 0.5, 1.0])
"""What each of the terms weighs. Chosen once, on inner splits of two public networks (docs/evaluation.md), and never learnt from the data at hand: a
district has too short a history for that."""
SPREAD = 0.5
"""How far the slope may be from 1, as a standard deviation."""
SPLITS = (1 / 2, 5 / 8, 3 / 4, 7 / 8)
"""Where, between the first and the last day of a history, it is cut into what was known and what came."""
CONTENDERS = 100
"""The chance is fitted on the best pairs only, so many for each one that came to be: there it matters."""
SAMPLE = 20_000
"""Pairs drawn from each side of a cut (with and without a common partner) where there are more; they count for all."""


@dataclass(frozen=True)
class LinkModel:
    """Weights of the terms of evidence, and how they were found.

    Attributes
    ----------
    weights
        By term: `WEIGHTS`, all stretched alike so that the score becomes log-odds.
    intercept
        Log-odds of a pair without evidence.
    half_life
        In days, of activity: half of what the history spans.
    learnt_from
        How many new pairs taught it, counted at each cut; 0 where there were none, and chances say no more than the order.
    """

    weights: Values
    intercept: float
    half_life: float
    learnt_from: int

    @property
    def by_term(self) -> dict[str, float]:
        """The weights by name."""
        return dict(zip(TERMS, self.weights.tolist(), strict=True))

    def evidence(self, history: History, day: int) -> Evidence:
        """Return the evidence of a history at a day, aged as the model does."""
        return Evidence(history, day, self.half_life)

    def block(self, evidence: Evidence, rows: Columns, columns: Columns = slice(None)) -> Values:
        """Return the log-odds of the pairs of some rows with some columns."""
        terms = zip(self.weights, evidence.block(rows, columns), strict=True)
        return np.asarray(sum((weight * term for weight, term in terms), np.array(self.intercept)))

    def pairs(self, evidence: Evidence, a: Numbers, b: Numbers) -> Values:
        """Return the log-odds of single pairs."""
        return np.asarray(evidence.pairs(a, b) @ self.weights + self.intercept)


class NewPairs(NamedTuple):
    """Pairs first linked in a period, ``a`` before ``b``, and the first occasion that linked them."""

    a: Numbers
    b: Numbers
    occasion: Numbers


def new_pairs(history: History, day: int, end: int) -> NewPairs:
    """Return the pairs first linked after ``day`` and by ``end``, both nodes known by ``day``.

    A pair is linked from the day on which both take part in the same occasion.

    Examples
    --------
    >>> import pandas as pd
    >>> from datetime import date
    >>> from graphmodel.analysis.recommendation.history import history_of
    >>> rows = [(n, o, date(2024, m, 1)) for n, o, m in [("a", "p", 1), ("b", "q", 1), ("a", "r", 3), ("b", "r", 3), ("c", "r", 3)]]
    >>> history = history_of(pd.DataFrame(rows, columns=["node", "occasion", "day"]))
    >>> found = new_pairs(history, date(2024, 2, 1).toordinal(), date(2024, 12, 31).toordinal())
    >>> [history.nodes[number] for number in (*found.a, *found.b)]
    ['a', 'b']
    """
    kept = history.day <= end
    order = np.lexsort((history.node[kept], history.occasion[kept]))
    node, occasion, days = (column[kept][order] for column in (history.node, history.occasion, history.day))
    different = np.ones(len(node), dtype=bool)
    # The same node twice in an occasion took part from its first day on.
    different[1:] = (node[1:] != node[:-1]) | (occasion[1:] != occasion[:-1])
    begins = np.flatnonzero(different)
    days = np.minimum.reduceat(days, begins) if len(begins) else days
    node, occasion = node[begins], occasion[begins]
    _, sizes = np.unique(occasion, return_counts=True)
    pairs = pairs_within(sizes.astype(np.int64))
    a, b, through = node[pairs.first], node[pairs.second], occasion[pairs.first]
    linked = np.maximum(days[pairs.first], days[pairs.second])
    known = history.known_by(day)
    both = known[a] & known[b]
    key, linked, through = (a * len(history) + b)[both], linked[both], through[both]
    order = np.lexsort((through, linked, key))
    key, linked, through = key[order], linked[order], through[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    came = first & (linked > day)
    return NewPairs(key[came] // len(history), key[came] % len(history), through[came])


def fit(history: History, *, seed: int = 0) -> LinkModel:
    """Learn from a history alone what chance a score stands for.

    The history is cut at several days; the score is that of what was known by then, and the question is which pairs were first linked from then
    to its end. Slope and intercept maximize the likelihood of the answers (logistic), the slope with a normal distribution around 1 beforehand and
    never below 0.1. So the order of pairs is that of `WEIGHTS` whatever the history, and one that teaches nothing (no new pair, no dates) has slope 1.

    Raises
    ------
    InputError
        If the history has no participation.
    """
    if not len(history.node):
        msg = Bilingual(
            "found no participation at all, expected some: links are recommended from what was done together",
            "数据中没有任何参与记录：共建建议由共同参与的项目与活动得出，请补充参与表",
        )
        raise InputError(msg)
    if not (history.day != UNDATED).any():
        return untaught(len(history))
    first, last = history.days()
    half_life = max(1.0, (last - first) / 2)
    generator = np.random.default_rng(seed)
    cuts = sorted({round(first + part * (last - first)) for part in SPLITS})
    samples = [
        found for cut in cuts if cut < last and (found := _sample(history, cut, last, half_life, generator)) is not None
    ]
    if not samples:
        return replace(untaught(len(history)), half_life=half_life)
    terms, came, counts = (np.concatenate(parts) for parts in zip(*samples, strict=True))
    scores = terms @ WEIGHTS
    best = _contenders(scores, counts, CONTENDERS * came.sum())
    slope, intercept = _most_likely(scores[best], came[best], counts[best])
    return LinkModel(slope * WEIGHTS, intercept, half_life, int(came.sum()))


def untaught(nodes: int = 0) -> LinkModel:
    """Return the model of a history that teaches nothing."""
    return LinkModel(WEIGHTS, _rarity(0, nodes), 1.0, 0)


def _rarity(came: float, pairs: float) -> float:
    return float(np.log((came + 0.5) / (pairs + 1)))


class _Sample(NamedTuple):
    terms: Values
    came: NDArray[np.bool_]
    counts: Values


def _sample(history: History, cut: int, end: int, half_life: float, generator: np.random.Generator) -> _Sample | None:
    """Return the pairs that came to be after a cut, and a sample of those that did not."""
    past = history.until(cut)
    position = {node: number for number, node in enumerate(past.nodes)}
    came = new_pairs(history, cut, end)
    if not len(came.a):
        return None
    evidence = Evidence(past, cut, half_life)
    n = len(past)
    positive = _keys(came, history, position)
    drawn, counts = _without_link(evidence, positive, generator)
    keys = np.concatenate([positive, drawn])
    return _Sample(
        evidence.pairs(keys // n, keys % n),
        np.arange(len(keys)) < len(positive),
        np.concatenate([np.ones(len(positive)), counts]),
    )


def _keys(came: NewPairs, history: History, position: dict[object, int]) -> Numbers:
    ends = [np.array([position[history.nodes[number]] for number in side], dtype=np.int64) for side in came[:2]]
    return np.sort(np.minimum(*ends) * len(position) + np.maximum(*ends))


def _without_link(evidence: Evidence, positive: Numbers, generator: np.random.Generator) -> tuple[Numbers, Values]:
    """Draw pairs that were not linked before and did not come to be: near ones and far ones apart; each counts for those left out."""
    graph, n = evidence.graph, len(evidence.history)
    near, every_near = _near_keys(graph, generator)
    through = common_weight(graph, graph.share, positive // n, positive % n) > 0
    near_count = every_near - int(through.sum())
    near = near[~np.isin(near, positive)]
    far_count = n * (n - 1) // 2 - graph.adjacency.nnz // 2 - len(positive) - near_count
    far = _far_keys(graph, positive, generator)
    counts = [np.full(len(keys), count / max(len(keys), 1)) for keys, count in ((near, near_count), (far, far_count))]
    return np.concatenate([near, far]), np.concatenate(counts)


def _near_keys(graph: Neighbourhoods, generator: np.random.Generator) -> tuple[Numbers, int]:
    """Return a sample of the untied pairs that have a common partner, and how many there are."""
    kept, luck = np.zeros(0, dtype=np.int64), np.zeros(0)
    count = 0
    for found in two_hop_scores(graph):
        keys = found.a * len(graph) + found.b
        count += len(keys)
        # Those with the smallest of random numbers are a fair sample, and it can be held block by block.
        kept, luck = np.concatenate([kept, keys]), np.concatenate([luck, generator.random(len(keys))])
        if len(kept) > SAMPLE:
            least = np.argpartition(luck, SAMPLE)[:SAMPLE]
            kept, luck = kept[least], luck[least]
    return np.sort(kept), count


def _far_keys(graph: Neighbourhoods, positive: Numbers, generator: np.random.Generator) -> Numbers:
    """Return pairs without a common partner that did not come to be: all where they are few, else a sample."""
    n = len(graph)
    if n * (n - 1) // 2 <= 2 * SAMPLE:
        a, b = np.triu_indices(n, 1)
        keys = a * n + b
    else:
        drawn = generator.integers(0, n, size=(2, SAMPLE))
        a, b = drawn.min(axis=0), drawn.max(axis=0)
        keys = np.unique((a * n + b)[a < b])
    a, b = keys // n, keys % n
    apart = (graph.tied(a, b) == 0) & (common_weight(graph, graph.share, a, b) == 0)
    return np.asarray(keys[apart & ~np.isin(keys, positive)], dtype=np.int64)


def _contenders(scores: Values, counts: Values, wanted: float) -> Numbers:
    """Return the best pairs of a sample, as many as stand for so many."""
    order = np.argsort(-scores, kind="stable")
    last = int(np.searchsorted(np.cumsum(counts[order]), wanted))
    return np.asarray(order[: last + 1], dtype=np.int64)


def _most_likely(scores: Values, came: NDArray[np.bool_], counts: Values) -> tuple[float, float]:
    """Return slope and intercept of the logistic model with the largest posterior."""
    answers = came.astype(np.float64)
    middle = float(np.average(scores, weights=counts))
    centred = scores - middle

    def loss(values: Values) -> tuple[float, Values]:
        slope, intercept = values
        odds = centred * slope + intercept
        away = (slope - 1) / SPREAD
        error = counts * (expit(odds) - answers)
        value = float(np.sum(counts * (np.logaddexp(0, odds) - answers * odds)) + away**2 / 2)
        return value, np.array([error @ centred + away / SPREAD, error.sum()])

    begin = np.array([1.0, _rarity(answers.sum(), counts.sum())])
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=[(0.1, None), (None, None)])
    slope, intercept = found.x.tolist()
    return slope, intercept - middle * slope
