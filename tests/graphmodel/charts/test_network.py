from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.provenance import provenance
from graphmodel.analysis.significant_links import significant_links
from graphmodel.charts.network import network_chart
from graphmodel.charts.network_chance import Chance, chance_of
from graphmodel.charts.network_marks import areas_of
from graphmodel.charts.network_ties import MEASURES, Ties, heaviest_pairs, layout_graph, measured, ties_of
from graphmodel.charts.registry import make_chart
from graphmodel.charts.save import render
from graphmodel.schema.enumerations import LAYERS
from tests.graphmodel.analysis.test_significant_links import town
from tests.graphmodel.charts.made_up import made_up


def draw(most: int = 40) -> tuple[Figure, Axes]:
    graph = made_up()
    return network_chart(cobuilding(graph, scope="S1"), told=provenance(graph, scope="S1"), most=most)


def footer(axes: Axes) -> str:
    return " ".join(text.get_text() for text in axes.texts if text.get_gid() == "footer")


def test_what_only_an_alliance_ties_is_not_drawn_but_counted() -> None:
    _, axes = draw()
    assert "仅同属一个联盟、未共同做事的" in footer(axes)


def marks(axes: Axes) -> int:
    return sum(len(np.asarray(found.get_offsets())) for found in axes.collections if isinstance(found, PathCollection))


def test_beyond_the_limit_the_footer_says_what_is_drawn() -> None:
    _, axes = draw(most=10)
    assert 2 <= marks(axes) <= 10
    assert f"只画加权度（Newman 权重）最大的 {marks(axes)} 个" in footer(axes)


def title(axes: Axes) -> str:
    return " ".join(text.get_text() for text in axes.texts if text.get_gid() == "title")


def test_where_only_alliances_tie_their_members_are_drawn_and_the_title_says_so() -> None:
    graph = made_up()
    network = cobuilding(graph, channels=["alliance"])
    assert len(network.pairs)
    _, axes = network_chart(network, told=provenance(graph))
    assert "只同属联盟" in title(axes)
    assert marks(axes) == len(network.stakeholders)
    legend = next(found for found in axes.artists if isinstance(found, Legend))
    assert [text.get_text() for text in legend.get_texts()] == [f"同属联盟  {len(network.pairs)}"]


def test_on_request_only_what_is_beyond_chance_is_drawn() -> None:
    graph = made_up()
    network = cobuilding(graph, scope="S1")
    pair = tuple(network.pairs.query("together > 0")[["a", "b"]].iloc[0])
    _, axes = network_chart(network, told=provenance(graph), chance=Chance(frozenset({pair}), 9))
    assert "9 对共建关系中 1 对多于偶然" in title(axes)
    assert marks(axes) == 2


def test_of_a_street_it_draws_the_pairs_that_the_list_of_that_street_keeps() -> None:
    graph = town()
    listed = significant_links(graph, scope="S1").frame
    found = chance_of(graph, cobuilding(graph, scope="S1"))
    assert found.kept == {("a", "b"), ("a", "c"), ("b", "c")}
    assert found.kept == set(listed.loc[listed["kept"], ["a", "b"]].itertuples(index=False, name=None))
    assert found.tested == len(listed)


@pytest.mark.parametrize("measure", MEASURES)
def test_marks_grow_with_the_measure_asked_for(measure: str) -> None:
    ties = ties_of(cobuilding(made_up()))
    sizes = measured(ties.graph, measure)
    areas = areas_of(sizes, list(sizes))
    order = sorted(sizes, key=lambda node: sizes[node])
    assert [areas[node] for node in order] == sorted(areas.values())
    if measure == "degree":
        assert sizes == dict(ties.graph.degree())


def test_places_can_stand_for_their_stakeholders() -> None:
    _, axes = make_chart(made_up(), kind="network", options={"collapse": "street"})
    assert marks(axes) == 2
    assert "2 个街道之间 1 对有共建，东街街道与西街街道最多" in title(axes)
    # All that is built together in the made-up district stays within its communities.
    _, axes = make_chart(made_up(), kind="network", options={"collapse": "community"})
    assert "没有可画的共建关系" in title(axes)


