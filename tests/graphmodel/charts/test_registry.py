from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest

from graphmodel.charts.fonts import check_glyphs
from graphmodel.charts.registry import charts, make_chart
from graphmodel.errors import InputError
from tests.graphmodel.charts.made_up import made_up


def test_every_chart_is_described_in_both_languages() -> None:
    for kind, chart in charts().items():
        assert kind == chart.kind
        for text in (*chart.title, *chart.description):
            assert text
            check_glyphs(text)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "pie"}, "found the chart 'pie', expected one of brokerage, chain"),
        ({"kind": "chain"}, "found no scope, expected a community"),
        ({"kind": "chain", "scope": "S1"}, "found the scope 'S1', which is a street, expected a community"),
        ({"kind": "totals", "options": {"rate": "triad"}}, "found --rate for the chart totals, which has no options"),
        ({"kind": "ranking", "options": {"rate": "luck"}}, "found --rate luck, expected one of organization_coverage"),
        ({"kind": "change", "options": {"since": date(2030, 1, 1)}}, "expected a day before 2022-06-30"),
        ({"kind": "network", "scope": "nowhere"}, "found no place with the code or name 'nowhere'"),
    ],
)
def test_what_cannot_be_drawn_is_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make_chart(made_up(), **options)


def test_the_date_is_the_one_asked_for() -> None:
    figure, _ = make_chart(made_up(), kind="network", scope="S1", as_of=date(2022, 1, 1))
    assert any("2022-01-01" in text.get_text() for text in figure.axes[0].texts)


@pytest.mark.parametrize(("kind", "scope"), [("network", None), ("coverage", None)])
def test_nothing_at_all_gives_a_friendly_empty_picture(kind: str, scope: str | None) -> None:
    figure, _ = make_chart(nx.MultiDiGraph(as_of=date(2022, 6, 30)), kind=kind, scope=scope)
    [title] = [text.get_text() for text in figure.axes[0].texts if text.get_gid() == "title"]
    assert "没有" in title


EMPTY = {
    "brokerage": "部门之间没有共建",
    "change": "--since",
    "flow": "需求清单",
    "layers": "五联",
    "network": "还没有共建关系",
    "plan": "没有可做之事",
    "pulse": "没有存续的联盟",
    "ranking": "--rate",
    "totals": "公布数",
}


@pytest.mark.parametrize("kind", EMPTY)
def test_an_empty_picture_says_in_the_middle_of_the_page_why_and_what_to_do(kind: str) -> None:
    graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    for number, level in enumerate(("district", "street")):
        graph.add_node(level, labels=("Place", level.capitalize()), name=f"虚构{number}", level=level)
    graph.add_edge("street", "district", type="PART_OF")
    scope = "district" if charts()[kind].best_level == "district" else "street"
    for language in ("zh", "en"):
        figure, axes = make_chart(graph, kind=kind, scope=scope, language=language)
        figure.canvas.draw()
        why, to_do = (text for text in axes.texts if text.get_gid() == "empty")
        for text in (why, to_do):
            box = text.get_window_extent()
            assert box.x0 > figure.bbox.x0
            assert box.x1 < figure.bbox.x1
            assert (box.x0 + box.x1) / 2 == pytest.approx((figure.bbox.x0 + figure.bbox.x1) / 2, abs=2)
        if language == "zh":
            assert EMPTY[kind] in why.get_text() + to_do.get_text()
        else:
            assert why.get_text().isascii()
            assert to_do.get_text().isascii()


@pytest.mark.parametrize(
    ("options", "remedy"), [({"layer": "safety"}, "--layer"), ({"significant": True}, "--significant")]
)
def test_a_network_that_options_leave_empty_names_the_option(options: dict[str, object], remedy: str) -> None:
    graph = made_up()
    if "layer" in options:
        for _, data in graph.nodes(data=True):
            data.pop("layer", None)
    _, axes = make_chart(graph, kind="network", scope="S1", options=options)
    assert remedy in " ".join(text.get_text() for text in axes.texts if text.get_gid() == "empty")
