"""From needs to resources: which are met, under way, open, and which resources lie idle, by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_NEEDS, write_empty
from graphmodel.charts.flow_counts import FATES, USES, NeedsAndResources, needs_and_resources
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import BLUE, MUTED, ORANGE, QUIET, style
from graphmodel.schema import Bilingual, Language

_FATE_NAMES = {
    "met": Bilingual("met", "已满足"),
    "under way": Bilingual("under way", "办理中"),
    "used": Bilingual("used", "已使用"),
    "in use": Bilingual("in use", "使用中"),
    "open, offered": Bilingual("open, though a resource lies idle", "未满足，但有闲置资源"),
    "open, not offered": Bilingual("open, nothing offered", "未满足，无可用资源"),
    "idle": Bilingual("idle", "闲置"),
}
_PALE_BLUE = "#6AAED6"
_COLORS = {
    "met": BLUE,
    "used": BLUE,
    "under way": _PALE_BLUE,
    "in use": _PALE_BLUE,
    "open, offered": "#E69F00",
    "open, not offered": ORANGE,
    "idle": MUTED,
}
_MOST_CATEGORIES = 14
_LEFT, _MIDDLE, _RIGHT, _WIDE, _AIR, _LABEL = 0.0, 50.0, 100.0, 1.6, 1.2, 2.4


def flow_chart(
    found: NeedsAndResources, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw needs by category on the left, what became of them in the middle, and the resources by category on the right.

    The width of a ribbon is a number of needs, or of resources; the middle is as high as what comes from the left. Beyond 13
    categories the smallest are drawn as one.

    Parameters
    ----------
    found
        As `needs_and_resources` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    order = _categories(found)
    other = "other" if language == "en" else "其他"
    needs, resources = _merged(found.needs, order, other), _merged(found.resources, order, other)
    names = [
        *order,
        *([other] if any(name == other for name, _ in (*needs, *resources)) and other not in order else []),
    ]
    with style():
        figure, axes = sheet(ax, margins=Margins(left=1.75, right=1.75, bottom=0.95, top=1.15))
        axes.set_axis_off()
        axes.set_xlim(_LEFT, _RIGHT)
        axes.set_ylim(100, 0)
        if needs or resources:
            _draw_side(axes, needs, names, FATES, language, left=True)
            _draw_side(axes, resources, names, USES, language, left=False)
            _draw_headings(axes, needs, resources, language)
        else:
            write_empty(axes, NO_NEEDS, language)
        write_title(axes, _finding(found, told, language), _reading(language), rise=26)
        write_footer(axes, told, language, drop=10)
    return figure, axes


def _categories(found: NeedsAndResources) -> list[str]:
    """Return the categories to draw, those with the most needs first."""
    needs: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for (category, _), count in found.needs.items():
        needs[category] += count
    all_.update(needs)
    for (category, _), count in found.resources.items():
        all_[category] += count
    ranked = sorted(all_, key=lambda category: (-needs[category], -all_[category], category))
    return ranked if len(ranked) <= _MOST_CATEGORIES else ranked[: _MOST_CATEGORIES - 1]


def _merged(counts: Mapping[tuple[str, str], int], order: Sequence[str], other: str) -> dict[tuple[str, str], int]:
    merged: Counter[tuple[str, str]] = Counter()
    for (category, fate), count in counts.items():
        merged[category if category in order else other, fate] += count
    return dict(merged)


def _draw_side(
    axes: Axes,
    counts: Mapping[tuple[str, str], int],
    names: Sequence[str],
    fates: Sequence[str],
    language: Language,
    *,
    left: bool,
) -> None:
    """Draw the categories of one side, the fates at the middle, and a ribbon for each pair of them."""
    total = sum(counts.values())
    if not total:
        return
    of_name = {name: sum(counts.get((name, fate), 0) for fate in fates) for name in names}
    of_fate = {fate: sum(counts.get((name, fate), 0) for name in names) for fate in fates}
    outer, inner = _stack(of_name, total, air=_AIR), _stack(of_fate, total, air=2.6)
    edge, middle = (_LEFT, _MIDDLE - 5) if left else (_RIGHT - _WIDE, _MIDDLE + 5 - _WIDE)
    scale = _scale(of_name, total, _AIR)
    inner_scale = _scale(of_fate, total, 2.6)
    outer_at, inner_at = dict(outer), dict(inner)
    for name in names:
        for fate in fates:
            count = counts.get((name, fate), 0)
            if not count:
                continue
            ends = (
                ((edge + _WIDE if left else edge), outer_at[name], scale * count),
                (
                    (middle if left else middle + _WIDE),
                    inner_at[fate],
                    inner_scale * count,
                ),
            )
            _ribbon(axes, *ends, color=_COLORS[fate])
            outer_at[name] += scale * count
            inner_at[fate] += inner_scale * count
    side = "right" if left else "left"
    drawn = [name for name in names if of_name[name]]
    heights = _apart([outer[name] + scale * of_name[name] / 2 for name in drawn])
    for name, y in zip(drawn, heights, strict=True):
        axes.add_patch(Rectangle((edge, outer[name]), _WIDE, scale * of_name[name], facecolor=QUIET, edgecolor="none"))
        pair = (legible(name, longest=8), f"{of_name[name]:,}")
        axes.annotate(
            "  ".join(pair if left else pair[::-1]),
            (edge if left else edge + _WIDE, y),
            (-6 if left else 6, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=8.5,
            annotation_clip=False,
        )
    for fate in fates:
        if of_fate[fate]:
            high = inner_scale * of_fate[fate]
            axes.add_patch(Rectangle((middle, inner[fate]), _WIDE, high, facecolor=_COLORS[fate], edgecolor="none"))
            words = f"{_FATE_NAMES[fate].in_language(language)} {of_fate[fate]:,}"
            axes.text(
                middle - 0.8 if left else middle + _WIDE + 0.8,
                inner[fate] + high / 2,
                words,
                ha="right" if left else "left",
                va="center",
                fontsize=9,
                bbox={"facecolor": "#FFFFFFD9", "edgecolor": "none", "pad": 1.2},
            )


def _apart(heights: Sequence[float]) -> list[float]:
    """Move labels down where they would touch the one above, and the last ones up again where there is no more room."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + _LABEL) if moved else height)
    limit = 101.0
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - _LABEL
    return moved


