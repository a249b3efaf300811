"""Who is tied to whom between sectors, and which sectors broker in which role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.measures import ROLES, Brokerage, brokerage, sectors_of
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.charts.empty import NO_SECTORS, write_empty
from graphmodel.charts.fonts import legible, wrapped
from graphmodel.charts.page import Margins, sheet, write_footer, write_title
from graphmodel.charts.registry import Drawing, Request, chart
from graphmodel.charts.style import A4_LANDSCAPE, CONTRAST, FAINT, INK, PAPER, QUIET, ink_on, style
from graphmodel.schema import Bilingual, Language

_SECTORS = {
    "PartyOrganization": Bilingual("party organizations of places", "区划党组织"),
    "Enterprise": Bilingual("enterprises", "企业"),
    "SocialOrganization": Bilingual("social organizations", "社会组织"),
    "PublicInstitution": Bilingual("public institutions", "机关事业单位"),
    "OwnersCommittee": Bilingual("owners' committees", "业委会"),
}
_ROLE_NAMES = {
    "coordinator": Bilingual("coordinator", "协调人"),
    "itinerant": Bilingual("itinerant", "顾问"),
    "representative": Bilingual("representative", "代表人"),
    "gatekeeper": Bilingual("gatekeeper", "守门人"),
    "liaison": Bilingual("liaison", "联络人"),
}
_ROLE_SIGNS = {
    "coordinator": "A-A-A",
    "itinerant": "A-B-A",
    "representative": "A-A-B",
    "gatekeeper": "A-B-B",
    "liaison": "A-B-C",
}
_FURTHEST = 4.0
_WIDEST_NUMBER = 10
"""Characters that fit into a cell at full size."""
"""Beyond sixteen times as many, or as few, as by chance the shade says nothing more."""

_WHOLE = 10
"""Ratios from here on are written without decimals."""

_GAP = 0.55


@dataclass(frozen=True)
class SectorBrokerage:
    """Ties between sectors beside chance, and the brokerage roles of their members.

    Attributes
    ----------
    ties, expected : pandas.DataFrame
        A row and a column a sector (symmetric): pairs that build together, and how many there would be if the same number of
        pairs fell on any two stakeholders alike.
    roles : Brokerage
        As `graphmodel.analysis.measures.brokerage` returns it.
    """

    ties: pd.DataFrame
    expected: pd.DataFrame
    roles: Brokerage | None


def sector_brokerage(
    graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None
) -> SectorBrokerage:
    """Return ties and brokerage between the sectors of the observed co-building network.

    A party organization within a unit belongs to the sector of the unit.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name, label in (("a", "Enterprise"), ("b", "SocialOrganization")):
    ...     graph.add_node(name, labels=(label, "Stakeholder", "Unit"), name=name)
    >>> _ = graph.add_edge("a", "b", type="BUILDS_WITH", layer="culture")
    >>> sector_brokerage(graph).ties.to_numpy().tolist()
    [[0, 1], [1, 0]]
    """
    network = cobuilding(graph, as_of=as_of, scope=scope).simple_graph
    sectors = {node: sector for node, sector in sectors_of(graph, network).items() if sector is not None}
    names = [sector for sector in _SECTORS if sector in set(sectors.values())]
    sizes = np.array([sum(found == name for found in sectors.values()) for name in names], dtype=float)
    ties = pd.DataFrame(0, index=names, columns=names, dtype=int)
    met = Counter((sectors[a], sectors[b]) for a, b in network.edges if a in sectors and b in sectors)
    for one in names:
        for other in names:
            ties.loc[one, other] = met[one, other] + (met[other, one] if one != other else 0)
    possible = np.outer(sizes, sizes) - np.diag(sizes * (sizes + 1) / 2)
    pairs = len(sectors) * (len(sectors) - 1) / 2
    total = int(np.triu(ties.to_numpy()).sum())
    expected = pd.DataFrame(possible * (total / pairs if pairs else 0.0), index=names, columns=names)
    return SectorBrokerage(ties, expected, brokerage(network, group=sectors) if names else None)


def brokerage_matrix(
    found: SectorBrokerage, *, told: Provenance, language: Language = "zh", ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw two matrices with a row a sector: its ties to each sector, and the brokerage roles of its members.

    A cell has the number, and how many times what chance would give; blue is less, orange more.

    Parameters
    ----------
    found
        As `sector_brokerage` returns it.
    told
        Provenance for the footer.
    language
        Of titles and notes.
    ax
        Where to draw; a new A4 sheet where None.
    """
    sectors = list(found.ties.index)
    with style():
        height = max(3.4, 2.9 + 0.55 * len(sectors))
        figure, axes = sheet(
            ax, size=(A4_LANDSCAPE[0], height), margins=Margins(left=2.0, right=0.35, bottom=0.9, top=1.75)
        )
        axes.set_axis_off()
        wide = len(sectors) + _GAP + len(ROLES) - 1
        axes.set_xlim(0, wide if sectors else 1)
        axes.set_ylim(max(len(sectors), 1), 0)
        if sectors and found.roles is not None:
            _draw_ties(axes, found, sectors, language)
            _draw_roles(axes, found.roles, sectors, language)
            for y, sector in enumerate(sectors):
                axes.annotate(
                    wrapped(_SECTORS[sector].in_language(language), 20),
                    (0, y + 0.5),
                    (-8, 0),
                    textcoords="offset points",
                    ha="right",
                    va="center",
                    fontsize=9,
                    annotation_clip=False,
                )
        else:
            write_empty(axes, NO_SECTORS, language)
        write_title(axes, _finding(found, told, language), _reading(language), rise=72)
        write_footer(axes, told, language, _notes(found, language), drop=12)
    return figure, axes


