"""What the commands show while they work: progress on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


def wrote(path: Path | str, *, rows: int | None = None, sheets: int | None = None) -> None:
    """Say on standard error what was written where, alike for every ``-o``."""
    size = [
        (rows, Bilingual("rows", "行"), Bilingual("row", "行")),
        (sheets, Bilingual("sheets", "个工作表"), Bilingual("sheet", "个工作表")),
    ]
    told = [(number, one if number == 1 else many) for number, many, one in size if number is not None]
    english = " in ".join(f"{number:,} {word.en}" for number, word in told)
    chinese = "，".join(f"{number:,} {word.zh}" for number, word in reversed(told))
    note(
        Bilingual(
            f"wrote {english} to {path}" if told else f"wrote {path}",
            f"已写入 {path}：{chinese}" if told else f"已写入 {path}",
        )
    )


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
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bars  # noqa: PLC0415 -- likewise

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=error_console(), transient=True) as bars:
        tasks: dict[Bilingual | str, TaskID] = {}

        def report(what: Bilingual | str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(say(what), total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield report
