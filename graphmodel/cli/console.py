"""What the commands show while they work: progress on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.language import say
from graphmodel.progress import Progress, silent

if TYPE_CHECKING:
    from rich.console import Console


def error_console() -> Console:
    """Return the console on standard error, where progress and notes go."""
    from rich.console import Console  # noqa: PLC0415 -- help shows no progress

    return Console(stderr=True, highlight=False, emoji=False)


def is_quiet() -> bool:
    """Tell whether the user asked for silence with ``--quiet``."""
    context = click.get_current_context(silent=True)
    return bool(context and (context.find_root().obj or {}).get("quiet"))


def note(message: Bilingual | str) -> None:
    """Print one line of explanation on standard error, in the language of the command, unless ``--quiet``."""
    if is_quiet():
        return
    error_console().print(say(message), markup=False, soft_wrap=True)


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Give a `Progress` that draws bars on a terminal, and does nothing in a pipe.

    Examples
    --------
    >>> with progress_shown() as progress:
    ...     progress("reading", 1, 2)
    """
    if is_quiet() or not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import (  # noqa: PLC0415 -- only where bars are drawn
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bars  # noqa: PLC0415 -- likewise

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=error_console(), transient=True) as bars:
        tasks = {}

        def report(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield report
