"""A report of a place, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import networkx as nx
import pandas as pd

from graphmodel.gaps import GapReport
from graphmodel.graph import date_of
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
)
from graphmodel.report.document.situation import Situation
from graphmodel.report.gaps import gap_sheets
from graphmodel.schema import Language

_SECTIONS = (key_points, coverage, change, gaps, alliances, links, plan, official, method)


def compose(
    graph: nx.MultiDiGraph,
    *,
    scope: str | None = None,
    as_of: date | None = None,
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
    at = Situation(graph, scope, date_of(graph, as_of), language, before, parameters or {})
    sections = []
    for number, module in enumerate(_SECTIONS, start=1):
        progress("composing the report", number, len(_SECTIONS))
        found = module.section(at)
        if found is not None:
            sections.append(found)
    told = at.provenance
    return Document(
        title=at.say(f"{at.place_name}: coverage gaps and co-building", f"{at.place_name}党建覆盖与共建分析报告"),
        subtitle=at.say(f"data as of {at.as_of}", f"数据截至 {at.as_of}"),
        footer=" · ".join(told.lines(language)),
        warning=None
        if told.synthetic is None
        else at.say(
            f"Synthetic data ({told.synthetic}): nothing here speaks of a real organization.",
            f"合成数据（{told.synthetic}）：所列内容并非真实组织的情况。",
        ),
        sections=tuple(sections),
        sheets=_sheets(at),
        language=language,
    )


def _sheets(at: Situation) -> dict[str, pd.DataFrame]:
    found = dict(gap_sheets(at.graph, at.gaps, at.summary, at.official, language=at.language))
    found[at.say("alliances", "联盟")] = at.alliances.frame
    for module in (change, links, plan):
        found.update(module.sheets(at))
    return found
