from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmodel.errors import InputError
from graphmodel.graph import (
    Dataset,
    Records,
    build_graph,
    place_named,
    place_of,
    places_above,
    restrict,
    scope_of,
    subtree,
)
from graphmodel.schema import BY_NAME
from tests.strategies import datasets


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    tables: dict[str, dict[str, list[Any]]] = {
        "places": {
            "place_id": ["d", "s", "c", "x", "t", "a", "b"],
            "name": list("区街社院另甲乙"),
            "level": ["district", "street", "community", "compound", "street", "zone", "zone"],
            "parent_id": [None, "d", "s", "c", "d", "b", "a"],
        },
        "enterprises": {"unit_id": ["e", "f"], "name": ["企", "业"], "place_id": ["x", None]},
        "party_organizations": {
            "org_id": ["own", "placed", "nowhere"],
            "name": ["支", "部", "无"],
            "kind": ["branch"] * 3,
            "unit_id": ["e", "e", None],
            "place_id": [None, "t", None],
        },
        "owners_committees": {"committee_id": ["oc"], "compound_id": ["x"]},
        "coverage": {"org_id": ["placed"], "covered_id": ["e"], "kind": ["work"], "since": [date(2020, 1, 1)]},
    }
    return build_graph(Dataset(tables={name: Records(BY_NAME[name], columns) for name, columns in tables.items()}))


@pytest.mark.parametrize(
    ("node", "place"),
    [("x", "x"), ("e", "x"), ("f", None), ("own", "x"), ("placed", "t"), ("nowhere", None), ("oc", "x")],
)
def test_where_a_thing_lies(graph: nx.MultiDiGraph, node: str, place: str | None) -> None:
    assert place_of(graph, node) == place


def test_the_scope_runs_from_the_top_down(graph: nx.MultiDiGraph) -> None:
    assert scope_of(graph, "own") == ("d", "s", "c", "x")
    assert scope_of(graph, "nowhere") == ()


def test_a_cycle_of_places_stops_at_a_place_seen_before(graph: nx.MultiDiGraph) -> None:
    assert places_above(graph, "a") == ("b",)
    assert subtree(graph, "a") == {"a", "b"}


def test_the_subtree_is_the_place_and_all_below_it(graph: nx.MultiDiGraph) -> None:
    assert subtree(graph, "s") == {"s", "c", "x"}
    with pytest.raises(InputError, match="no place with the code or name 'e'"):
        subtree(graph, "e")


def test_restricting_keeps_what_touches_the_place(graph: nx.MultiDiGraph) -> None:
    part = restrict(graph, "s")
    # `placed` lies in the other street and is kept as the far end of the tie to `e`; its own street is not.
    assert set(part) == {"d", "s", "c", "x", "e", "own", "oc", "placed"}
    assert part.has_edge("placed", "e")
    assert not part.has_edge("placed", "t")
    assert part.graph["scope"] == "s"


@given(dataset=datasets())
@settings(max_examples=30, deadline=None)
def test_restricting_to_any_place_keeps_its_nodes_and_their_ties_whole(dataset: Dataset) -> None:
    whole = build_graph(dataset)
    for place in [node for node, data in whole.nodes(data=True) if "Place" in data["labels"]][:3]:
        inside = subtree(whole, place)
        part = restrict(whole, place)
        for node in whole:
            if place_of(whole, node) in inside:
                assert part.nodes[node] == whole.nodes[node]
                assert set(part.in_edges(node, keys=True)) == set(whole.in_edges(node, keys=True))
                assert set(part.out_edges(node, keys=True)) == set(whole.out_edges(node, keys=True))


def test_a_place_is_named_by_its_code_or_by_a_name_of_its_own(graph: nx.MultiDiGraph) -> None:
    assert [place_named(graph, text) for text in ("s", "街", " 街 ", "院")] == ["s", "s", "s", "x"]
    # Only places count: an enterprise of that name is none.
    with pytest.raises(InputError, match="no place with the code or name '企'"):
        place_named(graph, "企")


def test_a_name_that_several_places_have_is_asked_about(graph: nx.MultiDiGraph) -> None:
    graph.nodes["t"]["name"] = "街"
    with pytest.raises(
        InputError, match=r"found 2 places with the name '街': s \(区 › 街\), t \(区 › 街\); give the code"
    ):
        place_named(graph, "街")
    # A code goes before a name.
    graph.nodes["t"]["name"] = "s"
    assert place_named(graph, "s") == "s"


def test_a_name_that_is_nearly_right_is_offered(graph: nx.MultiDiGraph) -> None:
    graph.nodes["s"]["name"] = "抚琴街道"
    with pytest.raises(InputError, match=r"did you mean 抚琴街道\?"):
        place_named(graph, "抚琴街")


def test_a_subtree_and_a_part_are_asked_for_by_name() -> None:
    graph = nx.MultiDiGraph()
    for code, name, above in (("1", "甲区", None), ("11", "同名", "1"), ("12", "同名", "1"), ("111", "独名", "11")):
        graph.add_node(code, labels=("Place",), name=name)
        if above:
            graph.add_edge(code, above, type="PART_OF")
    assert subtree(graph, "甲区") == {"1", "11", "12", "111"}
    assert restrict(graph, "独名").graph["scope"] == "111"
    with pytest.raises(InputError, match=r"found 2 places with the name '同名': 11 .*, 12 .*; give the code of one"):
        subtree(graph, "同名")
