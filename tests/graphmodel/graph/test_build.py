"""Rows become nodes and edges: hand-made examples. That Neo4j gives the same is held in tests/contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME

TABLES: dict[str, dict[str, list[Any]]] = {
    "places": {
        "place_id": ["d", "c", "x"],
        "name": ["区", "社区", "小区"],
        "level": ["district", "community", "compound"],
        "parent_id": [None, "d", "c"],
        "households": [None, None, 300],
    },
    "party_organizations": {
        "org_id": ["o", "p"],
        "name": ["社区党委", "小区支部"],
        "kind": ["committee", "branch"],
        "place_id": ["c", "x"],
        "parent_org_id": [None, "o"],
        "established_on": [date(2020, 1, 1), None],
        "established_on_precision": ["year", None],
    },
    "enterprises": {"unit_id": ["e"], "name": ["物业公司"], "place_id": ["c"]},
    "needs": {"need_id": ["n"], "title": ["车位"], "category": ["停车"], "raised_by": ["p"], "place_id": ["x"]},
    "coverage": {
        "org_id": ["o", "o"],
        "covered_id": ["e", "e"],
        "kind": ["work", "work"],
        "mode": ["instructor", "liaison"],
    },
    "property_services": {"enterprise_id": ["e"], "compound_id": ["x"], "since": [date(2021, 5, 1)]},
    "published_totals": {"figure": ["projects"], "value": [3500.0], "source": ["某报"]},
}


def dataset(source: str = "s") -> Dataset:
    return Dataset(
        About(source, title="题", as_of=date(2024, 6, 30)),
        {name: Records(BY_NAME[name], columns) for name, columns in TABLES.items()},
    )


def test_a_node_has_its_labels_and_only_its_known_values() -> None:
    node = build_graph(dataset()).nodes["x"]
    assert node["labels"] == ("Compound", "Place")
    assert node["households"] == 300
    assert "longitude" not in node
    assert "parent_id" not in node


def test_a_partial_date_keeps_its_precision() -> None:
    graph = build_graph(dataset())
    assert graph.nodes["o"]["established_on"] == date(2020, 1, 1)
    assert graph.nodes["o"]["established_on_precision"] == "year"
    assert "established_on" not in graph.nodes["p"]


def test_references_become_edges_in_their_direction() -> None:
    edges = {(start, end, data["type"]) for start, end, data in build_graph(dataset()).edges(data=True)}
    assert {
        ("x", "c", "PART_OF"),
        ("p", "x", "SERVES_PLACE"),
        ("p", "o", "REPORTS_TO"),
        ("e", "c", "LOCATED_IN"),
        ("p", "n", "RAISED"),
        ("e", "x", "SERVICES"),
    } <= edges


def test_parallel_ties_both_stand() -> None:
    ties = build_graph(dataset())["o"]["e"]
    assert sorted(tie["mode"] for tie in ties.values()) == ["instructor", "liaison"]
    assert all(key.startswith("COVERS:") for key in ties)


def test_a_published_figure_keeps_where_it_was_published_apart_from_its_provenance() -> None:
    graph = build_graph(dataset())
    [figure] = [data for _, data in graph.nodes(data=True) if "PublishedTotal" in data["labels"]]
    assert (figure["published_in"], figure["source"]) == ("某报", "s")


def test_the_graph_says_what_it_is_made_of() -> None:
    told = build_graph(dataset()).graph
    assert told["as_of"] == date(2024, 6, 30)
    assert told["synthetic"] is False
    assert told["sources"]["s"]["load"] == dataset().load
    assert "alliances" in told["absent_tables"]
    assert "places" not in told["absent_tables"]


def test_an_id_in_two_sources_is_refused() -> None:
    with pytest.raises(InputError, match="'d' in two sources"):
        build_graph(dataset("s"), dataset("t"))


def test_two_datasets_of_one_source_are_refused() -> None:
    with pytest.raises(InputError, match=r"two datasets with the source 's'.*set --source"):
        build_graph(dataset(), dataset())


def test_a_tie_to_nothing_is_refused() -> None:
    broken = Dataset(tables={"enterprises": Records(BY_NAME["enterprises"], {**TABLES["enterprises"]})})
    with pytest.raises(InputError, match="LOCATED_IN to or from 'c'"):
        build_graph(broken)
