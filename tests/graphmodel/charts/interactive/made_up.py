"""A small network over two streets, with names that hurt careless writers."""

from __future__ import annotations

from datetime import date

import networkx as nx

AS_OF = date(2022, 6, 30)
SCRIPT = "</script><script>window.hurt=1</script><img src=x onerror=window.hurt=1>"
LONG = "长" * 255
EMOJI = "舞龙🐉队👩‍👩‍👧"
ARABIC = "شركة البناء"
HOSTILE = {
    "H1": SCRIPT,
    "H2": LONG,
    "H3": EMOJI,
    "H4": ARABIC,
    "H5": "两\n行\u0000\u2028&amp;",
    "H6": "$x$ {{data}} ${1}",
}


def street_graph() -> nx.MultiDiGraph:
    """Return two streets: four stakeholders in the first, one in the second, ties in two layers, one gap on E1."""
    graph = nx.MultiDiGraph(as_of=AS_OF, synthetic=True, title="试验数据")
    places = (("1", "district", "试验区", None), ("11", "street", "东风街道", "1"), ("12", "street", "重庆路街道", "1"))
    for place, level, name, above in places:
        graph.add_node(place, labels=("Place", level.capitalize()), name=name, level=level)
        if above:
            graph.add_edge(place, above, type="PART_OF")
    add(graph, "PO1", "PartyOrganization", "东风街道党工委", "11", formal_members=12)
    add(graph, "E1", "Enterprise", "青松纺织", "11", employees=1200, party_members=4, kind="private")
    add(graph, "E2", "Enterprise", "银行支行", "11", employees=10, party_members=0)
    add(graph, "S1", "SocialOrganization", "志愿者协会", "12", employees=3, party_members=0)
    together(graph, "p1", "culture", "PO1", "E1")
    together(graph, "p2", "culture", "PO1", "E1")
    together(graph, "p3", "safety", "PO1", "E2")
    together(graph, "p4", "safety", "E1", "S1")
    return graph


def hostile_graph() -> nx.MultiDiGraph:
    """Return the two streets with stakeholders of hostile names, each tied to the party organization."""
    graph = street_graph()
    graph.nodes["11"]["name"] = f"街道{SCRIPT}"
    for node, name in HOSTILE.items():
        add(graph, node, "Enterprise", name, "11", industry=name)
        together(graph, f"q{node}", "activity", "PO1", node)
    return graph


def add(graph: nx.MultiDiGraph, node: str, label: str, name: str, place: str, **properties: object) -> None:
    """Add a stakeholder of a place."""
    unit = () if label == "PartyOrganization" else ("Unit",)
    graph.add_node(node, labels=(label, "Stakeholder", *unit), name=name, **properties)
    graph.add_edge(node, place, type="SERVES_PLACE" if label == "PartyOrganization" else "LOCATED_IN")


def together(graph: nx.MultiDiGraph, project: str, layer: str, *participants: str) -> None:
    """Add a project of several."""
    graph.add_node(project, labels=("Project",), title=project, layer=layer, status="done", started_on=date(2022, 3, 1))
    for node in participants:
        graph.add_edge(node, project, type="TOOK_PART_IN")
