from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import (
    AS_OF,
    CHANNELS,
    add_occasion,
    add_stakeholder,
    empty_graph,
    patient,
    stakeholder_graphs,
)


def live(data: dict[str, Any], begins: str, ends: str) -> bool:
    return bool(data.get(begins, AS_OF) <= AS_OF <= data.get(ends, AS_OF))


def shared_by_hand(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """Write down what is shared, by reading the definition and nothing of the code."""
    gone = {node for node, data in graph.nodes(data=True) if not live(data, "established_on", "dissolved_on")}
    shared = []
    for node, data in graph.nodes(data=True):
        label = data["labels"][0]
        if label not in ("Project", "Activity", "Alliance", "Meeting") or data.get("status") == "cancelled":
            continue
        starts = {"Project": "started_on", "Alliance": "established_on"}.get(label, "held_on")
        if not live(data, starts, "ended_on"):
            continue
        joined: dict[str, list[date | None]] = defaultdict(list)
        for person, _, tie in graph.in_edges(node, data=True):
            if live(tie, "since", "until") and not (label == "Alliance" and person in gone):
                joined[person].append(tie.get("since"))
        since = {who: None if None in dates else min(filter(None, dates)) for who, dates in joined.items()}
        ended = data.get("finished_on")
        own = [day for day in (data.get(starts), ended) if day is not None and day <= AS_OF]
        shared.append(
            {
                "channel": label.lower(),
                "layer": data.get("layer"),
                "line": data.get("line"),
                "since": since,
                "first": min(own, default=None),
                "last": AS_OF if label == "Alliance" else max(own, default=None),
            }
        )
    for a, b, tie in graph.edges(data=True):
        if tie["type"] == "BUILDS_WITH" and live(tie, "since", "until") and not gone & {a, b}:
            shared.append(
                {
                    "channel": "link",
                    "layer": tie.get("layer"),
                    "line": None,
                    "since": {a: None, b: None},
                    "first": tie.get("since"),
                    "last": AS_OF,
                }
            )
    return shared


def rows_by_hand(graph: nx.MultiDiGraph, half_life: float | None = None) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for item in shared_by_hand(graph):
        if half_life is not None and item["last"] is None:
            continue
        for a, b in combinations(sorted(item["since"]), 2):
            dates = [day for day in (item["first"], item["since"][a], item["since"][b]) if day is not None]
            first = max(dates, default=None)
            last = max((day for day in (item["last"], first) if day is not None), default=None)
            weight = 1 / (len(item["since"]) - 1)
            if half_life is not None and last is not None:
                weight *= 0.5 ** ((AS_OF - last).days / half_life)
            found[a, b, item["channel"], item["layer"]].append((weight, first, last, item["line"]))
    return {
        key: (
            math.fsum(entry[0] for entry in entries),
            len(entries),
            min((entry[1] for entry in entries if entry[1]), default=None),
            max((entry[2] for entry in entries if entry[2]), default=None),
            sum(entry[3] == "development" for entry in entries),
            sum(entry[3] == "governance" for entry in entries),
        )
        for key, entries in found.items()
    }


def rows_of(network: CobuildingNetwork) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return {
        (row.a, row.b, row.channel, row.layer): (
            row.weight,
            row.times,
            row.first,
            row.last,
            row.development,
            row.governance,
        )
        for row in network.frame.rename(columns={"count": "times"}).itertuples()
    }


@patient
@given(stakeholder_graphs(), st.none() | st.floats(1, 1000))
def test_equals_the_definition_done_by_hand(graph: nx.MultiDiGraph, half_life: float | None) -> None:
    network = cobuilding(graph, channels=CHANNELS, half_life_days=half_life)
    found, expected = rows_of(network), rows_by_hand(graph, half_life)
    assert {key: row[0] for key, row in found.items()} == pytest.approx({key: row[0] for key, row in expected.items()})
    assert {key: row[1:] for key, row in found.items()} == {key: row[1:] for key, row in expected.items()}


@patient
@given(stakeholder_graphs())
def test_weight_equals_the_collaboration_weighted_projection(graph: nx.MultiDiGraph) -> None:
    two_mode = nx.Graph()
    for number, item in enumerate(shared_by_hand(graph)):
        two_mode.add_nodes_from(item["since"], bipartite=1)
        two_mode.add_edges_from((person, number) for person in item["since"])
    people = {node for node, data in two_mode.nodes(data=True) if data.get("bipartite")}
    expected = bipartite.collaboration_weighted_projected_graph(two_mode, people)
    found = cobuilding(graph, channels=CHANNELS).simple_graph
    assert {frozenset(edge[:2]): edge[2] for edge in found.edges(data="weight")} == pytest.approx(
        {frozenset(edge[:2]): edge[2] for edge in expected.edges(data="weight")}
    )


@patient
@given(stakeholder_graphs())
def test_pairs_graphs_and_stakeholders_say_the_same_as_the_rows(graph: nx.MultiDiGraph) -> None:
    network = cobuilding(graph, channels=("all",))
    frame, pairs = network.frame, network.pairs
    assert pairs["count"].sum() == frame["count"].sum()
    assert pairs["weight"].sum() == pytest.approx(frame["weight"].sum())
    assert len(pairs) == len(frame.drop_duplicates(["a", "b"])) == network.simple_graph.number_of_edges()
    assert network.graph.number_of_edges() == len(frame)
    for row in pairs.itertuples():
        own = frame[(frame["a"] == row.a) & (frame["b"] == row.b)]
        assert set(row.channels) == set(own["channel"])
        assert set(row.layers) == set(own["layer"]) - {None}
        assert row.together == own[own["channel"].isin(["project", "activity", "meeting"])]["count"].sum()
        assert row.last == max((day for day in own["last"] if day), default=None)
    for row in network.stakeholders.itertuples():
        assert row.degree == network.simple_graph.degree(row.id)
        assert row.strength == pytest.approx(network.simple_graph.degree(row.id, weight="weight"))


@patient
@given(stakeholder_graphs(), st.sampled_from(["S1", "S2", "D"]))
def test_scope_keeps_pairs_with_an_end_in_it_and_changes_nothing_else(graph: nx.MultiDiGraph, scope: str) -> None:
    inside = {"S1", "S2", "D"} if scope == "D" else {scope}
    lies = {
        start for start, place, data in graph.edges(data=True) if data["type"] == "SERVES_PLACE" and place in inside
    }
    whole, part = rows_of(cobuilding(graph)), cobuilding(graph, scope=scope)
    assert rows_of(part) == {key: row for key, row in whole.items() if lies & set(key[:2])}
    assert set(part.stakeholders[part.stakeholders["inside"]]["id"]) <= lies


@patient
@given(stakeholder_graphs(), st.sampled_from(["culture", "文化联建"]))
def test_layer_keeps_its_rows(graph: nx.MultiDiGraph, layer: str) -> None:
    whole = rows_of(cobuilding(graph))
    assert rows_of(cobuilding(graph, layer=layer)) == {key: row for key, row in whole.items() if key[3] == "culture"}


@patient
@given(stakeholder_graphs())
def test_rows_come_in_the_same_order_whatever_the_graph_s(graph: nx.MultiDiGraph) -> None:
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert cobuilding(graph).frame.equals(cobuilding(turned).frame)


def project_of(*participants: str, **known: Any) -> nx.MultiDiGraph:
    graph = empty_graph()
    for participant in "abcd":
        add_stakeholder(graph, participant, "S1")
    add_occasion(graph, "p", "Project", *participants, status="done", **known)
    return graph


def test_one_alone_or_twice_the_same_makes_no_tie() -> None:
    assert cobuilding(project_of("a")).frame.empty
    assert cobuilding(project_of("a", "a")).frame.empty
    assert cobuilding(empty_graph()).pairs.empty


def test_the_same_participant_in_two_roles_is_one() -> None:
    [row] = cobuilding(project_of("a", "a", "b")).frame.to_dict("records")
    assert (row["count"], row["weight"], row["through"]) == (1, 1.0, ("p",))


def test_a_project_ends_later_than_as_of_and_is_dated_by_its_start() -> None:
    start, end = AS_OF - timedelta(days=5), AS_OF + timedelta(days=5)
    [row] = cobuilding(project_of("a", "b", started_on=start, finished_on=end)).frame.to_dict("records")
    assert (row["first"], row["last"]) == (start, start)


def test_having_taken_part_outlives_the_organization_but_membership_does_not() -> None:
    graph = project_of("a", "b")
    add_occasion(graph, "x", "Alliance", "a", "b")
    graph.nodes["a"]["dissolved_on"] = AS_OF - timedelta(days=1)
    network = cobuilding(graph)
    assert network.frame["channel"].tolist() == ["project"]
    assert network.stakeholders.set_index("id")["live"].to_dict() == {"a": False, "b": True}


def test_a_large_alliance_gives_each_member_a_strength_of_one() -> None:
    graph = empty_graph()
    members = [f"m{number:02d}" for number in range(60)]
    for member in members:
        add_stakeholder(graph, member)
    add_occasion(graph, "x", "Alliance", *members)
    network = cobuilding(graph)
    assert network.stakeholders["strength"].tolist() == pytest.approx([1.0] * 60)
    assert (network.pairs["together"] == 0).all()


def test_since_keeps_what_still_stands_and_what_happened_since() -> None:
    graph = project_of("a", "b", started_on=AS_OF - timedelta(days=30))
    add_occasion(graph, "old", "Project", "c", "d", status="done", started_on=AS_OF - timedelta(days=31))
    add_occasion(graph, "undated", "Project", "a", "d", status="done")
    add_occasion(graph, "x", "Alliance", "a", "c", established_on=date(2000, 1, 1))
    network = cobuilding(graph, since=AS_OF - timedelta(days=30))
    assert network.frame[["a", "b"]].to_numpy().tolist() == [["a", "b"], ["a", "c"]]
    assert network.left_out == 1


def test_half_life_halves() -> None:
    graph = project_of("a", "b", started_on=AS_OF - timedelta(days=100))
    assert cobuilding(graph, half_life_days=100).frame["weight"].tolist() == pytest.approx([0.5])


def test_a_triad_ties_the_three_only_where_all_are_there() -> None:
    graph = empty_graph()
    graph.add_node("C", labels=("Compound", "Place"), name="小区")
    graph.add_edge("C", "S1", type="PART_OF")
    add_stakeholder(graph, "org", "C")
    graph.add_node("owners", labels=("OwnersCommittee", "Stakeholder"))
    graph.add_edge("owners", "C", type="REPRESENTS")
    assert cobuilding(graph, channels=["triad"]).frame.empty
    graph.add_node("firm", labels=("Enterprise", "Stakeholder", "Unit"))
    graph.add_edge("firm", "C", type="SERVICES")
    found = cobuilding(graph, channels=["三方联动"])
    assert found.frame[["a", "b", "weight"]].to_numpy().tolist() == [
        ["firm", "org", 0.5],
        ["firm", "owners", 0.5],
        ["org", "owners", 0.5],
    ]
    assert found.stakeholders["name"].tolist() == ["firm", "组织org", "owners"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layer": "sports"}, r"found the layer 'sports', expected one of safety 平安联创"),
        ({"channels": ["phone"]}, r"found the channel 'phone', expected one of project 项目"),
        ({"scope": "nowhere"}, r"found no place with the code or name 'nowhere'"),
        ({"half_life_days": 0}, r"found a half-life of 0 days, expected more than 0"),
    ],
)
def test_bad_parameters_are_told_in_one_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        cobuilding(empty_graph(), **options)


def test_the_date_is_never_guessed() -> None:
    with pytest.raises(InputError, match="found no date of the data"):
        cobuilding(nx.MultiDiGraph())
