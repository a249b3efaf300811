from __future__ import annotations

import json
from typing import Any

import networkx as nx

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.charts.interactive.content import content
from graphmodel.charts.interactive.members import members
from graphmodel.gaps import find_gaps
from graphmodel.graph import Snapshot
from tests.graphmodel.charts.interactive.made_up import AS_OF, street_graph


def content_of(graph: nx.MultiDiGraph, *, scope: str | None = None, most: int = 100) -> dict[str, Any]:
    network, report = cobuilding(graph, scope=scope), find_gaps(graph)
    snapshot = Snapshot(graph, AS_OF)
    chosen = members(snapshot, network, report, most=most)
    told: dict[str, Any] = json.loads(json.dumps(content(snapshot, chosen, report, open_groups=frozenset())))
    return told


def test_pairs_say_how_often_in_which_layer_and_when_last() -> None:
    found = content_of(street_graph())
    names, layers = found["nodes"]["name"], [layer["id"] for layer in found["layers"]]
    ends = found["ties"]["ends"]
    pairs = {}
    for number, flat in enumerate(found["ties"]["layers"]):
        pair = frozenset(names[end] for end in ends[2 * number : 2 * number + 2])
        pairs[pair] = {layers[flat[at]]: flat[at + 1] for at in range(0, len(flat), 2)}
    assert pairs == {
        frozenset({"东风街道党工委", "青松纺织"}): {"culture": 2},
        frozenset({"东风街道党工委", "银行支行"}): {"safety": 1},
        frozenset({"青松纺织", "志愿者协会"}): {"safety": 1},
    }
    assert set(found["ties"]["last"]) == {"2022-03-01"}


def test_stakeholders_are_grouped_by_street_and_know_their_way_down() -> None:
    found = content_of(street_graph())
    names, nodes = [group["name"][0] for group in found["groups"]], found["nodes"]
    where = {name: names[group] for name, group in zip(nodes["name"], nodes["group"], strict=True)}
    assert where["青松纺织"] == "东风街道"
    assert where["志愿者协会"] == "重庆路街道"
    assert found["places"][nodes["place"][nodes["name"].index("青松纺织")]] == "试验区 › 东风街道"
    assert {group["pinyin"] for group in found["groups"]} == {"dong feng jie dao", "chong qing lu jie dao"}


def test_the_gaps_of_a_stakeholder_are_those_of_the_report() -> None:
    graph = street_graph()
    found, report = content_of(graph), find_gaps(graph)
    row = found["nodes"]["name"].index("青松纺织")
    flat = found["gaps"][row]
    told = [(found["rules"][flat[at]]["id"], found["texts"][flat[at + 1]][0]) for at in range(0, len(flat), 2)]
    expected = [
        (gap.rule, gap.remedy.zh.replace("青松纺织", "\u0000")) for gap in report.findings if gap.subject == "E1"
    ]
    assert told == expected
    assert expected


def test_outside_partners_are_marked_and_the_limit_keeps_the_strongest() -> None:
    found = content_of(street_graph(), scope="11")
    assert [found["nodes"]["name"][row] for row in found["nodes"]["outside"]] == ["志愿者协会"]
    few = content_of(street_graph(), scope="11", most=2)
    assert set(few["nodes"]["name"]) == {"东风街道党工委", "青松纺织"}
    assert len(few["ties"]["layers"]) == 1
