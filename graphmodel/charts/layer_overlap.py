"""How far the five layers join the same pairs: a column for every combination of layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_LAYERS, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, beside, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, FAINT, INK, LAYER_COLORS, PAPER, QUIET, style
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

Combination = tuple[str, ...]

_MOST_COLUMNS = 20
_NAMES = {layer.value: Bilingual(layer.value, layer.chinese) for layer in LAYERS}
# The matrix takes a row a layer, the bars above it as much as eight rows.
_BARS = 7.0
# The bars on the left begin beyond the names.
_BAR_INCHES, _LONGEST_INCHES = 1.15, 1.5


@dataclass(frozen=True)
class LayerOverlap:
    """Pairs of stakeholders by the layers in which they build together.

    Attributes
    ----------
    combinations
        How many pairs build together in exactly these layers.
    without
        Pairs whose ties have no layer at all.
    """

    combinations: Mapping[Combination, int]
    without: int

    @property
    def pairs(self) -> int:
        """How many pairs build together in any layer."""
        return sum(self.combinations.values())

    def in_layer(self, *layers: str) -> int:
        """Return how many pairs build together in all of some layers, and perhaps in others."""
        return sum(count for found, count in self.combinations.items() if set(layers) <= set(found))

    def jaccard(self, one: str, other: str) -> float:
        """Return how many of the pairs of either layer are pairs of both (Jaccard index); 0 without any."""
        both = self.in_layer(one, other)
        either = self.in_layer(one) + self.in_layer(other) - both
        return both / either if either else 0.0


def layer_overlap(network: CobuildingNetwork) -> LayerOverlap:
    """Count the pairs of a network by the exact set of layers that join them.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    >>> for layer in ("culture", "safety"):
    ...     _ = graph.add_edge("a", "b", key=layer, type="BUILDS_WITH", layer=layer)
    >>> layer_overlap(cobuilding(graph)).combinations
    {('safety', 'culture'): 1}
    """
    frame = network.frame[["a", "b", "layer"]].drop_duplicates()
    order = {layer.value: number for number, layer in enumerate(LAYERS)}
    layers_of: dict[tuple[str, str], list[str]] = {}
    for a, b, layer in zip(frame["a"], frame["b"], frame["layer"], strict=True):
        found = layers_of.setdefault((a, b), [])
        if layer in order:
            found.append(layer)
    counts = Counter(tuple(sorted(layers, key=order.__getitem__)) for layers in layers_of.values())
    without = counts.pop((), 0)
    ranked = sorted(counts, key=lambda layers: (-counts[layers], len(layers), layers))
    return LayerOverlap({layers: counts[layers] for layers in ranked}, without)


def layer_overlap_chart(
    overlap: LayerOverlap, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw the exact combinations of layers, the most frequent first, with the pairs of each (an UpSet plot [1]_).

    Parameters
    ----------
    overlap
        As `layer_overlap` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.

    References
    ----------
    .. [1] Lex, A., Gehlenborg, N., Strobelt, H., Vuillemot, R., Pfister, H. (2014). UpSet: visualization of intersecting sets.
       IEEE Transactions on Visualization and Computer Graphics 20 (12), 1983-1992.
    """
    shown = list(overlap.combinations.items())[:_MOST_COLUMNS]
    rows = sorted(_NAMES, key=lambda layer: -overlap.in_layer(layer))
    with style():
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], 6.4), margins=Margins(left=3.6, right=0.35, bottom=0.95, top=1.1)
        )
        axes.set_axis_off()
        axes.set_xlim(-0.5, max(len(shown), 8) - 0.5)
        axes.set_ylim(len(rows) - 0.4, -_BARS)
        if shown:
            _draw_rows(axes, overlap, rows, language)
            _draw_columns(axes, shown, rows)
            axes.annotate(
                "pairs in exactly these layers" if language == "en" else "恰在这些层共建的对数",
                (-0.5, -_BARS),
                (-8, -4),
                textcoords="offset points",
                ha="right",
                va="top",
                fontsize=8,
                color=QUIET,
            )
        else:
            write_empty(axes, NO_LAYERS, language)
        write_title(axes, _finding(overlap, told, language), _reading(language))
        write_footer(axes, told, language, _notes(overlap, len(shown), language), drop=14)
    return figure, axes


