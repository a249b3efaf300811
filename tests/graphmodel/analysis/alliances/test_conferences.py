from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.alliances import conference_coverage
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import AS_OF, add_occasion, add_stakeholder, empty_graph


def town() -> nx.MultiDiGraph:
    """Return two streets, the first with a joint conference and three communities."""
    graph = empty_graph()
    for community, street in (("C1", "S1"), ("C2", "S1"), ("C3", "S1"), ("C4", "S2")):
        graph.add_node(community, labels=("Community", "Place"), name=f"社区{community}", level="community")
        graph.add_edge(community, street, type="PART_OF")
    graph.add_node("x", labels=("Alliance",), name="联席会议", kind="joint_conference")
    graph.add_edge("x", "S1", type="LOCATED_IN")
    homes = {"lead": "S1", "one": "C1", "two": "C1", "three": "C2", "guest": "C4"}
    roles = {"lead": "lead", "one": "standing", "two": "standing", "three": "member", "guest": "member"}
    for member, place in homes.items():
        add_stakeholder(graph, member, place)
        graph.add_edge(member, "x", type="MEMBER_OF", role=roles[member])
    return graph


def test_a_conference_is_made_up_of_its_roles_and_reaches_the_communities_of_its_members() -> None:
    found = conference_coverage(town(), standing=2)
    assert (found.streets, found.with_conference) == (2, 1)
    without, with_one = found.frame.to_dict("records")
    assert (without["street"], without["conference"], without["composition"], without["complete"]) == (
        "S2",
        None,
        None,
        False,
    )
    assert (without["communities"], without["reached"]) == (1, 0)
    assert (with_one["composition"], with_one["complete"], with_one["state"]) == ("1+2+2", True, "never")
    # A guest from another street reaches nothing here, and the lead, at home in the street, no community.
    assert (with_one["reached"], with_one["communities"], with_one["not_reached"]) == (2, 3, ("社区C3",))
    assert with_one["reached_share"] == pytest.approx(2 / 3)


def test_six_stand_unless_told_otherwise_and_who_leads_does_not_stand_too() -> None:
    graph = town()
    graph.add_edge("lead", "x", type="MEMBER_OF", role="standing")
    [row] = conference_coverage(graph).frame.query("street == 'S1'").to_dict("records")
    assert (row["composition"], row["complete"]) == ("1+2+2", False)


def test_an_alliance_of_another_kind_or_one_that_ended_is_no_conference() -> None:
    graph = town()
    graph.nodes["x"]["kind"] = "other"
    assert conference_coverage(graph).with_conference == 0
    graph.nodes["x"].update(kind="joint_conference", ended_on=AS_OF.replace(year=2021))
    assert conference_coverage(graph).with_conference == 0


def test_joint_work_wakes_a_conference_and_scope_keeps_its_street() -> None:
    graph = town()
    add_occasion(graph, "e", "Activity", "one", "guest", held_on=AS_OF)
    found = conference_coverage(graph, scope="S1")
    assert (found.streets, found.frame["state"].tolist()) == (1, ["active"])
    nowhere = conference_coverage(nx.MultiDiGraph(as_of=AS_OF))
    assert (nowhere.streets, len(nowhere.frame)) == (0, 0)


def test_windows_without_length_are_refused() -> None:
    with pytest.raises(InputError, match="expected at least 0 members and 1 day"):
        conference_coverage(empty_graph(), window_days=0)
