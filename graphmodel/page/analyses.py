"""The analyses of one graph, each worked out once for each date, whoever asks."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

import networkx as nx

from graphmodel.gaps import CoverageRates, GapReport, Rate, Severity, coverage_rates, find_gaps
from graphmodel.gaps.acknowledgement import AcknowledgedReport, Acknowledgement, set_apart
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import sharing_facts
from graphmodel.gaps.priority import GapPriority, prioritize
from graphmodel.graph import Snapshot, date_of, sharing_snapshots
from graphmodel.graph.collector import collector_paused
from graphmodel.page.places import Places
from graphmodel.page.shelf import KINDS, Shelf
from graphmodel.schema.enumerations import LEVELS

if TYPE_CHECKING:
    from graphmodel.analysis.alliances import AllianceReport
    from graphmodel.analysis.cobuilding import CobuildingNetwork
    from graphmodel.analysis.recommendation import LinkRecommendations
    from graphmodel.analysis.recommendation.groundwork import Groundwork

Result = TypeVar("Result")

_KEPT = 240
"""Results kept."""

_DATES_KEPT = 2
"""Dates beside the data's own whose large results are kept."""

_LARGE = frozenset({"rates", "gaps", "alliances", "links", "pairs"})
_RUNGS = 4
_RECOMMENDED = 40


@dataclass(frozen=True)
class Gaps:
    """The gaps at a date: all of them, those acknowledged apart, in their order, with counts by place (None: everything)."""

    found: GapReport
    parts: AcknowledgedReport
    priority: GapPriority
    counts: Mapping[str | None, Mapping[Severity, int]]


