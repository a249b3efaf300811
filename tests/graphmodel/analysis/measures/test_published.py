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
from graphmodel.analysis.two_mode_projection import project_two_mode
from tests.graphmodel.analysis.measures.conftest import rows


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


def classic(path: str, kind: type[nx.Graph] = nx.DiGraph, *, layer: str | None = None) -> nx.Graph:
    """Return a network of the literature, with its isolates."""
    graph = kind()
    graph.add_nodes_from(row["id"] for row in rows(f"{path}.nodes.csv"))
    edges = rows(f"{path}.edges.csv")
    graph.add_edges_from((row["source"], row["target"]) for row in edges if layer is None or row["layer"] == layer)
    return graph


@pytest.mark.shared
@pytest.mark.parametrize(
    ("place", "organizations", "arcs"),
    [
        ("Cheyenne", 14, 83),
        ("HurrFrederic", 21, 118),
        ("LakePomona", 20, 148),
        ("MtSi", 13, 33),
        ("MtStHelens", 27, 123),
        ("Texas", 25, 186),
        ("Wichita", 20, 149),
    ],
)
def test_drabeks_seven_emergencies(place: str, organizations: int, arcs: int) -> None:
    # Drabek et al. (1981), as R's `network` describes its data set emon.
    found = network_measures(classic(f"emon/{place}"), only=["nodes", "ties", "density"]).values
    assert found == {
        "nodes": organizations,
        "ties": arcs,
        "density": pytest.approx(arcs / (organizations * (organizations - 1))),
    }


@pytest.mark.shared
@pytest.mark.parametrize(("tie", "mutual", "asymmetric"), [("advice", 45, 100), ("friends", 23, 56)])
def test_krackhardts_managers_have_the_dyads_that_wasserman_and_faust_count(
    tie: str, mutual: int, asymmetric: int
) -> None:
    # Wasserman and Faust (1994), ch. 13: the dyad censuses of 21 managers of a high-tech firm (Krackhardt 1987).
    found = network_measures(
        classic(f"networkdata/ht_{tie}"), only=["nodes", "ties", "dyad_reciprocity", "reciprocity"]
    )
    assert (found["nodes"], found["ties"]) == (21, 2 * mutual + asymmetric)
    assert found["dyad_reciprocity"] == pytest.approx(mutual / (mutual + asymmetric))
    assert found["reciprocity"] == pytest.approx(2 * mutual / (2 * mutual + asymmetric))


@pytest.mark.shared
@pytest.mark.parametrize(("tie", "arcs", "percent"), [("cowork", 1104, 22), ("advice", 892, 18), ("friends", 575, 12)])
def test_lazegas_lawyers_are_as_dense_as_lazega_and_pattison_say(tie: str, arcs: int, percent: int) -> None:
    # Lazega and Pattison (1999), Social Networks 21, 67-90: 71 lawyers of a firm.
    found = network_measures(classic(f"networkdata/law_{tie}"), only=["nodes", "ties", "density"])
    assert (found["nodes"], found["ties"], round(100 * (found["density"] or 0))) == (71, arcs, percent)


@pytest.mark.shared
def test_florentine_business_and_marriage_of_all_sixteen_families() -> None:
    # Wasserman and Faust (1994), app. B: 15 business ties and 20 marriages among 16 families.
    for tie, ties, density_ in (("business", 15, 0.125), ("marriage", 20, 1 / 6)):
        found = network_measures(classic(f"networkdata/flo_{tie}", nx.Graph))
        assert (found["nodes"], found["ties"]) == (16, ties)
        assert found["density"] == pytest.approx(density_)


@pytest.mark.shared
@pytest.mark.parametrize(("layer", "arcs"), [("pol", 342), ("scito", 189), ("scifrom", 185), ("infrep", 283)])
def test_leifeld_and_schneiders_chemicals_policy_network(layer: str, arcs: int) -> None:
    # Leifeld and Schneider (2012), American Journal of Political Science 56, 731-744: 30 organizations.
    found = network_measures(classic("chemnet/chemnet", layer=layer), only=["nodes", "ties"]).values
    assert found == {"nodes": 30, "ties": arcs}


@pytest.mark.shared
def test_shared_committees_go_with_exchange_of_information_as_leifeld_and_schneider_find() -> None:
    committees = nx.Graph(
        (row["org"], ("committee", row["committee"])) for row in rows("chemnet/committee_twomode.edges.csv")
    )
    organizations = [node for node in committees if not isinstance(node, tuple)]
    shared = project_two_mode(committees, nodes=organizations).graph
    exchange = classic("chemnet/chemnet", layer="pol")
    tied = [count for a, b, count in shared.edges(data="count") if exchange.has_edge(a, b) or exchange.has_edge(b, a)]
    apart = [
        count
        for a, b, count in shared.edges(data="count")
        if not exchange.has_edge(a, b) and not exchange.has_edge(b, a)
    ]
    assert sum(tied) / len(tied) > sum(apart) / len(apart)
