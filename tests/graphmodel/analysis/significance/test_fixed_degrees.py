from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graphmodel.analysis.significance import fdsm
from graphmodel.errors import InputError
from tests.graphmodel.analysis.significance.matrices import of_same_degrees


def test_p_values_are_near_those_of_going_through_all_graphs() -> None:
    matrix = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 1, 1]])
    every = of_same_degrees(matrix)
    shared = every @ every.transpose(0, 2, 1)
    graph = nx.Graph([(r, f"c{c}") for r, c in np.argwhere(matrix).tolist()])
    backbone = fdsm(graph, nodes=range(4), samples=100_000, correction="none", seed=3)
    assert len(backbone.frame) == 5
    for row in backbone.frame.itertuples():
        exact = (shared[:, row.a, row.b] >= row.observed).mean()
        assert row.p == pytest.approx(exact, abs=4.5 * row.standard_error + 1e-5)
        assert row.expected == pytest.approx(shared[:, row.a, row.b].mean(), abs=0.02)


def test_five_pairs_of_davis_women_survive(davis: nx.Graph) -> None:
    backbone = fdsm(davis, nodes=davis.graph["top"], correction="none", samples=20_000)
    assert {frozenset(pair) for pair in backbone.graph.edges} == {
        frozenset(pair)
        for pair in (
            ("Katherina Rogers", "Sylvia Avondale"),
            ("Evelyn Jefferson", "Theresa Anderson"),
            ("Flora Price", "Olivia Carleton"),
            ("Brenda Rogers", "Laura Mandeville"),
            ("Katherina Rogers", "Myra Liddel"),
        )
    }


def test_samples_are_as_many_as_the_level_needs_and_mixing_is_stated(davis: nx.Graph) -> None:
    backbone = fdsm(davis, nodes=davis.graph["top"], correction="none")
    sampling = backbone.method.sampling
    assert sampling is not None
    assert sampling.samples >= 1900
    assert sampling.rounds >= 20
    assert abs(sampling.autocorrelation) < 0.1
    assert 0.8 * sampling.samples <= sampling.effective <= sampling.samples
    assert "1,900 samples of 38 chains" in backbone.narrative
    near = backbone.frame[(backbone.frame["p"] > 0.04) & (backbone.frame["p"] < 0.06)]
    assert (near["standard_error"] / near["p"]).max() < 0.125


def test_the_same_seed_gives_the_same_result(davis: nx.Graph) -> None:
    one, same, other = (fdsm(davis, nodes=davis.graph["top"], samples=200, seed=seed).frame for seed in (1, 1, 2))
    assert one.equals(same)
    assert not one["p"].equals(other["p"])


def test_a_correction_that_would_need_too_many_samples_is_refused() -> None:
    graph = nx.Graph([(number, "c") for number in range(100)])
    with pytest.raises(InputError, match=r"needs [\d,]+ samples.*use sdsm"):
        fdsm(graph, nodes=range(100))


def test_too_few_samples_are_told(davis: nx.Graph) -> None:
    backbone = fdsm(davis, nodes=davis.graph["top"], correction="holm", samples=100)
    assert backbone.method.sampling is not None
    assert not backbone.method.sampling.resolves
    assert "cannot show a p-value below the 0.000327" in backbone.narrative
    assert "无法显示" in backbone.narrative_zh


@pytest.mark.parametrize(("samples", "precision", "said"), [(0, 0.1, "at least 1"), (None, 0, "above 0")])
def test_impossible_wishes_are_refused(davis: nx.Graph, samples: int | None, precision: float, said: str) -> None:
    with pytest.raises(InputError, match=said):
        fdsm(davis, nodes=davis.graph["top"], samples=samples, precision=precision)


def test_degrees_that_leave_no_choice_have_p_one() -> None:
    frame = fdsm(nx.complete_bipartite_graph(3, 3), nodes=range(3), samples=50).frame
    assert frame["p"].tolist() == [1.0] * 3
    assert frame["standard_error"].tolist() == [0.0] * 3


@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_thin_input_has_defined_results(nodes: list[str]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    backbone = fdsm(graph, nodes=nodes, samples=10)
    assert len(backbone.frame) == 0
    assert backbone.narrative


def test_progress_is_told(davis: nx.Graph) -> None:
    seen: list[tuple[int, int | None]] = []
    fdsm(davis, nodes=davis.graph["top"], samples=100, progress=lambda _, done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(seen)
