"""Which required columns a sheet does not have at all, so that none of its rows can be used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graphmodel.schema import BY_NAME, Column, Kind, Language
from loaders.map.headers import header_key, headers_of
from loaders.report import CheckResult

ABSENT = "missing_required"
_ALIKE = 50
"""From which likeness on, out of 100, a header is named as perhaps the column."""


@dataclass(frozen=True, slots=True)
class AbsentColumn:
    """A required column that a sheet lacks: ``rows`` are the rows that this quarantines, ``perhaps`` a header that may be it."""

    table: str
    column: Column
    file: str
    sheet: str | None
    rows: int
    perhaps: str | None

    def message(self, language: Language) -> str:
        """Say what is lacking, how many rows cannot be used for it, and what to do."""
        place = self.file if self.sheet is None else f"{self.file} [{self.sheet}]"
        name, chinese = self.column.name, self.column.chinese
        is_id = self.column.kind is Kind.IDENTIFIER
        if language == "zh":
            after = "；在此之前，别处引用这些行的也都找不到" if is_id else ""
            hint = f"或许是“{self.perhaps}”：" if self.perhaps else ""
            return f"{place} 没有“{chinese}”列，{self.rows:,}行都不能用；{hint}请把该列的表头改为“{chinese}”、补上该列，或用 gongjian map{after}"
        after = "; until then whatever refers to these rows finds nothing" if is_id else ""
        hint = f"perhaps it is {self.perhaps!r}: " if self.perhaps else ""
        return (
            f"{place} has no column for {name} ({chinese}), so {self.rows:,} rows cannot be used; "
            f"{hint}rename its header to {chinese}, add the column, or use gongjian map{after}"
        )


def absent_columns(result: CheckResult) -> tuple[AbsentColumn, ...]:
    r"""Return the required columns that sheets lack altogether; their rows each have a problem ``missing_required``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from loaders import check
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "企业.csv").write_text("企业代号,企业名称,行业\nE1,甲,\nE2,乙,\n", "utf-8")
    ...     (absent,) = absent_columns(check(folder, as_of="2024"))
    >>> absent.column.name, absent.rows, absent.perhaps
    ('unit_id', 2, '企业代号')
    """
    return tuple(_absent(result))


def _absent(result: CheckResult) -> Iterator[AbsentColumn]:
    rows = Counter(
        (problem.table, problem.file, problem.sheet, problem.column)
        for problem in result.problems
        if problem.code == ABSENT
    )
    if not rows:
        return
    given: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for item in result.mapping:
        given[item.table, item.file, item.sheet].update(item.headers)
    left = _left(result)
    for (table, file, sheet), names in given.items():
        for column in BY_NAME[table].required:
            count = rows[table, file, sheet, column.name]
            if count and column.name not in names and not (column.name == "unit_id" and "uscc" in names):
                perhaps = _nearest(table, column, left.get((table, file, sheet), ()))
                yield AbsentColumn(table, column, file, sheet, count, perhaps)


def _left(result: CheckResult) -> Mapping[tuple[str, str, str | None], Sequence[str]]:
    """Return the headers that were not known, of columns that are not empty, by sheet."""
    left: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for column in result.ignored_columns:
        if column.why == "unknown" and column.filled:
            left[column.table, column.file, column.sheet].append(column.header)
    return left


def _nearest(table: str, column: Column, headers: Sequence[str]) -> str | None:
    """Return the header that is most like one of the column's."""
    keys = {header: header_key(header) for header in headers}
    known = [key for key, meant in headers_of(table).items() if meant is column]
    found = [
        (near[1], header)
        for header, key in keys.items()
        if (near := process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)) is not None
    ]
    return max(found, key=lambda item: item[0])[1] if found else None
