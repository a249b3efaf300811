"""The co-building network of a place: layers or communities as colours, stakeholders sized by a measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.measures import communities
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS
from graphmodel.charts.empty import NO_TIES, NO_TIES_BEYOND_CHANCE, NO_TIES_IN_LAYER, Nothing, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.layout import place_nodes
from graphmodel.charts.network_chance import Chance, chance_of
from graphmodel.charts.network_marks import CROWDED, areas_of, community_color, draw_marks, draw_names, draw_ties
from graphmodel.charts.network_ties import (
    MEASURES,
    Ties,
    by_place,
    heaviest_pairs,
    layout_graph,
    measured,
    only_pairs,
    strongest,
    ties_of,
)
from graphmodel.charts.network_words import PLACES, finding, notes_of, reading
from graphmodel.charts.page import sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Option, Request, chart
from graphmodel.charts.style import COMMUNITY_COLORS, INK, KIND_MARKERS, LAYER_COLORS, LAYER_DASHES, MUTED, PAPER, style
from graphmodel.graph import scope_of
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

MOST_NODES = 5000
"""Beyond so many stakeholders places stand for them."""

_ASPECT = 1.38
_GAP = 0.075
_PAIRS_EACH = 2
_KINDS_EN = {
    "PartyOrganization": "party organization",
    "Enterprise": "enterprise",
    "SocialOrganization": "social organization",
    "PublicInstitution": "public institution",
    "OwnersCommittee": "owners' committee",
}


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
    # Ties beyond chance are few and far between: the largest stakeholders have hardly any among themselves.
    graph = (
        strongest(whole, sizes, most=limit, pairs_each=_PAIRS_EACH)
        if chance is None
        else heaviest_pairs(whole, most=limit)
    )
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
                _layer_lines(shown, ties, language, solid=len(places) >= CROWDED)
                if community is None
                else _community_lines(community, sizes, ties.known, language)
            )
            _draw_legend(axes, lines, ties.known.loc[sorted(graph.nodes)], ties.level, language)
        else:
            write_empty(axes, _nothing(ties, chance), language)
        write_title(axes, finding(ties, community, chance, told, language), reading(ties, measure, color, language))
        write_footer(axes, told, language, notes_of(ties, graph, measure, chance, language))
    return figure, axes


def _nothing(ties: Ties, chance: Chance | None) -> Nothing:
    if chance is not None and chance.tested:
        return NO_TIES_BEYOND_CHANCE
    return NO_TIES if ties.layer is None else NO_TIES_IN_LAYER


def _communities(graph: nx.Graph) -> dict[str, int]:
    if not len(graph):
        return {}
    found = communities(graph, weight="weight", runs=3).frame
    return dict(zip(found["id"].tolist(), found["community"].tolist(), strict=True))


def _layer_lines(shown: pd.DataFrame, ties: Ties, language: Language, *, solid: bool) -> tuple[str, list[Line2D]]:
    zh, level = language == "zh", ties.level
    counts = Counter(shown["layer"].tolist())
    names: dict[str | None, str] = {
        **{item.value: item.in_language(language) for item in LAYERS},
        None: "未分层" if zh else "no layer",
    }
    if ties.only_members:
        names = {None: "同属联盟" if zh else "same alliance"}
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
        words = {"Place": PLACES[level].in_language(language)}
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
