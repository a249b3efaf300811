"""The model learns from what came later, and only from the history it is given."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from graphmodel.analysis.recommendation import (
    History,
    Neighbourhoods,
    fit,
    history_of,
    new_pairs,
    predictors,
    rank,
)
from graphmodel.analysis.recommendation.evidence import Evidence, common_weight
from graphmodel.analysis.recommendation.model import WEIGHTS
from graphmodel.errors import InputError


def _two_camps(seed: int = 1) -> History:
    """Return occasions of three within one of two camps, mostly of a few very active members."""
    generator = np.random.default_rng(seed)
    share = np.arange(1, 61) ** -0.7
    rows = []
    for occasion in range(400):
        camp = generator.integers(2)
        members = generator.choice(60, 3, replace=False, p=share / share.sum())
        day = date(2020, 1, 1) + timedelta(days=occasion)
        rows += [(f"{camp}-{node:02d}", occasion, day) for node in members]
    camps = pd.DataFrame({"camp": {node: node[0] for node, *_ in rows}})
    return history_of(pd.DataFrame(rows, columns=["node", "occasion", "day"]), attributes=camps)


def test_better_than_every_predictor_where_camps_and_activity_decide() -> None:
    history = _two_camps()
    split, end = date(2020, 11, 1).toordinal(), date(2021, 12, 31).toordinal()
    past = history.until(split)
    model, came = fit(past), new_pairs(history, split, end)
    place = {node: number for number, node in enumerate(past.nodes)}
    starts, ends = (np.array([place[history.nodes[number]] for number in side]) for side in came[:2])
    pairs = (starts, ends)
    evidence = model.evidence(past, split)
    scores = {
        "model": lambda rows, columns: model.block(evidence, rows, columns),
        **predictors(evidence.graph, evidence.participations),
    }
    everyone = np.ones(len(past), dtype=bool)
    found = {
        name: rank(score, tied=evidence.graph.adjacency, pairs=pairs, candidates=everyone).average_precision()
        for name, score in scores.items()
    }
    assert max(found, key=found.__getitem__) == "model"
    np.testing.assert_allclose(
        model.pairs(evidence, *pairs),
        [model.block(evidence, slice(a, a + 1))[0, b] for a, b in zip(*pairs, strict=True)],
    )


def test_the_future_is_not_seen_and_the_seed_decides() -> None:
    history = _two_camps()
    day = date(2020, 8, 1).toordinal()
    past = history.until(day)
    assert int(past.day.max()) <= day
    assert fit(past).by_term == fit(past).by_term == fit(history.until(day).until(day)).by_term
    assert not len(new_pairs(past, day, day + 1000).a)


def test_the_order_is_the_same_whatever_the_history_and_the_chance_is_that_of_its_past() -> None:
    history = _two_camps()
    past = history.until(date(2020, 11, 1).toordinal())
    model = fit(past)
    np.testing.assert_allclose(model.weights / model.weights[0], WEIGHTS / WEIGHTS[0])
    # Of pairs that were open at the middle of the history, about as many are expected as came to be by its end.
    first, last = past.days()
    middle = (first + last) // 2
    before = past.until(middle)
    evidence = model.evidence(before, middle)
    a, b = np.triu_indices(len(before), 1)
    open_ = ~evidence.graph.tied(a, b)
    expected = (1 / (1 + np.exp(-model.pairs(evidence, a[open_], b[open_])))).sum()
    assert 0.5 < expected / len(new_pairs(past, middle, last).a) < 2


def test_without_dates_there_is_an_order_but_nothing_learnt() -> None:
    table = pd.DataFrame([("a", "p", None), ("b", "p", None)], columns=["node", "occasion", "day"])
    model = fit(history_of(table))
    assert model.learnt_from == 0
    np.testing.assert_array_equal(model.weights, WEIGHTS)
    with pytest.raises(InputError, match="no participation at all"):
        fit(history_of(table.iloc[:0]))


def test_repeated_and_recent_ties_are_heavier_and_large_gatherings_lighter() -> None:
    rows = [
        (n, o, date(2024, m, 1))
        for o, m, who in ((1, 1, "ab"), (2, 6, "ab"), (3, 6, "ac"), (4, 1, "ad"), (5, 6, "aefgh"))
        for n in who
    ]
    history = history_of(pd.DataFrame(rows, columns=["node", "occasion", "day"]))
    strengths = Evidence(history, date(2024, 6, 1).toordinal(), 152.0).strengths.adjacency
    b, c, d, e = (strengths[0, history.nodes.index(node)] for node in "bcde")
    np.testing.assert_allclose([b / c, d / c, e / c], [1.5, 0.5, 0.5])
    assert strengths.data.mean() == pytest.approx(1)


def test_single_pairs_equal_blocks_whichever_way_common_partners_are_added() -> None:
    generator = np.random.default_rng(5)
    dense = np.triu(generator.random((60, 60)) < 0.3, 1)
    graph = Neighbourhoods(csr_array((dense | dense.T).astype(float)))
    a, b = (ends.astype(np.int64) for ends in np.triu_indices(60, 1))
    every = graph.through(graph.share, slice(None)).toarray()[a, b]
    np.testing.assert_allclose(common_weight(graph, graph.share, a, b, block=7), every)
    np.testing.assert_allclose(common_weight(graph, graph.share, a[:9], b[:9]), every[:9])
