"""What all sections of a report look at, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphmodel.analysis.alliances import AllianceReport, alliances
from graphmodel.analysis.cobuilding import CobuildingNetwork, cobuilding
from graphmodel.analysis.planning import Plan, plan_joint_branches
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.analysis.recommendation import CLOSABLE, LinkRecommendations, recommend_links
from graphmodel.charts import make_chart
from graphmodel.charts.save import render
from graphmodel.gaps import GapReport, GapSummary, OfficialTable, find_gaps, official_table, summarize
from graphmodel.gaps.change import GapChange, compare_gaps
from graphmodel.gaps.priority import GapPriority, prioritize
from graphmodel.report.document.model import Picture
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE_WIDTH = 6.5
_PAGE_HEIGHT = 4.6
_DPI = 150
_SECONDS = 10.0
_RECOMMENDED = 40


@dataclass(frozen=True)
class Situation:
    """A graph, a place, a date, a language, and what the analyses say of them.

    ``before`` is the report to compare with: of an earlier date, of other data, or one that was saved.
    """

    graph: nx.MultiDiGraph
    scope: str | None
    as_of: date
    language: Language
    before: GapReport | None
    parameters: Mapping[str, Mapping[str, float]]

    def say(self, english: str, chinese: str) -> str:
        """Return the text in the report's language."""
        return Bilingual(english, chinese).in_language(self.language)

    @cached_property
    def gaps(self) -> GapReport:
        """What the rules find."""
        return find_gaps(self.graph, as_of=self.as_of, scope=self.scope, parameters=self.parameters)

    @cached_property
    def summary(self) -> GapSummary:
        """Gaps and rates of the place and its parts; of everything in one district also the district's parts."""
        depth = 2 if self.scope is None and len(self._districts) == 1 else 1
        return summarize(self.graph, self.gaps, depth=depth, parameters=self.parameters)

    @cached_property
    def priority(self) -> GapPriority:
        """Which gaps first."""
        return prioritize(self.graph, self.gaps)

    @cached_property
    def change(self) -> GapChange | None:
        """What is new, closed and reopened since ``before``."""
        return None if self.before is None else compare_gaps(self.before, self.gaps)

    @cached_property
    def alliances(self) -> AllianceReport:
        """The alliances of the place."""
        return alliances(self.graph, as_of=self.as_of, scope=self.scope)

    @cached_property
    def links(self) -> CobuildingNetwork:
        """Who builds with whom."""
        return cobuilding(self.graph, as_of=self.as_of, scope=self.scope)

    @cached_property
    def recommended(self) -> LinkRecommendations:
        """Who should build with whom next."""
        # Of the whole graph: one end of a link may lie elsewhere.
        findings = find_gaps(self.graph, rules=CLOSABLE, as_of=self.as_of, parameters=self.parameters).findings
        return recommend_links(self.graph, as_of=self.as_of, scope=self.scope, count=_RECOMMENDED, findings=findings)

    @cached_property
    def plan(self) -> Plan:
        """The joint branches that close most."""
        return plan_joint_branches(self.graph, as_of=self.as_of, scope=self.scope, time_limit=_SECONDS)

    @cached_property
    def official(self) -> OfficialTable:
        """The official table of the place."""
        return official_table(self.graph, as_of=self.as_of, scope=self.scope)

    @cached_property
    def provenance(self) -> Provenance:
        """What the report rests on."""
        return provenance(self.graph, as_of=self.as_of, scope=self.scope)

    @property
    def place_name(self) -> str:
        """What the place is called."""
        if self.scope is not None:
            return str(self.graph.nodes[self.scope].get("name", self.scope))
        return "、".join(sorted(self._districts)) or self.say("everything", "全部")

    @cached_property
    def _districts(self) -> list[str]:
        return [data["name"] for _, data in self.graph.nodes(data=True) if data.get("level") == "district"]

    @property
    def level(self) -> str | None:
        """The level of the place."""
        return None if self.scope is None else self.graph.nodes[self.scope].get("level")

    def picture(self, kind: str, description: str, **options: Any) -> Picture:
        """Draw a chart of the place, as large as half a page allows."""
        import matplotlib.pyplot as plt  # noqa: PLC0415 -- the chart is closed where it was asked for

        figure, _ = make_chart(
            self.graph, kind=kind, as_of=self.as_of, scope=self.scope, language=self.language, options=options
        )
        try:
            png = render(figure, "png", dpi=_DPI)
            wide, high = figure.get_size_inches()
        finally:
            plt.close(figure)
        scale = min(_PAGE_WIDTH / wide, _PAGE_HEIGHT / high)
        return Picture(png, description, wide * scale, high * scale)
