"""What became of the gaps between two dates: closed, new and reopened, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.change_rows import BACK, ChangeRow, element_rows, kinds_left_out, rule_rows
from graphmodel.charts.empty import NO_CHANGE, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Option, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, BLUE, FAINT, INK, ORANGE, QUIET, style
from graphmodel.errors import InputError
from graphmodel.gaps.change import STATUS_TITLES, GapChange, Status, closed_with_their_subject, compare_gaps
from graphmodel.graph.change import GraphChange
from graphmodel.schema import Bilingual, Language

_MOST_ROWS = 28
_PALE_ORANGE = "#F0A878"
_MONTHS_BACK = 6


def change_chart(
    change: GapChange,
    *,
    told: Provenance,
    elements: GraphChange | None = None,
    same_data: bool = False,
    language: Language = "zh",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw a row a rule: what was closed to the left, what is new or back again to the right, and what is still open.

    Rules with the most changes come first; of more than 28 rows the rest is left out, which the footer says. With ``elements``
    the kinds of nodes and relationships that came and went stand above the rules.

    Parameters
    ----------
    change
        As `graphmodel.gaps.change.compare_gaps` returns it.
    told
        Provenance for the footer.
    elements
        What became of nodes and relationships, as `graphmodel.graph.change.compare_graphs` returns it.
    same_data
        Whether both reports come from the same data at two dates, which the footer then says.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    rows = [*([] if elements is None else element_rows(elements, language)), *rule_rows(change, language)]
    shown = rows[:_MOST_ROWS]
    with style():
        height = min(A4_LANDSCAPE[1], max(3.2, 2.7 + 0.24 * len(shown)))
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=3.3, right=1.3, bottom=1.35, top=1.2)
        )
        _frame(axes, shown)
        for y, row in enumerate(shown):
            _draw_row(axes, y, row)
        if shown:
            _draw_legend(axes, change, language, plain=elements is not None)
        else:
            axes.set_axis_off()
            write_empty(axes, NO_CHANGE, language)
        write_title(axes, _finding(change, told, language), _reading(change, language, elements), rise=26)
        left_out = 0 if elements is None else kinds_left_out(elements)
        notes = _notes(change, len(shown), len(rows) + left_out, language, same_data)
        gone = 0 if elements is None else closed_with_their_subject(change, elements)
        if gone:
            notes.insert(0, _gone(gone, language))
        write_footer(axes, told, language, notes, drop=34, rules=True)
    return figure, axes


def _frame(axes: Axes, shown: Sequence[ChangeRow]) -> None:
    right = max((row.risen for row in shown), default=1)
    left = max((row.closed for row in shown), default=1)
    # Room for the numbers at the ends of the bars.
    room = 0.09 * max(left + right, 1)
    axes.set_xlim(-left - room, right + room)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    axes.tick_params(axis="x", labelsize=8, color=FAINT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    if shown:
        axes.axvline(0, color=QUIET, lw=1, zorder=3)


def _draw_row(axes: Axes, y: int, row: ChangeRow) -> None:
    _beside(axes, y, -10, row.title, x=0, color=QUIET if row.is_heading else INK)
    if row.is_heading:
        return
    for left, wide, color in (
        (-row.closed, row.closed, BLUE),
        (0, row.new, ORANGE),
        (row.new, row.reopened, _PALE_ORANGE),
    ):
        if wide:
            axes.barh(y, wide, left=left, height=0.62, color=color, zorder=2)
    for count, x, points, side in ((row.closed, -row.closed, -4, "right"), (row.risen, row.risen, 4, "left")):
        if count:
            axes.annotate(
                f"{count:,}", (x, y), (points, 0), textcoords="offset points", ha=side, va="center", fontsize=8
            )
    _beside(axes, y, 62, row.still, x=1, color=QUIET)


def _beside(axes: Axes, y: int, points: float, text: str, *, x: int, color: str) -> None:
    axes.annotate(
        text,
        (x, y),
        (points, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=8.5,
        color=color,
        annotation_clip=False,
    )


def _draw_legend(axes: Axes, change: GapChange, language: Language, *, plain: bool) -> None:
    """Say what the sides mean, with the counts of gaps; ``plain`` without, where bars are not of gaps alone."""
    counts = change.counts
    axes.annotate(
        (Bilingual("still there", "仍在") if plain else STATUS_TITLES[Status.OPEN]).in_language(language),
        (1, 1),
        (62, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        fontsize=8,
        color=QUIET,
        annotation_clip=False,
    )
    words = {
        status: STATUS_TITLES[status].in_language(language) + ("" if plain else f" {counts[status]:,}")
        for status in Status
    }
    if plain:
        words[Status.CLOSED] = Bilingual("no longer there, closed", "不再有、已补齐").in_language(language)
    zero = (0, 1)
    axes.annotate(
        "← " + words[Status.CLOSED],
        zero,
        (-8, 6),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="right",
        fontsize=9,
        color=BLUE,
        annotation_clip=False,
    )
    risen = words[Status.NEW] + (f" · {words[Status.REOPENED]}" if counts[Status.REOPENED] else "")
    axes.annotate(
        risen + " →",
        zero,
        (8, 6),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="left",
        fontsize=9,
        color=ORANGE,
        annotation_clip=False,
    )


def _finding(change: GapChange, told: Provenance, language: Language) -> str:
    zh, counts = language == "zh", change.counts
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    closed, risen = counts[Status.CLOSED], counts[Status.NEW] + counts[Status.REOPENED]
    if not closed + risen:
        return (
            f"{name}：{change.before} 至 {change.after}，缺口没有变化"
            if zh
            else f"{name}: the gaps did not change from {change.before} to {change.after}"
        )
    net = risen - closed
    if zh:
        sense = "净增" if net > 0 else "净减" if net < 0 else "持平"
        amount = f" {abs(net):,} 处" if net else ""
        return f"{name}：{change.before} 至 {change.after} 缺口补齐 {closed:,} 处、新增或重现 {risen:,} 处，{sense}{amount}"
    sense = f"{abs(net):,} {'more' if net > 0 else 'fewer'}" if net else "as many as before"
    return f"{name}: {closed:,} gaps closed, {risen:,} new or reopened from {change.before} to {change.after}: {sense}"


def _reading(change: GapChange, language: Language, elements: GraphChange | None) -> str:
    back = change.counts[Status.REOPENED] or (
        elements is not None and any(elements.counts(nodes=n)[BACK] for n in (True, False))
    )
    if language == "en":
        text = "A row: a rule" if elements is None else "A row: a kind of node or relationship, or a rule"
        return f"{text}. Left: closed since the earlier date; right: new" + (
            ", and in pale back again." if back else "."
        )
    text = "一行：一条规则" if elements is None else "一行：一类节点、一类关系或一条规则"
    return f"{text}。向左：较早日期以来补齐或不再有的；向右：新增的" + ("，浅色为重现。" if back else "。")


def _gone(count: int, language: Language) -> str:
    return Bilingual(
        f"{count:,} of the closed gaps are of what is no longer there", f"补齐者中有 {count:,} 处因对象已不再有"
    ).in_language(language)


def _notes(change: GapChange, shown: int, total: int, language: Language, same_data: bool) -> list[str]:  # noqa: FBT001
    zh, notes = language == "zh", []
    if shown < total:
        notes.append(
            f"只画变化最多的 {shown} 行，共 {total} 行"
            if zh
            else f"Shown: the {shown} rows that changed most, of {total}"
        )
    if same_data:
        notes.append(
            "同一份数据的两个日期：没有日期的内容在两期一样计算"
            if zh
            else "The same data at two dates: what the tables give without a date counts alike at both"
        )
    notes.extend(legible(warning.in_language(language), longest=110) for warning in change.warnings[:2])
    return notes


@chart(
    "change",
    title=Bilingual("Change of the gaps", "缺口变化"),
    description=Bilingual(
        "Gaps closed, new and reopened since an earlier date, by rule; --scope: any place",
        "自较早日期以来各规则补齐、新增与重现的缺口；--scope 可为任何地方",
    ),
    options=(
        Option("since", Bilingual("the earlier date; else half a year before", "较早的日期；缺省为半年前"), None),
    ),
)
def _chart(asked: Request) -> Drawing:
    from graphmodel.gaps.find import find_gaps  # noqa: PLC0415 -- the rules are loaded only when they are needed

    since = asked.options["since"] or _half_a_year_before(asked.as_of)
    if since >= asked.as_of:
        msg = Bilingual(
            f"found --since {since}, expected a day before {asked.as_of}, the date of the data",
            f"--since {since} 不可用：应早于数据日期 {asked.as_of}",
        )
        raise InputError(msg)
    before, after = (find_gaps(asked.graph, as_of=day, scope=asked.scope) for day in (since, asked.as_of))
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return change_chart(compare_gaps(before, after), told=told, same_data=True, language=asked.language)


def _half_a_year_before(day: date) -> date:
    """Return the last day of the month half a year earlier, so that ends of half-years follow each other."""
    month = day.year * 12 + day.month - _MONTHS_BACK
    return date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - 1)
