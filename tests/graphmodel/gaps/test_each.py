"""Place by place, in parts of the graph, the gaps are those of the whole."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.gaps.each import EACH_LEVELS, find_gaps_each
from graphmodel.gaps.parts import Parts
from graphmodel.graph import Dataset, build_graph
from tests.strategies import datasets, dense_dataset, dense_datasets


def assert_same_alone(graph: nx.MultiDiGraph, level: str) -> None:
    in_one_pass = list(find_gaps_each(graph, level=level))
    in_parts = list(find_gaps_each(graph, level=level, backend="sequential"))
    alone = [find_gaps(graph, scope=report.scope) for report in in_parts]
    assert in_one_pass == in_parts == alone


def levels_of(graph: nx.MultiDiGraph) -> list[str]:
    there = {level for _, level in graph.nodes.data("level")}
    return [level for level in EACH_LEVELS if level in there]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(dense_datasets())
def test_each_place_of_a_dense_district_has_its_own_gaps(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    for level in levels_of(graph):
        assert_same_alone(graph, level)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(max_rows=5))
def test_each_place_of_any_dataset_has_its_own_gaps(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    for level in levels_of(graph):
        assert_same_alone(graph, level)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(dense_datasets(), st.data())
def test_a_part_serves_any_place(dataset: Dataset, data: st.DataObject) -> None:
    graph = build_graph(dataset)
    place = data.draw(st.sampled_from(sorted(node for node, labels in graph.nodes.data("labels") if "Place" in labels)))
    part = Parts(graph).of(place)
    assert find_gaps(part, scope=place).findings == find_gaps(graph, scope=place).findings


@pytest.mark.parametrize(("jobs", "backend"), [(2, "loky"), (2, "threading"), (-1, "sequential")])
def test_several_at_a_time_find_the_same(jobs: int, backend: str) -> None:
    graph = build_graph(dense_dataset(5))
    alone = list(find_gaps_each(graph, level="community"))
    assert list(find_gaps_each(graph, level="community", jobs=jobs, backend=backend)) == alone
    assert any(report.findings for report in alone)


def test_options_are_those_of_the_whole() -> None:
    graph = build_graph(dense_dataset(3))
    options: dict[str, Any] = {"rules": ["branch-over-size"], "parameters": {"branch-over-size": {"members": 1}}}
    reports = list(find_gaps_each(graph, level="community", scope="street0", **options))
    assert [report.scope for report in reports] == sorted(
        start for start, _, kind in graph.in_edges("street0", data="type") if kind == "PART_OF" and "comm" in start
    )
    assert reports == [find_gaps(graph, scope=report.scope, **options) for report in reports]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"level": "building"}, "found the level 'building', expected one of district"),
        ({"level": "district", "scope": "street0"}, "no place of the level 'district' in 'street0'"),
        ({"jobs": 0}, "found 0 jobs"),
        ({"backend": "nowhere"}, "found no backend 'nowhere'"),
        ({"scope": "nowhere"}, "found no place"),
    ],
)
def test_what_cannot_be_run_is_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(find_gaps_each(build_graph(dense_dataset(1)), **options))
