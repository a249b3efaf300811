from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps import Severity, find_gaps
from graphmodel.gaps.closing import Effort
from graphmodel.gaps.priority import prioritize, score_of
from graphmodel.gaps.weights import resolve_weights
from graphmodel.graph import Dataset, build_graph
from tests.graphmodel.gaps.worlds import LADDER, world
from tests.strategies import datasets

GRAPH = world(
    places=LADDER,
    party_organizations=[
        {"org_id": "S1", "kind": "working_committee", "place_id": "S"},
        {"org_id": "C1", "kind": "branch", "place_id": "C", "parent_org_id": "S1"},
    ],
    enterprises=[
        {"unit_id": "E", "place_id": "C", "party_members": 3, "employees": 800},
        {"unit_id": "F", "place_id": "S", "party_members": 3, "employees": 5},
    ],
)
RULES = ["unit-should-have-own-organization", "compound-without-work-coverage", "street-without-joint-conference"]
REPORT = find_gaps(GRAPH, rules=RULES)


@settings(max_examples=40, deadline=None)
@given(datasets(max_rows=3))
def test_every_finding_has_one_rank_and_a_score_within_bounds(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    report = find_gaps(graph)
    order = prioritize(graph, report)
    assert {item.finding.id for item in order.items} == {finding.id for finding in report.findings}
    assert [item.rank for item in order.items] == list(range(1, len(report) + 1))
    assert all(one.score >= other.score for one, other in pairwise(order.items))
    assert all(0 <= item.score <= 100 for item in order.items)
    assert order.by_place("street")["count"].sum() == len(report)
    assert order.by_closer["count"].sum() == sum(len(item.closers) for item in order.items)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(list(Severity)), st.sampled_from(list(Effort)))
def test_more_people_never_lower_the_score(one: int, other: int, severity: Severity, effort: Effort) -> None:
    weights = resolve_weights()
    few, many = sorted((one, other))
    assert score_of(severity, few, effort, weights=weights) <= score_of(severity, many, effort, weights=weights)


def test_graver_and_easier_comes_first() -> None:
    weights = resolve_weights()
    by_gravity = [score_of(severity, 10, Effort.AGREE, weights=weights) for severity in Severity]
    by_effort = [score_of(Severity.LOW, 10, effort, weights=weights) for effort in Effort]
    assert by_gravity == sorted(by_gravity, reverse=True)
    assert by_effort == sorted(by_effort, reverse=True)


def test_a_party_gets_what_it_can_close() -> None:
    order = prioritize(GRAPH, REPORT)
    assert {item.finding.subject for item in order.of("C1").items} == {"E", "H"}
    assert {item.finding.subject for item in order.of("C").items} == {"E", "H"}
    assert {item.finding.subject for item in order.of("S1").items} == {"F", "S"}
    assert [item.rank for item in order.of("S1").items] == [1, 2]
    assert len(order.of("E")) == 0
    with pytest.raises(InputError, match="nobody with the id 'X'"):
        order.of("X")


def test_groups_are_by_who_and_where() -> None:
    order = prioritize(GRAPH, REPORT)
    assert dict(zip(order.by_closer["closer"], order.by_closer["count"], strict=True)) == {"C1": 2, "S1": 2}
    places = order.by_place("community")
    assert dict(zip(places["place"], places["count"], strict=True)) == {"C": 2, "": 2}


def test_weights_change_the_order() -> None:
    people = prioritize(GRAPH, REPORT, weights={"severity": 0, "ease": 0})
    assert people.items[0].finding.subject == "E"
    assert people.weights["people"] == 30
    ease = prioritize(GRAPH, REPORT, weights={"severity": 0, "people": 0})
    assert ease.items[0].effort is Effort.CONVENE
    assert len(ease.top(1)) == 1


def test_the_frame_has_a_row_a_finding() -> None:
    frame = prioritize(GRAPH, REPORT).frame
    assert frame["rank"].tolist() == [1, 2, 3, 4]
    assert dict(zip(frame["subject"], frame["closer_ids"], strict=True))["H"] == ["C1"]
