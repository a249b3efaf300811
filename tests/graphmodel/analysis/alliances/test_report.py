from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from graphmodel.analysis.alliances import alliances
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import (
    AS_OF,
    add_occasion,
    add_stakeholder,
    empty_graph,
    patient,
    stakeholder_graphs,
)


def alliance_of_three() -> nx.MultiDiGraph:
    graph = empty_graph()
    for member in "abc":
        add_stakeholder(graph, member, "S1")
    graph.add_node("x", labels=("Alliance",), name="金牛·什邡", kind="regional_alliance")
    graph.add_edge("x", "S1", type="LOCATED_IN")
    for member, role in (("a", "lead"), ("b", "member"), ("c", "member"), ("a", "standing")):
        graph.add_edge(member, "x", type="MEMBER_OF", role=role)
    return graph


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


@pytest.mark.parametrize(("days", "dormant"), [(182, False), (183, False), (184, True), (-1, True)])
def test_an_alliance_sleeps_once_the_window_is_over(days: int, dormant: bool) -> None:  # noqa: FBT001 -- a table of cases
    graph = alliance_of_three()
    add_occasion(graph, "e", "Activity", "a", "b", held_on=days_ago(days))
    [row] = alliances(graph).frame.to_dict("records")
    assert row["dormant"] is dormant


@pytest.mark.parametrize("name", ["started_on", "finished_on"])
def test_either_date_of_a_project_keeps_awake(name: str) -> None:
    graph = alliance_of_three()
    dates = {"started_on": days_ago(900), "finished_on": days_ago(400), name: days_ago(183)}
    add_occasion(graph, "p", "Project", "a", "b", status="open", **dates)
    [row] = alliances(graph).frame.to_dict("records")
    assert (row["dormant"], row["projects"], row["active_members"], row["last"]) == (False, 1, 2, days_ago(183))


def test_one_member_alone_a_cancelled_project_or_a_gone_member_keep_nothing_awake() -> None:
    graph = alliance_of_three()
    add_stakeholder(graph, "stranger")
    add_stakeholder(graph, "gone", dissolved_on=days_ago(1))
    graph.add_edge("gone", "x", type="MEMBER_OF", role="member")
    add_occasion(graph, "e1", "Activity", "a", "stranger", held_on=AS_OF)
    add_occasion(graph, "e2", "Activity", "a", "gone", held_on=AS_OF)
    add_occasion(graph, "p", "Project", "a", "b", status="cancelled", started_on=AS_OF)
    [row] = alliances(graph).frame.to_dict("records")
    assert (row["dormant"], row["last"], row["members"]) == (True, None, 3)


def test_members_tell_their_roles_and_who_takes_part() -> None:
    graph = alliance_of_three()
    add_occasion(graph, "e", "Activity", "a", "b", held_on=AS_OF)
    report = alliances(graph)
    assert report.members.set_index("member")[["roles", "active"]].to_dict("index") == {
        "a": {"roles": ("lead", "standing"), "active": True},
        "b": {"roles": ("member",), "active": True},
        "c": {"roles": ("member",), "active": False},
    }
    assert report.frame["leads"].tolist() == [("组织a",)]


def test_the_pulse_counts_by_half_year_and_fills_with_nothing() -> None:
    graph = alliance_of_three()
    add_occasion(graph, "e", "Activity", "a", "b", held_on=date(2022, 1, 1))
    add_occasion(graph, "p", "Project", "a", "b", "c", status="done", started_on=date(2021, 6, 30), finished_on=AS_OF)
    pulse = alliances(graph, half_years=4).pulse
    assert pulse[["half_year", "projects", "activities"]].to_numpy().tolist() == [
        ["2020H2", 0, 0],
        ["2021H1", 1, 0],
        ["2021H2", 0, 0],
        ["2022H1", 1, 1],
    ]


def test_scope_keeps_the_alliances_that_lie_in_it() -> None:
    graph = alliance_of_three()
    assert len(alliances(graph, scope="S1").frame) == len(alliances(graph, scope="D").frame) == 1
    assert alliances(graph, scope="S2").frame.empty
    assert list(alliances(graph, scope="S2").frame.columns) == list(alliances(graph).frame.columns)


