"""Places ranked by a rate, with what chance alone could have made of the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_RANKING, write_empty
from graphmodel.charts.fonts import legible
from graphmodel.charts.page import Margins, beside, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Option, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, BLUE, FAINT, INK, MUTED, QUIET, style
from graphmodel.gaps.ranking import RankedPlace, Ranking, rank_places
from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import coverage_rates
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LEVELS

_MOST_ROWS, _MOST_BANDS = 32, 14
_LEVEL_NAMES = {
    "street": Bilingual("streets", "街道"),
    "community": Bilingual("communities", "社区"),
    "compound": Bilingual("compounds", "小区"),
}
_BELOW = {None: "street", "district": "street", "street": "community", "community": "compound"}


def ranking_chart(
    ranking: Ranking, *, told: Provenance, level: str = "street", language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw the rate of each place with its interval, the highest first, and the ranks and bands that chance allows.

    A vertical bar on the right joins places of which no two differ by more than chance. Of more than 32 places the lowest are drawn,
    which the footer says.

    Parameters
    ----------
    ranking
        As `graphmodel.gaps.ranking.rank_places` returns it.
    told
        Provenance for the footer.
    level
        Of the places, for the words.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    places = ranking.places
    shown = places[-_MOST_ROWS:]
    with style():
        height = min(A4_LANDSCAPE[1], max(3.4, 2.7 + 0.34 * len(shown)))
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=1.75, right=3.7, bottom=1.35, top=1.2)
        )
        _frame(axes, shown)
        for y, place in enumerate(shown):
            _draw_place(axes, y, place)
        if shown:
            _draw_bands(axes, shown, language)
        else:
            axes.set_axis_off()
            write_empty(axes, NO_RANKING, language)
        write_title(axes, _finding(ranking, level, told, language), _reading(language), rise=26)
        write_footer(axes, told, language, _notes(ranking, len(shown), language), drop=42, rules=True)
    return figure, axes


def _frame(axes: Axes, shown: Sequence[RankedPlace]) -> None:
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    highest = max((place.rate.interval.high for place in shown if place.rate.interval), default=1.0)
    lowest = min((place.rate.interval.low for place in shown if place.rate.interval), default=0.0)
    room = 0.06 * max(highest - lowest, 0.02)
    axes.set_xlim(max(0.0, lowest - room), min(1.0, highest + room) + (room if highest >= 1 else 0))
    axes.xaxis.set_major_locator(MaxNLocator(8))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.4g}%"))
    axes.set_yticks(range(len(shown)), [legible(place.rate.name, longest=11) for place in shown])
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.tick_params(axis="x", labelsize=8, color=FAINT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)


def _draw_place(axes: Axes, y: int, place: RankedPlace) -> None:
    rate = place.rate
    assert rate.value is not None  # noqa: S101 -- a place without a rate has no rank
    assert rate.interval is not None  # noqa: S101 -- likewise
    axes.plot([rate.interval.low, rate.interval.high], [y, y], color=MUTED, lw=4, solid_capstyle="round", zorder=2)
    axes.plot([rate.value], [y], marker="o", markersize=6.5, color=BLUE, zorder=3)


def _draw_bands(axes: Axes, shown: Sequence[RankedPlace], language: Language) -> None:
    words = (
        ("rate", "rank", "could be", "not surely apart")
        if language == "en"
        else (
            "比率",
            "名次",
            "可能名次",
            "同一竖线：无可靠差异",
        )
    )
    for word, points, side in zip(words, (62, 92, 146, 160), ("right", "right", "right", "left"), strict=True):
        axes.annotate(
            word,
            (1, 1),
            (points, 6),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=side,
            fontsize=7.5,
            color=QUIET,
            annotation_clip=False,
        )
    for y, place in enumerate(shown):
        could = f"{place.rank_low}–{place.rank_high}" if place.rank_low != place.rank_high else f"{place.rank_low}"
        told = f"{100 * (place.rate.value or 0):.1f}%"
        for text, points, color in ((told, 62, INK), (str(place.rank), 92, INK), (could, 146, QUIET)):
            axes.annotate(
                text,
                (1, y),
                (points, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=9,
                color=color,
                annotation_clip=False,
            )
    letters = list(dict.fromkeys(letter for place in shown for letter in _letters(place.bands)))
    for number, letter in enumerate(letters[:_MOST_BANDS]):
        rows = [y for y, place in enumerate(shown) if letter in _letters(place.bands)]
        _draw_band(axes, 2.32 + min(0.125, 1.2 / len(letters)) * number, rows)


def _letters(bands: str) -> list[str]:
    """Part ``ab1c`` into its letters, each perhaps with a number."""
    parts: list[str] = []
    for character in bands:
        if character.isdigit():
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _draw_band(axes: Axes, inches: float, rows: Sequence[int]) -> None:
    where: dict[str, Any] = {"transform": beside(axes, 1), "clip_on": False}
    x = [inches, inches]
    axes.plot(x, [min(rows) - 0.38, max(rows) + 0.38], color=QUIET, lw=2.2, solid_capstyle="butt", **where)
    # A band may skip a place that is surely different: it holds only those with a dot.
    axes.plot([inches] * len(rows), rows, marker="o", markersize=4.2, color=INK, linestyle="none", **where)


def _finding(ranking: Ranking, level: str, told: Provenance, language: Language) -> str:
    title = RATES[ranking.rate].in_language(language)
    zh, pairs = language == "zh", len(ranking.p_values)
    word = _LEVEL_NAMES.get(level, Bilingual("places", "处")).in_language(language)
    if not ranking.places:
        area = legible(told.scope or "", longest=20)
        return f"{area}{title}：没有可排名的地方" if zh else f"{area} {title}: there is nothing to rank".strip()
    first, last = (legible(place.rate.name, longest=14) for place in (ranking.places[0], ranking.places[-1]))
    if not ranking.different:
        return (
            f"{title}：{len(ranking.places)} 个{word}之间的差异均不超过偶然"
            if zh
            else f"{title}: no two of the {len(ranking.places)} {word} differ by more than chance"
        )
    if zh:
        return f"{title}：{first}最高，{last}最低；{pairs} 对{word}中仅 {ranking.different} 对的差异超过偶然"
    return f"{title}: highest {first}, lowest {last}; {ranking.different} of {pairs} pairs of {word} differ by more than chance"


def _reading(language: Language) -> str:
    if language == "en":
        return "Dot: rate; bar: 95 % Wilson interval. Could be: the ranks that chance allows. A line on the right joins places of which no two surely differ."
    return "圆点：比率；横条：95% Wilson 置信区间。可能名次：除去偶然后可能的名次。右侧同一竖线上的地方两两差异都不超过偶然。"


def _notes(ranking: Ranking, shown: int, language: Language) -> list[str]:
    zh = language == "zh"
    notes = [
        f"两两 Fisher 精确检验，Holm 校正，α = {ranking.alpha:g}"
        if zh
        else f"Fisher's exact test of every pair, Holm's correction, alpha = {ranking.alpha:g}"
    ]
    if shown < len(ranking.places):
        notes.append(
            f"只画最低的 {shown} 个，共 {len(ranking.places)} 个"
            if zh
            else f"shown: the {shown} lowest of {len(ranking.places)}"
        )
    if ranking.without_rate:
        count = len(ranking.without_rate)
        notes.append(f"{count} 个地方没有对象，不排名" if zh else f"{count} places have nothing to count and no rank")
    return [" · ".join(notes)]


@chart(
    "ranking",
    title=Bilingual("Ranking with chance bands", "覆盖率排名与偶然区间"),
    description=Bilingual(
        "Parts of a place by a coverage rate, with intervals and the ranks that chance allows; --scope: a district or street",
        "一地下级按覆盖率排名，带置信区间与偶然所容许的名次；--scope 可为区或街道",
    ),
    options=(Option("rate", Bilingual("which rate", "哪一项比率"), "organization_coverage", tuple(RATES)),),
)
def _chart(asked: Request) -> Drawing:
    own = None if asked.scope is None else asked.graph.nodes[asked.scope].get("level")
    rates = coverage_rates(asked.graph, as_of=asked.as_of, scope=asked.scope, depth=2 if own is None else 1)
    level = _level(_BELOW.get(own, "street"), {rate.level for rate in rates.rates if rate.place != asked.scope})
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    if level is None:
        empty = Ranking((), (), {}, asked.options["rate"], 0.05, asked.as_of, bool(told.synthetic))
        return ranking_chart(empty, told=told, language=asked.language)
    ranking = rank_places(rates, rate=asked.options["rate"], level=level)
    return ranking_chart(ranking, told=told, level=level, language=asked.language)


def _level(wanted: str, there: set[str | None]) -> str | None:
    """Return the level to rank: the usual one, else the highest that is there."""
    return next((level for level in (wanted, *(item.value for item in LEVELS)) if level in there), None)
