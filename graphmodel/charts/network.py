"""The co-building network of one street: layers as colours, stakeholders sized by what they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS
from graphmodel.charts.fonts import legible
from graphmodel.charts.labels import place_labels
from graphmodel.charts.layout import place_nodes
from graphmodel.charts.page import sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import INK, KIND_MARKERS, LAYER_COLORS, LAYER_DASHES, PAPER, style
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

_ASPECT = 1.38
_GAP = 0.075
_MOST_LABELS = 40
_PAIRS_EACH = 2
_KINDS_EN = {
    "PartyOrganization": "party organization",
    "Enterprise": "enterprise",
    "SocialOrganization": "social organization",
    "PublicInstitution": "public institution",
    "OwnersCommittee": "owners' committee",
}


def network_chart(
    network: CobuildingNetwork,
    *,
    told: Provenance,
    most: int = 40,
    language: Language = "zh",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw who builds with whom: a line for each pair and layer, stakeholders sized by their strength.

    Drawn are the ``most`` stakeholders with the largest strength, and twice as many of the heaviest pairs among them (and the
    heaviest of each). What only makes two members of one alliance is not drawn: it would
    tie everyone to everyone. The footer says how much is left out. The layout is the same every time.

    Parameters
    ----------
    network
        As `graphmodel.analysis.cobuilding` returns it.
    told
        Provenance for the footer.
    most
        How many stakeholders to draw.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    ties = _drawn_ties(network.frame)
    graph = _strongest(ties, most)
    known = network.stakeholders.set_index("id")
    with style():
        figure, axes = sheet(ax, right=0.78)
        axes.set_axis_off()
        axes.set_xlim(0, _ASPECT)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal", anchor="W")
        places = place_nodes(graph, aspect=_ASPECT, gap=_GAP) if len(graph) else {}
        sizes = _sizes(graph)
        drawn = [graph.has_edge(a, b) for a, b in zip(ties["a"], ties["b"], strict=True)]
        shown = ties[pd.Series(drawn, index=ties.index, dtype=bool)]
        _draw_ties(axes, shown, places)
        _draw_nodes(axes, places, sizes, known)
        _draw_labels(axes, places, sizes, known)
        _draw_legend(axes, shown, known.loc[sorted(graph.nodes)], language)
        write_title(axes, _finding(ties, told, language), _reading(language))
        write_footer(axes, told, language, _notes(network, ties, graph, language))
    return figure, axes


def _drawn_ties(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum the rows up to one a pair and layer, without those of alliances."""
    ties = frame[frame["channel"] != "alliance"]
    ties = ties.assign(layer=ties["layer"].where(ties["layer"].notna(), ""))
    summed = ties.groupby(["a", "b", "layer"], sort=True)[["count", "weight"]].sum().reset_index()
    layers = pd.Series([layer or None for layer in summed["layer"].tolist()], dtype=object)
    return summed.assign(layer=layers)


def _strongest(ties: pd.DataFrame, most: int) -> nx.Graph:
    """Keep the strongest stakeholders, and among them the strongest pairs and each one's strongest."""
    graph = nx.Graph()
    for a, b, weight in zip(ties["a"], ties["b"], ties["weight"], strict=True):
        before = graph.edges[a, b]["weight"] if graph.has_edge(a, b) else 0.0
        graph.add_edge(a, b, weight=before + weight)
    strength = dict(graph.degree(weight="weight"))
    chosen = sorted(graph, key=lambda node: (-strength[node], node))[:most]
    ranked = sorted(graph.subgraph(chosen).edges(data="weight"), key=lambda edge: (-edge[2], *sorted(edge[:2])))
    part = nx.Graph()
    for number, (a, b, weight) in enumerate(ranked):
        if number < _PAIRS_EACH * most or a not in part or b not in part:
            part.add_edge(a, b, weight=weight)
    nx.set_node_attributes(part, strength, "strength")
    return part


def _sizes(graph: nx.Graph) -> dict[str, float]:
    """Return the area of each node in square points, proportional to its strength."""
    strength = dict(graph.nodes(data="strength"))
    largest = max(strength.values(), default=1.0)
    return {node: 28 + 420 * value / largest for node, value in strength.items()}


def _draw_ties(axes: Axes, ties: pd.DataFrame, places: dict[str, NDArray[np.float64]]) -> None:
    order = {item.value: number for number, item in enumerate(LAYERS)}
    for (a, b), rows in ties.groupby(["a", "b"], sort=True):
        layers = sorted(zip(rows["layer"], rows["count"], strict=True), key=lambda row: order.get(row[0], 9))
        for number, (layer, count) in enumerate(layers):
            bend = _spread(places[str(a)], places[str(b)]) * (number - (len(layers) - 1) / 2)
            line = LineCollection(
                [_arc(places[str(a)], places[str(b)], bend)],
                colors=[LAYER_COLORS[layer]],
                linestyles=[LAYER_DASHES[layer]],
                # What has no layer stays in the background.
                linewidths=[(0.7 + 0.7 * math.log2(count)) * (1 if layer else 0.6)],
                alpha=0.75,
                zorder=1,
            )
            axes.add_collection(line, autolim=False)


def _spread(begin: NDArray[np.float64], end: NDArray[np.float64]) -> float:
    """Return how far apart the lines of a pair swing: less where the two stand close, lest they make loops."""
    return min(0.05, 0.2 * float(np.hypot(*(end - begin))))