def _scale(counts: Mapping[str, int], total: int, air: float) -> float:
    return (100 - air * max(sum(count > 0 for count in counts.values()) - 1, 0)) / total


def _stack(counts: Mapping[str, int], total: int, *, air: float) -> dict[str, float]:
    """Return where each block begins, from above."""
    scale, at, begins = _scale(counts, total, air), 0.0, {}
    for name, count in counts.items():
        begins[name] = at
        at += scale * count + (air if count else 0)
    return begins


def _ribbon(axes: Axes, one: tuple[float, float, float], other: tuple[float, float, float], *, color: str) -> None:
    """Draw a band between two upright edges, each (x, top, height)."""
    (x0, top0, high0), (x1, top1, high1) = one, other
    bend = (x0 + x1) / 2
    points = [
        (x0, top0),
        (bend, top0),
        (bend, top1),
        (x1, top1),
        (x1, top1 + high1),
        (bend, top1 + high1),
        (bend, top0 + high0),
        (x0, top0 + high0),
        (x0, top0),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    path = Path(np.array(points), codes)
    axes.add_patch(PathPatch(path, facecolor=color, edgecolor="none", alpha=0.42, linewidth=0))


def _draw_headings(
    axes: Axes, needs: Mapping[tuple[str, str], int], resources: Mapping[tuple[str, str], int], language: Language
) -> None:
    words = (
        (f"needs {sum(needs.values()):,}", f"resources {sum(resources.values()):,}")
        if language == "en"
        else (
            f"需求 {sum(needs.values()):,} 项",
            f"资源 {sum(resources.values()):,} 项",
        )
    )
    for word, x, side in zip(words, (0, 1), ("left", "right"), strict=True):
        axes.annotate(word, (x, 1), (0, 6), xycoords="axes fraction", textcoords="offset points", ha=side, fontsize=9.5)


def _finding(found: NeedsAndResources, told: Provenance, language: Language) -> str:
    zh = language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    total = sum(found.needs.values())
    idle = sum(count for (_, use), count in found.resources.items() if use == "idle")
    if not total:
        if not found.resources:
            return f"{name}没有需求与资源" if zh else f"{name}: there are no needs and no resources"
        offered = sum(found.resources.values())
        return (
            f"{name}：没有需求；{offered:,} 项资源中 {idle:,} 项闲置"
            if zh
            else f"{name}: no needs; {idle:,} of {offered:,} resources lie idle"
        )
    fates = Counter[str]()
    for (_, fate), count in found.needs.items():
        fates[fate] += count
    waiting = fates["open, offered"] + fates["open, not offered"]
    if zh:
        return (
            f"{name}：{total:,} 项需求中 {fates['met']:,} 项已满足，{waiting:,} 项未满足，"
            f"其中 {fates['open, offered']:,} 项同类有闲置资源"
        )
    return (
        f"{name}: {fates['met']:,} of {total:,} needs are met, {waiting:,} open, "
        f"{fates['open, offered']:,} of these while a resource of the kind lies idle"
    )


def _reading(language: Language) -> str:
    if language == "en":
        return "Left: needs by category and what became of them. Right: resources by category and use. Width: a number, each side to its own scale."
    return "左：需求按类别及其去向；右：资源按类别及其使用。带宽与数目成正比，左右各按自己的比例。"


@chart(
    "flow",
    title=Bilingual("Needs and resources", "需求与资源流向"),
    description=Bilingual(
        "Needs by category: met, under way, open; resources: used, idle; --scope: any place",
        "需求按类别的去向与资源的使用；--scope 可为任何地方",
    ),
)
def _chart(asked: Request) -> Drawing:
    found = needs_and_resources(asked.graph, as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return flow_chart(found, told=told, language=asked.language)