def _draw_rows(axes: Axes, overlap: LayerOverlap, rows: list[str], language: Language) -> None:
    most = max(overlap.in_layer(layer) for layer in rows) or 1
    for y, layer in enumerate(rows):
        total = overlap.in_layer(layer)
        if y % 2 == 0:
            axes.axhspan(y - 0.42, y + 0.42, facecolor="#F3F5F7", zorder=-2)
        axes.annotate(
            _NAMES[layer].in_language(language),
            (-0.5, y),
            (-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=10,
            annotation_clip=False,
        )
        # The bar of all the pairs of the layer grows to the left, away from the combinations.
        begin, wide_ = -_BAR_INCHES, _LONGEST_INCHES * total / most
        bar = (begin - wide_, y - 0.18), wide_, 0.36
        axes.add_patch(Rectangle(*bar, facecolor=LAYER_COLORS[layer], transform=beside(axes, 0), clip_on=False))
        axes.text(
            begin - wide_ - 0.05,
            y,
            f"{total:,}",
            ha="right",
            va="center",
            fontsize=8,
            color=QUIET,
            transform=beside(axes, 0),
        )
    axes.annotate(
        "all pairs" if language == "en" else "全部对数",
        (-0.5, -0.5),
        (-86, 4),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=8,
        color=QUIET,
        annotation_clip=False,
    )


def _draw_columns(axes: Axes, shown: list[tuple[Combination, int]], rows: list[str]) -> None:
    most = max(count for _, count in shown)
    for x, (layers, count) in enumerate(shown):
        top = -0.75 - (_BARS - 1.5) * count / most
        color = LAYER_COLORS[layers[0]] if len(layers) == 1 else INK
        axes.fill_between([x - 0.32, x + 0.32], -0.75, top, color=color, linewidth=0)
        axes.text(x, top - 0.12, f"{count:,}", ha="center", va="bottom", fontsize=8)
        inside = [y for y, layer in enumerate(rows) if layer in layers]
        axes.plot([x, x], [inside[0], inside[-1]], color=INK, lw=2, zorder=1, solid_capstyle="butt")
        for y, layer in enumerate(rows):
            filled = layer in layers
            axes.plot(
                [x],
                [y],
                marker="o",
                markersize=8,
                zorder=2,
                linestyle="none",
                markerfacecolor=LAYER_COLORS[layer] if filled else PAPER,
                markeredgecolor=INK if filled else FAINT,
            )


def _finding(overlap: LayerOverlap, told: Provenance, language: Language) -> str:
    zh = language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    if not overlap.pairs:
        return f"{name}没有分层的共建关系" if zh else f"{name}: there are no ties with a layer"
    several = sum(count for layers, count in overlap.combinations.items() if len(layers) > 1)
    share = f"{several / overlap.pairs:.0%}"
    if not several:
        return (
            f"{name}：{overlap.pairs:,} 对都只在一层共建"
            if zh
            else f"{name}: each of the {overlap.pairs:,} pairs builds in one layer only"
        )
    one, other = max(combinations(_NAMES, 2), key=lambda pair: overlap.jaccard(*pair))
    index = overlap.jaccard(one, other)
    if zh:
        return (
            f"{name}：{overlap.pairs:,} 对中 {several:,} 对（{share}）不止在一层共建，"
            f"{_NAMES[one].zh}与{_NAMES[other].zh}重叠最多（Jaccard {index:.2f}）"
        )
    return (
        f"{name}: {several:,} of {overlap.pairs:,} pairs ({share}) build in more than one layer; "
        f"{one} and {other} overlap most (Jaccard {index:.2f})"
    )


def _reading(language: Language) -> str:
    if language == "en":
        return "A column: the pairs that build together in exactly the marked layers. Left: all pairs of a layer, whatever else joins them."
    return "一列：恰好在所标各层共建的对数；左侧横条：该层的全部对数。"


def _notes(overlap: LayerOverlap, shown: int, language: Language) -> list[str]:
    zh, notes = language == "zh", []
    total = len(overlap.combinations)
    if shown < total:
        notes.append(
            f"只画最多的 {shown} 种组合，共 {total} 种"
            if zh
            else f"Shown: the {shown} most frequent of {total} combinations"
        )
    if overlap.without:
        notes.append(
            f"另有 {overlap.without:,} 对未分层（如仅同属一个联盟）"
            if zh
            else f"{overlap.without:,} more pairs have no layer, such as members of one alliance"
        )
    return [" · ".join(notes)] if notes else []


@chart(
    "layers",
    title=Bilingual("Overlap of the five layers", "五联重叠"),
    description=Bilingual(
        "How many pairs build together in which combination of layers; --scope: any place",
        "多少对主体在哪些层的组合中共建；--scope 可为任何地方",
    ),
)
def _chart(asked: Request) -> Drawing:
    network = cobuilding(asked.graph, as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return layer_overlap_chart(layer_overlap(network), told=told, language=asked.language)
