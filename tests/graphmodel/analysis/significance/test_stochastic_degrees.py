from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from graphmodel.analysis.significance import adjust, configuration_model, sdsm
from graphmodel.analysis.significance.correction import Correction
from graphmodel.errors import InputError

SHARED = Path(__file__).parents[5] / "shared" / "data" / "networks" / "cordis_h2020"


def random_two_mode(rows: int, columns: int, *, chance: float, seed: int) -> nx.Graph:
    graph = nx.bipartite.random_graph(rows, columns, chance, seed=seed)
    return nx.relabel_nodes(graph, {node: ("column", node) for node in range(rows, rows + columns)})


def test_p_values_are_those_of_going_through_all_graphs() -> None:
    matrix = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [0, 1, 0, 1]])
    cells = configuration_model(matrix.sum(axis=1), matrix.sum(axis=0)).matrix()
    every = np.array(list(product((0, 1), repeat=12))).reshape(-1, 3, 4)
    weights = np.where(every == 1, cells, 1 - cells).prod(axis=(1, 2))
    shared = every @ every.transpose(0, 2, 1)
    frame = sdsm(nx.Graph([(r, f"c{c}") for r, c in np.argwhere(matrix).tolist()]), nodes=range(3)).frame
    assert len(frame) == 3
    for row in frame.itertuples():
        reached = shared[:, row.a, row.b] >= row.observed
        assert row.p == pytest.approx(weights[reached].sum(), rel=1e-12)
        assert row.expected == pytest.approx(weights @ shared[:, row.a, row.b], rel=1e-12)


def test_no_pair_of_davis_women_survives(davis: nx.Graph) -> None:
    backbone = sdsm(davis, nodes=davis.graph["top"], correction="none")
    assert (backbone.method.tests, len(backbone.frame)) == (153, 139)
    assert backbone.frame["p"].min() > 0.05
    assert backbone.graph.number_of_edges() == 0
    assert set(backbone.graph) == set(davis.graph["top"])


@pytest.mark.parametrize("correction", ["holm", "benjamini-hochberg"])
def test_a_structureless_graph_keeps_nothing_over_all_pairs(correction: Correction) -> None:
    graph = random_two_mode(300, 400, chance=0.005, seed=7)
    backbone = sdsm(graph, nodes=range(300), correction=correction)
    assert len(backbone.frame) > 300
    assert not backbone.frame["kept"].any()


