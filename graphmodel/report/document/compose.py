"""A report of a place, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import networkx as nx

from graphmodel.analysis.provenance import SYNTHETIC
from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.gaps import GapReport
from graphmodel.gaps.find import sharing_facts
from graphmodel.graph import date_of, place_code, sharing_snapshots
from graphmodel.progress import Progress, silent
from graphmodel.report.document.model import Document
from graphmodel.report.document.sections import (
    alliances,
    change,
    coverage,
    gaps,
    key_points,
    links,
    method,
    official,
    plan,
    recommended,
)
from graphmodel.report.document.sheets import sheets
from graphmodel.report.document.situation import Situation
from graphmodel.schema import Language

_SECTIONS = (key_points, coverage, change, gaps, alliances, links, recommended, plan, official, method)


def compose(
    graph: nx.MultiDiGraph,
    *,
    scope: str | None = None,
    as_of: date | str | None = None,
    before: GapReport | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    language: Language = "zh",
    progress: Progress = silent,
) -> Document:
    """Return the report of a place: rates, change, gaps, alliances, links, plan, official table, method.

    Parameters
    ----------
    graph
        The whole graph.
    scope
        The place; None is everything.
    as_of
        The date, by default the data's own.
    before
        What to compare with, see `graphmodel.gaps.find_gaps`; without it there is no section on change.
    parameters
        Numbers of the rules other than their defaults.
    language
        Of all texts.

    Raises
    ------
    InputError
        If the scope is no place, or no date is known.
    """
    scope = place_code(graph, scope)
    at = Situation(graph, scope, date_of(graph, as_of), language, before, parameters or {})
    # The sections ask the same of the same graph at the same date.
    with sharing_snapshots({}), sharing_facts({}):
        return _composed(at, progress)


def _composed(at: Situation, progress: Progress) -> Document:
    sections = []
    for number, module in enumerate(_SECTIONS, start=1):
        progress(Bilingual("composing the report", "生成报告"), number, len(_SECTIONS))
        found = module.section(at)
        if found is not None:
            sections.append(found)
    told = at.provenance
    return Document(
        title=at.say(f"{at.place_name}: coverage gaps and co-building", f"{at.place_name}党建覆盖与共建分析报告"),
        subtitle=at.say(f"data as of {at.as_of}", f"数据截至 {at.as_of}"),
        footer=" · ".join(told.lines(at.language)),
        warning=None if told.synthetic is None else _warning(at),
        sections=tuple(sections),
        sheets=sheets(at),
        language=at.language,
    )


def _warning(at: Situation) -> str:
    told = at.provenance
    which = NOTHING
    if told.synthetic != SYNTHETIC:
        which = Bilingual(f" ({told.made_up('en')})", f"（{told.made_up('zh')}）")
    return at.say(
        f"Synthetic data{which.en}: nothing here speaks of a real organization.",
        f"合成数据{which.zh}：所列内容并非真实组织的情况。",
    )
