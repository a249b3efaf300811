from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from graphmodel.analysis.measures import group_holes, new_ties
from graphmodel.analysis.measures.centres import exchange_network

AS_OF = date(2022, 6, 30)


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(as_of=AS_OF)
    graph.add_node("D", labels=("District", "Place"))
    graph.add_node("S", labels=("Place", "Street"))
    graph.add_edge("S", "D", type="PART_OF")
    kinds = ("party_building", "government_service", "urban_renewal", "smart_governance", "media", "party_school")
    for kind in kinds:
        graph.add_node(kind, labels=("ServiceCentre",), kind=kind, name=kind)
        graph.add_edge(kind, "D", type="LOCATED_IN")
    graph.add_node("media of S", labels=("ServiceCentre",), kind="media", name="S")
    graph.add_edge("media of S", "S", type="LOCATED_IN")
    graph.add_edge("party_building", "government_service", type="EXCHANGES_DATA_WITH")
    graph.add_edge("government_service", "party_building", type="EXCHANGES_DATA_WITH")
    graph.add_edge("media of S", "party_building", type="EXCHANGES_DATA_WITH")
    graph.add_edge("media", "urban_renewal", type="EXCHANGES_DATA_WITH", until=date(2020, 1, 1))
    graph.add_edge("media", "party_school", type="EXCHANGES_DATA_WITH")
    return graph


def test_only_the_five_kinds_and_live_exchanges_count(graph: nx.MultiDiGraph) -> None:
    found = exchange_network(graph)
    assert len(found) == 6
    assert set(found.edges) == {
        ("party_building", "government_service"),
        ("government_service", "party_building"),
        ("media of S", "party_building"),
    }
    assert list(exchange_network(graph, scope="S")) == ["media of S"]
    assert exchange_network(graph, as_of=date(2019, 1, 1)).has_edge("media", "urban_renewal")


def test_the_exchange_that_helps_most_and_the_holes(graph: nx.MultiDiGraph) -> None:
    centres = exchange_network(graph, by_kind=True)
    assert set(centres.edges) >= {("media", "party_building")}
    best = new_ties(centres).frame.iloc[0]
    # Whoever party building reaches now, a new receiver behind it is reached by three.
    assert (best["a"], best["b"]) == ("party_building", "urban_renewal")
    holes = group_holes(centres, group="kind")
    assert (holes["ties"] == 0).sum() == 8
    assert new_ties(centres, by="constraint").frame["fall"].iloc[0] > 0
