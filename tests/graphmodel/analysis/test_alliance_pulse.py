from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import networkx as nx
import pytest

from graphmodel.analysis.alliance_pulse import alliance_pulse
from graphmodel.analysis.alliances import alliances
from graphmodel.errors import InputError
from tests.graphmodel.charts.made_up import made_up

AS_OF = date(2022, 6, 30)


def world(days_ago: list[int], members: int = 2) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(as_of=AS_OF)
    graph.add_node("x", labels=("Alliance",), name="联盟")
    for number in range(members):
        graph.add_node(f"m{number}", labels=("PartyOrganization", "Stakeholder"), name=f"m{number}")
        graph.add_edge(f"m{number}", "x", type="MEMBER_OF")
    for number, days in enumerate(days_ago):
        graph.add_node(f"e{number}", labels=("Activity",), held_on=AS_OF - timedelta(days=days))
        for member in range(members):
            graph.add_edge(f"m{member}", f"e{number}", type="TOOK_PART_IN")
    return graph


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        ([], "never"),
        ([184], "asleep"),
        ([183], "active"),
        ([10, 200, 210], "active"),
        ([10, 200, 210, 220], "slowing"),
        ([-5], "never"),
    ],
)
def test_the_state_follows_from_two_windows(days_ago: list[int], state: str) -> None:
    assert alliance_pulse(world(days_ago)).frame["state"].tolist() == [state]


def test_work_of_one_member_alone_is_no_joint_work() -> None:
    assert alliance_pulse(world([10], members=1)).frame["state"].tolist() == ["never"]


def test_counts_stand_in_the_month_of_the_work() -> None:
    counts = alliance_pulse(world([0, 20, 40, 4000]), months=3).counts
    assert counts.loc["x"].to_dict() == {"2022-04": 0, "2022-05": 1, "2022-06": 2}


def test_who_sleeps_is_who_the_report_on_alliances_calls_dormant() -> None:
    graph = made_up()
    states = alliance_pulse(graph).frame.set_index("id")["state"]
    dormant = alliances(graph).frame.set_index("id")["dormant"]
    assert {id_: state in ("asleep", "never") for id_, state in states.items()} == dormant.to_dict()


@pytest.mark.parametrize("wrong", [{"months": 0}, {"window_days": 0}])
def test_numbers_below_one_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected at least 1"):
        alliance_pulse(world([]), **wrong)
