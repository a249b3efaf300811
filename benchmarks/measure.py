"""Timing side by side: the two ways in turn, so that a noisy machine slows both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a job, its size, and the seconds of both ways."""

    job: str
    size: str
    ours: float
    theirs: float | None = None
    instead: str = ""

    @property
    def ratio(self) -> str:
        """How many times quicker ours is."""
        return "" if self.theirs is None else f"{self.theirs / self.ours:.1f} ×"


def seconds(job: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long one run of a job takes; with ``time.process_time``, how long it keeps this process's processors busy."""
    gc.collect()
    begin = clock()
    job()
    return clock() - begin


def in_turn(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    repeats: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Run two jobs in turn and return the median seconds of each."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(repeats):
        first.append(seconds(ours, clock=clock))
        second.append(seconds(theirs, clock=clock))
    return statistics.median(first), statistics.median(second)


def table(rows: list[Row]) -> str:
    """Return rows as a Markdown table."""
    lines = ["| job | size | gongjian, s | instead, s | instead | ratio |", "|---|---|---:|---:|---|---:|"]
    for row in rows:
        theirs = "" if row.theirs is None else f"{row.theirs:.2f}"
        lines.append(f"| {row.job} | {row.size} | {row.ours:.2f} | {theirs} | {row.instead} | {row.ratio} |")
    return "\n".join(lines)
