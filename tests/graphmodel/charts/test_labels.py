from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from graphmodel.charts.labels import place_free_labels, place_labels
from graphmodel.charts.style import style

spread = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 10)), min_size=1, max_size=14, unique=True)


@settings(max_examples=15, deadline=None)
@given(spread)
def test_labels_of_marks_that_leave_room_never_touch_and_stay_inside(cells: list[tuple[int, int]]) -> None:
    with style():
        figure = Figure(figsize=(11, 8))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(-1, 9)
        axes.set_ylim(-1, 11)
        points = np.array(cells, dtype=float)
        texts = place_labels(axes, ["抚琴街道党工委"] * len(cells), points, [60.0] * len(cells))
        boxes = [text.get_window_extent() for text in texts]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        for box in boxes:
            assert box.x0 >= 0
            assert box.x1 <= figure.bbox.x1


@pytest.mark.parametrize("over_marks", [True, False])
def test_in_a_crowd_no_name_covers_another_nor_where_asked_any_mark(over_marks: bool) -> None:  # noqa: FBT001 -- a parameter
    with style():
        figure = Figure(figsize=(11, 8))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        points = np.random.default_rng(3).uniform(0, 1, (90, 2))
        names = [f"某某社区 {number}" for number in range(90)]
        texts = place_free_labels(axes, names, points, [80.0] * 90, over_marks=over_marks)
        boxes = [text.get_window_extent() for text in texts]
        assert len(texts) > 60
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        dots = axes.transData.transform(points)
        covered = [dot for dot in dots for box in boxes if box.contains(*dot)]
        assert bool(covered) is over_marks


def test_nothing_to_write_is_no_error() -> None:
    axes = Figure().add_subplot()
    assert place_labels(axes, [], np.zeros((0, 2)), []) == []
