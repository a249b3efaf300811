"""Coverage by street and kind: a matrix with numbers, denominators and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.fonts import legible, wrapped
from graphmodel.charts.page import sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, FAINT, GAP_COLORS, PAPER, QUIET, ink_on, style
from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import CoverageRates, Rate, coverage_rates
from graphmodel.schema import Bilingual, Language

Row: TypeAlias = dict[str, Rate]
"""The rates of one place by id."""

_BELOW = "▼"
_MOST_ROWS = 24
_NOTHING = Bilingual("nothing to count", "无对象")
_HEADINGS = {
    "organization_coverage": Bilingual("Organization\ncoverage", "“两新”组织\n组织覆盖率"),
    "stand_alone": Bilingual("Stand-alone\norganization", "“两新”组织\n单独组建率"),
    "work_coverage": Bilingual("Work\ncoverage", "“两新”组织\n工作覆盖率"),
    "activity_coverage": Bilingual("Activity\ncoverage", "“两新”组织\n活动覆盖率"),
    "two_coverages": Bilingual("Compounds with\norganization or work", "小区“两个覆盖”率\n（组织或工作覆盖）"),
    "triad": Bilingual("Compounds with\na full triad", "小区（院落）\n三方齐全率"),
}
_PARTS_OF: dict[str | None, str] = {
    None: "street",
    "district": "street",
    "street": "community",
    "community": "compound",
}
_LEVELS: dict[str | None, Bilingual] = {
    "street": Bilingual("streets", "街道"),
    "community": Bilingual("communities", "社区"),
    "compound": Bilingual("compounds", "小区"),
}


def coverage_matrix(
    rates: CoverageRates,
    *,
    told: Provenance,
    level: str | None = None,
    language: Language = "zh",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw the rates of a place and of its parts: a row a place, a column a rate.

    The whole comes first, then the places that are lowest in the rate of which the title speaks: that in which most are clearly below.

    Each cell has the rate, numerator / denominator and the 95 % Wilson interval; ▼ marks a rate whose interval lies wholly below
    the rate of the whole. Places where nothing is to be counted are not drawn; of more than 24 only the first are, which the footer says.

    Parameters
    ----------
    rates
        As `graphmodel.gaps.coverage_rates` returns them.
    told
        Provenance for the footer.
    level
        Only parts of this level (``street``, ``community`` …).
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    whole = rates.of(rates.scope)
    counted = _parts(rates, level)
    rate = _most_telling(counted, whole)
    parts = sorted(counted, key=lambda row: _lowest_first(row[rate]))
    shown = parts[:_MOST_ROWS]
    rows = [whole, *shown] if whole else shown
    with style():
        figure, axes = _matrix_sheet(ax, len(shown))
        _draw_header(axes, language)
        for number, row in enumerate(rows):
            # A little air sets the whole apart from its parts.
            y = number + (0.25 if number and whole else 0.0)
            axes.text(-0.06, y + 0.5, _name(row, language, longest=14), ha="right", va="center", fontsize=9.5)
            for column, own in enumerate(RATES):
                _draw_cell(
                    axes,
                    column,
                    y,
                    row[own],
                    below=row is not whole and _is_below(row[own], whole),
                    language=language,
                )
        axes.set_xlim(-1.25, len(RATES))
        axes.set_ylim(len(rows) + 0.25, -0.75)
        write_title(axes, _finding(parts, whole, rate, level, language), _reading(language))
        write_footer(axes, told, language, _notes(len(shown), len(parts), rate, language), drop=8, rules=True)
    return figure, axes


def _parts(rates: CoverageRates, level: str | None) -> list[Row]:
    rows: dict[str | None, Row] = {}
    for rate in rates.rates:
        if rate.place != rates.scope:
            rows.setdefault(rate.place, {})[rate.rate] = rate
    counted = [row for row in rows.values() if any(rate.denominator for rate in row.values())]
    return [row for row in counted if level in (None, _first(row).level)]


def _most_telling(parts: Sequence[Row], whole: Row) -> str:
    """Return the rate in which most parts are clearly below the whole: the title speaks of it, and rows stand in its order."""
    below = {rate: sum(_is_below(row[rate], whole) for row in parts) for rate in RATES}
    # The first of equals: the columns stand in the order of what matters.
    return max(RATES, key=below.__getitem__)


def _first(row: Row) -> Rate:
    return row[next(iter(RATES))]


def _lowest_first(rate: Rate) -> tuple[float, str]:
    # Nothing to count is no gap, so it comes last.
    return (2.0 if rate.value is None else rate.value, str(rate.place))


def _is_below(rate: Rate, whole: Row) -> bool:
    """Tell whether the whole interval lies below the rate of the whole."""
    base = whole[rate.rate].value if whole else None
    return base is not None and rate.interval is not None and rate.interval.high < base


def _name(row: Row, language: Language, *, longest: int) -> str:
    rate = _first(row)
    if rate.place is None:
        return "all data" if language == "en" else "全部数据"
    return legible(rate.name, longest=longest)


def _matrix_sheet(ax: Axes | None, rows: int) -> tuple[Figure, Axes]:
    height = min(A4_LANDSCAPE[1], 2.6 + 0.42 * (rows + 1))
    figure, axes = sheet(ax, size=(A4_LANDSCAPE[0], height))
    if ax is None:
        axes.set_position((0.03, 0.78 / height, 0.94, 1 - 1.58 / height))
    axes.set_axis_off()
    return figure, axes


def _draw_header(axes: Axes, language: Language) -> None:
    for column, (rate, title) in enumerate(RATES.items()):
        heading = _HEADINGS.get(rate)
        words = wrapped(title.in_language(language), 18) if heading is None else heading.in_language(language)
        axes.text(column + 0.5, -0.2, words, ha="center", va="baseline", fontsize=9, linespacing=1.3)


def _draw_cell(axes: Axes, column: int, y: float, rate: Rate, *, below: bool, language: Language) -> None:
    value, interval = rate.value, rate.interval
    box = (column + 0.02, y + 0.04), 0.96, 0.92
    if value is None or interval is None:
        axes.add_patch(Rectangle(*box, facecolor=PAPER, edgecolor=FAINT, hatch="////"))
        around = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
        words = _NOTHING.in_language(language)
        axes.text(column + 0.5, y + 0.5, words, ha="center", va="center", fontsize=7.5, color=QUIET, bbox=around)
        return
    color = GAP_COLORS(value)
    ink = ink_on(color)
    axes.add_patch(Rectangle(*box, facecolor=color, edgecolor=FAINT))
    axes.text(column + 0.47, y + 0.5, f"{_percent(value)}%", ha="right", va="center", fontsize=11, color=ink)
    if below:
        axes.text(column + 0.04, y + 0.5, _BELOW, ha="left", va="center", fontsize=6.5, color=ink)
    share, bounds = f"{rate.numerator:,}/{rate.denominator:,}", f"{_percent(interval.low)}–{_percent(interval.high)}%"
    axes.text(column + 0.52, y + 0.29, share, ha="left", va="center", fontsize=6.6, color=ink)
    axes.text(column + 0.52, y + 0.71, bounds, ha="left", va="center", fontsize=6.6, color=ink)


def _percent(value: float) -> str:
    return f"{100 * value:.0f}" if value in (0, 1) else f"{100 * value:.1f}"


def _reading(language: Language) -> str:
    if language == "en":
        return f"Each cell: rate, numerator/denominator, 95 % Wilson interval. {_BELOW} the whole interval lies below the rate of the first row."
    return f"每格：比率；分子/分母；95% Wilson 置信区间。{_BELOW} 表示整个区间低于首行的比率。颜色越深，缺口越大。"


def _finding(parts: Sequence[Row], whole: Row, rate: str, level: str | None, language: Language) -> str:
    zh = language == "zh"
    if not whole or not parts or parts[0][rate].value is None:
        return "没有可计算覆盖率的对象" if zh else "There is nothing to count here"
    # The lowest is the first row drawn, and may be as low as others.
    value = parts[0][rate].value
    alike = sum(row[rate].value == value for row in parts)
    title, area = RATES[rate].in_language(language), _name(whole, language, longest=16)
    base, name = f"{_percent(whole[rate].value or 0.0)}%", _name(parts[0], language, longest=16)
    least = f"{_percent(value or 0.0)}%"
    if alike == 1:
        least = f"{name} {least}"
    else:
        least = f"{name}等 {alike} 个（{least}）" if zh else f"{name} and {alike - 1} more ({least})"
    word = _LEVELS.get(level, Bilingual("places", "处")).in_language(language)
    number = sum(_is_below(row[rate], whole) for row in parts)
    if not number:
        return (
            f"{title}：各{word}都不明显低于{area}的 {base}，最低为{least}"
            if zh
            else f"{title}: none of the {word} is clearly below the {base} of {area}; lowest: {least}"
        )
    if zh:
        return f"{title}：{number} 个{word}明显低于{area}的 {base}，最低为{least}"
    return f"{title}: {number} {word} clearly below the {base} of {area}; lowest: {least}"


def _notes(shown: int, total: int, rate: str, language: Language) -> list[str]:
    if shown == total:
        return []
    title = RATES[rate].in_language(language)
    return [
        f"只画{title}最低的 {shown} 个地方，共 {total} 个"
        if language == "zh"
        else f"Shown: the {shown} lowest in {title}, of {total}"
    ]


@chart(
    "coverage",
    title=Bilingual("Coverage by place and kind", "各地各类覆盖率"),
    description=Bilingual(
        "Rates of a place and its parts by kind of coverage, with denominators and intervals; --scope: a district or street",
        "一地及其下级各类覆盖率，带分母与置信区间；--scope 可为区或街道",
    ),
)
def _chart(asked: Request) -> Drawing:
    scope = asked.scope
    own = None if scope is None else asked.graph.nodes[scope].get("level")
    level = _PARTS_OF.get(own)
    # Without a scope, streets are what planners compare; they stand on the second rung.
    rates = coverage_rates(asked.graph, as_of=asked.as_of, scope=scope, depth=2 if scope is None else 1)
    told = provenance(asked.graph, as_of=asked.as_of, scope=scope)
    return coverage_matrix(rates, told=told, level=level, language=asked.language)
