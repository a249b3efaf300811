"""What `check` says of tables that were dropped on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.report.absent import table_title
from graphmodel.schema import Language

if TYPE_CHECKING:
    from loaders import CheckResult
    from loaders.problems import Problem

SHOWN = 20
"""Problems of one kind and column that are listed."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """What became of the rows of a table."""

    name: str
    read: int
    accepted: int
    merged: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind: the first as (where, message), and how many there are."""

    is_error: bool
    title: str
    table: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """The outcome: ``quarantined`` rows cannot be used as they are; ``absent`` says which columns sheets lack altogether."""

    title: str
    as_of: str
    quarantined: int
    tables: tuple[TableRow, ...]
    problems: tuple[ProblemGroup, ...]
    absent: tuple[str, ...] = ()


def check_view(result: CheckResult, *, language: Language) -> CheckView:
    """Return what a check found, errors before notes."""
    from loaders.told import told  # noqa: PLC0415 -- the first page needs no readers

    about, found = result.about, told(result)
    return CheckView(
        title=about.title or about.source,
        as_of="" if about.as_of is None else about.as_of.isoformat(),
        quarantined=result.quarantined,
        tables=tuple(
            TableRow(table_title(name, language), counts.read, counts.accepted, counts.merged, counts.quarantined)
            for name, counts in result.counts.items()
        ),
        problems=tuple(_group(group, language) for group in found.groups),
        absent=tuple(column.message(language) for column in found.absent),
    )


def _group(problems: Sequence[Problem], language: Language) -> ProblemGroup:
    first = problems[0]
    return ProblemGroup(
        is_error=first.severity == "error",
        title=first.kind.title.in_language(language),
        table="" if first.table is None else table_title(first.table, language),
        count=len(problems),
        examples=tuple((_where(problem, language), problem.message(language)) for problem in problems[:SHOWN]),
    )


def _where(problem: Problem, language: Language) -> str:
    """Return the file, the sheet and the row that a spreadsheet shows."""
    parts = [problem.file or "", f"[{problem.sheet}]" if problem.sheet else ""]
    if problem.row is not None:
        parts.append(f"第 {problem.row} 行" if language == "zh" else f"row {problem.row}")
    return " ".join(part for part in parts if part)
