"""Recommended links: open, alive, in time, diverse, with the reasons that hold; whatever the graph."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.recommendation import CLOSABLE, recommend_links
from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.graph import Snapshot
from tests.graphmodel.analysis.made_up import (
    AS_OF,
    add_occasion,
    add_stakeholder,
    empty_graph,
    patient,
    stakeholder_graphs,
)


@settings(patient, max_examples=30)
@given(stakeholder_graphs(), st.sampled_from([None, *CLOSABLE]), st.integers(-300, 60))
def test_whatever_the_graph_only_open_pairs_of_the_living_are_recommended(
    graph: nx.MultiDiGraph, rule: str | None, offset: int
) -> None:
    day = AS_OF + timedelta(days=offset)
    found = recommend_links(graph, closes=rule, as_of=day)
    linked = cobuilding(graph, as_of=day).frame
    worked = (
        linked[linked["channel"] != "alliance"] if rule in ("alliance-dormant", "alliance-member-inactive") else linked
    )
    pairs = {frozenset(pair) for pair in zip(worked["a"], worked["b"], strict=True)}
    present = Snapshot(graph, day).present
    gaps = {f"{gap.rule}|{gap.subject}" for gap in find_gaps(graph, as_of=day, rules=CLOSABLE).findings}
    for item in found.recommendations:
        assert frozenset((item.a, item.b)) not in pairs
        assert {item.a, item.b} <= present
        assert item.reasons
        assert 0 < item.chance < 1
        assert item.worth >= 1
        assert set(item.closes) <= gaps
        assert rule is None or any(gap.startswith(f"{rule}|") for gap in item.closes)
    assert len(found.frame) == len(found.recommendations)
    scores = found.frame["score"].tolist()
    assert scores == sorted(scores, reverse=True)


def _town() -> nx.MultiDiGraph:
    """One community, a hub that builds with everybody, and twelve others."""
    graph = empty_graph()
    graph.add_node("C", labels=("Community", "Place"), name="光荣社区", level="community")
    graph.add_edge("C", "S1", type="PART_OF")
    for number in range(13):
        add_stakeholder(graph, f"o{number:02}", "C")
    for number in range(1, 13):
        add_occasion(
            graph, f"p{number}", "Project", "o00", f"o{number:02}", status="done", started_on=date(2022, 1, number)
        )
    return graph


def test_nobody_dominates_but_the_one_asked_for() -> None:
    graph = _town()
    for each in (1, 2, 3):
        found = recommend_links(graph, each=each, count=100)
        counts = Counter(node for item in found.recommendations for node in (item.a, item.b))
        assert max(counts.values()) == each
    asked = recommend_links(graph, for_="o05", each=1, count=100)
    assert {item.a for item in asked.recommendations} == {"o05"}
    assert {item.b for item in asked.recommendations} == {f"o{number:02}" for number in range(1, 13)} - {"o05"}


def test_a_unit_and_its_organization_are_one_house() -> None:
    graph = _town()
    graph.add_node("u", labels=("Enterprise", "Stakeholder", "Unit"), name="甲公司")
    graph.add_edge("u", "C", type="LOCATED_IN")
    add_stakeholder(graph, "b")
    graph.add_edge("b", "u", type="BELONGS_TO")
    add_occasion(graph, "q", "Project", "o00", "u", "b", status="done", started_on=date(2022, 2, 1))
    pairs = {frozenset((item.a, item.b)) for item in recommend_links(graph, each=1, count=100).recommendations}
    assert frozenset(("u", "b")) not in pairs
    assert sum(bool({"u", "b"} & pair) for pair in pairs) == 1
    graph.nodes["u"]["operating_status"] = "closed"
    gone = {node for item in recommend_links(graph, count=100).recommendations for node in (item.a, item.b)}
    assert not {"u", "b"} & gone
    with pytest.raises(InputError, match="closed, a shell or dissolved"):
        recommend_links(graph, for_="b")


def test_superior_and_subordinate_are_not_told_to_meet() -> None:
    graph = _town()
    graph.add_edge("o01", "o02", type="REPORTS_TO")
    pairs = {frozenset((item.a, item.b)) for item in recommend_links(graph, each=20, count=200).recommendations}
    assert frozenset(("o01", "o02")) not in pairs
    assert pairs == {frozenset(pair) for pair in combinations([f"o{n:02}" for n in range(1, 13)], 2)} - {
        frozenset(("o01", "o02"))
    }


def test_a_sleeping_alliance_is_woken_by_members_tied_on_paper_only() -> None:
    graph = _town()
    add_occasion(graph, "L", "Alliance", "o01", "o02", "o03", kind="other", established_on=date(2020, 1, 1))
    plain = {frozenset((item.a, item.b)) for item in recommend_links(graph, each=20, count=200).recommendations}
    assert frozenset(("o01", "o02")) not in plain
    found = recommend_links(graph, closes="alliance-dormant", count=10)
    assert {(item.a, item.b) for item in found.recommendations} == {("o01", "o02"), ("o01", "o03"), ("o02", "o03")}
    assert {item.closes[0] for item in found.recommendations} == {"alliance-dormant|L"}
    assert "同为L成员，尚未共同做事" in [reason.zh for reason in found.recommendations[0].reasons]


def test_a_need_counts_as_much_as_a_grave_gap_and_each_rule_once() -> None:
    graph = _town()
    graph.add_node("n", labels=("Need",), title="停车", category="停车", status="open", raised_on=date(2022, 6, 1))
    graph.add_node("r", labels=("Resource",), title="车位", category="停车")
    graph.add_edge("o01", "n", type="RAISED")
    graph.add_edge("o02", "r", type="OFFERS")
    worths = {
        (item.a, item.b): item.worth for item in recommend_links(graph, each=20, count=200, findings=()).recommendations
    }
    assert worths[("o01", "o02")] == 2
    assert set(worths.values()) == {1.0, 2.0}
    found = recommend_links(graph, for_="o01", count=1)
    assert (found.recommendations[0].needs, found.recommendations[0].resources) == (("n",), ("r",))


def test_layers_that_a_community_lacks_are_named() -> None:
    found = recommend_links(_town(), closes="layer-missing", count=3)
    assert found.recommendations[0].layers == ("safety", "culture", "activity", "environment", "mediation")
    assert any("光荣社区缺平安联创" in reason.zh for reason in found.recommendations[0].reasons)


def test_empty_graphs_and_lone_stakeholders_have_no_recommendation() -> None:
    assert recommend_links(empty_graph()).frame.empty
    lone = empty_graph()
    add_stakeholder(lone, "a", "S1")
    assert recommend_links(lone, for_="a").candidates == 0
    add_stakeholder(lone, "b", "S1")
    add_occasion(lone, "p", "Project", "a", status="done")
    lone.add_edge("a", "b", type="BUILDS_WITH")
    lone.add_edge("a", "a", type="BUILDS_WITH")
    assert recommend_links(lone).frame.empty


@pytest.mark.parametrize("terms", [{"count": 0}, {"each": 0}, {"closes": "no-such-rule"}, {"for_": "nobody"}])
def test_what_makes_no_sense_is_told(terms: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        recommend_links(_town(), **terms)
