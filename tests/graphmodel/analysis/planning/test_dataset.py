"""A plan as a source of its own is the plan carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graphmodel.analysis.planning import (
    Plan,
    apply_plan,
    plan_centres,
    plan_dataset,
    plan_instructors,
    plan_joint_branches,
    plan_remedies,
)
from graphmodel.gaps import find_gaps
from graphmodel.graph import build_graph
from graphmodel.store import Connection, open_session, read_graph, write_dataset
from graphmodel.store.write import remove_source
from tests.strategies import dense_dataset
from verification.score import planted_datasets

PLANS: dict[str, Callable[[nx.MultiDiGraph], Plan]] = {
    "joint-branches": lambda graph: plan_joint_branches(graph, within="street"),
    "instructors": lambda graph: plan_instructors(graph, instructors=3, capacity=2),
    "centres": lambda graph: plan_centres(graph, centres=1),
    "remedies": lambda graph: plan_remedies(graph, findings=find_gaps(graph).findings, time_limit=5),
}


def found(graph: nx.MultiDiGraph) -> set[tuple[str, str]]:
    return {(finding.rule, finding.subject) for finding in find_gaps(graph).findings}


def content(graph: nx.MultiDiGraph) -> tuple[dict[str, Any], set[Any]]:
    """Return nodes and edges without where they come from; equal ties are one."""
    without = ("source", "load", "sources", "other_names")
    nodes = {node: {name: data[name] for name in data if name not in without} for node, data in graph.nodes(data=True)}
    edges = {
        (start, end, *sorted((name, str(data[name])) for name in data if name not in without))
        for start, end, data in graph.edges(data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("kind", PLANS)
def test_beside_the_data_it_is_the_plan_carried_out(kind: str) -> None:
    steps = 0
    for dataset in (*map(dense_dataset, range(4)), *(dataset for dataset, _ in planted_datasets(range(2)))):
        graph = build_graph(dataset)
        plan = PLANS[kind](graph)
        together = build_graph(dataset, plan_dataset(plan))
        assert content(together) == content(apply_plan(graph, plan))
        assert found(together) == found(apply_plan(graph, plan))
        steps += len(plan.steps)
    assert steps


def test_it_says_what_it_is() -> None:
    plan = PLANS["instructors"](build_graph(dense_dataset(1)))
    about = plan_dataset(plan, source="指导员方案").about
    assert (about.source, about.as_of, about.synthetic) == ("指导员方案", plan.as_of, plan.synthetic)
    assert "尚未实施" in str(about.note)
    assert plan_dataset(plan).about.source == "plan-instructors"


@pytest.mark.neo4j
def test_unloading_it_leaves_the_data_as_they_were(empty_database: Callable[[], Connection]) -> None:
    connection = empty_database()
    dataset = dense_dataset(4)
    graph = build_graph(dataset)
    plan = PLANS["remedies"](graph)
    assert plan.steps
    with open_session(connection) as session:
        write_dataset(session, dataset)
        write_dataset(session, plan_dataset(plan))
    assert found(read_graph(connection)) == found(apply_plan(graph, plan))
    with open_session(connection) as session:
        remove_source(session, "plan-remedies")
    assert content(read_graph(connection)) == content(graph)
