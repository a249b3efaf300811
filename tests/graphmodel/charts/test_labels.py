from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from graphmodel.charts.labels import place_labels
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


def test_nothing_to_write_is_no_error() -> None:
    axes = Figure().add_subplot()
    assert place_labels(axes, [], np.zeros((0, 2)), []) == []
