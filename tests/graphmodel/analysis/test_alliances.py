from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

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
def test_windows_without_length_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(InputError, match="expected at least 1"):
        alliances(empty_graph(), **options)
