"""The co-building network of a place: layers or communities as colours, stakeholders sized by a measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.measures import communities
from graphmodel.analysis.occasions import occasions
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.analysis.significance import sdsm
from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS
from graphmodel.charts.fonts import legible
from graphmodel.charts.layout import place_nodes
from graphmodel.charts.network_marks import CROWDED, areas_of, community_color, draw_marks, draw_names, draw_ties
from graphmodel.charts.network_ties import (
    MEASURES,
    Pair,
    Ties,
    by_place,
    layout_graph,
    measured,
    only_pairs,
    strongest,
    ties_of,
)
from graphmodel.charts.page import sheet, write_empty, write_footer, write_title
from graphmodel.charts.registry import Drawing, Option, Request, chart
from graphmodel.charts.style import COMMUNITY_COLORS, INK, KIND_MARKERS, LAYER_COLORS, LAYER_DASHES, MUTED, PAPER, style
from graphmodel.graph import Snapshot, scope_of
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

MOST_NODES = 5000
"""Beyond so many stakeholders places stand for them."""

_ASPECT = 1.38
_GAP = 0.075
_PAIRS_EACH = 2
_ALPHA = 0.05
_KINDS_EN = {
    "PartyOrganization": "party organization",
    "Enterprise": "enterprise",
    "SocialOrganization": "social organization",
    "PublicInstitution": "public institution",
    "OwnersCommittee": "owners' committee",
}
_PLACES = {
    "street": Bilingual("streets", "街道"),
    "community": Bilingual("communities", "社区"),
}


@dataclass(frozen=True)
class Chance:
    """Which pairs share more than chance explains, and how many were compared."""

    kept: frozenset[Pair]
    tested: int


def network_chart(
    network: CobuildingNetwork | Ties,
    *,
    told: Provenance,
    most: int = 40,
    measure: str = "strength",
    color: str = "layers",
    chance: Chance | None = None,
    language: Language = "zh",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw who builds with whom: a line for each pair and layer, marks sized by a measure.

    Drawn are the ``most`` stakeholders with the largest measure, and twice as many of the heaviest pairs among them (and the
    heaviest of each). What only makes two members of one alliance is not drawn, unless there is nothing else: it would
    tie everyone to everyone. The footer says how much is left out. The layout is the same every time.

    Parameters
    ----------
    network
        As `graphmodel.analysis.cobuilding` returns it, or ties prepared from it (then of the pairs of ``chance`` only).
    told
        Provenance for the footer.
    most
        How many stakeholders to draw; 0 for all.
    measure
        Of `graphmodel.charts.network_ties.MEASURES`: what marks are sized by.
    color
        ``layers``: lines in the colour of their layer; ``communities``: lines and marks in that of their community.
    chance
        Where given, only pairs that it keeps are drawn.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    ties = network if isinstance(network, Ties) else ties_of(network)
    if chance is not None and not isinstance(network, Ties):
        ties = only_pairs(ties, chance.kept)
    whole = ties.graph
    sizes = measured(whole, measure)
    # Places are tied to nearly all others: only the heaviest pairs say something.
    limit = len(whole) if ties.level and not most else most
    graph = strongest(whole, sizes, most=limit, pairs_each=_PAIRS_EACH)
    community = _communities(whole) if color == "communities" else None
    with style():
        figure, axes = sheet(ax, right=0.78)
        axes.set_axis_off()
        axes.set_xlim(0, _ASPECT)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal", anchor="W")
        if len(graph):
            places = place_nodes(layout_graph(whole, graph), aspect=_ASPECT, gap=_GAP)
            areas = areas_of(sizes, list(places))
            drawn = [graph.has_edge(a, b) for a, b in zip(ties.frame["a"], ties.frame["b"], strict=True)]
            shown = ties.frame[pd.Series(drawn, index=ties.frame.index, dtype=bool)]
            draw_ties(axes, shown, places, community, bundled=ties.level is not None)
            draw_marks(axes, places, areas, ties.known, community)
            draw_names(axes, places, areas, ties.known)
            lines = (
                _layer_lines(shown, ties.level, language, solid=len(places) >= CROWDED)
                if community is None
                else _community_lines(community, sizes, ties.known, language)
            )
            _draw_legend(axes, lines, ties.known.loc[sorted(graph.nodes)], ties.level, language)
        else:
            write_empty(axes, language)
        write_title(axes, _finding(ties, community, chance, told, language), _reading(ties, measure, color, language))
        write_footer(axes, told, language, _notes(ties, graph, measure, chance, language))
    return figure, axes


def chance_of(graph: nx.MultiDiGraph, network: CobuildingNetwork, *, alpha: float = _ALPHA) -> Chance:
    """Return the pairs of a network that share more projects and activities than chance gives among its stakeholders.

    Chance is the stochastic degree sequence model (`graphmodel.analysis.significance.sdsm`), with everything in which
    the stakeholders of the network took part.
    """
    people = set(network.stakeholders["id"])
    joined = nx.Graph()
    for occasion in occasions(Snapshot(graph, network.as_of), channels=("project", "activity"), layer=network.layer):
        joined.add_edges_from((("who", who), ("what", occasion.id)) for who in occasion.participants if who in people)
    rows = {node for node in joined if node[0] == "who"}
    worked = network.frame[network.frame["channel"].isin(["project", "activity"])]
    pairs = set(zip(worked["a"], worked["b"], strict=True))
    if not rows:
        return Chance(frozenset(), 0)
    found = sdsm(joined, nodes=rows, alpha=alpha).frame
    kept = found[found["kept"]]
    beyond = {tuple(sorted((a[1], b[1]))) for a, b in zip(kept["a"], kept["b"], strict=True)}
    return Chance(frozenset(pairs & beyond), len(pairs))


def _communities(graph: nx.Graph) -> dict[str, int]:
    if not len(graph):
        return {}
    found = communities(graph, weight="weight", runs=3).frame
    return dict(zip(found["id"].tolist(), found["community"].tolist(), strict=True))


def _layer_lines(ties: pd.DataFrame, level: str | None, language: Language, *, solid: bool) -> tuple[str, list[Line2D]]:
    zh = language == "zh"
    counts = Counter(ties["layer"].tolist())
    names: dict[str | None, str] = {
        **{item.value: item.chinese if zh else item.value for item in LAYERS},
        None: "未分层" if zh else "no layer",
    }
    lines = [
        Line2D(
            [],
            [],
            color=LAYER_COLORS[layer],
            linestyle="solid" if solid or level else LAYER_DASHES[layer],
            linewidth=2,
            label=f"{name}  {counts[layer]:,}",
        )
        for layer, name in names.items()
        if layer is not None or counts[layer]
    ]
    if level is not None:
        return ("最多的一联（所画对数）" if zh else "Most frequent layer (pairs)"), lines
    return ("图层（所画关系数）" if zh else "Layer (ties drawn)"), lines


def _community_lines(
    community: Mapping[str, int], sizes: Mapping[str, float], known: pd.DataFrame, language: Language
) -> tuple[str, list[Line2D]]:
    """Return a line for each of the largest communities, called after its largest member."""
    zh = language == "zh"
    counts = Counter(community.values())
    lines = []
    for number in range(min(len(counts), len(COMMUNITY_COLORS))):
        first = min((node for node in community if community[node] == number), key=lambda node: (-sizes[node], node))
        name = legible(str(known.loc[first, "name"]), longest=8)
        label = f"{name}等 {counts[number]:,}" if zh else f"{name} … {counts[number]:,}"
        lines.append(Line2D([], [], color=community_color(number), linewidth=4, label=label))
    rest = sum(count for number, count in counts.items() if number >= len(COMMUNITY_COLORS))
    if rest:
        lines.append(Line2D([], [], color=MUTED, linewidth=4, label=f"{'其他' if zh else 'others'} {rest:,}"))
    return ("群组（最大成员，主体数）" if zh else "Community (largest, size)"), lines


def _draw_legend(
    axes: Axes, lines: tuple[str, list[Line2D]], known: pd.DataFrame, level: str | None, language: Language
) -> None:
    zh = language == "zh"
    kinds = Counter(known["kind"].tolist())
    words = dict(STAKEHOLDER_KINDS) if zh else dict(_KINDS_EN)
    if level is not None:
        words = {"Place": _PLACES[level].in_language(language)}
    marks = [
        _mark(KIND_MARKERS[kind], f"{name}  {kinds[kind]:,}", filled=True)
        for kind, name in words.items()
        if kinds[kind]
    ]
    if not known["inside"].all():
        marks.append(_mark("o", "空心：范围之外" if zh else "hollow: outside the scope", filled=False))
    title = (
        ("地方（名后为主体数）" if zh else "Place (with stakeholders)")
        if level
        else ("主体（所画数）" if zh else "Stakeholder (drawn)")
    )
    second = 1.0 - 0.05 * (len(lines[1]) + 2.2)
    for handles, words_, top in ((lines[1], lines[0], 1.0), (marks, title, second)):
        legend = axes.legend(
            handles=handles,
            title=words_,
            loc="upper left",
            bbox_to_anchor=(1.02, top),
            fontsize=9,
            title_fontsize=9.5,
            alignment="left",
            labelspacing=0.7,
            handlelength=3.2 if lines[1] is handles else 1.6,
            borderaxespad=0,
        )
        axes.add_artist(legend)
    # The last legend made is already the axes' own; it would be drawn twice.
    axes.legend_ = None


def _mark(marker: str, label: str, *, filled: bool) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        color=INK,
        markerfacecolor=INK if filled else PAPER,
        markersize=7,
        label=label,
    )


def _finding(
    ties: Ties, community: Mapping[str, int] | None, chance: Chance | None, told: Provenance, language: Language
) -> str:
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
    places = _PLACES[level]
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


def _reading(ties: Ties, measure: str, color: str, language: Language) -> str:
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


def _notes(ties: Ties, graph: nx.Graph, measure: str, chance: Chance | None, language: Language) -> Sequence[str]:
    zh, notes = language == "zh", []
    total, pairs = len(ties.ends), ties.pairs
    if len(graph) < total or graph.number_of_edges() < pairs:
        size = MEASURES[measure].in_language(language)
        notes.append(
            f"只画{size}最大的 {len(graph):,} 个（共 {total:,} 个）之间最强的 {graph.number_of_edges():,} 对关系"
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
            f"偶然：随机度序列模型（SDSM），Benjamini–Hochberg 校正，α = {_ALPHA:g}"
            if zh
            else f"Chance: stochastic degree sequence model (SDSM), Benjamini-Hochberg, alpha = {_ALPHA:g}"
        )
    return [" · ".join(notes)] if notes else []


@chart(
    "network",
    title=Bilingual("Co-building network", "共建网络"),
    description=Bilingual(
        "Who builds with whom, by layer or community; --scope: a street or any other place",
        "谁与谁共建、在哪一联、属哪一群；--scope 可为街道或其他地方",
    ),
    best_level="street",
    options=(
        Option("most", Bilingual("how many stakeholders; 0: all", "画多少个主体；0 为全部"), 40),
        Option("measure", Bilingual("what marks are sized by", "图形大小所表示的指标"), "strength", tuple(MEASURES)),
        Option("color", Bilingual("what colours mean", "颜色表示什么"), "layers", ("layers", "communities")),
        Option("significant", Bilingual("only ties beyond chance", "只画多于偶然的关系"), default=False),
        Option("layer", Bilingual("only one of the five layers", "只画五联中的一联"), None),
        Option(
            "collapse",
            Bilingual(
                f"places in place of stakeholders; auto: communities beyond {MOST_NODES:,}",
                f"以地方代替主体；auto：超过 {MOST_NODES:,} 个时按社区",
            ),
            "auto",
            ("auto", "none", "community", "street"),
        ),
    ),
)
def _chart(asked: Request) -> Drawing:
    options: Mapping[str, Any] = asked.options
    network = cobuilding(asked.graph, as_of=asked.as_of, scope=asked.scope, layer=options["layer"])
    chance = chance_of(asked.graph, network) if options["significant"] else None
    ties = ties_of(network)
    if chance is not None:
        ties = only_pairs(ties, chance.kept)
    level = options["collapse"]
    if level == "auto":
        level = "community" if not options["most"] and len(ties.ends) > MOST_NODES else "none"
    if level != "none":
        ties = _collapsed(asked.graph, ties, level)
    return network_chart(
        ties,
        told=provenance(asked.graph, as_of=asked.as_of, scope=asked.scope),
        most=options["most"],
        measure=options["measure"],
        color=options["color"],
        chance=chance,
        language=asked.language,
    )


def _collapsed(graph: nx.MultiDiGraph, ties: Ties, level: str) -> Ties:
    """Return the ties between the communities or streets in which stakeholders lie."""
    place_of = {}
    for node in ties.ends:
        place = next((place for place in scope_of(graph, node) if graph.nodes[place].get("level") == level), None)
        if place is not None:
            place_of[node] = place
    names = {place: str(graph.nodes[place].get("name", place)) for place in place_of.values()}
    return by_place(ties, place_of, names, level)
