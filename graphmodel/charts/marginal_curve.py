"""The marginal curve of a plan: what the first k steps reach."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from graphmodel.analysis.planning.plan import Plan
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_STEPS, write_empty
from graphmodel.charts.page import sheet, write_footer, write_title
from graphmodel.charts.plans import PLAN_OPTION, make_plan
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, FAINT, INK, QUIET, style
from graphmodel.schema import Bilingual, Language

_LINE = "#0072B2"
_MOST_MARKS = 60
_SHARES = (0.5, 0.8)
_LATE = 0.9


def marginal_curve(
    plan: Plan, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw what the first k steps of a plan reach together, the best step first.

    Where the best for k steps is proven it is drawn as a dashed line; two marks show how many steps give half and four fifths of the whole.

    Parameters
    ----------
    plan
        As the planners return it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.

    Examples
    --------
    >>> from datetime import date
    >>> import networkx as nx
    >>> from graphmodel.analysis.planning import plan_centres
    >>> plan = plan_centres(nx.MultiDiGraph(as_of=date(2022, 6, 30)), centres=2)
    >>> _, axes = marginal_curve(plan, told=Provenance(date(2022, 6, 30)))
    >>> [text.get_text() for text in axes.texts if text.get_gid() == "title"]
    ['党群服务中心选址方案：没有可做之事']
    """
    curve = plan.curve
    with style():
        figure, axes = sheet(ax, size=(A4_LANDSCAPE[0], 6.2))
        if ax is None:
            axes.set_position((0.08, 0.2, 0.88, 0.62))
        marker = "o" if len(curve) <= _MOST_MARKS else None
        optima = curve.dropna(subset="optimum")
        if len(plan.optima) and (optima["optimum"] > optima["reached"]).any():
            axes.plot(optima["k"], optima["optimum"], color=QUIET, linestyle=(0, (4, 2)), linewidth=1.2)
            _name_line(axes, optima["k"].iloc[len(optima) // 2], optima["optimum"].iloc[len(optima) // 2], language)
        axes.plot(curve["k"], curve["reached"], color=_LINE, marker=marker, markersize=4, linewidth=1.8)
        # Where the same step gives both shares, the larger says more.
        for share in {_steps_for(plan, share)[0]: share for share in _SHARES}.values():
            _mark_share(axes, plan, share, language)
        axes.set_xlim(0, max(len(plan.steps), 1) * 1.02)
        axes.set_ylim(0, max(curve["reached"].max() * 1.12, 1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", color=FAINT, linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel("steps" if language == "en" else "措施数")
        axes.set_ylabel(plan.unit.in_language(language))
        if not len(plan.steps):
            axes.clear()
            axes.set_axis_off()
            write_empty(axes, NO_STEPS, language)
        write_title(axes, _finding(plan, language), _reading(language))
        write_footer(axes, told, language, [_quality(plan, language)], drop=40)
    return figure, axes


def _name_line(axes: Axes, k: float, reached: float, language: Language) -> None:
    words = "the most that k steps can reach" if language == "en" else "k 项措施所能达到的最优"
    axes.annotate(
        words, (k, reached), (-6, 6), textcoords="offset points", ha="right", va="bottom", fontsize=8, color=QUIET
    )


def _steps_for(plan: Plan, share: float) -> tuple[int, float]:
    """Return how many steps give a share of the whole, and what they reach."""
    curve = plan.curve
    enough = curve[curve["reached"] >= share * curve["reached"].iloc[-1]].iloc[0]
    return int(enough["k"]), float(enough["reached"])


def _mark_share(axes: Axes, plan: Plan, share: float, language: Language) -> None:
    if not plan.steps:
        return
    k, reached = _steps_for(plan, share)
    axes.plot([k, k], [0, reached], color=FAINT, linewidth=1)
    words = f"{k} steps: {share:.0%}" if language == "en" else f"{k} 项：{share:.0%}"
    # Near the right edge the words stand on the other side of the mark.
    late = k > _LATE * len(plan.steps)
    axes.annotate(
        words,
        (k, reached),
        (-8 if late else 8, -4 if not late else 4),
        textcoords="offset points",
        ha="right" if late else "left",
        va="bottom" if late else "top",
        fontsize=8,
        color=INK,
    )


def _finding(plan: Plan, language: Language) -> str:
    title, unit, total = (
        plan.title.in_language(language),
        plan.unit.in_language(language),
        plan.curve["reached"].iloc[-1],
    )
    if not plan.steps:
        return f"{title}: nothing to do" if language == "en" else f"{title}：没有可做之事"
    k, _ = _steps_for(plan, _SHARES[1])
    if language == "en":
        return f"{title}: {len(plan.steps)} steps, {unit} {total:,.0f}; the first {k} give four fifths"
    return f"{title}：{len(plan.steps)} 项措施，{unit} {total:,.0f}；前 {k} 项已达八成"


def _reading(language: Language) -> str:
    if language == "en":
        return "Steps are ordered by what each adds to those before it; where the line turns flat, a further step adds little."
    return "措施按新增效果由大到小排列；曲线越平，再增加一项的效果越小。"


def _quality(plan: Plan, language: Language) -> str:
    solution = plan.solution
    if solution.is_optimal:
        return "Proven to be the best possible" if language == "en" else "已证明为最优方案"
    gap = f"{100 * solution.gap:.1f}%"
    return f"At most {gap} from the best possible" if language == "en" else f"与最优方案相差至多{gap}"


@chart(
    "plan",
    title=Bilingual("Marginal curve of a plan", "方案的边际曲线"),
    description=Bilingual(
        "What the first k steps of a plan reach; --scope: any place. `gongjian plan … --chart` draws the exact plan",
        "方案前 k 项措施所能达到的效果；--scope 可为任何地方。`gongjian plan … --chart` 画精确方案",
    ),
    best_level="street",
    options=(PLAN_OPTION,),
)
def _chart(asked: Request) -> Drawing:
    plan = make_plan(asked.graph, asked.options["plan"], as_of=asked.as_of, scope=asked.scope)
    return marginal_curve(
        plan, told=provenance(asked.graph, as_of=asked.as_of, scope=asked.scope), language=asked.language
    )
