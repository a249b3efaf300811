"""Figures that others have published of networks everybody has."""

from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.measures import (
    as_network,
    betweenness,
    closeness,
    communities,
    density,
    network_measures,
    structural_holes,
)
from graphmodel.analysis.measures.distances import distances


@pytest.mark.shared
def test_knoke_as_hanneman_and_riddle_and_casos_report_it(knoke: nx.DiGraph) -> None:
    # Standard network analysis of KNOKI by ORA (CASOS, Carnegie Mellon, 2011).
    found = network_measures(knoke)
    assert (found["nodes"], found["ties"], found["diameter"]) == (10, 49, 3)
    assert found["density"] == pytest.approx(0.544, abs=5e-4)
    assert found["mean_distance"] == pytest.approx(1.533, abs=5e-4)
    assert found["dyad_reciprocity"] == pytest.approx(0.531, abs=5e-4)
    between = betweenness(knoke)
    assert between.max() == pytest.approx(0.248, abs=5e-4)
    assert between.max() * 9 * 8 == pytest.approx(17.833, abs=5e-4)
    # Hanneman and Riddle (2005), ch. 10, give 20.11 %.
    assert found["betweenness_centralization"] == pytest.approx(0.2011, abs=5e-5)
    # Likewise 51 % and 38 %; their text has the two the other way round: nine is the largest number received, not sent.
    assert found["in_degree_centralization"] == pytest.approx(0.51, abs=5e-3)
    assert found["out_degree_centralization"] == pytest.approx(0.38, abs=5e-3)


def test_florentine_marriages_as_wasserman_and_faust_have_them() -> None:
    # Wasserman and Faust (1994), ch. 5: 15 families, without the Pucci, who married none of them.
    graph = nx.florentine_families_graph()
    between, close = betweenness(graph), closeness(graph)
    expected = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Salviati": 0.143, "Ridolfi": 0.114}
    assert {family: round(between[family], 3) for family in expected} == expected
    assert close["Medici"] == pytest.approx(0.560, abs=5e-4)
    found = network_measures(graph)
    assert found["betweenness_centralization"] == pytest.approx(0.437, abs=5e-4)
    assert found["closeness_centralization"] == pytest.approx(0.322, abs=5e-4)


def test_borgattis_example_of_redundancy() -> None:
    # Borgatti (1997), Connections 20(1), figure 1; also what networkx holds itself to.
    graph = nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])
    found = structural_holes(graph)
    assert found["effective_size"]["G"] == pytest.approx(4.67, abs=5e-3)
    assert found["effective_size"]["A"] == pytest.approx(2.50, abs=5e-3)
    assert found["constraint"][["G", "A", "C"]].tolist() == pytest.approx([0.400, 0.595, 1.0], abs=5e-4)


def test_davis_women_and_events_as_borgatti_and_everett_have_them() -> None:
    # Borgatti and Everett (1997), Social Networks 19, 243-269: closeness, normalized for two modes of 18 and 14.
    graph = nx.davis_southern_women_graph()
    network = as_network(graph)
    steps = dict(zip(network.nodes, distances(network).steps_from.tolist(), strict=True))
    of_events = {"E8": 0.85, "E9": 0.79, "E7": 0.73}
    of_women = {"Evelyn Jefferson": 0.80, "Theresa Anderson": 0.80, "Nora Fayette": 0.80}
    assert {event: round((18 + 2 * 13) / steps[event], 2) for event in of_events} == of_events
    assert {woman: round((14 + 2 * 17) / steps[woman], 2) for woman in of_women} == of_women


def test_karate_club() -> None:
    graph = nx.karate_club_graph()
    # The largest modularity there is: Brandes et al. (2008), On modularity clustering, IEEE TKDE 20, 172-188.
    assert communities(graph).modularity == pytest.approx(0.4198, abs=5e-5)
    # Zachary's 34 members and 78 ties; transitivity 0.256 and mean clustering 0.571 stand in every textbook since.
    found = network_measures(graph)
    assert density(graph) == pytest.approx(0.139, abs=5e-4)
    assert found["transitivity"] == pytest.approx(0.256, abs=5e-4)
    assert found["mean_clustering"] == pytest.approx(0.571, abs=5e-4)


@pytest.mark.shared
def test_drabeks_search_and_rescue_in_texas(texas: nx.DiGraph) -> None:
    # Drabek et al. (1981), as in R's `network`: 25 organizations, 186 arcs.
    found = network_measures(texas, only=["nodes", "ties", "density"])
    assert found.values == {"nodes": 25, "ties": 186, "density": pytest.approx(0.31)}
