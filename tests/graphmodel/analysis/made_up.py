"""Small stakeholder graphs, drawn or written by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

patient = settings(deadline=None)
"""A busy machine is no failure."""

AS_OF = date(2022, 6, 30)
LAYERS = ("safety", "culture", "activity", "environment", "mediation")
CHANNELS = ("project", "activity", "alliance", "link", "meeting")
NODE_OF = {"project": "Project", "activity": "Activity", "alliance": "Alliance", "meeting": "Meeting"}


def empty_graph() -> nx.MultiDiGraph:
    """Two streets in a district, no one in them."""
    graph = nx.MultiDiGraph(as_of=AS_OF, synthetic=True)
    graph.add_node("D", labels=("District", "Place"), name="金牛区", level="district")
    for street in ("S1", "S2"):
        graph.add_node(street, labels=("Place", "Street"), name=f"街道{street}", level="street")
        graph.add_edge(street, "D", type="PART_OF")
    return graph


def add_stakeholder(graph: nx.MultiDiGraph, node: str, place: str | None = None, **known: Any) -> None:
    graph.add_node(node, labels=("PartyOrganization", "Stakeholder"), name=f"组织{node}", **known)
    if place is not None:
        graph.add_edge(node, place, type="SERVES_PLACE")


def add_occasion(graph: nx.MultiDiGraph, node: str, label: str, *participants: str, **known: Any) -> None:
    graph.add_node(node, labels=(label,), name=node, **known)
    kind = "MEMBER_OF" if label == "Alliance" else "TOOK_PART_IN"
    for participant in participants:
        graph.add_edge(participant, node, type=kind)


days = st.integers(-400, 60).map(lambda offset: AS_OF + timedelta(days=offset))
maybe_days = st.none() | days


def known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@st.composite
def stakeholder_graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a graph with every channel but the triad: gone stakeholders, future things, doubled and dated participation."""
    graph = empty_graph()
    people = [f"o{number}" for number in range(draw(st.integers(1, 6)))]
    for person in people:
        place = draw(st.sampled_from([None, "S1", "S2"]))
        add_stakeholder(graph, person, place, **known(dissolved_on=draw(maybe_days)))
    for number in range(draw(st.integers(0, 7))):
        channel, node = draw(st.sampled_from(CHANNELS)), f"x{number}"
        layer = draw(st.none() | st.sampled_from(LAYERS))
        if channel == "link":
            ends = draw(st.lists(st.sampled_from(people), min_size=2, max_size=2))
            graph.add_edge(
                *ends, type="BUILDS_WITH", **known(layer=layer, since=draw(maybe_days), until=draw(maybe_days))
            )
            continue
        if channel == "project":
            status = draw(st.sampled_from(["open", "claimed", "done", "cancelled"]))
            line = draw(st.sampled_from([None, "development", "governance"]))
            dates = known(started_on=draw(maybe_days), finished_on=draw(maybe_days))
            graph.add_node(node, labels=("Project",), status=status, **known(layer=layer, line=line), **dates)
        elif channel == "alliance":
            dates = known(established_on=draw(maybe_days), ended_on=draw(maybe_days))
            graph.add_node(node, labels=("Alliance",), **dates)
        else:
            own = known(layer=layer) if channel == "activity" else {}
            graph.add_node(node, labels=(NODE_OF[channel],), held_on=draw(days), **own)
        for person in draw(st.lists(st.sampled_from(people), max_size=7)):
            kind = "MEMBER_OF" if channel == "alliance" else "TOOK_PART_IN"
            since = draw(maybe_days) if channel in ("alliance", "project") else None
            until = draw(maybe_days) if channel == "alliance" else None
            graph.add_edge(person, node, type=kind, **known(since=since, until=until))
    return graph
