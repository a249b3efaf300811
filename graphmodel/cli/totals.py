"""What ``gongjian gaps --totals`` prints: no command of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    import networkx as nx


def write_totals(graph: nx.MultiDiGraph, scope: str | None, asked: tuple[Language, str | None, Path | None]) -> None:
    """Write every published figure of a place or below beside what the graph gives."""
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- slow to import
    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.reconciliation import published_totals  # noqa: PLC0415 -- likewise
    from graphmodel.report.reconciliation import headers_of, totals_frame  # noqa: PLC0415 -- likewise

    language, format_, output = asked
    totals = published_totals(graph, scope=scope)
    off = sum(total.differs for total in totals)
    title = Bilingual(
        f"Published totals: {len(totals)}, of which {off} differ", f"公布数核对：{len(totals)}项，其中{off}项不符"
    ).in_language(language)
    notes = provenance(graph, as_of=graph.graph["as_of"], scope=scope).lines(language)
    write_table(
        totals_frame(totals, language),
        format_=format_,
        output=output,
        title=title,
        headers=headers_of(language),
        notes=notes,
    )
