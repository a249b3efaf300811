from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from graphmodel.analysis.planning import Plan, plan_centres
from graphmodel.analysis.provenance import Provenance
from graphmodel.charts.marginal_curve import marginal_curve
from graphmodel.charts.save import render
from graphmodel.schema import Language
from tests.graphmodel.gaps.worlds import world

TOLD = Provenance(date(2024, 6, 30), source="台账", synthetic="虚构")


def made_up(centres: int) -> Plan:
    spots = [(104.0, 50), (104.005, 90), (104.01, 50), (104.2, 20), (104.4, 10)]
    places = [
        {"place_id": f"H{n}", "level": "compound", "longitude": where, "latitude": 30.7, "households": households}
        for n, (where, households) in enumerate(spots)
    ]
    return plan_centres(world(places=places), centres=centres)


def said(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def draw(language: Language = "zh") -> tuple[Figure, Axes]:
    return marginal_curve(made_up(4), told=TOLD, language=language)


def test_the_title_states_steps_reach_and_where_four_fifths_are_reached() -> None:
    plan = made_up(4)
    reached = plan.curve["reached"].tolist()
    enough = next(k for k, value in enumerate(reached) if value >= 0.8 * reached[-1])
    assert f"党群服务中心选址方案：{len(plan.steps)} 项措施，新增覆盖户数 220；前 {enough} 项已达八成" in said(
        draw()[1]
    )


def test_the_footer_says_how_good_the_plan_is_and_what_it_rests_on() -> None:
    words = said(draw("en")[1])
    assert "Proven to be the best possible" in words
    assert "data of 2024-06-30 · source 台账" in words
    assert "虚构" in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_is_cut_off_and_none_covers_another(language: Language) -> None:
    figure, axes = draw(language)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not any(one.padded(-0.5).overlaps(other.padded(-0.5)) for one, other in combinations(boxes, 2))


def test_two_runs_give_the_same_bytes() -> None:
    assert render(draw()[0], "png", dpi=60) == render(draw()[0], "png", dpi=60)


def test_nothing_to_do_gives_a_friendly_picture() -> None:
    figure, axes = marginal_curve(made_up(0), told=TOLD)
    assert "党群服务中心选址方案：没有可做之事" in said(axes)
    assert render(figure, "svg")