def _draw_ties(axes: Axes, found: SectorBrokerage, sectors: list[str], language: Language) -> None:
    for x, column in enumerate(sectors):
        _head(axes, x, wrapped(_SECTORS[column].in_language(language), 14))
        for y, row in enumerate(sectors):
            _cell(axes, x, y, int(found.ties.loc[row, column]), float(found.expected.loc[row, column]))
    _title_block(axes, 0, "pairs between sectors" if language == "en" else "部门之间的共建对数")


def _draw_roles(axes: Axes, roles: Brokerage, sectors: list[str], language: Language) -> None:
    rows = roles.groups.set_index("group")
    left = len(sectors) + _GAP
    for number, role in enumerate(ROLES[:-1]):
        _head(axes, left + number, f"{_ROLE_NAMES[role].in_language(language)}\n{_ROLE_SIGNS[role]}")
        for y, sector in enumerate(sectors):
            row: dict[Any, Any] = rows.loc[sector].to_dict()
            _cell(axes, left + number, y, int(row[role]), float(row[f"expected_{role}"]))
    _title_block(axes, left, "brokerage by members of the sector" if language == "en" else "本部门成员居间的次数")


def _title_block(axes: Axes, x: float, words: str) -> None:
    axes.annotate(words, (x, 0), (1, 42), textcoords="offset points", fontsize=9, color=INK, annotation_clip=False)


def _head(axes: Axes, x: float, words: str) -> None:
    axes.annotate(
        words,
        (x + 0.5, 0),
        (0, 5),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=7.5,
        color=QUIET,
        linespacing=1.25,
        annotation_clip=False,
    )


def _cell(axes: Axes, x: float, y: float, count: int, expected: float) -> None:
    box = (x + 0.02, y + 0.04), 0.96, 0.92
    if expected <= 0:
        axes.add_patch(Rectangle(*box, facecolor=PAPER, edgecolor=FAINT))
        axes.text(x + 0.5, y + 0.5, f"{count:,}" if count else "–", ha="center", va="center", fontsize=9, color=QUIET)
        return
    ratio = count / expected
    fold = float(np.clip(np.log2(ratio), -_FURTHEST, _FURTHEST)) if count else -_FURTHEST
    color = CONTRAST(0.5 + fold / (2 * _FURTHEST))
    ink = ink_on(color)
    axes.add_patch(Rectangle(*box, facecolor=color, edgecolor=FAINT))
    number = f"{count:,}"
    # As wide as the cell is, but no wider.
    size = min(10.0, 10.0 * _WIDEST_NUMBER / len(number))
    axes.text(x + 0.5, y + 0.36, number, ha="center", va="center", fontsize=size, color=ink)
    axes.text(
        x + 0.5,
        y + 0.74,
        f"×{ratio:.2g}" if ratio < _WHOLE else f"×{ratio:.0f}",
        ha="center",
        va="center",
        fontsize=7.5,
        color=ink,
    )


def _finding(found: SectorBrokerage, told: Provenance, language: Language) -> str:
    zh = language == "zh"
    name = legible(told.scope or ("全部数据" if zh else "All data"), longest=20)
    if found.roles is None or not found.ties.to_numpy().any():
        return f"{name}没有部门之间的共建" if zh else f"{name}: nobody builds together between sectors"
    groups = found.roles.groups
    across = groups["total"] - groups["coordinator"]
    most = str(groups.loc[across.idxmax(), "group"])
    share = f"{across.max() / across.sum():.0%}" if across.sum() else "0%"
    ties = np.triu(found.ties.to_numpy())
    between = f"{(ties.sum() - np.trace(ties)) / ties.sum():.0%}"
    sector = _SECTORS[most].in_language(language)
    if zh:
        return f"{name}：{between} 的共建对跨部门；跨部门居间有 {share} 由{sector}承担"
    return f"{name}: {between} of the pairs cross sectors; {share} of the brokerage across sectors is by {sector}"


def _reading(language: Language) -> str:
    if language == "en":
        return "A cell: number, and × what chance gives; blue less, orange more. Roles after Gould and Fernandez: the middle one brokers between the outer two."
    return (
        "每格：数目，以及为偶然期望的多少倍；蓝少橙多。角色依 Gould–Fernandez：中间者在两端之间居间，A、B、C 为部门。"
    )


def _notes(found: SectorBrokerage, language: Language) -> list[str]:
    zh = language == "zh"
    notes = [
        "单位内的党组织归入其单位所属部门；期望：同样多的对数均匀落在任意两个主体之间"
        if zh
        else "Party organizations within a unit count with its sector; chance: as many pairs spread over any two alike"
    ]
    if found.roles is not None and found.roles.left_out:
        notes.append(
            f"{found.roles.left_out} 个主体类别不明，未计"
            if zh
            else f"{found.roles.left_out} of unknown kind are left out"
        )
    return [" · ".join(notes)]


@chart(
    "brokerage",
    title=Bilingual("Brokerage between sectors", "部门间居间矩阵"),
    description=Bilingual(
        "Ties between kinds of stakeholder and who brokers in which role; --scope: any place",
        "各类主体之间的共建与居间角色；--scope 可为任何地方",
    ),
    best_level="street",
)
def _chart(asked: Request) -> Drawing:
    found = sector_brokerage(asked.graph, as_of=asked.as_of, scope=asked.scope)
    told = provenance(asked.graph, as_of=asked.as_of, scope=asked.scope)
    return brokerage_matrix(found, told=told, language=asked.language)
