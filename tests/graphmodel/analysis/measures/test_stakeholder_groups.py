from __future__ import annotations

import networkx as nx

from graphmodel.analysis.measures.stakeholder_groups import sectors_of, streets_of


def test_a_unit_gives_its_organization_sector_and_street() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("D", labels=("District", "Place"))
    graph.add_node("S", labels=("Place", "Street"))
    graph.add_node("C", labels=("Community", "Place"))
    graph.add_edge("S", "D", type="PART_OF")
    graph.add_edge("C", "S", type="PART_OF")
    graph.add_node("firm", labels=("Enterprise", "Stakeholder", "Unit"))
    graph.add_edge("firm", "C", type="LOCATED_IN")
    for branch, target, kind in (("of firm", "firm", "BELONGS_TO"), ("of district", "D", "SERVES_PLACE")):
        graph.add_node(branch, labels=("PartyOrganization", "Stakeholder"))
        graph.add_edge(branch, target, type=kind)
    nodes = ["firm", "of firm", "of district"]
    assert list(sectors_of(graph, nodes).values()) == ["Enterprise", "Enterprise", "PartyOrganization"]
    assert list(streets_of(graph, nodes).values()) == ["S", "S", None]
