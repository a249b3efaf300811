from __future__ import annotations

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.charts.interactive.members import ELSEWHERE, members, street_of
from graphmodel.gaps import find_gaps
from graphmodel.graph import Snapshot
from tests.graphmodel.charts.interactive.made_up import AS_OF, add, street_graph


def test_those_with_a_gap_but_no_tie_come_after_those_with_ties() -> None:
    graph = street_graph()
    add(graph, "E9", "Enterprise", "孤单工厂", "11", employees=900, party_members=5)
    chosen = members(Snapshot(graph, AS_OF), cobuilding(graph), find_gaps(graph), most=100)
    assert chosen.frame["id"].tolist()[-1] == "E9"
    assert chosen.frame.iloc[-1]["strength"] == 0
    assert chosen.gaps["E9"]
    assert chosen.left_out == 0
    fewer = members(Snapshot(graph, AS_OF), cobuilding(graph), find_gaps(graph), most=4)
    assert "E9" not in set(fewer.frame["id"])
    assert fewer.left_out == 1


def test_those_beyond_the_place_are_there_only_for_a_tie() -> None:
    graph = street_graph()
    add(graph, "E9", "Enterprise", "邻街工厂", "12", employees=900, party_members=5)
    chosen = members(Snapshot(graph, AS_OF), cobuilding(graph, scope="11"), find_gaps(graph), most=100)
    assert set(chosen.frame["id"]) == {"PO1", "E1", "E2", "S1"}
    assert chosen.groups == ["11", "12"]


def test_who_lies_in_no_street_is_elsewhere() -> None:
    snapshot = Snapshot(street_graph(), AS_OF)
    assert street_of(snapshot, "11") == "11"
    assert street_of(snapshot, "1") == ELSEWHERE
    assert street_of(snapshot, None) == ELSEWHERE
