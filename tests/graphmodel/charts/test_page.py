from __future__ import annotations

from typing import Any

from graphmodel.charts.page import sheet


def test_a_new_sheet_shows_itself_in_a_notebook_without_the_backend_of_notebooks() -> None:
    figure: Any
    figure, axes = sheet(None)
    axes.plot([0, 1])
    assert figure._repr_png_().startswith(b"\x89PNG\r\n")