class Analyses:
    """What the page shows of one graph. Safe to ask from several threads: each result is worked out by the first who asks.

    Parameters
    ----------
    graph
        The whole stakeholder graph; it must not change any more.
    acknowledged
        Gaps that are known and counted apart.
    shelf
        Where results may lie that another process worked out.
    fills
        Whether this is that process.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 12, 31))
    >>> graph.add_node("510106", labels=("District", "Place"), name="金牛区", level="district")
    >>> Analyses(graph).rates()["510106"]["organization_coverage"].value is None
    True
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph,
        acknowledged: Iterable[Acknowledgement] = (),
        *,
        shelf: Shelf | None = None,
        fills: bool = False,
    ) -> None:
        self.graph = graph
        self.shelf, self._fills = shelf, fills
        self.places = Places(graph)
        self.synthetic = bool(graph.graph.get("synthetic", False))
        self.title = str(graph.graph.get("title") or " · ".join(graph.graph.get("sources", {})))
        self.acknowledged = tuple(acknowledged)
        self._facts: dict[tuple[int, date], Facts] = {}
        self._snapshots: dict[tuple[int, date], Snapshot] = {}
        self._groundwork: dict[tuple[int, date], Groundwork] = {}
        self._lock = Lock()
        self._found: OrderedDict[tuple[Any, ...], Future[Any]] = OrderedDict()

    def day(self, as_of: date | None = None) -> date:
        """Return the date of an analysis; raise `InputError` where neither it nor the data say one."""
        return date_of(self.graph, as_of)

    def rates(self, as_of: date | None = None) -> Mapping[str | None, Mapping[str, Rate]]:
        """Return the coverage rates of everything (None) and of the places down to compounds; of buildings on request."""
        day = self.day(as_of)
        return self.once(("rates", day), lambda: _by_place(coverage_rates(self.graph, as_of=day, depth=_RUNGS)))

    def rates_of(self, place: str | None, as_of: date | None = None) -> Mapping[str, Rate]:
        """Return the coverage rates of one place, however low it lies."""
        found = self.rates(as_of).get(place)
        if found is not None:
            return found
        day = self.day(as_of)
        own = self.once(
            ("rates of", day, place), lambda: _by_place(coverage_rates(self.graph, as_of=day, scope=place, depth=0))
        )
        return own[place]

    def gaps(self, as_of: date | None = None) -> Gaps:
        """Return all gaps in the order in which closing them tells most for the least."""
        day = self.day(as_of)
        return self.once(("gaps", day), lambda: self._gaps(day))

    def alliances(self, as_of: date | None = None) -> AllianceReport:
        """Return all live alliances."""
        from graphmodel.analysis.alliances import alliances  # noqa: PLC0415 -- the first page need not wait for it

        day = self.day(as_of)
        return self.once(("alliances", day), lambda: alliances(self.graph, as_of=day))

    def links(self, as_of: date | None = None) -> CobuildingNetwork:
        """Return who builds with whom, everywhere and in every layer."""
        from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- likewise

        day = self.day(as_of)
        return self.once(("links", day), lambda: cobuilding(self.graph, as_of=day))

    def recommended(
        self, as_of: date | None = None, *, place: str | None, partner: str | None = None
    ) -> LinkRecommendations:
        """Return the links to build next: of a place (None: everywhere), or of one stakeholder wherever it lies.

        Raises
        ------
        InputError
            If there is no such stakeholder.
        """
        day = self.day(as_of)
        scope = None if partner is not None else place
        return self.once(("recommended", day, scope, partner), lambda: self._recommended(day, scope, partner))

    def _recommended(self, day: date, place: str | None, partner: str | None) -> LinkRecommendations:
        from graphmodel.analysis.recommendation import recommend_links  # noqa: PLC0415 -- likewise

        findings = self.gaps(day).found.findings
        laid = self._groundwork.get((id(self.graph), day))
        found = recommend_links(
            self.graph, for_=partner, scope=place, as_of=day, count=_RECOMMENDED, findings=findings, groundwork=laid
        )
        if found.groundwork is not None:
            self._groundwork[id(self.graph), day] = found.groundwork
        # It rests on the whole graph, which is no part of an answer.
        return replace(found, groundwork=None)

    def once(self, key: tuple[Any, ...], work_out: Callable[[], Result]) -> Result:
        """Return what ``work_out`` gives, worked out the first time only; an error is not kept."""
        with self._lock:
            found = self._found.get(key)
            mine = found is None
            if found is None:
                found = self._found[key] = Future()
                while len(self._found) > _KEPT:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
        if mine:
            try:
                with collector_paused(), sharing_snapshots(self._snapshots), sharing_facts(self._facts):
                    found.set_result(self._fetched(key, work_out))
                self._forget_dates()
            except BaseException as error:  # noqa: BLE001 -- whatever it is, those who wait for it must hear it
                with self._lock:
                    self._found.pop(key, None)
                found.set_exception(error)
        return cast("Result", found.result())

    def _fetched(self, key: tuple[Any, ...], work_out: Callable[[], Result]) -> Result:
        """Return what lies on the shelf, else what ``work_out`` gives."""
        if self.shelf is None or key[0] not in KINDS:
            return work_out()
        if not self._fills:
            laid = self.shelf.get(key)
            return work_out() if laid is None else laid
        result = work_out()
        self.shelf.put(key, result)
        return result

    def _forget_dates(self) -> None:
        """Keep what was worked out of the data's own date and of those that were looked at last: of a large graph it is large."""
        own = self.graph.graph.get("as_of")
        with self._lock:
            by_date: tuple[dict[tuple[int, date], Any], ...] = (self._facts, self._snapshots, self._groundwork)
            for kept in by_date:
                for key in [key for key in list(kept) if key[1] != own][:-_DATES_KEPT]:
                    del kept[key]
            large = [found for found in self._found if found[0] in _LARGE and found[1] != own]
            days = list(dict.fromkeys(found[1] for found in reversed(large)))[:_DATES_KEPT]
            for found in large:
                if found[1] not in days and self._found[found].done():
                    del self._found[found]

    def ready(self, name: str, as_of: date | None = None, *more: str | None) -> Any:
        """Return a result that is worked out already, None where it is not; ``more`` is what it was asked for besides."""
        found = self._found.get((name, self.day(as_of), *more))
        return found.result() if found is not None and found.done() and found.exception() is None else None

    def _gaps(self, day: date) -> Gaps:
        found = find_gaps(self.graph, as_of=day)
        parts = set_apart(found, self.acknowledged)
        here = Counter((finding.scope, finding.severity) for finding in parts.report.findings)
        counts: dict[str | None, Counter[Severity]] = {None: Counter()}
        for (scope, severity), count in here.items():
            for place in (None, *scope):
                counts.setdefault(place, Counter())[severity] += count
        return Gaps(found, parts, prioritize(self.graph, parts.report), counts)


def _by_place(rates: CoverageRates) -> Mapping[str | None, Mapping[str, Rate]]:
    found: dict[str | None, dict[str, Rate]] = {}
    for rate in rates.rates:
        found.setdefault(rate.place, {})[rate.rate] = rate
    return found


LEVEL_TITLES = {level.value: level.chinese for level in LEVELS}
"""Chinese names of the levels of places."""
