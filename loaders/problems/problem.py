from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphmodel.schema import BY_NAME, Language
from loaders.problems.catalogue import BY_CODE, ProblemKind, Severity
from loaders.values.text import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    ``row`` is the number that a spreadsheet shows; ``column`` the schema's name, or the header as read where the schema
    has none; ``value`` as read, ``•••`` where it looks private, None where there is none.
    """

    code: str
    table: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> ProblemKind:
        """What the catalogue says of this kind of problem."""
        return BY_CODE[self.code]

    @property
    def severity(self) -> Severity:
        """Whether the row is quarantined (error) or accepted all the same (warning)."""
        return self.kind.severity

    def message(self, language: Language) -> str:
        """Say what was found, what was expected and what to do.

        Examples
        --------
        >>> Problem("bad_count", "places", row=4, column="households", value="三户").message("zh")
        '户数为“三户”，应为不小于零的整数，如 12'
        """
        column = BY_NAME[self.table].by_name.get(self.column or "") if self.table else None
        quote = '"{}"' if language == "en" else "“{}”"
        return self.kind.message.in_language(language).format_map(
            {
                "column": visible(self.column or ""),
                "column_zh": column.chinese if column else visible(self.column or ""),
                "value": "" if self.value is None else quote.format(visible(self.value)),
                **self.details,
            }
        )
