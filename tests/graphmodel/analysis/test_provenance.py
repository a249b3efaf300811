from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from graphmodel.analysis.alliances import alliances
from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.provenance import provenance
from graphmodel.errors import InputError

DAY = date(2022, 6, 30)


def test_it_names_date_scope_and_source_and_repeats_what_the_data_say_of_themselves() -> None:
    sources = {"a": {"synthetic": True, "note": "合成"}, "b": {"synthetic": False, "note": "真实"}}
    graph = nx.MultiDiGraph(as_of=DAY, synthetic=True, title="甲 · 乙", sources=sources)
    graph.add_node("S", labels=("Place", "Street"), name="抚琴街道")
    assert provenance(graph, scope="S").lines("zh") == ["数据日期 2022-06-30 · 范围 抚琴街道 · 来源 甲 · 乙", "合成"]


def test_what_is_said_in_two_languages_is_told_in_the_readers() -> None:
    sources = {"a": {"synthetic": True, "note": "社区以下为合成数据 / synthetic below community level"}}
    graph = nx.MultiDiGraph(as_of=DAY, synthetic=True, title="金牛区 / Jinniu District", sources=sources)
    assert provenance(graph).lines("zh") == ["数据日期 2022-06-30 · 来源 金牛区", "社区以下为合成数据"]
    assert provenance(graph).lines("en") == [
        "data of 2022-06-30 · source Jinniu District",
        "synthetic below community level",
    ]


def test_without_a_title_the_sources_are_named_and_real_data_say_nothing() -> None:
    graph = nx.MultiDiGraph(as_of=DAY, sources={"ledger": {"synthetic": False}})
    assert provenance(graph).lines("en") == ["data of 2022-06-30 · source ledger"]


@pytest.mark.parametrize("analysis", [cobuilding, alliances])
def test_a_part_of_a_graph_is_refused(analysis: Callable[[nx.MultiDiGraph], object]) -> None:
    with pytest.raises(InputError, match="found a graph read for 'S1' only"):
        analysis(nx.MultiDiGraph(as_of=DAY, scope="S1"))
