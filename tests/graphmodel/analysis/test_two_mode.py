from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings
from networkx.algorithms import bipartite

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.two_mode import two_mode_graph
from graphmodel.errors import InputError
from graphmodel.graph import restrict
from tests.graphmodel.analysis.made_up import AS_OF, add_occasion, add_stakeholder, empty_graph, stakeholder_graphs

ALL = ("all",)


@settings(max_examples=25)
@given(stakeholder_graphs())
def test_networkx_projects_it_to_the_same_ties(graph: nx.MultiDiGraph) -> None:
    both = two_mode_graph(graph, channels=ALL)
    people = {node for node, mode in both.nodes(data="bipartite") if mode == 0}
    assert all((a in people) != (b in people) for a, b in both.edges)
    if not people:
        assert cobuilding(graph, channels=ALL).frame.empty
        return
    weights = bipartite.collaboration_weighted_projected_graph(both, people)
    counts = bipartite.weighted_projected_graph(both, people)
    pairs = cobuilding(graph, channels=ALL).pairs
    assert len(pairs) == weights.size() == counts.size()
    for row in pairs.itertuples():
        assert weights[row.a][row.b]["weight"] == pytest.approx(row.weight)
        assert counts[row.a][row.b]["weight"] == row.count


def test_occasions_tell_what_they_are_and_when() -> None:
    graph = empty_graph()
    add_stakeholder(graph, "a", "S1")
    add_stakeholder(graph, "b", "S2")
    add_occasion(graph, "e", "Activity", "a", held_on=AS_OF, layer="safety")
    for since in (1, 2):
        graph.add_edge("a", "b", type="BUILDS_WITH", layer="culture", agreement=str(since))
    both = two_mode_graph(graph)
    assert both.nodes["e"] == {"bipartite": 1, "channel": "activity", "layer": "safety", "first": AS_OF, "last": AS_OF}
    assert both.nodes["a"] == {"bipartite": 0, "name": "组织a", "kind": "PartyOrganization", "place": "S1"}
    assert Counter(mode for _, mode in both.nodes(data="bipartite")) == {0: 2, 1: 3}
    assert sorted(both["b"]) == ["link:a|b", "link:a|b#2"]
    assert set(two_mode_graph(graph, layer="平安联创")) == {"a", "e"}
    assert set(two_mode_graph(graph, scope="S2")) == {"a", "b", "link:a|b", "link:a|b#2"}
    assert len(two_mode_graph(graph, channels=("meeting",))) == 0


def test_a_part_of_a_graph_is_refused() -> None:
    with pytest.raises(InputError, match="need the whole"):
        two_mode_graph(restrict(empty_graph(), "S1"))
