"""What is refused is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx
import pandas as pd
import pytest

from graphmodel.analysis.alliances import alliances, compare_alliances
from graphmodel.analysis.chain import community_chain
from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.measures.partner import survey_scores
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.recommendation import recommend_links
from graphmodel.analysis.significance import sdsm
from tests.refusals import refusal_in_chinese


def _world() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    graph.add_node("S", labels=("Place", "Street"), name="抚琴街道", level="street")
    for alliance in ("金牛·什邡联盟", "金牛·丹棱联盟"):
        graph.add_node(alliance, labels=("Alliance",), name=alliance, kind="regional_alliance")
    for name in ("甲甲甲一", "甲甲甲二", "同名", "同名 "):
        graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name.strip())
        graph.add_edge(name, "金牛·什邡联盟", type="MEMBER_OF")
        graph.add_edge(name, "金牛·丹棱联盟", type="MEMBER_OF")
    graph.add_node("关闭公司", labels=("Enterprise", "Stakeholder", "Unit"), name="关闭公司", operating_status="closed")
    return graph


GRAPH = _world()
EMPTY = nx.MultiDiGraph(as_of=date(2022, 6, 30))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cobuilding(GRAPH, layer="sport"), "没有共建层面 'sport'：应为 safety 平安联创、culture 文化联建"),
        (lambda: cobuilding(GRAPH, channels=["radio"]), "没有途径 'radio'：应为 project "),
        (lambda: cobuilding(GRAPH, half_life_days=0), "半衰期为 0 天：应大于 0"),
        (lambda: community_chain(GRAPH, community="S"), "'S' 的层级是街道：应为社区的编码"),
        (lambda: alliances(GRAPH, window_days=0), "时间窗口（天数）为 0：至少为 1"),
        (lambda: alliances(GRAPH, half_years=0), "半年数为 0：至少为 1"),
        (lambda: compare_alliances(GRAPH, ["青羊"]), "没有现行的联盟 '青羊'：请给出编码或名称，例如 金牛·丹棱联盟、金牛·什邡联盟"),
        (lambda: compare_alliances(EMPTY, ["青羊"]), "没有现行的联盟 '青羊'：数据中没有现行的联盟"),
        (lambda: compare_alliances(GRAPH, ["金牛"]), "名称与 '金牛' 相符的联盟有 2 个：请给出其中一个的编码"),
        (lambda: recommend_links(GRAPH, for_="甲甲甲三"), "没有编码或名称为 '甲甲甲三' 的主体（是否指 甲甲甲"),
        (lambda: recommend_links(GRAPH, for_="zzz"), "没有编码或名称为 'zzz' 的主体：请给出表格中的一个"),
        (lambda: recommend_links(GRAPH, for_="关闭公司"), "关闭公司（关闭公司）不能参与共建：它在该日期已注销、为空壳或已撤销"),
        (lambda: recommend_links(GRAPH, closes="compound-no-org"), "没有规则 'compound-no-org'："),
        (lambda: recommend_links(GRAPH, closes="term-expired"), "规则 'term-expired' 的缺口不能靠两方共建补齐：应为 "),
        (lambda: survey_scores(pd.DataFrame({"a": [1]})), "表中的列为 a：应有 rater、rated、"),
        (lambda: sdsm(nx.Graph([("a", "b")]), nodes=["a", "b"]), "'a' 与 'b' 属于同一类节点，却有边相连：应给出二模图"),
        (lambda: sdsm(nx.Graph([("a", "b")]), nodes=["c"]), "有 1 个节点不在图中，例如 'c'：请给出图中的节点"),
        (
            lambda: require_whole(nx.MultiDiGraph(scope="S"), "plans"),
            "读入的图只包括 'S'，而规划方案需要全部数据：读图时不要限定范围，再给出 scope='S'",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_chinese(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)