def test_counting_only_pairs_that_met_would_keep_most_of_chance() -> None:
    p = sdsm(random_two_mode(600, 2000, chance=0.001, seed=7), nodes=range(600)).frame["p"].to_numpy()
    assert (adjust(p, correction="benjamini-hochberg", tests=len(p)) < 0.05).mean() > 0.5
    assert not (adjust(p, correction="benjamini-hochberg", tests=600 * 599 // 2) < 0.05).any()


def test_planted_groups_are_kept_and_nothing_between_them() -> None:
    generator = np.random.default_rng(1)
    graph = random_two_mode(60, 200, chance=0.02, seed=1)
    for event in range(150):
        group = range(event % 10 * 6, event % 10 * 6 + 6)
        graph.add_edges_from((person, ("planted", event)) for person in group if generator.random() < 0.8)
    kept = sdsm(graph, nodes=range(60), correction="holm").graph
    assert kept.number_of_edges() > 100
    assert all(a // 6 == b // 6 for a, b in kept.edges)


def test_the_frame_and_the_graph_tell_the_same() -> None:
    graph = random_two_mode(60, 200, chance=0.03, seed=3)
    nx.set_node_attributes(graph, "人", "name")
    backbone = sdsm(graph, nodes=range(60), correction="none")
    kept = backbone.frame[backbone.frame["kept"]]
    assert 0 < len(kept) < len(backbone.frame)
    assert len(kept) == backbone.graph.number_of_edges()
    for row in kept.itertuples():
        edge = backbone.graph.edges[row.a, row.b]
        assert edge == {"observed": row.observed, "expected": row.expected, "p": row.p, "p_adjusted": row.p_adjusted}
    assert backbone.graph.nodes[0] == graph.nodes[0]
    assert backbone.frame["p"].is_monotonic_increasing


def test_the_sentence_says_what_was_done(davis: nx.Graph) -> None:
    backbone = sdsm(davis, nodes=davis.graph["top"], correction="holm")
    assert "Of 139 pairs that have a tie among 18 nodes (and 14 of the other mode), 0 have more" in backbone.narrative
    assert "Holm's correction over 153 tests" in backbone.narrative
    assert "Neal, Z. P. (2014)" in backbone.narrative
    assert "Holm, S. (1979)" in backbone.narrative
    assert "有 0 对的联系多于偶然所致" in backbone.narrative_zh


@pytest.mark.parametrize(
    ("edges", "nodes", "met"),
    [
        ([], [], 0),
        ([], ["a"], 0),
        ([("a", 1)], ["a", "b"], 0),
        ([("a", 1), ("b", 2)], ["a", "b"], 0),
        ([("a", 1), ("b", 1)], ["a", "b", "c"], 1),
        ([("a", 1), ("b", 1), ("a", 2), ("b", 2)], ["a", "b"], 1),
    ],
)
def test_thin_input_has_defined_results(edges: list[tuple[str, int]], nodes: list[str], met: int) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(nodes)
    backbone = sdsm(graph, nodes=nodes)
    assert len(backbone.frame) == met
    assert not backbone.frame.isna().any(axis=None)
    assert backbone.graph.number_of_edges() == 0
    assert backbone.narrative


def test_where_everyone_takes_part_in_everything_nothing_is_more_than_chance() -> None:
    frame = sdsm(nx.complete_bipartite_graph(4, 5), nodes=range(4), correction="none").frame
    assert frame["p"].tolist() == [1.0] * 6
    assert frame["expected"].tolist() == [5.0] * 6


@pytest.mark.parametrize("alpha", [0, 1, -1, float("nan")])
def test_a_level_that_is_none_is_refused(davis: nx.Graph, alpha: float) -> None:
    with pytest.raises(InputError, match=r"expected one between 0 and 1"):
        sdsm(davis, nodes=davis.graph["top"], alpha=alpha)


def projects(lines: Iterable[str]) -> tuple[nx.Graph, set[str]]:
    """Return organizations and the European projects they take part in."""
    graph, organizations = nx.Graph(), set()
    for row in csv.DictReader(lines):
        organizations.add(row["pic"])
        graph.add_edge(row["pic"], ("project", row["rcn"]))
    return graph, organizations


@pytest.mark.shared
def test_estonian_projects_keep_what_exact_tails_keep() -> None:
    # Over the pairs that met, a normal approximation of the tail keeps 65 of them after Holm's correction.
    with (SHARED / "slice_EE.csv").open(encoding="utf-8") as file:
        graph, organizations = projects(file)
    backbone = sdsm(graph, nodes=organizations, correction="holm")
    p = backbone.frame["p"].to_numpy()
    assert (adjust(p, correction="holm", tests=len(p)) < 0.05).sum() == 12
    assert (backbone.method.tests, backbone.graph.number_of_edges()) == (24310, 6)


@pytest.mark.shared
def test_all_european_projects_are_tested_at_once() -> None:
    with lzma.open(SHARED / "train_2014_2018.csv.xz", "rt", encoding="utf-8") as file:
        graph, organizations = projects(file)
    backbone = sdsm(graph, nodes=organizations)
    assert (len(organizations), len(backbone.frame), backbone.method.tests) == (27_411, 523_617, 375_667_755)
    assert backbone.graph.number_of_edges() == 7_796
    assert not backbone.frame.isna().any(axis=None)
    assert backbone.frame["p"].iloc[0] == pytest.approx(8.6152e-117, rel=1e-4)
