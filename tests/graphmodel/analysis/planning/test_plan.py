from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.planning import (
    Plan,
    apply_plan,
    plan_centres,
    plan_instructors,
    plan_joint_branches,
    plan_remedies,
)
from graphmodel.analysis.planning.joint_branches import Neighbourhood
from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.graph import Snapshot
from tests.graphmodel.analysis.planning.small_worlds import districts
from tests.graphmodel.gaps.worlds import AS_OF, world

FOLLOW_UP = {"unit-without-activity"}
"""What may open where something is covered for the first time."""


def found(graph: nx.MultiDiGraph) -> set[tuple[str, str]]:
    return {(finding.rule, finding.subject) for finding in find_gaps(graph).findings}


def check_closings(graph: nx.MultiDiGraph, plan: Plan, *, follow_up: set[str] = FOLLOW_UP) -> None:
    """Hold a plan to its word: what it closes was there and is gone, what it leaves is still there, nothing grave is new."""
    before, after = found(graph), found(apply_plan(graph, plan))
    closes, left = set(map(tuple, plan.closes)), {tuple(item.closing) for item in plan.left}
    assert closes <= before
    assert not closes & after
    assert left <= before & after
    assert {rule for rule, _ in after - before} <= follow_up
    assert found(graph) == before


@settings(max_examples=40, deadline=None)
@given(districts(), st.sampled_from(["place", "community", "street"]), st.sampled_from([None, 1, 2]))
def test_joint_branches_obey_every_rule_and_close_what_they_say(
    graph: nx.MultiDiGraph, within: Neighbourhood, branches: int | None
) -> None:
    plan = plan_joint_branches(graph, within=within, branches=branches)
    check_closings(graph, plan)
    snapshot = Snapshot(graph, AS_OF)
    assert branches is None or len(plan.steps) <= branches
    assert len({closing.subject for closing in plan.closes}) == sum(len(step.closes) for step in plan.steps)
    for step in plan.steps:
        units = [closing.subject for closing in step.closes]
        assert 1 <= len(units) <= 5
        assert sum(graph.nodes[unit].get("party_members", 0) for unit in units) >= 3
        places = {snapshot.place(unit) for unit in units}
        if within == "place":
            assert len(places) == 1
        if within == "community":
            assert (
                len({next(place for place in snapshot.scope(where) if place in ("C1", "C2")) for where in places}) == 1
            )
    # The steps of one plan end at the optimum; on the way no k of them can pass the optimum for k.
    reached = plan.curve["reached"].tolist()[1:]
    assert reached[-1:] == list(plan.optima)[-1:]
    assert all(ours <= best for ours, best in zip(reached, plan.optima, strict=True))
    assert plan.solution.is_optimal


@settings(max_examples=40, deadline=None)
@given(districts(), st.integers(0, 3), st.integers(1, 4), st.sampled_from([0.0, 500.0, 3000.0]))
def test_instructors_obey_every_rule_and_close_what_they_say(
    graph: nx.MultiDiGraph, instructors: int, capacity: int, reach: float
) -> None:
    plan = plan_instructors(graph, instructors=instructors, capacity=capacity, reach_m=reach, time_limit=10)
    check_closings(graph, plan)
    assert len(plan.steps) <= instructors
    for step in plan.steps:
        assert len(step.closes) <= capacity
        assert (step.travel_m or 0) <= reach * len(step.closes) + 1
    assert sum(len(step.closes) for step in plan.steps) == plan.solution.value == len(plan.closes)


@settings(max_examples=40, deadline=None)
@given(districts(), st.integers(0, 3))
def test_centres_close_what_they_say(graph: nx.MultiDiGraph, centres: int) -> None:
    plan = plan_centres(graph, centres=centres, time_limit=10)
    check_closings(graph, plan)
    assert len(plan.steps) <= centres
    figures = plan.outcome
    assert figures["inside_after"] - figures["inside_before"] == plan.solution.value
    assert figures["backup_after"] <= figures["inside_after"] <= figures["total"]


@settings(max_examples=40, deadline=None)
@given(districts())
def test_remedies_close_what_they_say(graph: nx.MultiDiGraph) -> None:
    findings = find_gaps(graph).findings
    plan = plan_remedies(graph, findings=findings, time_limit=10)
    before, after = found(graph), found(apply_plan(graph, plan))
    closes = set(map(tuple, plan.closes))
    assert closes <= before
    assert not closes & after
    assert closes | {tuple(item.closing) for item in plan.left} == before


def test_a_plan_is_the_same_twice_whatever_the_order_of_the_graph() -> None:
    units = [{"unit_id": f"E{n}", "place_id": "C", "party_members": n % 3, "industry": "ab"[n % 2]} for n in range(20)]
    places = [{"place_id": "C", "level": "community"}]
    first, second = world(places=places, enterprises=units), world(places=places, enterprises=units[::-1])
    assert plan_joint_branches(first).frame.equals(plan_joint_branches(second).frame)


def test_units_with_too_few_neighbours_are_left_with_the_reason() -> None:
    places = [{"place_id": "C", "level": "community"}, {"place_id": "C2", "level": "community"}]
    units = [
        {"unit_id": "E1", "place_id": "C", "party_members": 2},
        {"unit_id": "E2", "place_id": "C2", "party_members": 2},
    ]
    plan = plan_joint_branches(world(places=places, enterprises=units))
    assert plan.steps == ()
    assert plan.remaining["reason_zh"].tolist() == ["同一社区内党员不足，无法组建"] * 2


def test_stationed_instructors_go_first() -> None:
    places: list[dict[str, Any]] = [
        {"place_id": "C", "level": "community"},
        {"place_id": "H", "level": "compound", "parent_id": "C", "longitude": 104.0, "latitude": 30.7},
    ]
    graph = world(
        places=places,
        party_organizations=[{"org_id": "P", "kind": "committee", "place_id": "C"}],
        enterprises=[{"unit_id": f"E{n}", "place_id": "H"} for n in range(5)],
    )
    plan = plan_instructors(graph, instructors=1, capacity=2, stationed={"P": 2})
    assert [len(step.closes) for step in plan.steps] == [2, 2]
    assert "现有" in plan.steps[0].name
    assert [item.reason.en for item in plan.left] == ["all instructors are fully taken"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": 0}, "found units = 0, expected at least 1"),
        ({"branches": 0}, "found branches = 0, expected at least 1"),
        ({"within": "city"}, "found within = 'city', expected one of place, community, street"),
        ({"scope": "X"}, "found no place with the code or name 'X'"),
        ({"time_limit": -1}, "found time_limit = -1, expected at least 0"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        plan_joint_branches(world(places=[{"place_id": "C", "level": "community"}]), **options)


def test_a_part_of_a_graph_is_refused() -> None:
    graph = world(places=[{"place_id": "C", "level": "community"}])
    graph.graph["scope"] = "C"
    with pytest.raises(InputError, match="plans need the whole"):
        plan_centres(graph, centres=1)
