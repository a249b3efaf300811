"""Evaluations see the past only, count what came, and draw occasions again, not pairs."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from graphmodel.analysis.recommendation import evaluate_recommendations, history_of, occasions_of_ties
from graphmodel.errors import InputError


def _gatherings(seed: int = 0) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    rows = []
    for occasion in range(160):
        camp = int(generator.integers(3))
        members = generator.choice(15, int(generator.integers(2, 6)), replace=False)
        rows += [(f"{camp}-{member:02d}", occasion, date(2021, 1, 1) + timedelta(days=occasion)) for member in members]
    return pd.DataFrame(rows, columns=["node", "occasion", "day"])


SPLIT = date(2021, 3, 31)


def test_the_future_changes_what_came_and_nothing_else() -> None:
    table = _gatherings()
    later = table["day"] > SPLIT
    other = pd.concat(
        [
            table[~later],
            pd.DataFrame(
                [("0-00", "z", SPLIT + timedelta(days=1)), ("2-14", "z", SPLIT + timedelta(days=1))],
                columns=table.columns,
            ),
        ]
    )
    first, second = (evaluate_recommendations(history_of(rows), split=SPLIT, samples=5) for rows in (table, other))
    assert (first.nodes, first.candidates) == (second.nodes, second.candidates)
    assert (first.came, second.came) == (first.came, 1)
    assert first.came > 20


def test_doubled_rows_and_a_shuffled_table_change_nothing() -> None:
    table = _gatherings()
    doubled = pd.concat([table, table]).sample(frac=1, random_state=3)
    frames = [evaluate_recommendations(rows, split=SPLIT, samples=20).frame for rows in (table, doubled)]
    pd.testing.assert_frame_equal(frames[0].drop(columns=["low", "high"]), frames[1].drop(columns=["low", "high"]))


def test_camps_are_seen_and_a_random_order_is_the_share_that_came() -> None:
    found = evaluate_recommendations(history_of(_gatherings()), split=SPLIT, samples=50)
    frame = found.frame.set_index("score")
    assert frame.index[0] == "recommendations"
    assert frame.loc["random", "average_precision"] == pytest.approx(found.came / found.candidates)
    assert frame.loc["recommendations", "average_precision"] > 2 * frame.loc["random", "average_precision"]
    assert (frame["low"] <= frame["high"]).all()
    assert not frame.isna().any().any()
    assert found.advantage["low"] <= found.advantage["difference"] <= found.advantage["high"]
    assert len(np.unique(found.occasion)) < found.came


def test_a_minimum_leaves_out_who_was_seen_less() -> None:
    history = history_of(_gatherings())
    counts = np.bincount(history.until(SPLIT.toordinal()).node)
    found = evaluate_recommendations(history, split=SPLIT, minimum=6, samples=2)
    assert found.nodes == (counts >= 6).sum()


def test_ties_of_two_with_themselves_and_empty_ends() -> None:
    ties = pd.DataFrame([("x", "x", SPLIT), ("x", "y", SPLIT), ("y", "z", SPLIT)], columns=["a", "b", "day"])
    history = history_of(occasions_of_ties(ties))
    with pytest.raises(InputError, match="no new pair"):
        evaluate_recommendations(ties, split=SPLIT)
    assert (len(history), len(history.context)) == (3, 2)
    with pytest.raises(InputError, match="no new pair"):
        evaluate_recommendations(history, split=SPLIT)
    with pytest.raises(InputError, match="give a later one"):
        evaluate_recommendations(history, split=date(2000, 1, 1))
    with pytest.raises(InputError, match="no column day"):
        occasions_of_ties(ties.drop(columns="day"))
