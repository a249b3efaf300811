from __future__ import annotations

from datetime import date

import networkx as nx

from graphmodel.charts.interactive.facts import facts_of
from graphmodel.graph import Snapshot


def test_facts_are_told_in_both_languages_and_dates_as_precisely_as_known() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(
        "E1",
        labels=("Enterprise", "Stakeholder", "Unit"),
        name="甲",
        kind="private",
        employees=1200,
        established_on=date(2019, 1, 1),
        established_on_precision="year",
    )
    graph.add_node("A1", labels=("Alliance",), name="商圈联盟")
    graph.add_edge("E1", "A1", type="MEMBER_OF")
    facts = {title.zh: value for title, value in facts_of(Snapshot(graph, date(2024, 6, 30)), "E1")}
    assert facts["编码"].zh == "E1"
    assert facts["单位类别"] == ("private", "民营")
    assert facts["从业人数"].zh == "1,200"
    assert facts["所属联盟"].zh == "商圈联盟"
    assert "2019" in {value.zh for value in facts.values()}
    assert "甲" not in {value.zh for value in facts.values()}
