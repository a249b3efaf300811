"""What is refused is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graphmodel.exchange import export_graph, find_format, import_graph
from graphmodel.exchange.formats import kumu_xlsx
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.values import ValueKind, from_text
from tests.refusals import refusal_in_chinese

NODE = ("a", {"name": "甲"})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: find_format("dot"), "没有格式 'dot'：应为 cytoscape、"),
        (lambda: find_format(None, Path("x.dot")), "从 x.dot 的名称看不出格式：请用 --to 或 --as 指明"),
        (lambda: find_format(None, Path("x.xml")), "从 x.xml 的名称看不出格式"),
        (lambda: from_text("soon", ValueKind.DATE), "'soon' 不可用：应为日期，例如 2024-06-30，请在文件中改正"),
        (lambda: from_text("约3", ValueKind.INTEGER), "'约3' 不可用：应为整数"),
        (lambda: table_from_rows([NODE, NODE], []), "节点 'a' 出现了两次"),
        (lambda: table_from_rows([NODE], [("a", "b", None, {})]), "有一条边的一端 'b' 不是节点"),
        (
            lambda: table_from_rows([("a", {"households": "约3"})], [], kinds={"nodes": {"households": "integer"}}),
            "节点 'a' 的 households 为 '约3'：应为整数",
        ),
        (
            lambda: table_from_rows([NODE], [("a", "a", None, {"since": "soon"})], kinds={"edges": {"since": "date"}}),
            "从 'a' 到 'a' 的边的 since 为 'soon'：应为日期",
        ),
        (lambda: import_graph("none.gexf"), "没有 none.gexf：应为要读取的文件或文件夹"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_chinese(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.dl", "something else", "作为 UCINET DL 读取：第一行是 'something else'，应为 'dl n=… format=edgelist1'"),
        (
            "x.net",
            "*Vertices 1\n1 a\n*Matrix\n1",
            "作为 Pajek 读取：其中有一节 *matrix，应为 *Vertices、*Arcs 或 *Edges",
        ),
        ("x.gexf", "<html/>", "作为 GEXF 读取（"),
    ],
)
def test_a_file_that_is_something_else_is_told_in_chinese(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    told = refusal_in_chinese(lambda: import_graph(path))
    assert str(path) in told
    assert said in told


@pytest.mark.parametrize(
    ("edges", "said"), [(0, "节点有 3 行，一张工作表最多 2 行"), (2, "关系有 4 行，一张工作表最多 3 行")]
)
def test_what_no_worksheet_holds_is_not_taken_for_an_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edges: int, said: str
) -> None:
    monkeypatch.setattr(kumu_xlsx, "_MOST_ROWS", 4 if edges else 3)
    graph = nx.MultiDiGraph([("a", "b")] * edges * 2)
    graph.add_nodes_from("abc"[: 0 if edges else 3])
    told = refusal_in_chinese(lambda: export_graph(graph, tmp_path / "x.xlsx"))
    assert said in told
    assert "请缩小范围，或改用其他格式" in told
    assert not list(tmp_path.iterdir())
