"""The rows of one table while they are read and judged, column by column."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphmodel.schema import Column, Table
from loaders.map.layout import Layout
from loaders.private import quoted
from loaders.problems import Problem
from loaders.read import Sheet
from loaders.values import Fault

ACCEPTED, MERGED, QUARANTINED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that one sheet gave, from ``start`` on; lines that are no rows, and rows of which a mended copy was read instead.

    ``private`` are the columns of ours that were left out since they hold persons' names; ``mapped`` tells that a mapping
    made the sheet.
    """

    sheet: Sheet
    layout: Layout
    start: int
    footers: int = 0
    replaced: int = 0
    private: frozenset[str] = frozenset()
    mapped: bool = False


@dataclass
class Rows:
    """Typed rows of one table, from all its sheets one after the other, with what became of each.

    ``columns`` holds the values; a column that no sheet has is missing. ``precisions`` are sparse: those of partial
    dates by row. ``numbers`` are the rows' numbers in their sheets. ``faulty`` are the rows of each column whose cell was no value;
    ``origins`` the file, sheet and number of the originals of mended rows, ``replaced`` those originals that were found.
    """

    table: Table
    columns: dict[str, list[Any]] = field(default_factory=dict)
    precisions: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    numbers: array[int] = field(default_factory=lambda: array("Q"))
    parts: list[Part] = field(default_factory=list)
    states: bytearray = field(default_factory=bytearray)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    faulty: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    origins: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    replaced: set[tuple[str, str, int]] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a column, all None where no sheet has it."""
        values = self.columns.get(name)
        return [None] * len(self) if values is None else values

    def part_of(self, row: int) -> Part:
        """Return the part in which a row lies."""
        return self.parts[bisect_right(self.parts, row, key=lambda part: part.start) - 1]

    def number_of(self, row: int) -> int:
        """Return the number that a spreadsheet shows for a row."""
        return self.part_of(row).sheet.number_of(self.numbers[row])

    def in_order(self) -> Iterable[int]:
        """Return the rows in the order in which they were written; a mended row stands where its original did."""
        if not self.origins:
            return range(len(self))
        parts = {(part.sheet.file, part.sheet.name or ""): place for place, part in enumerate(self.parts)}

        def place(row: int) -> tuple[int, int]:
            sheet = self.part_of(row).sheet
            file, name, number = self.origins.get(row, (sheet.file, sheet.name or "", self.numbers[row]))
            return parts.get((file, name), len(parts)), number

        return sorted(range(len(self)), key=place)

    def report(
        self,
        code: str,
        row: int,
        column: Column | None = None,
        *,
        value: str | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Note a problem of a row; an error quarantines the row."""
        sheet = self.part_of(row).sheet
        problem = Problem(
            code,
            self.table.name,
            sheet.file,
            sheet.name,
            sheet.number_of(self.numbers[row]),
            None if column is None else column.name,
            None if value is None else quoted(value),
            {} if details is None else details,
        )
        self.problems.append((row, problem))
        if problem.severity == "error":
            self.states[row] = QUARANTINED

    def report_fault(self, fault: Fault, row: int, column: Column, value: str) -> None:
        """Note that a cell is no value of its kind."""
        self.faulty[column.name].add(row)
        self.report(fault.code, row, column, value=value.strip(), details=fault.details)
