from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from graphmodel.charts.save import FORMATS, render, save
from graphmodel.charts.style import style
from graphmodel.errors import InputError, RenderError

SIGNS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def figure_with(text: str) -> Figure:
    with style():
        figure = Figure(figsize=(2, 1))
        figure.text(0.1, 0.5, text)
    return figure


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_is_written_the_same_twice(tmp_path: Path, ending: str) -> None:
    first = save(figure_with("金牛$x^2$"), tmp_path / f"one.{ending}").read_bytes()
    second = save(figure_with("金牛$x^2$"), tmp_path / f"two.{ending.upper()}").read_bytes()
    assert first.startswith(SIGNS[ending])
    assert first == second
    assert list(tmp_path.glob(".*")) == []


def test_nothing_is_saved_with_a_box_in_it(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="U\\+1F409 DRAGON"):
        save(figure_with("龙🐉"), tmp_path / "x.png")
    assert list(tmp_path.iterdir()) == []


def test_a_vector_picture_holds_shapes_not_names_of_fonts() -> None:
    assert b"<text" not in render(figure_with("金牛"), "svg")


@pytest.mark.parametrize("name", ["x.jpg", "x", "x.html"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"expected \.png, \.svg or \.pdf"):
        save(figure_with("金牛"), tmp_path / name)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot write"):
        save(figure_with("金牛"), tmp_path / "file" / "x.png")
