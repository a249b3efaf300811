from __future__ import annotations

from datetime import timedelta

import networkx as nx
import pytest

from graphmodel.analysis.chain import community_chain
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import AS_OF, add_stakeholder, empty_graph


def district() -> nx.MultiDiGraph:
    graph = empty_graph()
    for node, level, parent in (
        ("C", "community", "S1"),
        ("x", "compound", "C"),
        ("y", "compound", "C"),
        ("m", "market", "C"),
        ("g", "grid", "C"),
        ("x1", "building", "x"),
    ):
        graph.add_node(node, labels=("Place", level.title()), name=node, level=level)
        graph.add_edge(node, parent, type="PART_OF")
    add_stakeholder(graph, "p", "x")
    add_stakeholder(graph, "gone", "y", dissolved_on=AS_OF - timedelta(days=1))
    graph.add_edge("p", "y", type="COVERS", kind="work")
    graph.add_node("w", labels=("OwnersCommittee", "Stakeholder"))
    graph.add_edge("w", "x", type="REPRESENTS")
    graph.add_node("e", labels=("Enterprise", "Stakeholder", "Unit"))
    graph.add_edge("e", "x", type="SERVICES", until=AS_OF)
    return graph


def test_rungs_say_what_stands_there_at_the_date() -> None:
    chain = community_chain(district(), community="C")
    assert chain.street is not None
    assert chain.street.id == "S1"
    assert [(rung.id, rung.coverage, rung.has_triad) for rung in chain.compounds] == [
        ("x", "organization", True),
        ("y", "work", False),
    ]
    assert [rung.id for rung in chain.carriers] == ["m"]
    assert [rung.id for rung in chain.community.walk()] == ["C", "x", "x1", "y", "m"]
    assert chain.compounds[0].subjects == {"x", "p", "w"}


def test_a_day_later_the_firm_is_gone() -> None:
    [first, _] = community_chain(district(), community="C", as_of=AS_OF + timedelta(days=1)).compounds
    assert first.property_firms == ()


def test_an_organization_of_a_unit_does_not_stand_for_the_place() -> None:
    graph = district()
    graph.add_edge("p", "e", type="BELONGS_TO")
    assert community_chain(graph, community="C").compounds[0].coverage is None


@pytest.mark.parametrize(("place", "message"), [("S1", "found 'S1', which is a street"), ("?", "found no place")])
def test_only_a_community_has_this_chain(place: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        community_chain(district(), community=place)
