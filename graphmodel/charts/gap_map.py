"""The chain from district to compound on one page, with the gaps of every compound marked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_COMPOUNDS, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.gap_map_rows import SEVERITIES, GapMap, MapRow, gap_map
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, FAINT, INK, PAPER, QUIET, SEVERITY_COLORS, style
from graphmodel.schema import Bilingual, Language

_WORDS = {
    "high": Bilingual("high", "高"),
    "medium": Bilingual("medium", "中"),
    "low": Bilingual("low", "低"),
    "none": Bilingual("no gap", "无缺口"),
}
_ROWS_A_PANEL, _MOST_ROWS = 56, 112
# Where the columns of a panel stand, of 100: street, community, cells, figures.
_GROUP, _NAME, _CELLS, _SHARE, _END = 0.0, 15.0, 33.5, 84.5, 96.0
_ROW_INCHES, _HIGHEST_ROW = 0.108, 0.34


def gap_map_chart(
    found: GapMap, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw a row a community, grouped by street, and in it a cell a compound, shaded by the gravest gap in it.

    Streets and communities with the largest share of high gaps come first. Beyond 112 communities the rest is left out, which the
    footer says.

    Parameters
    ----------
    found
        As `gap_map` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    shown = found.rows[:_MOST_ROWS]
    panels = _panels(shown)
    deepest = max((len(panel) + _breaks(panel) for panel in panels), default=1)
    with style():
        tall = A4_LANDSCAPE[1] - 1.9
        row_inches = max(_ROW_INCHES, min(_HIGHEST_ROW, tall / (deepest + 1)))
        height = min(A4_LANDSCAPE[1], max(3.2, 1.9 + row_inches * (deepest + 1)))
        figure, axes = sheet(ax, size=(A4_LANDSCAPE[0], height), margins=Margins(bottom=0.85, top=1.05))
        axes.set_axis_off()
        # Beyond the figures of the last panel there is no further one to keep away from.
        axes.set_xlim(0, 100 * max(len(panels), 1) - (100 - _END))
        axes.set_ylim(deepest + 0.2, -1.2)
        widest = max((row.total for row in shown), default=1) or 1
        for number, panel in enumerate(panels):
            _draw_panel(axes, 100.0 * number, panel, found.groups, widest, language, rows=deepest)
        if shown:
            _draw_legend(axes, found.compounds, language)
        else:
            write_empty(axes, NO_COMPOUNDS, language)
        write_title(axes, _finding(found, told, language), _reading(found, language), rise=20)
        write_footer(axes, told, language, _notes(found, len(shown), language), drop=8, rules=True)
    return figure, axes


def _panels(rows: Sequence[MapRow]) -> list[list[MapRow]]:
    """Part the rows into one or two panels of about equal length, between streets."""
    if len(rows) <= _ROWS_A_PANEL // 2:
        return [list(rows)] if rows else []
    # The cut between streets that leaves the two panels most alike.
    cuts = [n for n in range(1, len(rows)) if rows[n].group != rows[n - 1].group]
    half = min(cuts, key=lambda n: abs(n - len(rows) / 2), default=math.ceil(len(rows) / 2))
    return [list(rows[:half]), list(rows[half:])]


def _breaks(panel: Sequence[MapRow]) -> float:
    return 0.6 * (len({row.group for row in panel}) - 1)


def _draw_panel(
    axes: Axes,
    left: float,
    panel: Sequence[MapRow],
    groups: Mapping[str, str],
    widest: int,
    language: Language,
    *,
    rows: float,
) -> None:
    size = min(8.5, max(5.6, 0.62 * 72 * axes.bbox.height / axes.figure.dpi / (rows + 1.4)))
    words = (
        ("街道", "社区", "小区（一格一个）", "高/全部")
        if language == "zh"
        else (
            "street",
            "community",
            "compounds (a cell each)",
            "high/all",
        )
    )
    for word, x, side in zip(words, (_GROUP, _NAME, _CELLS, _END), ("left", "left", "left", "right"), strict=True):
        axes.text(left + x, -0.75, word, ha=side, va="center", fontsize=7, color=QUIET)
    y, cell, before = 0.0, (_SHARE - _CELLS) / widest, None
    for row in panel:
        if row.group != before:
            y += 0.6 if before is not None else 0.0
            _draw_group(axes, left, y, [other for other in panel if other.group == row.group], groups[row.group], size)
            before = row.group
        _draw_row(axes, left, y, row, cell, size)
        y += 1


def _draw_group(axes: Axes, left: float, y: float, rows: Sequence[MapRow], name: str, size: float) -> None:
    total, high = sum(row.total for row in rows), sum(row.compounds["high"] for row in rows)
    axes.plot([left + _NAME - 1.2] * 2, [y, y + len(rows) - 0.15], color=QUIET, lw=0.8, solid_capstyle="butt")
    axes.text(left + _GROUP, y + 0.45, legible(name, longest=9), va="center", fontsize=size + 0.8)
    if total and len(rows) > 1:
        axes.text(left + _GROUP, y + 1.45, f"{high}/{total}", va="center", fontsize=size, color=QUIET)


def _draw_row(axes: Axes, left: float, y: float, row: MapRow, cell: float, size: float) -> None:
    mark = "▲" if row.broken else ""
    axes.text(
        left + _NAME,
        y + 0.45,
        mark + legible(row.name, longest=10),
        va="center",
        fontsize=size,
        color=ALARM if row.broken else INK,
    )
    x = left + _CELLS
    for severity in SEVERITIES:
        for _ in range(row.compounds[severity]):
            axes.add_patch(
                Rectangle(
                    (x + 0.06 * cell, y + 0.06),
                    0.88 * cell,
                    0.78,
                    facecolor=SEVERITY_COLORS[severity],
                    edgecolor=FAINT if severity == "none" else "none",
                    linewidth=0.3,
                )
            )
            x += cell
    words = f"{row.compounds['high']}/{row.total}" if row.total else "–"
    axes.text(left + _END, y + 0.45, words, ha="right", va="center", fontsize=size, color=QUIET)


def _draw_legend(axes: Axes, compounds: Mapping[str, int], language: Language) -> None:
    handles = [
        Rectangle((0, 0), 1, 1, facecolor=SEVERITY_COLORS[severity], edgecolor=FAINT, linewidth=0.5)
        for severity in SEVERITIES
    ]
    labels = [f"{_WORDS[severity].in_language(language)} {compounds[severity]:,}" for severity in SEVERITIES]
    axes.legend(
        handles,
        labels,
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=4,
        fontsize=8,
        handlelength=1.1,
        handleheight=0.9,
        columnspacing=1.4,
        borderaxespad=0.1,
        facecolor=PAPER,
    )


def _finding(found: GapMap, told: Provenance, language: Language) -> str:
    compounds, zh = found.compounds, language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    total = compounds.total()
    if not total:
        return f"{name}：没有可画的小区" if zh else f"{name}: there are no compounds to draw"
    share = f"{compounds['high'] / total:.0%}"
    said = (
        f"{name}：{total:,} 个小区中 {compounds['high']:,} 个（{share}）有高等级缺口"
        if zh
        else f"{name}: {compounds['high']:,} of {total:,} compounds ({share}) have a high gap"
    )
    if len(found.rows) == 1:
        # Of one community there is no gravest.
        free = compounds["none"]
        if not free:
            return f"{said}，没有一个无缺口" if zh else f"{said}; none is without a gap"
        return f"{said}，{free:,} 个没有缺口" if zh else f"{said}; {free:,} have no gap"
    first, high, all_ = _gravest(found)
    return f"{said}，{first}最重（{high}/{all_}）" if zh else f"{said}; gravest: {first} ({high}/{all_})"


def _gravest(found: GapMap) -> tuple[str, int, int]:
    """Return the street that stands first, or the community where there is but one street: name, high gaps, compounds."""
    first = found.rows[0]
    if len({row.group for row in found.rows}) == 1:
        return legible(first.name, longest=16), first.compounds["high"], first.total
    street = [row for row in found.rows if row.group == first.group]
    high, total = sum(row.compounds["high"] for row in street), sum(row.total for row in street)
    return legible(found.groups[first.group], longest=16), high, total


def _reading(found: GapMap, language: Language) -> str:
    broken = any(row.broken for row in found.rows)
    if language == "en":
        more = " ▲ in red: the community itself has a high gap." if broken else ""
        return f"A cell: a compound, shaded by the gravest gap in it.{more}"
    return f"一格：一个小区，深浅为其中最重的缺口。{'红色▲：社区自身有高等级缺口。' if broken else ''}"


def _notes(found: GapMap, shown: int, language: Language) -> list[str]:
    zh, notes = language == "zh", []
    if shown < len(found.rows):
        notes.append(
            f"只画缺口最重的 {shown} 个社区，共 {len(found.rows)} 个"
            if zh
            else f"Shown: the {shown} communities with the gravest gaps, of {len(found.rows)}"
        )
    if found.astray:
        notes.append(
            f"{found.astray} 个小区不属于任何社区，未画"
            if zh
            else f"not drawn: {found.astray} compounds in no community"
        )
    if found.elsewhere:
        notes.append(
            f"另有 {found.elsewhere:,} 处缺口不在任何社区之内"
            if zh
            else f"{found.elsewhere:,} more gaps lie in no community"
        )
    return [" · ".join(notes)] if notes else []


@chart(
    "gap-map",
    title=Bilingual("Gap map of the chain", "链条缺口图"),
    description=Bilingual(
        "Streets, communities and every compound, shaded by the gravest gap; --scope: a district, street or community",
        "街道、社区与每个小区，以深浅标出最重的缺口；--scope 可为区、街道或社区",
    ),
)
def _chart(asked: Request) -> Drawing:
    from graphmodel.gaps.find import find_gaps  # noqa: PLC0415 -- the rules are loaded only when they are needed

    report = find_gaps(asked.graph, as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return gap_map_chart(gap_map(asked.graph, report), told=told, language=asked.language)