@patient
@given(stakeholder_graphs())
def test_dormancy_equals_the_rule_read_aloud(graph: nx.MultiDiGraph) -> None:
    def is_live(data: dict[str, date], begins: str, ends: str) -> bool:
        return data.get(begins, AS_OF) <= AS_OF <= data.get(ends, AS_OF)

    expected = {}
    for alliance, data in graph.nodes(data=True):
        if "Alliance" not in data["labels"] or not is_live(data, "established_on", "ended_on"):
            continue
        members = {
            start
            for start, _, tie in graph.in_edges(alliance, data=True)
            if is_live(tie, "since", "until") and is_live(graph.nodes[start], "established_on", "dissolved_on")
        }
        awake = False
        for node, known in graph.nodes(data=True):
            names = {"Project": ("started_on", "finished_on"), "Activity": ("held_on",)}.get(known["labels"][0], ())
            if not names or known.get("status") == "cancelled" or known.get(names[0], AS_OF) > AS_OF:
                continue
            recent = any(AS_OF - timedelta(days=183) <= known[name] <= AS_OF for name in names if name in known)
            took_part = {s for s, _, tie in graph.in_edges(node, data=True) if tie.get("since", AS_OF) <= AS_OF}
            awake |= recent and len(members & took_part) > 1
        expected[alliance] = (not awake, len(members))
    found = alliances(graph).frame
    assert {row.id: (row.dormant, row.members) for row in found.itertuples()} == expected
    assert Counter(alliances(graph).members["alliance"]) == Counter({k: v[1] for k, v in expected.items() if v[1]})


@pytest.mark.parametrize("options", [{"window_days": 0}, {"half_years": 0}])
def test_windows_without_length_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected at least 1"):
        alliances(empty_graph(), **options)


def test_the_state_comes_with_its_reason() -> None:
    graph = alliance_of_three()
    assert alliances(graph).frame["reason"].tolist() == [
        "no two of 3 members ever took part in the same project or activity"
    ]
    add_occasion(graph, "p", "Project", "a", "b", status="open")
    assert alliances(graph).frame[["state", "reason"]].to_numpy().tolist() == [
        ["never", "1 joint projects, none with a date"]
    ]
    add_occasion(graph, "e", "Activity", "a", "b", held_on=days_ago(200))
    [row] = alliances(graph).frame.to_dict("records")
    assert (row["state"], row["before"]) == ("asleep", 1)
    assert row["reason"] == f"no joint work in 183 days; the last on {days_ago(200)}, 200 days ago"
    assert row["reason_zh"] == f"183天内没有共同参与的项目或活动；最近一次在{days_ago(200)}，距今200天"


def test_who_carries_the_work_who_only_signs_and_how_far_it_reaches() -> None:
    graph = alliance_of_three()
    add_stakeholder(graph, "d", "S2")
    graph.add_edge("d", "x", type="MEMBER_OF", role="member")
    add_occasion(graph, "e", "Activity", "a", "b", held_on=AS_OF, layer="culture")
    add_occasion(graph, "p", "Project", "a", "d", status="open", started_on=days_ago(400), layer="safety")
    report = alliances(graph)
    [row] = report.frame.to_dict("records")
    assert (row["joint_work"], row["carried_by"], row["carried_share"]) == (2, ("组织a",), 1.0)
    assert (row["only_sign"], row["streets"], row["districts"], row["layers"]) == (1, 2, 1, ("culture",))
    members = report.members.set_index("member")
    assert members["only_signs"].to_dict() == {"a": False, "b": False, "c": True, "d": False}
    assert members.loc["b", ["joint_work", "share", "street_name"]].tolist() == [1, 0.5, "街道S1"]
    assert report.work[["id", "layer", "recent", "member_ids"]].to_numpy().tolist() == [
        ["e", "culture", True, ("a", "b")],
        ["p", "safety", False, ("a", "d")],
    ]
    assert report.pulse.set_index("half_year").loc["2022H1", ["activities", "culture", "safety"]].tolist() == [1, 1, 0]


def test_alliances_overlap_in_members_and_in_work() -> None:
    graph = alliance_of_three()
    add_stakeholder(graph, "d")
    for member in "abd":
        graph.add_edge(member, "y", type="MEMBER_OF")
    graph.add_node("y", labels=("Alliance",), name="另一联盟")
    graph.add_node("z", labels=("Alliance",), name="空联盟")
    add_occasion(graph, "e", "Activity", "a", "b", held_on=AS_OF)
    [row] = alliances(graph).overlap.to_dict("records")
    assert {row["a"], row["b"]} == {"x", "y"}
    assert (row["shared"], row["jaccard"], row["overlap"], row["joint_work"]) == (2, 0.5, 2 / 3, 1)
    assert row["shared_names"] == ("组织a", "组织b")


def test_an_alliance_without_members_has_figures() -> None:
    graph = empty_graph()
    graph.add_node("z", labels=("Alliance",), name="空联盟")
    report = alliances(graph)
    [row] = report.frame.to_dict("records")
    assert (row["state"], row["members"], row["carried_by"], row["carried_share"]) == ("never", 0, (), None)
    assert report.members.empty
    assert report.work.empty
    assert report.overlap.empty
