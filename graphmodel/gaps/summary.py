"""Gaps and rates by place: how many findings of each severity, and how much is covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import CoverageRates, Rate, coverage_rates
from graphmodel.gaps.report import GapReport
from graphmodel.gaps.rule import Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class GapSummary:
    """A row a place: the scope of the report first, then the places below it.

    ``counts`` holds the findings in each place with its subtree by severity.
    """

    report: GapReport
    rates: CoverageRates
    counts: Mapping[str | None, Mapping[Severity, int]]

    @property
    def places(self) -> list[str | None]:
        """The places in their order; None is everything."""
        return list(dict.fromkeys(rate.place for rate in self.rates.rates))

    @property
    def frame(self) -> pd.DataFrame:
        """Place, name, level, findings by severity, then five columns a rate."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        return pd.DataFrame([self._row(place) for place in self.places])

    def _row(self, place: str | None) -> dict[str, Any]:
        rates = self.rates.of(place)
        first = rates[next(iter(RATES))]
        row: dict[str, Any] = {"place": place, "name": first.name, "level": first.level}
        row.update({severity.value: self.counts[place][severity] for severity in Severity})
        for id_, rate in rates.items():
            row.update(_columns(id_, rate))
        return row

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON has it: the report without its findings, and the places with their rates."""
        report = {key: value for key, value in self.report.to_dict().items() if key != "findings"}
        return {**report, "places": [self._row(place) for place in self.places]}


def _columns(id_: str, rate: Rate) -> dict[str, Any]:
    low, high = rate.interval or (None, None)
    return {
        id_: rate.value,
        f"{id_}_numerator": rate.numerator,
        f"{id_}_denominator": rate.denominator,
        f"{id_}_low": low,
        f"{id_}_high": high,
    }


def summarize(
    graph: nx.MultiDiGraph,
    report: GapReport,
    *,
    depth: int | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> GapSummary:
    """Return a report's findings and the coverage rates by place.

    Parameters
    ----------
    graph
        The graph of the report.
    report
        What `find_gaps` found in it.
    depth
        How many rungs below the report's scope to give; by default its children, and where the report has no scope also
        theirs.
    parameters
        Numbers of the rules, as they were given to `find_gaps`.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"place_id": ["510106"], "name": ["金牛区"], "level": ["district"]}
    >>> graph = build_graph(Dataset(About(as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], rows)}))
    >>> summary = summarize(graph, find_gaps(graph))
    >>> summary.places, summary.frame["high"].tolist()
    ([None, '510106'], [0, 0])
    """
    rungs = depth if depth is not None else 1 if report.scope is not None else 2
    rates = coverage_rates(graph, as_of=report.as_of, scope=report.scope, depth=rungs, parameters=parameters)
    counts: dict[str | None, Counter[Severity]] = {rate.place: Counter() for rate in rates.rates}
    for finding in report.findings:
        for place in {None, *finding.scope} & counts.keys():
            counts[place][finding.severity] += 1
    return GapSummary(report, rates, counts)
