"""What people's data are like: each oddity gives a defined result through every analysis of links, or a clear line."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pandas as pd
import pytest

from graphmodel.analysis.alliances import alliances, conference_coverage
from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.layers import community_layers, layer_networks, layer_overlap, stakeholder_layers
from graphmodel.analysis.measures import (
    departures,
    group_holes,
    network_measures,
    new_ties,
    position_measures,
    rank_stability,
    survey_ratings,
)
from graphmodel.analysis.significance import disparity, sdsm
from graphmodel.analysis.significant_links import significant_links
from graphmodel.analysis.two_mode import two_mode_graph
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import AS_OF, LAYERS, add_occasion, add_stakeholder, empty_graph


def people(*names: str) -> nx.MultiDiGraph:
    graph = empty_graph()
    for name in names:
        add_stakeholder(graph, name, "S1")
    return graph


def is_told(column: str, notes: str) -> bool:
    """Tell whether the notes say that a figure does not exist for some."""
    return column.removeprefix("z_") in notes


def all_defined(ties: nx.Graph) -> pd.DataFrame:
    """Measure a network in every way; a cell is a number, or the notes say that it does not exist."""
    assert all(value is None or value == value for value in network_measures(ties).frame["value"])  # noqa: PLR0124
    groups = {node: "odd" if number % 2 else "even" for number, node in enumerate(ties)}
    found = position_measures(ties, group=groups or None)
    notes = " ".join(note.en for note in found.notes)
    untold = [name for name in found.frame if found.frame[name].isna().any() and not is_told(str(name), notes)]
    assert untold == []
    # Where two are left there is an efficiency to lose, or there was none.
    has_any = ties.number_of_nodes() > 2 and any(a != b for a, b in ties.edges)
    assert not departures(ties).drop(columns=[] if has_any else "efficiency_loss").isna().any(axis=None)
    assert not rank_stability(ties, samples=3)[["top_kept", "first_kept"]].isna().any(axis=None)
    assert not new_ties(ties).frame["fall"].isna().any()
    assert not group_holes(ties, group=groups)[["ties", "possible", "density", "go_betweens"]].isna().any(axis=None)
    return found.frame


def test_empty_layers_are_there_and_share_nothing() -> None:
    graph = people("a", "b")
    add_occasion(graph, "p", "Project", "a", "b", status="done", layer="culture", started_on=AS_OF)
    layers = layer_networks(cobuilding(graph))
    assert [network.number_of_edges() for network in layers.values()] == [0, 1, 0, 0, 0]
    overlap = layer_overlap(layers)
    assert overlap["shared"].tolist() == [0] * 10
    assert overlap["overlap"].tolist() == [None] * 10
    [first, _] = stakeholder_layers(layers).to_dict("records")
    assert (first["layers"], first["participation"], first["missing"]) == (
        1,
        0.0,
        tuple(set(LAYERS) - {"culture"}),
    ) or (set(first["missing"]) == set(LAYERS) - {"culture"})
    nothing = cobuilding(graph, layer="safety")
    assert (len(nothing.frame), len(nothing.pairs), len(nothing.simple_graph)) == (0, 0, 0)
    all_defined(nothing.simple_graph)
    assert len(significant_links(graph, layer="safety").frame) == 0


def test_isolates_have_every_figure_that_exists_and_a_note_for_the_rest() -> None:
    ties = nx.Graph([("a", "b"), ("b", "c")])
    ties.add_nodes_from(["alone", "too"])
    frame = all_defined(ties).set_index("id")
    assert frame.loc["alone", ["degree", "betweenness", "closeness", "core", "effective_size"]].tolist() == [0] * 5
    assert frame["constraint"].isna().sum() == 2


def test_nobody_at_all_has_figures() -> None:
    all_defined(nx.Graph())
    all_defined(nx.empty_graph(3))
    graph = empty_graph()
    assert len(alliances(graph).frame) == 0
    assert len(community_layers(graph).frame) == 0
    assert conference_coverage(graph).with_conference == 0
    assert len(two_mode_graph(graph)) == 0


def test_a_tie_with_oneself_is_no_tie_and_is_counted() -> None:
    graph = people("a", "b")
    graph.add_edge("a", "a", type="BUILDS_WITH", layer="safety")
    assert len(cobuilding(graph).frame) == 0
    ties = nx.Graph([("a", "b"), ("a", "a")])
    assert all_defined(ties).set_index("id")["degree"].to_dict() == {"a": 1, "b": 1}
    notes = [note.en for note in position_measures(ties).notes]
    assert "1 ties of a stakeholder with itself are left out" in notes


def test_the_same_participation_twice_is_one() -> None:
    once, twice = people("a", "b", "c"), people("a", "b", "c")
    for graph in (once, twice):
        add_occasion(graph, "p", "Project", "a", "b", "c", status="done", started_on=AS_OF)
    for role in ("partner", "funder"):
        twice.add_edge("a", "p", type="TOOK_PART_IN", role=role, since=date(2022, 1, 1))

    def told(network: CobuildingNetwork) -> list[list[object]]:
        return list(network.pairs[["a", "b", "count", "weight"]].to_numpy().tolist())

    assert told(cobuilding(once)) == told(cobuilding(twice))
    assert two_mode_graph(twice).number_of_edges() == 3
    assert significant_links(once).frame.equals(significant_links(twice).frame)


def test_a_project_of_one_ties_nobody_but_counts_as_taking_part() -> None:
    graph = people("a", "b")
    for number in range(3):
        add_occasion(graph, f"p{number}", "Project", "a", status="done", started_on=AS_OF)
    add_occasion(graph, "shared", "Project", "a", "b", status="done", started_on=AS_OF)
    [pair] = cobuilding(graph).pairs.to_dict("records")
    assert (pair["count"], pair["weight"]) == (1, 1.0)
    found = significant_links(graph, correction="none")
    assert (len(found.frame), found.frame["observed"].tolist()) == (1, [1])
    # a takes part in everything, so meeting b says nothing.
    assert found.frame["p"].tolist() == [1.0]


@pytest.mark.parametrize("weight", [1, 0.5, 7])
def test_weights_that_are_all_equal_single_nothing_out(weight: float) -> None:
    ties = nx.Graph()
    ties.add_weighted_edges_from((a, b, weight) for a, b in [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])
    assert not disparity(ties).frame["kept"].any()
    weighted, plain = position_measures(ties, weight="weight").frame, position_measures(ties).frame
    for name in ("betweenness", "constraint", "effective_size", "hierarchy"):
        assert weighted[name].tolist() == pytest.approx(plain[name].tolist())
    all_defined(ties)


def test_a_network_in_pieces_is_measured_piece_by_piece() -> None:
    ties = nx.disjoint_union(nx.star_graph(3), nx.cycle_graph(4))
    frame = all_defined(ties).set_index("id")
    assert network_measures(ties)["components"] == 2
    # As networkx: nearness within the piece, scaled by how much of the network it is.
    assert frame["closeness"].to_dict() == pytest.approx(nx.closeness_centrality(ties))
    best = new_ties(ties).frame.iloc[0]
    assert nx.number_connected_components(nx.Graph([*ties.edges, (best["a"], best["b"])])) == 1


def test_an_answer_off_the_scale_is_refused_where_it_is_used_and_an_empty_survey_is_not_missed() -> None:
    graph = people("a", "b")
    assert survey_ratings(graph).empty
    ratings = pd.DataFrame([{"rater": "a", "rated": "b", "reliability": 9, "mission": 1, "openness": 1}])
    ratings = ratings.assign(power=1, involvement=1, resources=1)
    with pytest.raises(InputError, match=r"found .*9.* expected"):
        position_measures(nx.Graph([("a", "b")]), survey=ratings)


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "three", None])
def test_a_weight_that_is_none_is_a_line(value: object) -> None:
    ties = nx.Graph()
    ties.add_edge("a", "b", weight=value)
    with pytest.raises(InputError, match="weight"):
        position_measures(ties, weight="weight")


def test_a_one_mode_graph_is_no_two_mode_graph() -> None:
    with pytest.raises(InputError, match="give a two-mode graph"):
        sdsm(nx.complete_graph(3), nodes=[0, 1])