def _arc(begin: NDArray[np.float64], end: NDArray[np.float64], bend: float) -> NDArray[np.float64]:
    """Return a curve between two points that swings out by about half of ``bend``."""
    along = end - begin
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    middle = (begin + end) / 2 + bend * across
    t = np.linspace(0, 1, 24)[:, None]
    return np.asarray((1 - t) ** 2 * begin + 2 * t * (1 - t) * middle + t**2 * end, dtype=np.float64)


def _draw_nodes(
    axes: Axes, places: dict[str, NDArray[np.float64]], sizes: dict[str, float], known: pd.DataFrame
) -> None:
    for node, (x, y) in places.items():
        told = known.loc[node]
        axes.scatter(
            [x],
            [y],
            s=sizes[node],
            marker=KIND_MARKERS[told["kind"]],
            facecolor=INK if told["inside"] else PAPER,
            edgecolor=PAPER if told["inside"] else INK,
            linewidth=0.9,
            zorder=2,
        )


def _draw_labels(
    axes: Axes, places: dict[str, NDArray[np.float64]], sizes: dict[str, float], known: pd.DataFrame
) -> None:
    ordered = sorted(places, key=lambda node: (-sizes[node], node))
    points = np.array([places[node] for node in ordered]).reshape(-1, 2)
    names = [legible(known.loc[node]["name"], longest=14) for node in ordered[:_MOST_LABELS]]
    place_labels(axes, names, points, [sizes[node] for node in ordered])


def _draw_legend(axes: Axes, ties: pd.DataFrame, known: pd.DataFrame, language: Language) -> None:
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
            linestyle=LAYER_DASHES[layer],
            linewidth=2,
            label=f"{name}  {counts[layer]}",
        )
        for layer, name in names.items()
        if layer is not None or counts[layer]
    ]
    kinds = Counter(known["kind"].tolist())
    words = STAKEHOLDER_KINDS if zh else _KINDS_EN
    marks = [
        _mark(KIND_MARKERS[kind], f"{name}  {kinds[kind]}", filled=True) for kind, name in words.items() if kinds[kind]
    ]
    if not known["inside"].all():
        marks.append(_mark("o", "空心：范围之外" if zh else "hollow: outside the scope", filled=False))
    titles = ("图层（所画关系数）", "主体（所画数）") if zh else ("Layer (ties drawn)", "Stakeholder (drawn)")
    for handles, title, top in ((lines, titles[0], 1.0), (marks, titles[1], 0.64)):
        legend = axes.legend(
            handles=handles,
            title=title,
            loc="upper left",
            bbox_to_anchor=(1.02, top),
            fontsize=9,
            title_fontsize=9.5,
            alignment="left",
            labelspacing=0.7,
            handlelength=3.2,
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


def _finding(ties: pd.DataFrame, told: Provenance, language: Language) -> str:
    zh = language == "zh"
    name = legible(told.scope or "", longest=20)
    pairs, people = len(ties.drop_duplicates(["a", "b"])), len({*ties["a"], *ties["b"]})
    if not pairs:
        return f"{name}没有可画的共建关系" if zh else f"{name}: there are no co-building ties to draw"
    counts = {item: int((ties["layer"] == item.value).sum()) for item in LAYERS}
    fewest, most = min(counts, key=lambda item: counts[item]), max(counts, key=lambda item: counts[item])
    if zh:
        return f"{name}：{people:,} 个主体结成 {pairs:,} 对共建关系，{most.chinese}最多（{counts[most]:,} 对），{fewest.chinese}最少（{counts[fewest]:,} 对）"
    return f"{name}: {people:,} stakeholders in {pairs:,} pairs, most in {most.value} ({counts[most]:,}), fewest in {fewest.value} ({counts[fewest]:,})"


def _reading(language: Language) -> str:
    if language == "en":
        return "A line: two have built together in this layer, wider the more often. A mark: its area grows with weighted degree (Newman's weights)."
    return "连线：两个主体在该层共建过，越粗次数越多。图形面积与加权度（Newman 权重）成正比。"


def _notes(network: CobuildingNetwork, ties: pd.DataFrame, graph: nx.Graph, language: Language) -> Sequence[str]:
    total = len({*ties["a"], *ties["b"]})
    members = network.frame[network.frame["channel"] == "alliance"][["a", "b"]].drop_duplicates()
    drawn = set(zip(ties["a"], ties["b"], strict=True))
    paper = sum(pair not in drawn for pair in zip(members["a"], members["b"], strict=True))
    zh, notes = language == "zh", []
    if len(graph) < total or graph.number_of_edges() < len(drawn):
        people, pairs = len(graph), graph.number_of_edges()
        notes.append(
            f"只画加权度最大的 {people} 个主体（共 {total:,} 个）之间最强的 {pairs} 对关系"
            if zh
            else f"Drawn: the {pairs} heaviest pairs among the {people} of largest weighted degree, of {total:,}"
        )
    if paper:
        notes.append(
            f"仅同属一个联盟、未共同做事的 {paper:,} 对不画"
            if zh
            else f"Not drawn: {paper:,} pairs that only belong to the same alliance"
        )
    return [" · ".join(notes)] if notes else []


@chart(
    "network",
    title=Bilingual("Co-building network of a street", "街道共建网络"),
    description=Bilingual(
        "Who builds with whom in a street, by layer; --scope: a street or any other place",
        "一个街道内谁与谁共建、在哪一联；--scope 可为街道或其他地方",
    ),
)
def _chart(asked: Request) -> Drawing:
    network = cobuilding(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return network_chart(
        network, told=provenance(asked.graph, as_of=asked.as_of, scope=asked.scope), language=asked.language
    )
