"""The model learns from what came later, and only from the history it is given."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from graphmodel.analysis.recommendation import History, fit, history_of, new_pairs, predictors, rank
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
    pairs = tuple(np.array([place[history.nodes[number]] for number in side]) for side in came[:2])
    evidence = model.evidence(past, split)
    scores = {
        "model": lambda rows: model.block(evidence, rows),
        **predictors(evidence.graph, evidence.incidence.sum(axis=1)),
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


def test_without_dates_the_weights_are_those_given_beforehand() -> None:
    table = pd.DataFrame([("a", "p", None), ("b", "p", None)], columns=["node", "occasion", "day"])
    model = fit(history_of(table))
    assert model.learnt_from == 0
    assert set(model.by_term.values()) == {0.5}
    with pytest.raises(InputError, match="no participation at all"):
        fit(history_of(table.iloc[:0]))
