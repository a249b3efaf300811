"""What the charts count by themselves, against what was counted by hand or by another function."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.charts.brokerage_matrix import sector_brokerage
from graphmodel.charts.flow_counts import needs_and_resources
from graphmodel.charts.forces import place_by_forces
from graphmodel.charts.gap_map_rows import gap_map
from graphmodel.charts.layer_overlap import layer_overlap
from graphmodel.gaps.find import find_gaps
from graphmodel.gaps.reconciliation import published_totals
from tests.graphmodel.charts.made_up import AS_OF, made_up


def test_a_gap_map_has_every_compound_once_with_its_gravest_gap() -> None:
    graph = made_up()
    report = find_gaps(graph, scope="D")
    found = gap_map(graph, report)
    grave = {place for finding in report.findings if finding.severity == "high" for place in finding.scope}
    compounds = [node for node, values in graph.nodes(data=True) if values.get("level") == "compound"]
    assert found.compounds.total() == len(compounds)
    assert found.compounds["high"] == sum(node in grave for node in compounds)
    assert [row.high for row in found.rows] == sorted((row.high for row in found.rows), reverse=True)


def test_layers_overlap_by_exact_combination() -> None:
    graph = nx.MultiDiGraph(as_of=AS_OF)
    for name in "abcd":
        graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    for a, b, layer in (("a", "b", "safety"), ("a", "b", "culture"), ("a", "c", "safety"), ("c", "d", None)):
        graph.add_edge(a, b, key=layer, type="BUILDS_WITH", **({"layer": layer} if layer else {}))
    found = layer_overlap(cobuilding(graph))
    assert found.combinations == {("safety",): 1, ("safety", "culture"): 1}
    assert found.without == 1
    assert found.in_layer("safety") == 2
    assert found.jaccard("safety", "culture") == pytest.approx(1 / 2)
    assert found.jaccard("activity", "mediation") == 0


def test_ties_between_sectors_are_those_of_the_network_and_expected_ones_sum_to_them() -> None:
    graph = made_up()
    found = sector_brokerage(graph)
    once = np.triu(found.ties.to_numpy())
    assert once.sum() == cobuilding(graph).simple_graph.number_of_edges()
    assert np.triu(found.expected.to_numpy()).sum() == pytest.approx(once.sum())


def test_needs_are_met_under_way_or_open() -> None:
    found = needs_and_resources(made_up(), scope="D")
    fates: Counter[str] = Counter()
    for (_, fate), count in found.needs.items():
        fates[fate] += count
    # Needs 2, 5, 8 … are met, 1, 4 … claimed, 0, 3 … open: seven, seven and six of twenty.
    assert fates.total() == 20
    assert (fates["met"], fates["under way"]) == (6, 7)
    assert fates["open, offered"] + fates["open, not offered"] == 7
    assert sum(count for (_, use), count in found.resources.items() if use == "used") == 6


def test_totals_differ_as_the_rule_says() -> None:
    graph = made_up()
    rule = {finding.subject for finding in find_gaps(graph, rules=["published-total-differs"]).findings}
    assert {f"{total.figure}|D" for total in published_totals(graph) if total.differs} == rule


def test_forces_part_what_hangs_together_from_the_rest() -> None:
    cliques = [(40 * part + a, 40 * part + b) for part in range(4) for a in range(40) for b in range(a)]
    bridges = [(40 * one, 40 * other) for one, other in pairwise(range(4))]
    ties = np.array(cliques + bridges)
    points = place_by_forces(160, ties, np.ones(len(ties)))
    assert np.array_equal(points, place_by_forces(160, ties, np.ones(len(ties))))
    centres = np.stack([points[40 * part : 40 * part + 40].mean(axis=0) for part in range(4)])
    nearest = np.argmin(np.hypot(*(points[:, None, :] - centres[None]).transpose(2, 0, 1)), axis=1)
    assert (nearest == np.repeat(range(4), 40)).mean() > 0.95
    apart = np.hypot(*(points[:, None, :] - points[None]).transpose(2, 0, 1)) + 9 * np.eye(160)
    assert apart.min() > 0.01
