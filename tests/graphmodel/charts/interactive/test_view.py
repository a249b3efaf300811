from __future__ import annotations

import html
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import graphmodel as gm
from graphmodel.charts.interactive import interactive_view
from graphmodel.errors import InputError
from tests.graphmodel.charts.interactive.made_up import AS_OF, add, hostile_graph, street_graph


def test_the_title_states_the_finding_and_the_page_what_it_rests_on() -> None:
    view = interactive_view(street_graph(), scope="11")
    assert view.title.zh == "东风街道：3 个主体与外部伙伴 1 个结成 3 对共建关系，3 个主体有覆盖缺口"
    assert (
        view.title.en
        == "东风街道: 3 stakeholders (partners elsewhere: 1) build together in 3 pairs; with coverage gaps: 3"
    )
    assert (view.stakeholders, view.pairs, view.left_out) == (4, 3, 0)
    for text in ("数据日期 2022-06-30", "范围 东风街道", "来源 试验数据", "合成数据"):
        assert text in view.html
    unguarded: Any = view
    with pytest.raises(FrozenInstanceError):
        unguarded.pairs = 0


def test_the_title_counts_in_pairs_only_those_who_have_ties() -> None:
    graph = street_graph()
    add(graph, "E3", "Enterprise", "独处纺织", "11", employees=10, party_members=5, kind="private")
    view = interactive_view(graph, scope="11")
    assert (view.stakeholders, view.pairs) == (5, 3)
    assert (
        view.title.zh
        == "东风街道：3 个主体与外部伙伴 1 个结成 3 对共建关系，另有 1 个在此没有共建关系，4 个主体有覆盖缺口"
    )
    assert "in 3 pairs; without ties here: 1; with coverage gaps: 4" in view.title.en


def test_where_nobody_has_ties_the_title_says_so() -> None:
    graph = nx.MultiDiGraph(as_of=AS_OF)
    graph.add_node("11", labels=("Place", "Street"), name="东风街道", level="street")
    add(graph, "E3", "Enterprise", "独处纺织", "11", employees=10, party_members=5, kind="private")
    view = interactive_view(graph)
    assert view.title.zh == "1 个主体没有共建关系，1 个主体有覆盖缺口"
    assert view.title.en == "1 stakeholders without ties; with coverage gaps: 1"


def test_the_same_graph_gives_the_same_page() -> None:
    assert interactive_view(hostile_graph()).html == interactive_view(hostile_graph()).html


def test_a_report_at_hand_spares_finding_the_gaps_again() -> None:
    graph = street_graph()
    report = gm.find_gaps(graph)
    assert interactive_view(graph, report=report).html == interactive_view(graph).html
    with pytest.raises(InputError, match="leave `report` out"):
        interactive_view(graph, report=gm.find_gaps(graph, scope="11"))
    with pytest.raises(InputError, match="found a report of everything at 2022-06-30"):
        interactive_view(graph, as_of=date(2022, 6, 1), report=report)


def test_what_the_limit_leaves_out_is_said() -> None:
    view = interactive_view(street_graph(), most=2)
    assert (view.stakeholders, view.left_out) == (2, 2)
    assert "只含加权度最大的 2 个主体，另有 2 个未画" in view.html
    with pytest.raises(InputError, match="expected at least 1"):
        interactive_view(street_graph(), most=0)


def test_saving_is_whole_or_an_error_in_one_line(tmp_path: Path) -> None:
    view = interactive_view(street_graph())
    path = view.save(tmp_path / "new folder" / "图.html")
    assert path.read_text("utf-8") == view.html
    with pytest.raises(InputError, match=r"expected \.html"):
        view.save(tmp_path / "view.png")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        view.save(tmp_path / "file" / "view.html")


def test_a_notebook_shows_it_in_a_frame() -> None:
    view = gm.interactive_view(street_graph())
    shown = view._repr_html_()
    assert shown.startswith("<iframe")
    assert html.escape(view.html) in shown
    assert 'sandbox="allow-scripts allow-downloads"' in shown


def test_nothing_to_draw_is_a_state_of_its_own() -> None:
    view = interactive_view(nx.MultiDiGraph(as_of=AS_OF))
    assert (view.stakeholders, view.pairs) == (0, 0)
    assert view.title.zh == "没有可画的共建关系或缺口"


def test_a_place_that_is_none_is_an_error() -> None:
    with pytest.raises(InputError, match="found no place"):
        interactive_view(street_graph(), scope="99")
