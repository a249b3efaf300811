"""Fetching the next part while this one is worked on: the server and Python then use a core each."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_DEPTH = 4


def fetched_ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Yield what ``items`` gives, drawn by a thread of its own a few ahead; an error of theirs is raised here.

    Only that thread touches ``items`` while this runs, so they may draw on something that one thread at a time may use.

    Examples
    --------
    >>> list(fetched_ahead(range(3)))
    [0, 1, 2]
    """
    waiting: queue.Queue[tuple[Item | None, BaseException | None]] = queue.Queue(_DEPTH)
    stopped = threading.Event()

    def draw() -> None:
        try:
            for item in items:
                waiting.put((item, None))
                if stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 -- raised again where the items are used
            waiting.put((None, error))
        else:
            waiting.put((None, None))

    thread = threading.Thread(target=draw, daemon=True)
    thread.start()
    try:
        while True:
            item, error = waiting.get()
            if error is not None:
                raise error
            if item is None:
                return
            yield item
    finally:
        stopped.set()
        _let_end(thread, waiting)


def _let_end(thread: threading.Thread, waiting: queue.Queue[tuple[Item | None, BaseException | None]]) -> None:
    """Make room for what is being put, so that the thread sees that nobody wants more."""
    while thread.is_alive():
        try:
            waiting.get_nowait()
        except queue.Empty:
            thread.join(0.01)
