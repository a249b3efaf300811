"""On the case as a whole: a proven optimum in reasonable time, and what is said to be closed is closed."""

from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.planning import (
    Plan,
    apply_plan,
    plan_centres,
    plan_instructors,
    plan_joint_branches,
    plan_remedies,
)
from graphmodel.gaps import RULES, coverage_rates, find_gaps
from graphmodel.graph import build_graph
from loaders.cases.jinniu import generate

CONCERNED = (
    "members-without-organization",
    "unit-without-work-coverage",
    "joint-branch-too-wide",
    "branch-under-strength",
)


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return build_graph(generate())


def subjects(graph: nx.MultiDiGraph, *rules: str) -> set[tuple[str, str]]:
    return {(finding.rule, finding.subject) for finding in find_gaps(graph, rules=rules).findings}


def is_kept(graph: nx.MultiDiGraph, plan: Plan, *rules: str) -> bool:
    before, after = subjects(graph, *rules), subjects(apply_plan(graph, plan), *rules)
    return before - after == set(map(tuple, plan.closes)) and not after - before


def test_joint_branches_of_the_district(graph: nx.MultiDiGraph) -> None:
    plan = plan_joint_branches(graph)
    assert (len(plan.steps), plan.solution.value, plan.solution.gap) == (664, 3290, 0)
    assert plan.preference is not None
    assert plan.preference.gap <= 0.01
    assert plan.preference.value > plan.preference.greedy
    assert is_kept(graph, plan, *CONCERNED)
    rate, then = (
        coverage_rates(each, depth=0).of(None)["organization_coverage"].numerator
        for each in (graph, apply_plan(graph, plan))
    )
    assert then - rate == 3290


def test_instructors_of_a_street(graph: nx.MultiDiGraph) -> None:
    plan = plan_instructors(graph, instructors=10, scope="510106032")
    assert plan.solution.is_optimal
    assert plan.preference is not None
    assert plan.preference.gap <= 0.01
    assert is_kept(graph, plan, "unit-without-work-coverage")


def test_centres_of_the_district(graph: nx.MultiDiGraph) -> None:
    plan = plan_centres(graph, centres=4)
    assert plan.solution.is_optimal
    assert plan.solution.value > plan.solution.greedy
    assert list(plan.optima) == sorted(plan.optima)
    assert is_kept(graph, plan, "compound-outside-15-minutes")


def test_remedies_of_a_street(graph: nx.MultiDiGraph) -> None:
    findings = find_gaps(graph, scope="510106032").findings
    plan = plan_remedies(graph, findings=findings, scope="510106032")
    assert plan.solution.is_optimal
    assert len(plan.closes) > 2 * len(plan.steps)
    assert not set(map(tuple, plan.closes)) & subjects(apply_plan(graph, plan), *RULES)
