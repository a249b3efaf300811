"""The chain of one community as a tree, with its gaps marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from graphmodel.analysis.chain import CommunityChain, Rung, community_chain
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.fonts import legible, width, wrapped
from graphmodel.charts.page import sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, FAINT, INK, PAPER, QUIET, style
from graphmodel.schema import Bilingual, Language

_MOST_ROWS = 36
_MOST_BUILDINGS = 11
_MOST_BOX_GAPS = 6
_SEVERITIES = ("high", "medium", "low")
_SEVERITY_COLORS = {"high": ALARM, "medium": INK, "low": QUIET}
_SEVERITY_MARKERS = {"high": "^", "medium": "d", "low": "."}
_SIGNS = {"high": "▲", "medium": "◆", "low": "·"}
# Where the columns stand, of 100.
_STREET, _COMMUNITY, _TRUNK, _ROW, _DOTS, _BUILDINGS, _GAPS = 0.0, 14.5, 29.0, 31.0, (50.0, 54.0, 58.0), 62.0, 77.0
_BOX_WIDTH, _ROW_WIDTH, _GAP_COLUMNS = 12.5, 17.0, 50
# So that what stands below the street ends before what stands below its community.
_LONGEST_BOX_GAP = 22


class ChainGap(NamedTuple):
    """A gap of a place, organization or committee in the chain: whose, what, and how grave (high, medium, low)."""

    subject: str
    title: str
    severity: str


def chain_chart(
    chain: CommunityChain,
    gaps: Sequence[ChainGap],
    *,
    told: Provenance,
    language: Language = "zh",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw a community's chain from left to right: street, community, then a row for each compound and carrier.

    A row shows whether organization coverage (half a mark: work coverage only), an owners' committee and a property firm are there, a
    square for each building (filled: it has a group), and its gaps, the gravest first. The rows with the gravest gaps come first;
    beyond 36 the rest is left out, which the footer says.

    Parameters
    ----------
    chain
        As `graphmodel.analysis.chain.community_chain` returns it.
    gaps
        Gaps of anything in the chain; those of other things are not drawn.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    found = _by_rung(chain, gaps)
    rows = sorted((*chain.compounds, *chain.carriers), key=lambda rung: (_gravity(found[rung.id]), rung.id))
    shown = rows[:_MOST_ROWS]
    with style():
        figure, axes = _tree_sheet(ax, len(shown))
        middle = (max(len(shown), 1) - 1) / 2
        if chain.street is not None:
            _draw_box(axes, _STREET, middle, chain.street, found[chain.street.id], language)
            axes.plot(
                [_STREET + _BOX_WIDTH / 2, _COMMUNITY + _BOX_WIDTH / 2], [middle, middle], color=QUIET, lw=1, zorder=1
            )
        _draw_box(axes, _COMMUNITY, middle, chain.community, found[chain.community.id], language)
        if shown:
            axes.plot([_COMMUNITY + _BOX_WIDTH / 2, _TRUNK], [middle, middle], color=QUIET, lw=1, zorder=1)
            axes.plot([_TRUNK, _TRUNK], [0, len(shown) - 1], color=QUIET, lw=1, zorder=1)
        for y, rung in enumerate(shown):
            _draw_row(axes, y, rung, found[rung.id])
        _draw_header(axes, language)
        write_title(axes, _finding(chain, rows, found, language), _reading(language))
        write_footer(axes, told, language, _notes(len(shown), len(rows), language), drop=10, rules=True)
    return figure, axes


def _by_rung(chain: CommunityChain, gaps: Iterable[ChainGap]) -> dict[str, list[ChainGap]]:
    """Bring each gap to the row that shows it: a building's is its compound's."""
    row_of: dict[str, str] = {}
    for top in (chain.street, chain.community):
        row_of.update(dict.fromkeys(top.subjects if top else (), top.id if top else ""))
    for row in chain.community.parts:
        row_of.update({subject: row.id for rung in row.walk() for subject in rung.subjects})
    found: dict[str, list[ChainGap]] = defaultdict(list)
    for gap in sorted(gaps, key=lambda gap: (_SEVERITIES.index(gap.severity), gap.title, gap.subject)):
        if gap.subject in row_of:
            found[row_of[gap.subject]].append(gap)
    return found


def _gravity(gaps: Sequence[ChainGap]) -> tuple[int, ...]:
    return tuple(-sum(gap.severity == severity for gap in gaps) for severity in _SEVERITIES)


def _tree_sheet(ax: Axes | None, rows: int) -> tuple[Figure, Axes]:
    height = min(A4_LANDSCAPE[1], max(3.6, 2.2 + 0.19 * rows))
    figure, axes = sheet(ax, size=(A4_LANDSCAPE[0], height))
    if ax is None:
        axes.set_position((0.03, 0.85 / height, 0.94, 1 - 1.65 / height))
    axes.set_axis_off()
    axes.set_xlim(0, 100)
    axes.set_ylim(max(rows, 4) - 0.4, -1.3)
    return figure, axes


def _draw_box(axes: Axes, x: float, y: float, rung: Rung, gaps: Sequence[ChainGap], language: Language) -> None:
    stands = bool(rung.organizations)
    lines = [wrapped(legible(rung.name, longest=18), 15)]
    if language == "zh":
        lines.append(f"党组织 {len(rung.organizations)} 个" if stands else "缺党组织")
    else:
        lines.append(f"organizations: {len(rung.organizations)}" if stands else "no organization")
    axes.text(
        x + _BOX_WIDTH / 2,
        y,
        "\n".join(lines),
        ha="center",
        va="center",
        fontsize=9.5,
        linespacing=1.5,
        zorder=3,
        bbox={
            "boxstyle": "round,pad=0.6",
            "facecolor": PAPER,
            "edgecolor": INK if stands else ALARM,
            "linewidth": 1.0 if stands else 1.6,
            "linestyle": "solid" if stands else "dashed",
        },
    )
    titles = dict.fromkeys((gap.severity, gap.title) for gap in gaps)
    for number, (severity, title) in enumerate(list(titles)[:_MOST_BOX_GAPS]):
        axes.annotate(
            f"{_SIGNS[severity]} {legible(title, longest=_LONGEST_BOX_GAP)}",
            (x + 1, y),
            (0, -34 - 12 * number),
            textcoords="offset points",
            va="top",
            fontsize=7.5,
            color=_SEVERITY_COLORS[severity],
            annotation_clip=False,
        )


def _draw_row(axes: Axes, y: int, rung: Rung, gaps: Sequence[ChainGap]) -> None:
    linked = rung.coverage == "organization"
    axes.plot(
        [_TRUNK, _ROW],
        [y, y],
        color=QUIET if linked else ALARM,
        lw=1 if linked else 1.3,
        linestyle="solid" if linked else (0, (2, 1.5)),
        zorder=1,
    )
    axes.add_patch(
        FancyBboxPatch(
            (_ROW, y - 0.4),
            _ROW_WIDTH,
            0.8,
            boxstyle="round,pad=0,rounding_size=0.3",
            facecolor=PAPER,
            edgecolor=FAINT if linked else ALARM,
            linewidth=0.8,
            mutation_aspect=0.5,
        )
    )
    axes.text(_ROW + 0.6, y, legible(rung.name, longest=15), va="center", fontsize=7.5)
    _draw_mark(axes, _DOTS[0], y, {"organization": "full", "work": "left"}.get(rung.coverage or "", "none"))
    if rung.level == "compound":
        _draw_mark(axes, _DOTS[1], y, "full" if rung.owners_committees else "none")
        _draw_mark(axes, _DOTS[2], y, "full" if rung.property_firms else "none")
    for number, building in enumerate(rung.parts[:_MOST_BUILDINGS]):
        filled = bool(building.organizations)
        axes.plot(
            [_BUILDINGS + number],
            [y],
            marker="s",
            markersize=4.2,
            markerfacecolor=INK if filled else PAPER,
            markeredgecolor=INK if filled else QUIET,
            markeredgewidth=0.7,
        )
    if len(rung.parts) > _MOST_BUILDINGS:
        axes.text(
            _BUILDINGS + _MOST_BUILDINGS,
            y,
            f"+{len(rung.parts) - _MOST_BUILDINGS}",
            va="center",
            fontsize=6,
            color=QUIET,
        )
    _draw_gaps(axes, y, gaps)


def _draw_mark(axes: Axes, x: float, y: int, fill: str) -> None:
    color = ALARM if fill == "none" else INK
    axes.plot(
        [x],
        [y],
        marker="o",
        markersize=6.5,
        fillstyle=fill,
        color=color,
        markerfacecolor=color,
        markerfacecoloralt=PAPER,
        markeredgecolor=color,
        markeredgewidth=1.1,
    )


def _draw_gaps(axes: Axes, y: int, gaps: Sequence[ChainGap]) -> None:
    if not gaps:
        return
    worst = gaps[0].severity
    marker, color = _SEVERITY_MARKERS[worst], _SEVERITY_COLORS[worst]
    axes.plot([_GAPS - 1.2], [y], marker=marker, markersize=4.5, color=color, linestyle="none")
    counts: dict[str, int] = defaultdict(int)
    for gap in gaps:
        counts[gap.title] += 1
    words = [title if number == 1 else f"{title}×{number}" for title, number in counts.items()]
    kept = list(words)
    while len(kept) > 1 and width(_joined(kept, len(words))) > _GAP_COLUMNS:
        kept.pop()
    axes.text(_GAPS, y, legible(_joined(kept, len(words)), longest=60), va="center", fontsize=7, color=color)


def _joined(kept: Sequence[str], total: int) -> str:
    return " · ".join(kept) + (f" +{total - len(kept)}" if total > len(kept) else "")


def _draw_header(axes: Axes, language: Language) -> None:
    zh = language == "zh"
    words = (
        ("小区·载体", "党组织", "业委会", "物业", "楼栋（有无党小组）", "缺口")
        if zh
        else ("Compound, carrier", "party", "owners", "property", "Buildings (group)", "Gaps")
    )
    places = (_ROW + 0.6, *_DOTS, _BUILDINGS - 0.5, _GAPS - 1.6)
    for number, (word, x) in enumerate(zip(words, places, strict=True)):
        centred = 1 <= number <= len(_DOTS)
        axes.text(
            x, -0.7, word, ha="center" if centred else "left", va="baseline", fontsize=8 if zh else 7.5, color=QUIET
        )


def _reading(language: Language) -> str:
    if language == "en":
        return "● there  ◐ work coverage only  ○ missing  ■ building with a group  □ without.  ▲ high  ◆ medium  · low.  Dashed: no organization coverage, the chain breaks here."
    return (
        "● 有　◐ 仅有工作覆盖　○ 缺　■ 楼栋有党小组　□ 无　　缺口：▲ 高　◆ 中　· 低　　虚线：无组织覆盖，链条在此断开"
    )


def _finding(
    chain: CommunityChain, rows: Sequence[Rung], found: Mapping[str, Sequence[ChainGap]], language: Language
) -> str:
    name = legible(chain.community.name, longest=20)
    compounds = chain.compounds
    missing = sum(rung.coverage != "organization" for rung in compounds)
    incomplete = sum(not rung.has_triad for rung in compounds)
    total = sum(len(found[key]) for key in (chain.community.id, *(rung.id for rung in rows)))
    if language == "en":
        if not compounds:
            return f"{name} has no compounds; {total} gaps in its chain"
        return f"{name}: {missing} of {len(compounds)} compounds without organization coverage, {incomplete} without a full triad; {total} gaps"
    if not compounds:
        return f"{name}：没有小区，链上共 {total} 处缺口"
    return f"{name}：{len(compounds)} 个小区中 {missing} 个无组织覆盖、{incomplete} 个三方不齐，链上共 {total} 处缺口"


def _notes(shown: int, total: int, language: Language) -> list[str]:
    if shown == total:
        return []
    if language == "en":
        return [f"Shown: the {shown} rows with the gravest gaps, of {total}"]
    return [f"只画缺口最重的 {shown} 行，共 {total} 行"]


@chart(
    "chain",
    title=Bilingual("Chain of a community", "社区链条与缺口"),
    description=Bilingual(
        "Street, community, compounds, triads and buildings with their gaps; --scope: a community",
        "街道、社区、小区、三方与楼栋，并标出缺口；--scope 为社区",
    ),
    scope_level="community",
)
def _chart(asked: Request) -> Drawing:
    from graphmodel.gaps.catalogue import RULES  # noqa: PLC0415 -- the rules are loaded only when they are needed
    from graphmodel.gaps.find import find_gaps  # noqa: PLC0415 -- likewise

    assert asked.scope is not None  # noqa: S101 -- `make_chart` has made sure
    chain = community_chain(asked.graph, community=asked.scope, as_of=asked.as_of)
    report = find_gaps(asked.graph, as_of=asked.as_of, scope=None if chain.street is None else chain.street.id)
    gaps = [
        ChainGap(finding.subject, RULES[finding.rule].title.in_language(asked.language), finding.severity.value)
        for finding in report.findings
    ]
    return chain_chart(
        chain, gaps, told=provenance(asked.graph, as_of=asked.as_of, scope=asked.scope), language=asked.language
    )
