from __future__ import annotations

from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.provenance import provenance
from graphmodel.charts.network import network_chart
from tests.graphmodel.charts.made_up import made_up


def draw(most: int = 40) -> tuple[Figure, Axes]:
    graph = made_up()
    return network_chart(cobuilding(graph, scope="S1"), told=provenance(graph, scope="S1"), most=most)


def footer(axes: Axes) -> str:
    return " ".join(text.get_text() for text in axes.texts if text.get_gid() == "footer")


def test_what_only_an_alliance_ties_is_not_drawn_but_counted() -> None:
    _, axes = draw()
    assert "仅同属一个联盟、未共同做事的" in footer(axes)


def test_beyond_the_limit_the_footer_says_what_is_drawn() -> None:
    _, axes = draw(most=10)
    marks = [found for found in axes.collections if isinstance(found, PathCollection)]
    assert len(marks) <= 10
    assert f"只画加权度最大的 {len(marks)} 个主体" in footer(axes)


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
