"""What holds for every chart: legible, whole, the same twice, saying what it rests on."""

from __future__ import annotations

import io
import os
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from graphmodel.charts.fonts import MISSING
from graphmodel.charts.registry import make_chart
from graphmodel.charts.save import render
from graphmodel.schema import Language
from tests.graphmodel.charts.made_up import made_up

BASELINES = Path(__file__).with_name("baselines")
CASES: list[tuple[str, str, Language]] = [
    ("coverage", "D", "zh"),
    ("coverage", "D", "en"),
    ("network", "S1", "zh"),
    ("network", "S1", "en"),
    ("chain", "C1", "zh"),
    ("chain", "C1", "en"),
]
every_chart = pytest.mark.parametrize(("kind", "scope", "language"), CASES)


@cache
def draw(kind: str, scope: str, language: Language) -> tuple[Figure, Axes]:
    return make_chart(made_up(), kind=kind, scope=scope, language=language)


def texts_of(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def pixels(content: bytes) -> np.ndarray:
    return imread(io.BytesIO(content))[:, :, :3]


@every_chart
def test_no_text_is_cut_off_and_none_covers_another(kind: str, scope: str, language: Language) -> None:
    figure, axes = draw(kind, scope, language)
    figure.canvas.draw()
    sheet = figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in axes.texts if text.get_text().strip()]
    for words, box in [*boxes, *((text.get_text(), text.get_window_extent()) for text in texts_of(figure))]:
        assert box.x0 >= sheet.x0, words
        assert box.x1 <= sheet.x1, words
        assert box.y0 >= sheet.y0, words
        assert box.y1 <= sheet.y1, words
    for (one, first), (other, second) in combinations(boxes, 2):
        # Half a dot is the rounding of the renderer.
        assert not first.padded(-0.5).overlaps(second.padded(-0.5)), (one, other)


@every_chart
def test_the_footer_says_date_scope_source_and_that_it_is_synthetic(kind: str, scope: str, language: Language) -> None:
    _, axes = draw(kind, scope, language)
    said = {gid: " ".join(t.get_text() for t in axes.texts if t.get_gid() == gid) for gid in ("footer", "synthetic")}
    for word in ("2022-06-30", "虚构区"):
        assert word in said["footer"]
    assert said["synthetic"] == "全部为虚构 / all made up"


@every_chart
def test_two_runs_give_the_same_pixels(kind: str, scope: str, language: Language) -> None:
    again, _ = make_chart(made_up(), kind=kind, scope=scope, language=language)
    assert render(again, "png", dpi=60) == render(draw(kind, scope, language)[0], "png", dpi=60)


@every_chart
def test_the_picture_is_the_one_agreed_on(kind: str, scope: str, language: Language) -> None:
    """Compare with the baseline; GONGJIAN_WRITE_BASELINES=1 writes it anew, to be looked at before it is committed."""
    path = BASELINES / f"{kind}-{language}.png"
    content = render(draw(kind, scope, language)[0], "png", dpi=45)
    if os.environ.get("GONGJIAN_WRITE_BASELINES"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    found, expected = pixels(content), pixels(path.read_bytes())
    assert found.shape == expected.shape
    # Edges may differ by a shade between processors; a moved label may not.
    assert np.sqrt(np.mean((found - expected) ** 2)) < 0.02


def test_titles_state_the_finding() -> None:
    titles = {}
    for kind, scope, language in CASES:
        _, axes = draw(kind, scope, language)
        [titles[kind, language]] = [text.get_text() for text in axes.texts if text.get_gid() == "title"]
    assert titles["chain", "zh"] == "C1社区：6 个小区中 3 个无组织覆盖、5 个三方不齐，链上共 19 处缺口"
    assert titles["chain", "en"].startswith(
        "C1社区: 3 of 6 compounds without organization coverage, 5 without a full triad"
    )
    assert titles["network", "zh"].startswith("东街街道：")
    assert titles["coverage", "zh"].startswith("“两新”组织")


@pytest.mark.parametrize("kind", ["network", "chain", "coverage"])
def test_any_name_can_be_drawn(kind: str) -> None:
    wild = "龙🐉<b>$x$ مرحبا" + "长" * 255
    graph = made_up(
        places=[{"place_id": "C1-9", "name": wild, "level": "compound", "parent_id": "C1"}],
        enterprises=[{"unit_id": "E99", "name": wild, "place_id": "C1"}],
        project_participants=[{"project_id": f"X{n:02d}", "participant_id": "E99"} for n in range(30)],
    )
    graph.nodes["S1"]["name"] = wild
    scope = {"network": "S1", "chain": "C1", "coverage": "D"}[kind]
    figure, axes = make_chart(graph, kind=kind, scope=scope)
    assert b"<b>" not in render(figure, "svg")
    footers = [text.get_text() for text in axes.texts if text.get_gid() == "footer"]
    assert f"{MISSING} 为字库所缺的字" in footers
