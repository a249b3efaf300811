"""What was found in tables, as people are told it: a column that is lacking once, everything else by kind."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from loaders.absent_columns import ABSENT, AbsentColumn, absent_columns
from loaders.problems import Problem
from loaders.report import CheckResult


@dataclass(frozen=True, slots=True)
class Told:
    """The problems of a check.

    Attributes
    ----------
    absent
        Required columns that a sheet lacks altogether.
    groups
        All other problems: those of one kind, table and column together, errors before notes.
    """

    absent: tuple[AbsentColumn, ...]
    groups: tuple[tuple[Problem, ...], ...]


def told(result: CheckResult) -> Told:
    r"""Sort the problems of a check for those who read them.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from loaders import check
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "企业.csv").write_text("企业代号,企业名称,行业\nE1,甲,\nE2,,\n", "utf-8")
    ...     found = told(check(folder, as_of="2024"))
    >>> [(item.column.name, item.rows) for item in found.absent]
    [('unit_id', 2)]
    >>> [(group[0].code, group[0].column, len(group)) for group in found.groups if group[0].code == "missing_required"]
    [('missing_required', 'name', 1)]
    """
    absent = absent_columns(result)
    lacking = {(item.table, item.file, item.sheet, item.column.name) for item in absent}
    others = [
        problem
        for problem in result.problems
        if problem.code != ABSENT or (problem.table, problem.file, problem.sheet, problem.column) not in lacking
    ]
    return Told(absent, tuple(tuple(group) for _, group in groupby(sorted(others, key=_kind), key=_kind)))


def _kind(problem: Problem) -> tuple[str, str, str, str]:
    return problem.severity, problem.code, problem.table or "", problem.column or ""
