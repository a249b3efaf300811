from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records, Snapshot, build_graph
from graphmodel.graph.change import ElementStatus, compare_graphs, kind_titles
from graphmodel.schema import BY_NAME, NODE_TABLES, NodeTable
from graphmodel.schema.properties import relationship_types
from tests.strategies import datasets

DAY = date(2024, 6, 30)


def world(tables: dict[str, dict[str, list[Any]]], day: date = DAY, source: str = "台账") -> nx.MultiDiGraph:
    return build_graph(
        Dataset(About(source, as_of=day), {name: Records(BY_NAME[name], rows) for name, rows in tables.items()})
    )


def coverage(until: date | None, *, kind: str = "organization", members: int = 3) -> nx.MultiDiGraph:
    return world(
        {
            "places": {"place_id": ["510106", "510107"], "name": ["金牛区", "武侯区"], "level": ["district"] * 2},
            "party_organizations": {"org_id": ["P1"], "name": ["甲支部"], "kind": ["branch"], "place_id": ["510107"]},
            "enterprises": {"unit_id": ["E1"], "name": ["甲厂"], "place_id": ["510106"], "party_members": [members]},
            "coverage": {"org_id": ["P1"], "covered_id": ["E1"], "kind": [kind], "until": [until]},
        }
    )


def told(before: nx.MultiDiGraph, after: nx.MultiDiGraph, **options: Any) -> list[tuple[Any, ...]]:
    change = compare_graphs(before, after, **options)
    return [(item.status.value, item.kind, item.ids, dict(item.changes)) for item in change.elements]


def test_a_value_that_differs_is_a_change_and_a_source_is_none() -> None:
    before, after = coverage(None), coverage(date(2030, 1, 1), members=5)
    nx.set_node_attributes(after, "另一台账", "source")
    assert told(before, after) == [
        ("changed", "Enterprise", ("E1",), {"party_members": (3, 5)}),
        ("changed", "COVERS", ("P1", "E1"), {"kind": ("organization",) * 2, "until": (None, date(2030, 1, 1))}),
    ]


def test_coverage_of_another_kind_is_another_tie_and_one_that_has_ended_is_gone() -> None:
    kinds = {"kind": ("organization", "organization")}
    assert told(coverage(None), coverage(None, kind="work")) == [
        ("closed", "COVERS", ("P1", "E1"), kinds),
        ("new", "COVERS", ("P1", "E1"), {"kind": ("work", "work")}),
    ]
    ended = coverage(date(2024, 5, 31))
    assert told(coverage(None), ended) == [("closed", "COVERS", ("P1", "E1"), kinds)]
    # The same data at two dates: the tie ends between them.
    assert told(ended, ended, dates=[date(2024, 5, 1), DAY]) == [("closed", "COVERS", ("P1", "E1"), kinds)]
    again = told(ended, coverage(None), history=[coverage(None)], dates=[date(2024, 4, 1), DAY, DAY])
    assert again == [("reopened", "COVERS", ("P1", "E1"), kinds)]


def test_a_scope_keeps_what_lies_in_it_and_what_touches_it() -> None:
    before, after = coverage(None), coverage(None, kind="work", members=5)
    assert {item[1] for item in told(before, after, scope="510107")} == {"COVERS"}
    assert {item[1] for item in told(before, after, scope="510106")} == {"Enterprise", "COVERS"}
    with pytest.raises(InputError, match="found no place with the code or name '9'"):
        compare_graphs(before, after, scope="9")
    with pytest.raises(InputError, match="1 dates for 2 graphs"):
        compare_graphs(before, after, dates=[DAY])


streets = st.dictionaries(
    st.sampled_from([f"51010602{digit}" for digit in range(6)]), st.sampled_from(["甲", "乙"]), max_size=6
)


def of_streets(names: dict[str, str]) -> nx.MultiDiGraph:
    codes = sorted(names)
    places: dict[str, list[Any]] = {
        "place_id": ["510106", *codes],
        "name": ["金牛区", *(names[code] for code in codes)],
        "level": ["district", *["street"] * len(codes)],
        "parent_id": [None, *["510106"] * len(codes)],
    }
    return world({"places": places})


@given(streets, streets, streets)
def test_every_element_has_one_status_and_turning_the_two_round_swaps_new_and_closed(
    oldest: dict[str, str], before: dict[str, str], after: dict[str, str]
) -> None:
    change = compare_graphs(of_streets(before), of_streets(after), history=[of_streets(oldest)])
    expected = Counter(dict.fromkeys(ElementStatus, 0))
    for code in before | after:
        if code not in after:
            expected[ElementStatus.CLOSED] += 1
        elif code not in before:
            expected[ElementStatus.REOPENED if code in oldest else ElementStatus.NEW] += 1
        elif before[code] != after[code]:
            expected[ElementStatus.CHANGED] += 1
    assert change.counts(nodes=True) == expected
    assert len({item.ids for item in change.elements}) == len(change)
    assert change.kept.get("Street", 0) == len(before.keys() & after)
    turned = compare_graphs(of_streets(after), of_streets(before)).counts(nodes=False)
    forward = compare_graphs(of_streets(before), of_streets(after)).counts(nodes=False)
    assert (turned[ElementStatus.NEW], turned[ElementStatus.CLOSED]) == (
        forward[ElementStatus.CLOSED],
        forward[ElementStatus.NEW],
    )
    frame = change.by_kind
    assert frame[[status.value for status in ElementStatus]].to_numpy().sum() == len(change.frame) == len(change)


@given(datasets())
def test_a_graph_differs_in_nothing_from_itself(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    change = compare_graphs(graph, graph, dates=[DAY, DAY])
    assert change.elements == ()
    kept = sum(count for kind, count in change.kept.items() if kind not in relationship_types())
    assert kept == len(Snapshot(graph, DAY).present)


def test_every_kind_and_type_has_a_title() -> None:
    titles = kind_titles()
    places = BY_NAME["places"]
    assert isinstance(places, NodeTable)
    labels = {table.label for table in NODE_TABLES if table is not places} | set(places.subtypes.values())
    assert titles.keys() == labels | set(relationship_types())
    assert all(title.zh and title.en for title in titles.values())
