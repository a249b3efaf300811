"""Before and after a plan: coverage rates and gaps as they are, and as they would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from graphmodel.analysis.planning import Plan, apply_plan
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.plans import PLAN_OPTION, make_plan
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, BLUE, FAINT, INK, PAPER, QUIET, style
from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.find import find_gaps
from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import Rate, coverage_rates
from graphmodel.schema import Bilingual, Language

_MOST_RULES = 10
# Points right of the axes at which the columns of numbers end.
_BEFORE, _AFTER, _MORE = 50, 100, 152


@dataclass(frozen=True)
class WhatIf:
    """Rates and gaps before and after a plan.

    Attributes
    ----------
    plan
        What is done.
    before, after
        The rates of the plan's scope by id.
    gaps_before, gaps_after
        How many findings each rule has there.
    """

    plan: Plan
    before: Mapping[str, Rate]
    after: Mapping[str, Rate]
    gaps_before: Mapping[str, int]
    gaps_after: Mapping[str, int]

    @property
    def changed(self) -> list[str]:
        """The rules whose findings become fewer or more, those that change most first."""
        rules = [rule for rule in RULES if self.gaps_before.get(rule, 0) != self.gaps_after.get(rule, 0)]
        return sorted(rules, key=lambda rule: -abs(self.gaps_before.get(rule, 0) - self.gaps_after.get(rule, 0)))


def what_if(graph: nx.MultiDiGraph, plan: Plan) -> WhatIf:
    """Return rates and gaps of a plan's scope as they are, and as they would be with the plan carried out.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.analysis.planning import plan_centres
    >>> graph = nx.MultiDiGraph(as_of=date(2024, 6, 30))
    >>> what_if(graph, plan_centres(graph, centres=1)).changed
    []
    """
    graphs = (graph, apply_plan(graph, plan))
    before, after = (
        coverage_rates(each, as_of=plan.as_of, scope=plan.scope, depth=0).of(plan.scope) for each in graphs
    )
    gaps_before, gaps_after = (find_gaps(each, as_of=plan.as_of, scope=plan.scope).counts for each in graphs)
    return WhatIf(plan, before, after, gaps_before, gaps_after)


def what_if_chart(
    result: WhatIf, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw each coverage rate before (hollow) and after (filled) a plan, and below how many gaps each rule then has.

    Parameters
    ----------
    result
        As `what_if` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    rules = result.changed[:_MOST_RULES]
    rows = len(RATES) + (len(rules) + 1.6 if rules else 0)
    with style():
        height = min(A4_LANDSCAPE[1], 2.6 + 0.36 * rows)
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=3.5, right=2.6, bottom=1.0, top=1.2)
        )
        _frame(axes, rows)
        for y, rate in enumerate(RATES):
            _draw_rate(axes, y, result.before[rate], result.after[rate], language)
        _draw_headings(axes, language)
        if rules:
            _draw_gaps(axes, result, rules, len(RATES) + 1.6, language)
        write_title(axes, _finding(result, told, language), _reading(language), rise=26)
        write_footer(axes, told, language, _notes(result, len(rules), language), drop=12, rules=True)
    return figure, axes


def _frame(axes: Axes, rows: float) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))
    axes.tick_params(axis="x", labelsize=8, length=0, pad=2)
    axes.spines[:].set_visible(False)
    for share in (0, 0.2, 0.4, 0.6, 0.8, 1.0):
        axes.plot([share, share], [-0.6, len(RATES) - 0.4], color=FAINT, lw=0.6, zorder=0)


def _draw_rate(axes: Axes, y: int, before: Rate, after: Rate, language: Language) -> None:
    _name(axes, y, RATES[before.rate].in_language(language))
    if before.value is None or after.value is None:
        _numbers(axes, y, ("–", "–", ""), INK)
        return
    moved = 100 * (after.value - before.value)
    color = BLUE if moved > 0 else ALARM if moved < 0 else QUIET
    _dumbbell(axes, y, before.value, after.value, color)
    change = f"{moved:+.1f}" if abs(moved) >= 0.05 else "="  # noqa: PLR2004 -- half of what is written
    unit = "" if change == "=" else " 点" if language == "zh" else " pts"
    _numbers(axes, y, (f"{100 * before.value:.1f}%", f"{100 * after.value:.1f}%", change + unit), color)


def _dumbbell(axes: Axes, y: float, before: float, after: float, color: str) -> None:
    axes.plot([before, after], [y, y], color=color, lw=3, solid_capstyle="butt", zorder=2)
    # What does not move is one hollow mark.
    order = 4 if before != after else 2
    mark: dict[str, Any] = {"marker": "o", "markersize": 8, "color": color, "clip_on": False}
    axes.plot([after], [y], zorder=order, **mark)
    axes.plot([before], [y], zorder=3, markerfacecolor=PAPER, markeredgewidth=1.6, **mark)


def _draw_gaps(axes: Axes, result: WhatIf, rules: list[str], top: float, language: Language) -> None:
    """Draw the gaps on a scale of their own below the rates: zero on the left, the largest number on the right."""
    words = "gaps by rule" if language == "en" else "各规则的缺口数"
    axes.annotate(
        words,
        (0, top - 0.85),
        (-8, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=9,
        color=QUIET,
        annotation_clip=False,
    )
    axes.plot([0, 1], [top - 0.85] * 2, color=FAINT, lw=0.8)
    most = max(max(result.gaps_before.get(rule, 0), result.gaps_after.get(rule, 0)) for rule in rules)
    for number, rule in enumerate(rules):
        y = top + number
        before, after = result.gaps_before.get(rule, 0), result.gaps_after.get(rule, 0)
        color = BLUE if after < before else ALARM
        _name(axes, y, RULES[rule].title.in_language(language))
        axes.plot([0, 1], [y, y], color=FAINT, lw=0.5, zorder=0)
        _dumbbell(axes, y, before / most, after / most, color)
        _numbers(axes, y, (f"{before:,}", f"{after:,}", f"{after - before:+,}"), color)


def _name(axes: Axes, y: float, words: str) -> None:
    axes.annotate(
        words, (0, y), (-12, 0), textcoords="offset points", ha="right", va="center", fontsize=9, annotation_clip=False
    )


def _numbers(axes: Axes, y: float, words: tuple[str, str, str], color: str) -> None:
    for text, points, paint in zip(words, (_BEFORE, _AFTER, _MORE), (QUIET, INK, color), strict=True):
        axes.annotate(
            text,
            (1, y),
            (points, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=9,
            color=paint,
            annotation_clip=False,
        )


def _draw_headings(axes: Axes, language: Language) -> None:
    words = ("before", "after", "change") if language == "en" else ("实施前", "实施后", "变化")
    for word, points in zip(words, (_BEFORE, _AFTER, _MORE), strict=True):
        axes.annotate(
            word,
            (1, -0.6),
            (points, 4),
            textcoords="offset points",
            ha="right",
            fontsize=8,
            color=QUIET,
            annotation_clip=False,
        )


def _finding(result: WhatIf, told: Provenance, language: Language) -> str:
    zh, plan = language == "zh", result.plan
    title = plan.title.in_language(language)
    name = legible(told.scope or ("全部数据" if zh else "all data"), longest=16)
    if not plan.steps:
        return f"{name}，{title}：没有可做之事" if zh else f"{title}, {name}: nothing to do"
    closed = sum(result.gaps_before.values()) - sum(result.gaps_after.values())
    more = closed < 0
    moved = {rate: (after.value or 0) - (result.before[rate].value or 0) for rate, after in result.after.items()}
    most = max(moved, key=lambda rate: moved[rate])
    first = f"{100 * (result.before[most].value or 0):.1f}%"
    then = f"{100 * (result.after[most].value or 0):.1f}%"
    rate = RATES[most].in_language(language)
    if zh:
        gain = f"，{rate}由 {first} 升至 {then}" if moved[most] > 0 else ""
        return f"{name}，{title} {len(plan.steps)} 项措施：缺口{'增加' if more else '减少'} {abs(closed):,} 处{gain}"
    gain = f"; {rate[:1].lower()}{rate[1:]} from {first} to {then}" if moved[most] > 0 else ""
    return f"{title}, {name}, {len(plan.steps)} steps: {abs(closed):,} gaps {'more' if more else 'fewer'}{gain}"


def _reading(language: Language) -> str:
    if language == "en":
        return "Hollow: as it is. Filled: as it would be with the plan carried out on the date of the data; nothing else changes."
    return "空心：现状。实心：假定方案在数据日期全部实施，其他一概不变。"


def _notes(result: WhatIf, shown: int, language: Language) -> list[str]:
    total = len(result.changed)
    if shown == total:
        return []
    return [
        f"只列变化最大的 {shown} 条规则，共 {total} 条"
        if language == "zh"
        else f"Rules shown: the {shown} that change most, of {total}"
    ]


@chart(
    "what-if",
    title=Bilingual("Before and after a plan", "方案实施前后"),
    description=Bilingual(
        "Coverage rates and gaps as they are and with a plan carried out; --scope: any place",
        "方案实施前后的覆盖率与缺口；--scope 可为任何地方",
    ),
    best_level="street",
    options=(PLAN_OPTION,),
)
def _chart(asked: Request) -> Drawing:
    plan = make_plan(asked.graph, asked.options["plan"], as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return what_if_chart(what_if(asked.graph, plan), told=told, language=asked.language)
