from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from graphmodel.analysis.measures import betweenness, local_constraint, position_measures, structural_holes
from graphmodel.errors import InputError


def test_one_row_a_node_with_names_groups_and_notes() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "c")])
    graph.add_node("d", name="丁", sector="x")
    nx.set_node_attributes(graph, {"a": "x", "b": "y"}, "sector")
    found = position_measures(graph, group="sector")
    frame = found.frame.set_index("id")
    assert list(frame.index) == ["b", "a", "c", "d"]
    assert frame.loc["d", "name"] == "丁"
    assert frame.loc["b", ["group", "degree", "total"]].tolist() == ["y", 2, 0]
    assert frame.loc["c", "group"] is None
    assert frame["total"].dtype == "Int64"
    assert [note.en.split()[0] for note in found.notes] == ["1", "1", "1", "some"]


def test_what_an_isolate_does_not_have_is_told_and_all_else_is_a_number() -> None:
    frame = position_measures(nx.empty_graph(2)).frame
    missing = frame.columns[frame.isna().any()].tolist()
    assert missing == ["constraint", "efficiency", "hierarchy"]
    assert position_measures(nx.Graph()).frame.empty


def test_equal_weights_are_as_none() -> None:
    graph = nx.gnp_random_graph(12, 0.4, seed=1)
    nx.set_edge_attributes(graph, 3.0, "weight")
    weighted, plain = structural_holes(graph, weight="weight"), structural_holes(graph)
    pd.testing.assert_frame_equal(weighted, plain)


def test_hierarchy_is_one_where_one_contact_holds_all_and_none_where_all_hold_alike() -> None:
    found = structural_holes(nx.star_graph(4))["hierarchy"]
    assert found.tolist() == pytest.approx([0, 1, 1, 1, 1])


def test_local_constraints_sum_to_the_constraint() -> None:
    graph = nx.gnp_random_graph(15, 0.3, seed=5, directed=True)
    summed = local_constraint(graph).groupby("id")["constraint"].sum()
    whole = structural_holes(graph)["constraint"].dropna()
    assert summed.sort_index().to_numpy() == pytest.approx(whole.sort_index().to_numpy(dtype=float))


def test_pivots_estimate_the_betweenness() -> None:
    graph = nx.barabasi_albert_graph(300, 2, seed=1)
    exact, estimated = betweenness(graph), betweenness(graph, pivots=150, seed=2)
    assert np.corrcoef(exact, estimated)[0, 1] > 0.97
    assert estimated.sum() == pytest.approx(exact.sum(), rel=0.05)
    assert any("150" in note.en for note in position_measures(graph, pivots=150).notes)
    with pytest.raises(InputError, match="0 pivots"):
        betweenness(graph, pivots=0)
