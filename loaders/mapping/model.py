"""What a mapping says: which columns of a foreign spreadsheet become which of ours. Data alone, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from graphmodel.schema import Table

Test: TypeAlias = Literal["is", "not", "contains", "known"]
Datum: TypeAlias = Literal["WGS-84", "GCJ-02", "BD-09"]
FIELD = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a cell: it is one of ``texts``, is none of them, contains one of them, or is known at all."""

    column: str
    test: Test
    texts: frozenset[str]


Choice: TypeAlias = tuple[tuple[Condition, ...], ...]
"""Rows for which all conditions of at least one group hold; without a group every row."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with ``{header}`` where a cell's text goes; empty where one of the cells is unknown."""

    text: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers that it names.

        Examples
        --------
        >>> Template("{city}-{no}").columns
        ('city', 'no')
        """
        return tuple(FIELD.findall(self.text))


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How the cells of one of our columns are made.

    Exactly one of ``column``, ``constant`` and ``template`` is given. ``values`` or ``lookup`` translate the text,
    ``otherwise`` stands where they do not know it (of several lookups the first that does answers), ``default`` where nothing is known; then ``unit``, ``date`` or
    ``code`` say how the text is written. ``when`` limits all this to some rows; elsewhere the cell is empty.
    """

    column: str | None = None
    constant: str | None = None
    template: Template | None = None
    values: Mapping[str, str] | None = None
    lookup: tuple[str, ...] = ()
    otherwise: Template | None = None
    default: str | None = None
    unit: str | None = None
    date: str | None = None
    code: str | None = None
    when: Choice = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of the file that it reads."""
        templates = [template for template in (self.template, self.otherwise) if template is not None]
        return (
            *((self.column,) if self.column is not None else ()),
            *(name for template in templates for name in template.columns),
            *columns_of(self.when),
        )

    @property
    def origin(self) -> str:
        """Where the cells come from, as the report shows it: a header (in brackets the lookups), a template, or a constant in quotes."""
        if self.column is not None:
            return f"{self.column} [{', '.join(self.lookup)}]" if self.lookup else self.column
        return self.template.text if self.template is not None else f'"{self.constant}"'


@dataclass(frozen=True, slots=True)
class TableRule:
    """How the rows of one of our tables are made from the rows of the files that ``files`` names.

    ``header`` are the numbers of the header's rows, empty where they are to be found; ``split`` the headers of cells
    that hold several values, with what separates them; ``distinct`` the headers of which each combination counts once.
    ``key`` is where the rule stands in the mapping's file.
    """

    table: Table
    key: str
    columns: Mapping[str, ColumnRule]
    files: tuple[str, ...] = ("*",)
    sheet: str | None = None
    header: tuple[int, ...] = ()
    where: Choice = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    distinct: tuple[str, ...] = ()
    coordinates: Datum = "WGS-84"

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header of the file that the rule reads, once."""
        named = (name for rule in self.columns.values() for name in rule.columns)
        return tuple(dict.fromkeys((*named, *columns_of(self.where), *self.split, *self.distinct)))


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of a file that gives one text for another: an id for a name."""

    key: str
    files: tuple[str, ...]
    match: str
    take: str
    sheet: str | None = None
    header: tuple[int, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the file that it reads."""
        return (self.match, self.take)


@dataclass(frozen=True, slots=True)
class SpreadsheetMapping:
    """A whole mapping: rules by table, lookups, and what the files do not say of themselves."""

    file: str
    tables: tuple[TableRule, ...]
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)


def columns_of(choice: Choice) -> Sequence[str]:
    """Return the headers that conditions name."""
    return [condition.column for group in choice for condition in group]