def test_communities_colour_marks_that_hold_together() -> None:
    graph = made_up()
    _, axes = make_chart(graph, kind="network", options={"color": "communities", "most": 0})
    assert "个群组" in title(axes)
    assert marks(axes) == len(ties_of(cobuilding(graph)).ends)


def test_a_line_is_drawn_for_each_pair_and_layer() -> None:
    graph = made_up()
    network = cobuilding(graph, scope="S1", channels=["project"], layer="culture")
    _, axes = network_chart(network, told=provenance(graph, scope="S1"))
    lines = [found for found in axes.collections if isinstance(found, LineCollection)]
    assert len(lines) == len(network.frame)


def test_it_draws_where_it_is_told() -> None:
    graph = made_up()
    figure = Figure()
    axes = figure.add_subplot()
    told = replace(provenance(graph), synthetic=None)
    found = network_chart(cobuilding(graph), told=told, ax=axes)
    assert found == (figure, axes)
    assert not [text for text in axes.texts if text.get_gid() == "synthetic"]


def test_pairs_that_are_not_drawn_still_hold_the_picture_together() -> None:
    whole = nx.Graph([("a", "b"), ("c", "d"), ("b", "c")])
    assert set(layout_graph(whole, nx.Graph([("a", "b"), ("c", "d")])).edges()) == set(whole.edges())
    connected = nx.Graph([("a", "b"), ("b", "c")])
    assert layout_graph(whole, connected) is connected


def test_of_pairs_beyond_chance_the_heaviest_are_drawn_whoever_has_them() -> None:
    whole = nx.Graph()
    whole.add_weighted_edges_from([("a", "b", 1), ("c", "d", 3), ("e", "f", 2), ("c", "e", 1)])
    drawn = heaviest_pairs(whole, most=4)
    assert set(map(frozenset, drawn.edges())) == {frozenset("cd"), frozenset("ef"), frozenset("ce")}
    assert heaviest_pairs(whole, most=0) is whole


@pytest.fixture(scope="module")
def large() -> Ties:
    """5,000 stakeholders in 14 clusters, about 20,000 pairs."""
    random = np.random.default_rng(11)
    cluster = random.integers(0, 14, 5000)
    a, b = random.integers(0, 5000, (2, 60000))
    near = (a != b) & ((cluster[a] == cluster[b]) | (random.uniform(size=60000) < 0.03))
    pairs = sorted({(min(x, y), max(x, y)) for x, y in zip(a[near].tolist(), b[near].tolist(), strict=True)})
    frame = pd.DataFrame(
        {
            "a": [f"n{x:04d}" for x, _ in pairs],
            "b": [f"n{y:04d}" for _, y in pairs],
            "layer": [LAYERS[x % 5].value for x, _ in pairs],
            "count": [1 + x % 3 for x, _ in pairs],
            "weight": [1.0 + x % 3 for x, _ in pairs],
        }
    )
    ids = [f"n{number:04d}" for number in range(5000)]
    known = pd.DataFrame(
        {"name": [f"第{number}号公司" for number in range(5000)], "kind": "Enterprise", "inside": True, "members": 1},
        index=ids,
    )
    return Ties(frame, known, only_members=False, paper=0)


def test_a_network_of_five_thousand_is_the_same_picture_every_time_and_its_names_do_not_overlap(large: Ties) -> None:
    told = provenance(made_up())
    figure, axes = network_chart(large, told=told, most=0)
    assert marks(axes) == len(large.ends) > 4500
    names = [text for text in axes.texts if text.get_gid() is None and text.get_text()]
    assert len(names) > 10
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in names]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    again, _ = network_chart(large, told=told, most=0)
    assert render(figure, "png", dpi=40) == render(again, "png", dpi=40)
