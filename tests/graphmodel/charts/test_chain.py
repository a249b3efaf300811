from __future__ import annotations

from graphmodel.analysis.chain import community_chain
from graphmodel.analysis.provenance import provenance
from graphmodel.charts.chain import ChainGap, chain_chart
from tests.graphmodel.charts.made_up import made_up


def test_rows_with_the_gravest_gaps_come_first_and_carry_their_words() -> None:
    graph = made_up()
    chain = community_chain(graph, community="C1")
    gaps = [
        ChainGap("C1-5", "小区组织未覆盖", "high"),
        ChainGap("C1-3-b2", "楼栋缺党小组", "low"),
        ChainGap("C1-3-b0", "楼栋缺党小组", "low"),
        ChainGap("W-2", "业委会逾期", "low"),
        ChainGap("elsewhere", "应建未建", "high"),
    ]
    _, axes = chain_chart(chain, gaps, told=provenance(graph, scope="C1"))
    rows = {round(text.get_position()[1]): text.get_text() for text in axes.texts if text.get_text().endswith("号院")}
    words = {
        round(text.get_position()[1]): text.get_text()
        for text in axes.texts
        if "缺" in text.get_text() or "逾期" in text.get_text() or "未" in text.get_text()
    }
    assert rows[0] == "6号院"
    assert words[0] == "小区组织未覆盖"
    assert rows[1] == "4号院"
    assert words[1] == "楼栋缺党小组×2"
    assert not any("应建未建" in text.get_text() for text in axes.texts)


def test_many_rows_are_cut_and_said() -> None:
    graph = made_up(
        places=[{"place_id": f"C1-x{n}", "name": f"x{n}", "level": "compound", "parent_id": "C1"} for n in range(40)]
    )
    _, axes = chain_chart(community_chain(graph, community="C1"), [], told=provenance(graph, scope="C1"))
    assert any(text.get_text() == "只画缺口最重的 36 行，共 46 行" for text in axes.texts)
