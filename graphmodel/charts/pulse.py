"""The pulse of alliances: what their members do together, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from graphmodel.analysis.alliance_pulse import AlliancePulse, alliance_pulse
from graphmodel.analysis.alliances import STATES
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_ALLIANCES, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Option, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, BLUE, BLUES, FAINT, INK, QUIET, ink_on, style
from graphmodel.schema import Bilingual, Language

_MOST_ROWS = 42
_STATE_COLORS = {"active": BLUE, "slowing": "#B07D12", "asleep": ALARM, "never": ALARM}
_STATE_MARKS = {"active": "●", "slowing": "◐", "asleep": "○", "never": "×"}
_ROW_INCHES, _HIGHEST_ROW = 0.14, 0.3


def pulse_chart(
    pulse: AlliancePulse, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw a row an alliance and a column a month: the more joint work, the darker, with its number; then members and state.

    Of more than 42 alliances those that sleep come first to be drawn, which the footer says.

    Parameters
    ----------
    pulse
        As `graphmodel.analysis.alliance_pulse.alliance_pulse` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    rows = pulse.frame.to_dict("records")
    # Those that need to be woken matter most.
    shown = rows if len(rows) <= _MOST_ROWS else rows[-_MOST_ROWS:]
    months = list(pulse.counts.columns)
    with style():
        row_inches = max(_ROW_INCHES, min(_HIGHEST_ROW, (A4_LANDSCAPE[1] - 2.1) / (len(shown) + 4)))
        depth = len(shown) + 0.5 * (len({row["state"] for row in shown}) - 1)
        height = min(A4_LANDSCAPE[1], max(3.2, 2.3 + row_inches * depth))
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=2.75, right=2.3, bottom=0.85, top=1.15)
        )
        axes.set_axis_off()
        axes.set_xlim(0, len(months))
        axes.set_ylim(max(depth, 1), 0)
        if shown:
            size = min(8.5, max(6.2, 72 * row_inches * 0.62))
            _draw_months(axes, months, depth)
            _draw_window(axes, pulse, months, depth, language)
            _draw_rows(axes, shown, pulse, size, language)
            _draw_headings(axes, len(months), language)
        else:
            write_empty(axes, NO_ALLIANCES, language)
        write_title(axes, _finding(rows, told, language), _reading(language), rise=32)
        write_footer(axes, told, language, _notes(len(shown), len(rows), language), drop=10)
    return figure, axes


def _draw_months(axes: Axes, months: Sequence[str], depth: float) -> None:
    for number, month in enumerate(months):
        year, of_year = month.split("-")
        axes.annotate(
            str(int(of_year)),
            (number + 0.5, 0),
            (0, 4),
            textcoords="offset points",
            ha="center",
            fontsize=6.5,
            color=QUIET,
        )
        if of_year == "01" or number == 0:
            if number:
                axes.plot([number, number], [0, depth], color=QUIET, lw=0.6, zorder=0)
            # Too near to the next year there is no room for the first.
            if number or int(of_year) <= 11:  # noqa: PLR2004 -- December's column is narrower than a year's name
                axes.annotate(
                    year, (number, 0), (1, 14), textcoords="offset points", ha="left", fontsize=7.5, color=INK
                )


def _draw_window(axes: Axes, pulse: AlliancePulse, months: Sequence[str], depth: float, language: Language) -> None:
    """Shade the months of the recent window: no work there means asleep."""
    wide = min(pulse.window_days / 30.44, len(months))
    axes.add_patch(Rectangle((len(months) - wide, 0), wide, depth, facecolor="#F1F4F7", edgecolor="none", zorder=-1))
    words = f"last {pulse.window_days} days" if language == "en" else f"近{pulse.window_days}天"
    axes.annotate(words, (len(months), 0), (0, 14), textcoords="offset points", ha="right", fontsize=7.5, color=QUIET)


def _draw_rows(
    axes: Axes, rows: Sequence[dict[Any, Any]], pulse: AlliancePulse, size: float, language: Language
) -> None:
    most = max(int(pulse.counts.to_numpy().max(initial=0)), 1)
    wide = pulse.counts.shape[1]
    y, before = 0.0, None
    for row in rows:
        if before not in (None, row["state"]):
            y += 0.5
        before = row["state"]
        axes.annotate(
            legible(row["name"], longest=20),
            (0, y + 0.5),
            (-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=size,
            annotation_clip=False,
        )
        for month, count in enumerate(pulse.counts.loc[row["id"]].tolist()):
            color = BLUES(0.25 + 0.75 * count / most) if count else "#FFFFFF"
            axes.add_patch(
                Rectangle((month + 0.06, y + 0.08), 0.88, 0.84, facecolor=color, edgecolor=FAINT, linewidth=0.4)
            )
            if count:
                axes.text(
                    month + 0.5, y + 0.52, str(count), ha="center", va="center", fontsize=size - 1, color=ink_on(color)
                )
        state = row["state"]
        last = f"{row['last']:%Y-%m}" if row["last"] is not None else "–"
        words = f"{_STATE_MARKS[state]} {STATES[state].in_language(language)}"
        for text, points, color, side in (
            (str(row["members"]), 26, QUIET, "right"),
            (last, 74, QUIET, "right"),
            (words, 86, _STATE_COLORS[state], "left"),
        ):
            axes.annotate(
                text,
                (wide, y + 0.5),
                (points, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                fontsize=size,
                color=color,
                annotation_clip=False,
            )
        y += 1


def _draw_headings(axes: Axes, wide: int, language: Language) -> None:
    columns = (
        (("members", 30, "right"), ("last work", 74, "right"), ("state", 86, "left"))
        if language == "en"
        else (("成员", 26, "right"), ("最近共建", 74, "right"), ("状态", 86, "left"))
    )
    for word, points, side in columns:
        axes.annotate(
            word,
            (wide, 0),
            (points, 4),
            textcoords="offset points",
            ha=side,
            fontsize=6.5 if language == "en" else 7,
            color=QUIET,
            annotation_clip=False,
        )


def _finding(rows: Sequence[dict[Any, Any]], told: Provenance, language: Language) -> str:
    zh = language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    if not rows:
        return f"{name}没有存续的联盟" if zh else f"{name}: there are no live alliances"
    counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
    if zh:
        told_counts = "、".join(f"{count} 个{STATES[state].zh}" for state, count in counts.items() if count)
        return f"{name}：{len(rows)} 个联盟中 {told_counts}"
    told_counts = ", ".join(f"{count} {STATES[state].en}" for state, count in counts.items() if count)
    return f"{name}: of {len(rows)} alliances, {told_counts}"


def _reading(language: Language) -> str:
    if language == "en":
        return "A cell: how many projects and activities two or more members shared in the month. Slowing down: less than half of the window before."
    return "一格：当月有两个以上成员共同参与的项目与活动数。放缓：近期不足前一同长时段的一半；休眠：近期没有；从未启动：从来没有。"


def _notes(shown: int, total: int, language: Language) -> list[str]:
    zh = language == "zh"
    earlier = (
        "成员以数据日期当天为准；项目计入其最近日期所在月"
        if zh
        else "Members are those at the date of the data; a project counts in the month of its last known day"
    )
    if shown == total:
        return [earlier]
    return [
        f"只画最需唤醒的 {shown} 个联盟，共 {total} 个"
        if zh
        else f"Shown: the {shown} least awake of {total} alliances",
        earlier,
    ]


@chart(
    "pulse",
    title=Bilingual("Pulse of the alliances", "联盟活跃度"),
    description=Bilingual(
        "Joint work of each alliance by month: active, slowing down, asleep, never awake; --scope: any place",
        "各联盟逐月共同做的事：活跃、放缓、休眠、从未启动；--scope 可为任何地方",
    ),
    options=(Option("months", Bilingual("how many months", "显示多少个月"), 24),),
)
def _chart(asked: Request) -> Drawing:
    pulse = alliance_pulse(asked.graph, as_of=asked.as_of, scope=asked.scope, months=asked.options["months"])
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return pulse_chart(pulse, told=told, language=asked.language)
