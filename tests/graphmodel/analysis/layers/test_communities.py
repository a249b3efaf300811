from __future__ import annotations

from datetime import timedelta

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmodel.analysis.layers import community_layers
from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.graph import Dataset, build_graph, restrict
from graphmodel.schema.enumerations import LAYERS
from tests.graphmodel.analysis.made_up import AS_OF, add_occasion, add_stakeholder, empty_graph
from tests.strategies import datasets, dense_datasets

ONLY = ("places", "party_organizations", "enterprises", "projects", "activities", "links", "project_participants")


def community() -> nx.MultiDiGraph:
    graph = empty_graph()
    graph.add_node("C", labels=("Community", "Place"), name="社区", level="community")
    graph.add_edge("C", "S1", type="PART_OF")
    for name in "abcd":
        add_stakeholder(graph, name, "C" if name in "ab" else None)
    return graph


def held_to_the_rules(graph: nx.MultiDiGraph) -> None:
    """What a community lacks is what the rule finds missing; fusion is 0 exactly where the rule finds the lines apart."""
    frame = community_layers(graph).frame
    gaps = find_gaps(graph, rules=["layer-missing", "lines-not-joined"]).frame
    missing = gaps[gaps["rule"] == "layer-missing"]
    lacks = {row.id: list(row.lacks) for row in frame.itertuples() if row.lacks}
    assert lacks == dict(zip(missing["subject"], (evidence["layers"] for evidence in missing["evidence"]), strict=True))
    apart = set(gaps.loc[gaps["rule"] == "lines-not-joined", "subject"])
    with_both = frame[(frame["development"] > 0) & (frame["governance"] > 0)]
    assert set(with_both.loc[with_both["in_both"] == 0, "id"]) == apart
    fused = frame[frame["fusion"].notna()]
    assert set(fused.loc[fused["fusion"] == 0, "id"]) <= apart
    assert fused["fusion"].map(lambda value: 0 <= value <= 1).all()
    assert set(fused["id"]) <= set(with_both["id"])


@settings(max_examples=30)
@given(datasets(only=ONLY, rows={"places": 6, "projects": 8}))
def test_it_says_what_the_rules_say(dataset: Dataset) -> None:
    held_to_the_rules(build_graph(dataset))


@settings(max_examples=6)
@given(dense_datasets())
def test_it_says_what_the_rules_say_of_whole_districts(dataset: Dataset) -> None:
    held_to_the_rules(build_graph(dataset))


def test_counts_and_spread_by_hand() -> None:
    graph = community()
    for node, days, layer in (
        ("e1", 0, "safety"),
        ("e2", 365, "safety"),
        ("e3", 366, "culture"),
        ("e4", 1, "mediation"),
    ):
        add_occasion(graph, node, "Activity", "a", held_on=AS_OF - timedelta(days=days), layer=layer)
        graph.add_edge(node, "C", type="LOCATED_IN")
    # One link with both ends in the community counts once; one from outside counts as well.
    graph.add_edge("a", "b", type="BUILDS_WITH", layer="mediation")
    graph.add_edge("c", "a", type="BUILDS_WITH", layer="mediation")
    [row] = community_layers(graph).frame.to_dict("records")
    assert [row[layer.value] for layer in LAYERS] == [2, 0, 0, 0, 3]
    assert row["lacks"] == ("culture", "activity", "environment")
    assert row["participation"] == pytest.approx(5 / 4 * (1 - 4 / 25 - 9 / 25))
    assert (row["street"], row["street_name"]) == ("S1", "街道S1")


def test_fusion_is_the_share_of_those_in_both_lines() -> None:
    """a and b develop, b, c and d govern: one of four is in both."""
    graph = community()
    for node, line, who in (("p", "development", "ab"), ("q", "governance", "bc"), ("r", "governance", "d")):
        add_occasion(graph, node, "Project", *who, line=line, status="done", started_on=AS_OF - timedelta(days=2000))
        graph.add_edge(node, "C", type="LOCATED_IN")
    [row] = community_layers(graph).frame.to_dict("records")
    assert [row[name] for name in ("development", "governance", "in_both", "in_either", "fusion")] == [1, 2, 1, 4, 0.25]
    graph.nodes["p"]["status"] = "cancelled"
    assert community_layers(graph).frame["fusion"].tolist() == [None]


def test_an_empty_community_and_no_community_at_all() -> None:
    [row] = community_layers(community()).frame.to_dict("records")
    assert (row["participation"], row["fusion"], len(row["lacks"])) == (None, None, 5)
    assert community_layers(empty_graph()).frame.empty
    assert community_layers(community(), scope="S2").frame.empty


def test_what_cannot_be_asked_is_told() -> None:
    with pytest.raises(InputError, match="window of 0"):
        community_layers(community(), window_days=0)
    with pytest.raises(InputError, match="need the whole"):
        community_layers(restrict(community(), "S1"))
