from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.charts.layout import place_nodes

edges = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=25
)


@settings(max_examples=25, deadline=None)
@given(edges)
def test_nodes_stay_in_the_box_and_apart_whatever_order_they_come_in(pairs: list[tuple[int, int]]) -> None:
    places = place_nodes(nx.Graph(pairs), aspect=1.4, gap=0.05)
    points = np.array([places[node] for node in sorted(places)])
    assert ((points >= 0) & (points <= [1.4, 1])).all()
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + np.eye(len(points))
    assert away.min() > 0.02
    again = place_nodes(nx.Graph(pairs[::-1]), aspect=1.4, gap=0.05)
    assert points == pytest.approx(np.array([again[node] for node in sorted(again)]))
