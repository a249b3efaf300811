"""Published totals beside what the graph gives."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_TOTALS, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, BLUE, FAINT, INK, QUIET, style
from graphmodel.gaps.reconciliation import Total, published_totals
from graphmodel.schema import Bilingual, Language

_MOST_ROWS = 30
_NARROWEST, _WIDEST = 0.05, 0.5
"""The axis ends at least and at most here: what is further off stands at its edge, with its number."""


def totals_chart(
    totals: Sequence[Total], *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw how far the graph is from each published figure: a dot on the line of 0 agrees.

    Figures that differ come first, in red; of more than 30 the rest is left out, which the footer says.

    Parameters
    ----------
    totals
        As `published_totals` returns them.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    shown = totals[:_MOST_ROWS]
    with style():
        height = min(A4_LANDSCAPE[1], max(3.0, 2.4 + 0.26 * len(shown)))
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=3.4, right=2.9, bottom=1.15, top=1.1)
        )
        reach = _frame(axes, shown)
        for y, total in enumerate(shown):
            _draw_total(axes, y, total, reach, told.scope, language)
        if shown:
            _draw_headings(axes, reach, language)
        else:
            axes.set_axis_off()
            write_empty(axes, NO_TOTALS, language)
        write_title(axes, _finding(totals, told, language), _reading(language), rise=24)
        write_footer(axes, told, language, _notes(len(shown), len(totals), language), drop=30, rules=True)
    return figure, axes


def _frame(axes: Axes, shown: Sequence[Total]) -> float:
    """Set the axes up, and return how far to either side they go."""
    furthest = max((abs(total.deviation) for total in shown if total.deviation is not None), default=0.0)
    reach = min(max(1.15 * furthest, _NARROWEST), _WIDEST)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(6, symmetric=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:+.3g}%" if value else "0"))
    axes.tick_params(axis="x", labelsize=8, color=FAINT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    if shown:
        axes.axvline(0.0, color=QUIET, lw=1, zorder=1)
    return reach


def _draw_total(axes: Axes, y: int, total: Total, reach: float, scope: str | None, language: Language) -> None:
    color = ALARM if total.differs else BLUE
    # What is of the whole place needs not be called after it in every row.
    of = f" · {legible(total.place, longest=8)}" if total.place and total.place != scope else ""
    name = total.title.in_language(language) + of
    axes.annotate(
        name,
        (-reach, y),
        (-10, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=8.5,
        color=ALARM if total.differs else INK,
        annotation_clip=False,
    )
    axes.plot([-reach, reach], [y, y], color=FAINT, lw=0.6, zorder=0)
    if total.deviation is not None:
        # What is far off is drawn at the edge: its number stands beside it.
        x = min(max(total.deviation, -reach), reach)
        axes.plot([0, x], [y, y], color=color, lw=2, zorder=2, solid_capstyle="butt")
        marker = "D" if total.differs else "o"
        axes.plot([x], [y], marker=marker, markersize=6, color=color, zorder=3, clip_on=False)
    published = ("> " if total.more_than else "") + _number(total.published, total)
    given = "–" if total.given is None else _number(total.given, total)
    for text, points, paint, side in (
        (published, 78, QUIET, "right"),
        (given, 150, color, "right"),
        (_verdict(total, language), 164, color, "left"),
    ):
        axes.annotate(
            text,
            (reach, y),
            (points, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=paint,
            ha=side,
            annotation_clip=False,
        )


def _number(value: float, total: Total) -> str:
    if total.is_rate:
        return f"{100 * value:.4g}%"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def _verdict(total: Total, language: Language) -> str:
    if language == "en":
        return "differs" if total.differs else "agrees"
    return "不符" if total.differs else "相符"


def _draw_headings(axes: Axes, reach: float, language: Language) -> None:
    words = ("published", "in the graph") if language == "en" else ("公布", "图中")
    for word, points in zip(words, (78, 150), strict=True):
        axes.annotate(
            word,
            (reach, 0),
            (points, 14),
            textcoords="offset points",
            ha="right",
            fontsize=7.5,
            color=QUIET,
            annotation_clip=False,
        )


def _finding(totals: Sequence[Total], told: Provenance, language: Language) -> str:
    zh, off = language == "zh", [total for total in totals if total.differs]
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    if not totals:
        return f"{name}没有公布数可核对" if zh else f"{name}: there are no published totals to compare"
    if not off:
        return (
            f"{name}：{len(totals)} 项公布数与图中全部相符"
            if zh
            else f"{name}: all {len(totals)} published totals agree with the graph"
        )
    names = ("、" if zh else ", ").join(
        f"{legible(total.place, longest=8)}{' ' if not zh and total.place else ''}{total.title.in_language(language)}"
        for total in off[:3]
    )
    more = ("等" if zh else " …") if len(off) > 3 else ""  # noqa: PLR2004 -- so many names fit into a title
    if zh:
        return f"{name}：{len(totals)} 项公布数中 {len(off)} 项不符：{names}{more}"
    return f"{name}: {len(off)} of {len(totals)} published totals differ from the graph: {names}{more}"


def _reading(language: Language) -> str:
    if language == "en":
        return "Dot: how far the graph is from the published figure; on the line it agrees. >: published as more than; right of the line agrees."
    return "点：图中所得与公布数之差；在零线上即相符。“>”为“多于”，在零线右侧即相符。"


def _notes(shown: int, total: int, language: Language) -> list[str]:
    if shown == total:
        return []
    return [f"只画前 {shown} 项，共 {total} 项" if language == "zh" else f"Shown: the first {shown} of {total}"]


@chart(
    "totals",
    title=Bilingual("Published totals and the graph", "公布数与图中数"),
    description=Bilingual(
        "Each published figure beside what the graph gives; --scope: any place",
        "各项公布数与图中所得的对照；--scope 可为任何地方",
    ),
)
def _chart(asked: Request) -> Drawing:
    totals = published_totals(asked.graph, as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return totals_chart(totals, told=told, language=asked.language)
