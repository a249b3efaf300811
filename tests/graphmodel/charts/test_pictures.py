"""What holds for every chart: legible, whole, the same twice, saying what it rests on."""

from __future__ import annotations

import io
import os
from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from graphmodel.charts.fonts import MISSING
from graphmodel.charts.registry import charts, make_chart
from graphmodel.charts.save import render
from graphmodel.schema import Language
from tests.graphmodel.charts.made_up import AS_OF, made_up

BASELINES = Path(__file__).with_name("baselines")
SCOPES = {"district": "D", "street": "S1", "community": "C1"}
CASES: list[tuple[str, Language]] = [(kind, language) for kind in charts() for language in ("zh", "en")]
every_chart = pytest.mark.parametrize(("kind", "language"), CASES)
DPI = 36
WILD = "龙🐉<b>$x$ مرحبا" + "长" * 255


def scope_of(kind: str) -> str:
    return SCOPES[charts()[kind].best_level]


@cache
def world() -> nx.MultiDiGraph:
    return made_up()


@cache
def draw(kind: str, language: Language) -> tuple[Figure, Axes]:
    return make_chart(world(), kind=kind, scope=scope_of(kind), language=language)


def texts_of(figure: Figure) -> list[Text]:
    # Axes hold ticks beyond their limits, which are never drawn.
    limits = figure.axes[0].get_xlim()
    beyond = {
        tick.label1 for tick in figure.axes[0].xaxis.get_major_ticks() if not limits[0] <= tick.get_loc() <= limits[1]
    }
    return [
        text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible() and text not in beyond
    ]


def said(axes: Axes, gid: str) -> str:
    return " ".join(text.get_text() for text in axes.texts if text.get_gid() == gid)


def pixels(content: bytes) -> np.ndarray:
    return imread(io.BytesIO(content))[:, :, :3]


def blurred(picture: np.ndarray) -> np.ndarray:
    """Average each dot with its neighbours: edges differ by a shade between processors."""
    nothing = np.zeros_like(picture)
    rows = sum((np.roll(picture, shift, axis=0) for shift in (-1, 0, 1)), start=nothing)
    return sum((np.roll(rows, shift, axis=1) for shift in (-1, 0, 1)), start=nothing) / 9


@every_chart
def test_no_text_is_cut_off_and_none_covers_another(kind: str, language: Language) -> None:
    figure, axes = draw(kind, language)
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
def test_the_title_states_something_and_the_footer_date_scope_source_and_synthetic(
    kind: str, language: Language
) -> None:
    _, axes = draw(kind, language)
    assert len(said(axes, "title")) > 8
    assert said(axes, "title") != charts()[kind].title.in_language(language)
    for word in ("2022-06-30", {"D": "虚构区", "S1": "东街街道", "C1": "C1社区"}[scope_of(kind)], "虚构区"):
        assert word in said(axes, "footer")
    assert said(axes, "synthetic") == ("全部为虚构" if language == "zh" else "all made up")


@every_chart
def test_there_is_something_to_see(kind: str, language: Language) -> None:
    _, axes = draw(kind, language)
    assert not said(axes, "empty")


@pytest.mark.parametrize("kind", charts())
def test_two_runs_give_the_same_pixels(kind: str) -> None:
    again, _ = make_chart(world(), kind=kind, scope=scope_of(kind))
    assert render(again, "png", dpi=DPI) == render(draw(kind, "zh")[0], "png", dpi=DPI)


@every_chart
def test_the_picture_is_the_one_agreed_on(kind: str, language: Language, tmp_path: Path) -> None:
    """Compare with the baseline; GONGJIAN_WRITE_BASELINES=1 writes it anew, to be looked at before it is committed."""
    path = BASELINES / f"{kind}-{language}.png"
    content = render(draw(kind, language)[0], "png", dpi=DPI)
    if os.environ.get("GONGJIAN_WRITE_BASELINES"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    left = tmp_path / path.name
    left.write_bytes(content)
    found, expected = pixels(content), pixels(path.read_bytes())
    assert found.shape == expected.shape, f"look at {left}, and at {path}"
    apart = np.abs(blurred(found) - blurred(expected))
    # All over little may differ; nowhere may a label have moved or a mark changed its colour.
    assert np.sqrt(np.mean(apart**2)) < 0.02, f"look at {left}, and at {path}"
    assert apart.max() < 0.35, f"look at {left}, and at {path}"


def test_titles_state_the_finding() -> None:
    titles = {(kind, language): said(draw(kind, language)[1], "title") for kind, language in CASES}
    assert titles["chain", "zh"] == "C1社区：6 个小区中 3 个无组织覆盖、5 个三方不齐，链上共 19 处缺口"
    assert titles["chain", "en"].startswith(
        "C1社区: 3 of 6 compounds without organization coverage, 5 without a full triad"
    )
    assert titles["network", "zh"].startswith("东街街道：")
    assert titles["coverage", "zh"].startswith("“两新”组织")


@pytest.mark.parametrize("kind", charts())
def test_any_name_can_be_drawn(kind: str) -> None:
    graph = made_up(
        places=[{"place_id": "C1-9", "name": WILD, "level": "compound", "parent_id": "C1"}],
        enterprises=[{"unit_id": "E99", "name": WILD, "place_id": "C1"}],
        project_participants=[{"project_id": f"X{n:02d}", "participant_id": "E99"} for n in range(30)],
        needs=[{"need_id": "N99", "title": WILD, "category": WILD, "place_id": "C1"}],
        resources=[{"resource_id": "R99", "title": WILD, "category": WILD, "offered_by": "E99"}],
    )
    for node in ("D", "S1", "C1", "A1", "A2"):
        graph.nodes[node]["name"] = WILD
    figure, axes = make_chart(graph, kind=kind, scope=scope_of(kind))
    drawn = render(figure, "svg")
    assert b"<b>" not in drawn
    assert b"<text" not in drawn
    assert f"{MISSING} 为字库所缺的字" in said(axes, "footer")
    figure.canvas.draw()
    widest = max(text.get_window_extent().x1 for text in texts_of(figure))
    assert widest <= figure.bbox.x1


@pytest.mark.parametrize("kind", [kind for kind, chart in charts().items() if chart.scope_level is None])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_at_all_gives_a_friendly_picture(kind: str, language: Language) -> None:
    figure, axes = make_chart(nx.MultiDiGraph(as_of=AS_OF), kind=kind, language=language)
    title = said(axes, "title")
    assert any(word in title for word in ("没有", "nothing", "no ", "nobody", "none", "not change")), title
    assert "nan" not in title
    assert not [text for text in texts_of(figure) if "nan" in text.get_text().lower().split()]
    if said(axes, "empty"):
        # Nothing crosses the words.
        assert not [found for found in (*axes.lines, *axes.patches, *axes.collections) if found.get_visible()]
    assert render(figure, "png", dpi=DPI)
