"""What a result rests on, to stand below every table and picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import date_of, place_code
from graphmodel.schema import Language
from graphmodel.schema.two_languages import in_language

SYNTHETIC = "合成数据 / synthetic data"
"""What is said of synthetic data that do not say more, in both languages."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Date of the data, scope, source, and what the data say of being synthetic (None: they do not say so).

    Source and synthetic may be said in both languages, see `graphmodel.schema.two_languages`.
    """

    as_of: date
    scope: str | None = None
    source: str | None = None
    synthetic: str | None = None

    def line(self, language: Language) -> str:
        """Return date, scope and source as one line.

        Examples
        --------
        >>> from datetime import date
        >>> Provenance(date(2022, 6, 30), scope="抚琴街道", source="台账").line("zh")
        '数据日期 2022-06-30 · 范围 抚琴街道 · 来源 台账'
        """
        words = ("data of", "scope", "source") if language == "en" else ("数据日期", "范围", "来源")
        source = None if self.source is None else in_language(self.source, language)
        known = zip(words, (self.as_of.isoformat(), self.scope, source), strict=True)
        return " · ".join(f"{word} {value}" for word, value in known if value)

    def made_up(self, language: Language) -> str | None:
        """Return what the data say of being synthetic, None where they do not say so.

        Examples
        --------
        >>> from datetime import date
        >>> Provenance(date(2022, 6, 30), synthetic="社区以下为合成数据 / synthetic below community level").made_up("zh")
        '社区以下为合成数据'
        """
        return None if self.synthetic is None else in_language(self.synthetic, language)

    def lines(self, language: Language) -> list[str]:
        """Return the line, and one more where the data are synthetic."""
        made_up = self.made_up(language)
        return [self.line(language), *([made_up] if made_up else [])]


Whole: TypeAlias = Literal[
    "links", "alliances", "layers of communities", "claims", "plans", "recommendations", "needs and resources"
]
"""The analyses that need the whole graph."""

_IN_CHINESE: Mapping[Whole, str] = {
    "links": "共建关系分析",
    "alliances": "联盟分析",
    "layers of communities": "社区五联分析",
    "claims": "认领情况分析",
    "plans": "规划方案",
    "recommendations": "共建建议",
    "needs and resources": "需求与资源分析",
}


def require_whole(graph: nx.MultiDiGraph, what: Whole) -> None:
    """Raise `InputError` where a graph was read with a scope: what crosses the scope's edge lacks its other participants.

    Examples
    --------
    >>> import networkx as nx
    >>> require_whole(nx.MultiDiGraph(scope="510106032"), "links")
    Traceback (most recent call last):
    graphmodel.errors.InputError: found a graph read for '510106032' only; links need the whole: read it without a scope and give scope='510106032'
    """
    part = graph.graph.get("scope")
    if part is not None:
        msg = Bilingual(
            f"found a graph read for {part!r} only; {what} need the whole: read it without a scope and give scope={part!r}",
            f"读入的图只包括 {part!r}，而{_IN_CHINESE[what]}需要全部数据：读图时不要限定范围，再给出 scope={part!r}",
        )
        raise InputError(msg)


def provenance(graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None) -> Provenance:
    """Return what a result of ``graph`` rests on; raise `InputError` where no date is known."""
    told, code = graph.graph, place_code(graph, scope)
    sources = told.get("sources", {})
    notes = {about.get("note") for about in sources.values() if about.get("synthetic")} - {None}
    return Provenance(
        as_of=date_of(graph, as_of),
        scope=None if code is None else str(graph.nodes[code].get("name", code)),
        source=told.get("title") or " · ".join(sources) or None,
        synthetic=(" · ".join(sorted(notes)) or SYNTHETIC) if told.get("synthetic") else None,
    )
