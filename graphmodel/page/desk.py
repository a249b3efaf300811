"""The data behind the page: read once in the background, and read again when somebody asks."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import GongjianError
from graphmodel.progress import Progress

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.gaps.acknowledgement import Acknowledgement
    from graphmodel.page.ahead import Ahead
    from graphmodel.page.analyses import Analyses

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data come from: how to read the graph and the acknowledged gaps, and what to do where there are none.

    ``steps`` are commands that bring data there.
    """

    read: Callable[[Progress], nx.MultiDiGraph]
    acknowledged: Callable[[], Iterable[Acknowledgement]]
    steps: tuple[str, ...] = ()


class Desk:
    """What every visitor shares.

    Attributes
    ----------
    analyses
        Of the graph that was read last; None while the first is being read, where there are no data, and after an error.
    error
        Why the last reading failed, in words; empty where the failure is our own fault; None where it did not fail.
    is_empty
        Whether the source was read and holds nothing.
    version
        Counts the readings that ended, so that a page knows that it is out of date.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.analyses: Analyses | None = None
        self.error: Bilingual | None = None
        self.is_empty = False
        self.version = 0
        self.progress: tuple[Bilingual | str, int, int | None] = ("", 0, None)
        # Two: a long analysis must not keep short ones waiting, and more would only share one interpreter.
        self.executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="gongjian-page")
        self._lock = Lock()
        self._reading: Future[None] | None = None
        self._ahead: Ahead | None = None
        self._closed = False

    @property
    def is_reading(self) -> bool:
        """Whether data are being read."""
        return self._reading is not None and not self._reading.done()

    def begin(self) -> None:
        """Read for the first time, unless that has begun."""
        if self._reading is None:
            self.read()

    def read(self) -> Future[None]:
        """Begin to read, unless that is under way; the data at hand stay until the new ones are there."""
        with self._lock:
            if self._reading is None or self._reading.done():
                self._reading = self.executor.submit(self._read)
            return self._reading

    def _read(self) -> None:
        try:
            from graphmodel.page.analyses import Analyses  # noqa: PLC0415 -- the server answers before this is imported

            gc.unfreeze()
            graph = self.source.read(self._told)
            # The graph stays until the next reading: there is nothing in it to collect, and looking for it takes seconds.
            gc.freeze()
            self.is_empty = not len(graph)
            self.analyses = None if self.is_empty else Analyses(graph, self.source.acknowledged())
            self.error = None
        except GongjianError as error:
            self.analyses, self.error = None, error.message
        except Exception:  # noqa: BLE001 -- the page says so, and the log says what
            _LOG.exception("the data could not be read")
            self.analyses, self.error = None, NOTHING
        finally:
            self.version += 1
        if self.analyses is not None:
            self.work_ahead(self.analyses)

    def _told(self, what: Bilingual | str, done: int, total: int | None) -> None:
        self.progress = (what, done, total)

    def work_ahead(self, analyses: Analyses, as_of: date | None = None) -> None:
        """Work out what most visitors look at next, so that their choices find it ready: at the data's date, or another."""

        def work() -> None:
            try:
                _ = analyses.places.options
                for work_out in (analyses.rates, analyses.gaps, analyses.alliances, analyses.links):
                    work_out(as_of)
                if as_of is not None or not self._begin_ahead(analyses):
                    analyses.recommended(as_of, place=analyses.places.default)
                if as_of is None:
                    from graphmodel.page.downloads import chart_kinds  # noqa: PLC0415 -- imports what draws, which takes a second

                    chart_kinds()
            except GongjianError as error:
                # Whoever asks for it is told; here it only means that nothing is ready.
                _LOG.debug("nothing worked out ahead: %s", error)

        self.executor.submit(work)

    def _begin_ahead(self, analyses: Analyses) -> bool:
        """Have the rest worked out beside the page where the graph is large; tell whether it is."""
        from graphmodel.page.ahead import LEAST_NODES, Ahead  # noqa: PLC0415 -- the server answers before this is imported

        if len(analyses.graph) < LEAST_NODES:
            return False
        with self._lock:
            self._end_ahead()
            if analyses is self.analyses and not self._closed:
                self._ahead = Ahead(analyses)
        return True

    def _end_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    def close(self) -> None:
        """Give up what is waiting; what is running ends by itself."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._closed = True
            self._end_ahead()
