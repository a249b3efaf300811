"""What a network chart says: its finding, how it is read, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import networkx as nx

from graphmodel.analysis.provenance import Provenance
from graphmodel.charts.fonts import legible
from graphmodel.charts.network_chance import ALPHA, Chance
from graphmodel.charts.network_ties import MEASURES, Ties
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

PLACES = {
    "street": Bilingual("streets", "街道"),
    "community": Bilingual("communities", "社区"),
}


def finding(
    ties: Ties, community: Mapping[str, int] | None, chance: Chance | None, told: Provenance, language: Language
) -> str:
    """Return the title: what the picture shows."""
    zh = language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    if not ties.pairs:
        words = _nothing(chance)
    elif ties.only_members:
        words = Bilingual(
            f"{len(ties.ends):,} stakeholders only share an alliance ({ties.pairs:,} pairs); nothing was done together yet",
            f"{len(ties.ends):,} 个主体只同属联盟（{ties.pairs:,} 对），尚未共同做事",
        )
    elif ties.level is not None:
        words = _between_places(ties, ties.level)
    elif chance is not None:
        words = Bilingual(
            f"{ties.pairs:,} of {chance.tested:,} pairs build together more often than chance gives",
            f"{chance.tested:,} 对共建关系中 {ties.pairs:,} 对多于偶然",
        )
    elif community is not None:
        count, largest = len(set(community.values())), Counter(community.values()).most_common(1)[0][1]
        words = Bilingual(
            f"{len(ties.ends):,} stakeholders fall into {count} communities; the largest has {largest:,}",
            f"{len(ties.ends):,} 个主体分为 {count} 个群组，最大的有 {largest:,} 个",
        )
    else:
        words = _by_layers(ties)
    return f"{name}：{words.zh}" if zh else f"{name}: {words.en}"


def _nothing(chance: Chance | None) -> Bilingual:
    if chance is not None and chance.tested:
        return Bilingual(
            f"none of {chance.tested:,} pairs builds together more often than chance gives",
            f"{chance.tested:,} 对共建关系中没有一对多于偶然",
        )
    return Bilingual("there are no co-building ties to draw", "没有可画的共建关系")


def _between_places(ties: Ties, level: str) -> Bilingual:
    one, other = (legible(name, longest=12) for name in ties.heaviest)
    places = PLACES[level]
    return Bilingual(
        f"{ties.pairs:,} pairs of {len(ties.ends):,} {places.en} build together; most: {one} and {other}",
        f"{len(ties.ends):,} 个{places.zh}之间 {ties.pairs:,} 对有共建，{one}与{other}最多",
    )


def _by_layers(ties: Ties) -> Bilingual:
    counts = {item: int((ties.frame["layer"] == item.value).sum()) for item in LAYERS}
    fewest, most = min(counts, key=lambda item: counts[item]), max(counts, key=lambda item: counts[item])
    return Bilingual(
        f"{len(ties.ends):,} stakeholders in {ties.pairs:,} pairs, most in {most.value} ({counts[most]:,}), "
        f"fewest in {fewest.value} ({counts[fewest]:,})",
        f"{len(ties.ends):,} 个主体结成 {ties.pairs:,} 对共建关系，{most.chinese}最多（{counts[most]:,} 对），"
        f"{fewest.chinese}最少（{counts[fewest]:,} 对）",
    )


def reading(ties: Ties, measure: str, color: str, language: Language) -> str:
    """Return how the picture is to be read."""
    size = MEASURES[measure].in_language(language)
    zh = language == "zh"
    if ties.only_members:
        line = "连线：两个主体同属一个联盟。" if zh else "A line: two are members of the same alliance."
    elif ties.level is not None:
        line = (
            "连线：两地的主体共建，越粗对数越多，颜色为其中最多的一联。"
            if zh
            else "A line: stakeholders of two places build together, wider the more pairs, in the colour of the most frequent layer."
        )
    elif color == "communities":
        line = (
            "同色：彼此共建较多的一群；灰线：跨群。"
            if zh
            else "One colour: a group that builds together more among itself; grey lines: across."
        )
    else:
        line = (
            "连线：两个主体在该层共建过，越粗次数越多。"
            if zh
            else "A line: two have built together in this layer, wider the more often."
        )
    return f"{line}图形面积随{size}增大。" if zh else f"{line} A mark: its area grows with its {size}."


def notes_of(ties: Ties, graph: nx.Graph, measure: str, chance: Chance | None, language: Language) -> Sequence[str]:
    """Return what the footer says of what was left out, and of chance."""
    zh, notes = language == "zh", []
    total, pairs = len(ties.ends), ties.pairs
    if len(graph) < total or graph.number_of_edges() < pairs:
        size = MEASURES[measure].in_language(language)
        notes.append(
            _drawn_pairs(graph, total, pairs, zh=zh)
            if chance is not None
            else f"只画{size}最大的 {len(graph):,} 个（共 {total:,} 个）之间最强的 {graph.number_of_edges():,} 对关系"
            if zh
            else f"Drawn: the {graph.number_of_edges():,} heaviest pairs among the {len(graph):,} of largest {size}, of {total:,}"
        )
    if ties.elsewhere:
        notes.append(
            f"范围之外的 {ties.elsewhere:,} 个地方不画"
            if zh
            else f"Not drawn: {ties.elsewhere:,} places outside the scope"
        )
    if ties.paper and chance is None:
        notes.append(
            f"仅同属一个联盟、未共同做事的 {ties.paper:,} 对不画"
            if zh
            else f"Not drawn: {ties.paper:,} pairs that only belong to the same alliance"
        )
    if chance is not None:
        notes.append(
            f"偶然：随机度序列模型（SDSM），Benjamini–Hochberg 校正，α = {ALPHA:g}"
            if zh
            else f"Chance: stochastic degree sequence model (SDSM), Benjamini-Hochberg, alpha = {ALPHA:g}"
        )
    return [" · ".join(notes)] if notes else []


def _drawn_pairs(graph: nx.Graph, total: int, pairs: int, *, zh: bool) -> str:
    if zh:
        return f"只画最强的 {graph.number_of_edges():,} 对（共 {pairs:,} 对），涉及 {len(graph):,} 个主体（共 {total:,} 个）"
    return f"Drawn: the {graph.number_of_edges():,} heaviest of {pairs:,} pairs, among {len(graph):,} of {total:,} stakeholders"
