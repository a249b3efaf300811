"""What a check found: counts, problems, the mapping used, and the accepted records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphmodel.graph import About, Dataset
from loaders.map.rows import Part
from loaders.problems import Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a table's rows: ``read`` = ``accepted`` + ``merged`` + ``quarantined``.

    ``consequences`` are the quarantined rows whose only error is that they refer to quarantined rows; ``footers`` are
    lines like 合计 or 填表说明, which are no rows.
    """

    read: int = 0
    accepted: int = 0
    merged: int = 0
    quarantined: int = 0
    consequences: int = 0
    footers: int = 0

    @property
    def causes(self) -> int:
        """The quarantined rows that have an error of their own."""
        return self.quarantined - self.consequences


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet was read: as which table, from which header row, the header of each column, and units where given."""

    table: str
    file: str
    sheet: str | None
    header_row: int
    rows: int
    headers: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class IgnoredColumn:
    """A column of a file that was not read; ``why`` is unknown, private or duplicate."""

    table: str
    file: str
    sheet: str | None
    header: str
    why: str
    filled: int


@dataclass(frozen=True, slots=True)
class QuarantinedRows:
    """The quarantined rows of one sheet, by their number, each with its problems."""

    part: Part
    problems: Mapping[int, Sequence[Problem]]


@dataclass(frozen=True)
class CheckResult:
    """Everything that `check` found. ``dataset`` holds the accepted rows; nothing else holds values of rows."""

    dataset: Dataset
    counts: Mapping[str, Counts]
    problems: tuple[Problem, ...]
    mapping: tuple[SheetMapping, ...]
    ignored_columns: tuple[IgnoredColumn, ...]
    quarantine: tuple[QuarantinedRows, ...] = field(default=(), repr=False)

    @property
    def about(self) -> About:
        """What the dataset says of itself."""
        return self.dataset.about

    @property
    def quarantined(self) -> int:
        """The number of rows that were quarantined, over all tables."""
        return sum(counts.quarantined for counts in self.counts.values())

    @property
    def exit_code(self) -> int:
        """0 where every row was accepted or merged, 1 where some are quarantined."""
        return int(self.quarantined > 0)

    @property
    def frame(self) -> pd.DataFrame:
        """One row a problem: where it is, what was found, and what was expected, in both languages."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks need it

        places = ("code", "severity", "table", "file", "sheet", "row", "column", "value")
        rows = [
            (*(getattr(problem, name) for name in places), problem.message("en"), problem.message("zh"))
            for problem in self.problems
        ]
        return pd.DataFrame(rows, columns=[*places, "message_en", "message_zh"])

    def by_code(self) -> Counter[str]:
        """Count the problems of each kind."""
        return Counter(problem.code for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """Return the result in the shape of ``gongjian check --format json``."""
        as_of = self.about.as_of
        return {
            "as_of": None if as_of is None else as_of.isoformat(),
            "tables": {
                name: {
                    "read": counts.read,
                    "accepted": counts.accepted,
                    "merged": counts.merged,
                    "quarantined": counts.quarantined,
                }
                for name, counts in self.counts.items()
            },
            "errors": [
                {
                    "code": problem.code,
                    "severity": problem.severity,
                    "file": problem.file,
                    "sheet": problem.sheet,
                    "row": problem.row,
                    "column": problem.column,
                    "value": problem.value,
                    "message": f"{problem.message('en')} · {problem.message('zh')}",
                }
                for problem in self.problems
            ],
        }
