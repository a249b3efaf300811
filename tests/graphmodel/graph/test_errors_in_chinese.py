"""What is wrong with a graph, a place or a date is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.graph.change import compare_graphs
from graphmodel.graph.combine import combine
from graphmodel.graph.dates import day_of
from graphmodel.graph.places import place_named
from graphmodel.graph.records import datasets_of
from graphmodel.graph.snapshot import date_of
from graphmodel.schema import BY_NAME
from tests.refusals import refusal_in_chinese


def _places(ids: list[str], names: list[str], source: str = "a") -> Dataset:
    records = Records(BY_NAME["places"], {"place_id": ids, "name": names, "level": ["community"] * len(ids)})
    return Dataset(About(source=source), {"places": records})


SAME = build_graph(_places([f"{number:012}" for number in range(9)], ["西安路社区"] * 9))
TIED = Dataset(
    About(),
    {"links": Records(BY_NAME["links"], {"from_id": ["E1"], "to_id": ["E2"], "layer": ["culture"]})},
)


def _graph(*edges: tuple[str, str, str], **labels: tuple[str, ...]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for node, its in labels.items():
        graph.add_node(node, labels=its)
    for start, end, type_ in edges:
        graph.add_edge(start, end, type=type_)
    return graph


PLACE, DISTRICT = ("Place", "Street"), ("Place", "District")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: place_named(SAME, "西安社区"), "没有编码或名称为 '西安社区' 的地点（是否指西安路社区？）；运行 `gongjian query places`"),
        (lambda: place_named(SAME, "zzz"), "没有编码或名称为 'zzz' 的地点；运行"),
        (lambda: place_named(SAME, "西安路社区"), "有 9 个地点名为 '西安路社区'：000000000000（西安路社区）、"),
        (lambda: place_named(SAME, "西安路社区"), "，另有 "),
        (lambda: day_of("明天"), "='明天' 不是日期，应为日期，或 '2024-06-30'、"),
        (lambda: date_of(nx.MultiDiGraph()), "数据没有说明日期：请用 --as-of YYYY-MM-DD 指定"),
        (lambda: build_graph(_places(["1"], ["甲"]), _places(["2"], ["乙"])), "有两个数据集的来源都是 'a'；"),
        (lambda: combine([_places(["1"], ["甲"]), _places(["2"], ["乙"])]), "有两个数据集的来源都是 'a'；"),
        (
            lambda: build_graph(_places(["1"], ["甲"]), _places(["1"], ["乙"], "b")),
            "编码 '1' 在两个来源中都有；",
        ),
        (lambda: build_graph(TIED), "有一条 BUILDS_WITH 关系的一端是 'E1'，但没有哪一行是该编码："),
        (lambda: compare_graphs(SAME, SAME, dates=["2022"]), "2 个图给了 1 个日期；"),
        (lambda: datasets_of(_graph(a=("Person",))), "节点 'a' 的标签为 Person，应有 Place、"),
        (lambda: datasets_of(_graph(a=())), "节点 'a' 的标签为 空，应有 "),
        (lambda: datasets_of(_graph(("a", "b", "LIKES"), a=PLACE, b=PLACE)), "有一条 LIKES 边从 'a' 到 'b'，"),
        (
            lambda: datasets_of(_graph(("a", "b", "PART_OF"), ("a", "c", "PART_OF"), a=PLACE, b=DISTRICT, c=DISTRICT)),
            "'a' 的 PART_OF 同时指向 'b' 和 'c'，应只有一个：parent_id 只能填一个编码",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_chinese(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)


def test_a_date_is_named_as_it_was_given() -> None:
    assert day_of(date(2022, 1, 1)) == date(2022, 1, 1)
    assert refusal_in_chinese(lambda: day_of("2022-13", "since")).startswith("since='2022-13' 不是日期")
