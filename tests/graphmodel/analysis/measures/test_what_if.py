from __future__ import annotations

from itertools import permutations
from typing import Literal

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.measures import departures, group_holes, new_ties
from graphmodel.errors import InputError


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    n, directed = draw(st.integers(2, 8)), draw(st.booleans())
    return nx.gnp_random_graph(
        n, draw(st.sampled_from([0.1, 0.25, 0.5])), seed=draw(st.integers(0, 999)), directed=directed
    )


def mean_distance(graph: nx.Graph) -> float:
    steps, n = dict(nx.all_pairs_shortest_path_length(graph)), len(graph)
    return float(sum(steps[a].get(b, n) for a, b in permutations(graph, 2)) / (n * (n - 1)))


def mean_constraint(graph: nx.Graph) -> float:
    return float(np.mean([1 if np.isnan(value) else value for value in nx.constraint(graph).values()]))


@settings(deadline=None, max_examples=40)
@given(graphs(), st.sampled_from(["distance", "constraint"]))
def test_each_new_tie_changes_what_computing_anew_changes(
    graph: nx.Graph, by: Literal["distance", "constraint"]
) -> None:
    measure = mean_distance if by == "distance" else mean_constraint
    found = new_ties(graph, by=by)
    assert found.before == pytest.approx(measure(graph))
    assert len(found.frame) == len(list(nx.non_edges(graph)))
    assert found.frame["fall"].round(9).is_monotonic_decreasing
    for row in found.frame.itertuples():
        changed = graph.copy()
        changed.add_edge(row.a, row.b)
        assert row.after == pytest.approx(measure(changed))


def test_candidates_are_checked_and_too_many_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.path_graph(4)
    assert new_ties(graph, candidates=[(0, 3)]).frame[["a", "b", "steps"]].to_numpy().tolist() == [[0, 3, 3]]
    for pair in ((0, 1), (0, 0), (0, "x")):
        with pytest.raises(InputError, match="candidate"):
            new_ties(graph, candidates=[pair])
    monkeypatch.setattr("graphmodel.analysis.measures.what_if.MOST_WORK", 10)
    with pytest.raises(InputError, match="give candidates"):
        new_ties(graph)


def test_joining_two_parts_is_best_and_has_no_steps_yet() -> None:
    graph = nx.disjoint_union(nx.path_graph(3), nx.path_graph(3))
    best = new_ties(graph).frame.iloc[0]
    assert (best["a"], best["b"]) == (1, 4)
    assert new_ties(graph).frame["steps"].isna().iloc[0]


def reaching(graph: nx.Graph, gone: int) -> int:
    return int(sum(nx.has_path(graph, a, b) for a, b in permutations(graph, 2) if gone not in (a, b)) // 2)


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_departures_lose_what_removing_the_node_loses(graph: nx.Graph) -> None:
    found = departures(graph, closely=list(graph)).set_index("id")
    undirected = nx.Graph(graph)
    for node in graph:
        rest, bare = graph.copy(), undirected.copy()
        rest.remove_node(node)
        bare.remove_node(node)
        assert found.loc[node, "pairs_parted"] == reaching(undirected, node) - reaching(bare, node)
        assert found.loc[node, "cut_point"] == (node in set(nx.articulation_points(undirected)))
        alone = sum(undirected.degree(other) == 1 for other in undirected[node])
        assert found.loc[node, "left_alone"] == alone
        before, after = inverse_steps(graph, node), inverse_steps(rest, node)
        loss = found.loc[node, "efficiency_loss"]
        assert np.isnan(loss) if before == 0 else loss == pytest.approx(1 - after / before)


def inverse_steps(graph: nx.Graph, gone: int) -> float:
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    return float(sum(1 / steps[a][b] for a in steps for b in steps[a] if a != b and gone not in (a, b)))


def test_only_the_gravest_are_looked_at_closely_and_links_of_groups_are_counted() -> None:
    graph = nx.barbell_graph(4, 1)
    groups = dict.fromkeys(range(4), "left") | {4: "middle"} | dict.fromkeys(range(5, 9), "right")
    found = departures(graph, group=groups, closely=1)
    assert found.iloc[0][["id", "pairs_parted", "group_links_lost"]].tolist() == [4, 16, 2]
    assert found["efficiency_loss"].notna().sum() == 1
    with pytest.raises(InputError, match="'x'"):
        departures(graph, closely=["x"])


def test_holes_between_centres_name_who_could_go_between() -> None:
    graph = nx.Graph([("party", "government"), ("party", "media"), ("renewal", "renewal 2"), ("government", "party 2")])
    kinds = {"party": "P", "party 2": "P", "government": "G", "media": "M", "renewal": "R", "renewal 2": "R"}
    found = group_holes(graph, group=kinds).set_index(["a", "b"])
    assert found.loc[("G", "M"), ["ties", "possible", "go_betweens", "by"]].tolist() == [0, 1, 1, ("party",)]
    assert found.loc[("G", "P"), ["ties", "density"]].tolist() == [2, 1]
    assert found["ties"].sum() == 3
    assert list(found.columns)[:3] == ["ties", "possible", "density"]
    assert group_holes(nx.empty_graph(2), group={0: "a", 1: "b"})["ratio"].isna().all()
