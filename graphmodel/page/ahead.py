"""What visitors may look at next, worked out by a process of its own that gives way to everything else.

Analyses are Python: in a thread they would keep the page from answering. The process is given the graph, works down a list, lays each
result on a `Shelf`, and ends.
"""

from __future__ import annotations

import calendar
import logging
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, Any

import networkx as nx

from graphmodel.errors import GongjianError
from graphmodel.gaps.acknowledgement import Acknowledgement
from graphmodel.graph.collector import collector_paused
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.shelf import Shelf

LEAST_NODES = 5_000
"""Smaller graphs answer at once without it."""

MONTHS = 12
"""So many ends of months before the date of the data are worked out."""

_LOG = logging.getLogger(__name__)
_CHUNK = 500
_YIELDING = 19


class Ahead:
    """The process beside a page. Its results are found by ``analyses`` of themselves; `close` ends it and removes them."""

    def __init__(self, analyses: Analyses) -> None:
        self._folder = tempfile.mkdtemp(prefix="gongjian-page-")
        # -P: nothing that lies in the folder where the page was started is imported.
        command = [sys.executable, "-P", "-m", "graphmodel.page.ahead", self._folder]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        analyses.shelf = Shelf(Path(self._folder))
        self._sending = Thread(target=self._send, args=(analyses,), name="gongjian-page-ahead", daemon=True)
        self._sending.start()

    def _send(self, analyses: Analyses) -> None:
        stream = self.process.stdin
        try:
            if stream is not None:
                with stream:
                    send(analyses.graph, analyses.acknowledged, stream)
        except OSError as error:
            _LOG.debug("what works ahead is gone: %s", error)

    def close(self) -> None:
        """End the process and remove what it left."""
        self.process.terminate()
        self.process.wait()
        self._sending.join()
        shutil.rmtree(self._folder, ignore_errors=True)


def send(graph: nx.MultiDiGraph, acknowledged: Iterable[Acknowledgement], stream: IO[bytes]) -> None:
    """Write a graph to a stream, a little at a time: nothing else runs while an object is being written."""
    pickle.dump((graph.graph, tuple(acknowledged)), stream)
    nodes = iter(graph.nodes(data=True))
    while part := list(islice(nodes, _CHUNK)):
        pickle.dump(("nodes", part), stream)
    edges = iter(graph.edges(keys=True, data=True))
    while rows := list(islice(edges, _CHUNK)):
        pickle.dump(("edges", rows), stream)
    pickle.dump(None, stream)


def receive(stream: IO[bytes]) -> tuple[nx.MultiDiGraph, tuple[Acknowledgement, ...]]:
    """Return the graph that `send` wrote."""

    def read() -> Any:
        return pickle.load(stream)  # noqa: S301 -- from the process that started this one

    about, acknowledged = read()
    graph = nx.MultiDiGraph(**about)
    with collector_paused():
        while (part := read()) is not None:
            add = graph.add_nodes_from if part[0] == "nodes" else graph.add_edges_from
            add(part[1])
    return graph, acknowledged


def days_before(day: date, months: int = MONTHS) -> list[date]:
    """Return the ends of the months before a day: ends of years first, then of quarters, the latest first.

    Examples
    --------
    >>> [str(day) for day in days_before(date(2022, 6, 30), 6)]
    ['2021-12-31', '2022-03-31', '2022-05-31', '2022-04-30', '2022-02-28', '2022-01-31']
    """
    found = []
    for back in range(1, months + 1):
        year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
        found.append(date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return sorted(found, key=lambda end: (end.month != 12, end.month % 3 != 0, -end.toordinal()))  # noqa: PLR2004 -- December; three months


def jobs(analyses: Analyses) -> Iterator[Callable[[], object]]:
    """Yield what is worth working out, what most will look at first."""
    from graphmodel.page.downloads import network_packed  # noqa: PLC0415 -- as there

    places, own = analyses.places, analyses.graph.graph.get("as_of")
    if own is None or places.default is None:
        return
    listed = [place for place in places.options if place != places.default]
    streets = [place for place in listed if places.level(place) == "street"]
    smaller = [place for place in listed if places.level(place) != "street"]
    for place in (places.default, *streets):
        yield lambda place=place: analyses.recommended(own, place=place)  # type: ignore[misc]
    days = days_before(own)
    yield from _at(analyses, days[0])
    for place in (*streets, places.default):
        yield lambda place=place: network_packed(analyses, Choice(place=place))  # type: ignore[misc]
    for day in days[1:]:
        yield from _at(analyses, day)
    for place in smaller:
        yield lambda place=place: analyses.recommended(own, place=place)  # type: ignore[misc]
        yield lambda place=place: network_packed(analyses, Choice(place=place))  # type: ignore[misc]


def _at(analyses: Analyses, day: date) -> Iterator[Callable[[], object]]:
    """Yield what is worth working out of another day."""
    for work_out in (analyses.rates, analyses.gaps, analyses.alliances, analyses.links):
        yield lambda work_out=work_out: work_out(day)  # type: ignore[misc]
    yield lambda: analyses.recommended(day, place=analyses.places.default)


def main(folder: Path, stream: IO[bytes]) -> None:
    """Work down the list, and stop where whoever started this is gone."""
    _give_way()
    started_by = os.getppid()
    graph, acknowledged = receive(stream)
    analyses = Analyses(graph, acknowledged, shelf=Shelf(folder), fills=True)
    for work_out in jobs(analyses):
        if os.getppid() != started_by:
            shutil.rmtree(folder, ignore_errors=True)
            return
        try:
            work_out()
        except GongjianError as error:
            # Whoever asks for it is told; here it only means that it is not there.
            _LOG.debug("nothing worked out ahead: %s", error)


def _give_way() -> None:
    """Take the processor only when nobody else wants it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only there

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), subprocess.IDLE_PRIORITY_CLASS)
    else:
        os.nice(_YIELDING)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.buffer)
