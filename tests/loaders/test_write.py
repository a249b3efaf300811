"""Written and read again, records are the same."""

from __future__ import annotations

import calendar
import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loaders
from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME, TABLES, Column, Kind, Language, NodeTable, RelationshipTable, Table
from graphmodel.schema.enumerations import CODE_LENGTHS
from graphmodel.schema.properties import precision_property
from loaders.private import looks_private
from loaders.values.text import is_unknown
from loaders.values.uscc import uscc_status
from loaders.write import Format

CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), include_characters="\n"
)
TEXTS = (
    (
        st.text(CHARACTERS, min_size=1, max_size=12)
        | st.sampled_from(["=1+1", "'=x", "甲,乙", 'a"b', "a;b", "+86", "_x0041_", "1.0", "007"])
    )
    .map(str.strip)
    .filter(
        lambda text: (
            bool(text)
            and text == text.strip("\ufeff\u200b\u200c\u200d\u2060").strip()
            and not is_unknown(text)
            and not looks_private(text)
        )
    )
)
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2200, 1, 1))
USCCS = st.sampled_from(["91110000600037341L", "91110000710926094P", "123", "91110000600037341M"])


def dates(column: Column) -> st.SearchStrategy[tuple[dt.date, str | None]]:
    def rounded(day: dt.date, precision: str | None) -> tuple[dt.date, str | None]:
        if precision is None:
            return day, None
        year = min(max(day.year, 1900), 2100)
        first = dt.date(year, day.month if precision == "month" else 1, 1)
        if not column.ends:
            return first, precision
        month = first.month if precision == "month" else 12
        return dt.date(year, month, calendar.monthrange(year, month)[1]), precision

    return st.builds(rounded, DAYS, st.sampled_from([None, "month", "year"]))


def values(column: Column) -> st.SearchStrategy[Any]:
    if column.scale is not None:
        return st.integers(*column.scale)
    choices: list[str | None] = [choice.value for choice in column.values]
    return {
        Kind.TEXT: TEXTS,
        Kind.ENUMERATION: st.sampled_from(choices or [None]),
        Kind.COUNT: st.integers(0, 10**12).filter(lambda count: not looks_private(str(count))),
        Kind.NUMBER: st.floats(0, 1e15, allow_subnormal=False).filter(
            lambda number: not looks_private(str(int(number)))
        ),
        Kind.YES_NO: st.booleans(),
        Kind.USCC: USCCS,
    }.get(column.kind, st.none())


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    tables: dict[str, Records] = {}
    ids: dict[str, list[str]] = {}
    names = draw(st.lists(st.sampled_from([table.name for table in TABLES]), unique=True, min_size=1, max_size=6))
    for table in TABLES:
        if table.name in names:
            tables[table.name] = draw(records(table, ids))
    about = About("来源", draw(st.none() | TEXTS), dt.date(2022, 12, 31), synthetic=draw(st.booleans()))
    return Dataset(about, tables)


@st.composite
def records(draw: st.DrawFn, table: Table, ids: dict[str, list[str]]) -> Records:
    count = draw(st.integers(0, 5))
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        if column.kind is Kind.IDENTIFIER:
            columns[column.name] = [f"{table.name}-{row}" for row in range(count)]
        elif column.kind is Kind.DATE:
            cells = draw(
                st.lists(
                    dates(column) if column.required else dates(column) | st.just((None, None)),
                    min_size=count,
                    max_size=count,
                )
            )
            columns[column.name] = [day for day, _ in cells]
            columns[precision_property(column.name)] = [precision for _, precision in cells]
        elif column.reference is not None:
            known = [] if column.reference.label else [i for name in column.reference.tables for i in ids.get(name, ())]
            if column.required and not known:
                return Records(table, {})
            choice = st.sampled_from(known) if known else st.none()
            columns[column.name] = draw(
                st.lists(choice if column.required else choice | st.none(), min_size=count, max_size=count)
            )
        elif not column.derived:
            cell = values(column) if column.required else values(column) | st.none()
            columns[column.name] = draw(st.lists(cell, min_size=count, max_size=count))
    if "level" in columns:
        columns["level"] = ["grid" if level in CODE_LENGTHS else level for level in columns["level"]]
    if "uscc" in columns:
        columns["uscc_status"] = [None if code is None else uscc_status(code) for code in columns["uscc"]]
    if isinstance(table, NodeTable) and table.key:
        ids[table.name] = columns[table.key]
        return filled(table, columns, range(count))
    return filled(table, columns, distinct(table, columns, count))


def distinct(table: Table, columns: dict[str, list[Any]], count: int) -> list[int]:
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row in range(count):
        whole = tuple(column[row] for column in columns.values())
        selfish = (
            isinstance(table, RelationshipTable)
            and not table.allows_self
            and columns[table.start][row] == columns[table.end][row]
        )
        if whole not in seen and not selfish:
            kept.append(row)
        seen.add(whole)
    return kept


def filled(table: Table, columns: dict[str, list[Any]], rows: Any) -> Records:
    chosen = {name: [column[row] for row in rows] for name, column in columns.items()}
    return Records(table, {name: column for name, column in chosen.items() if any(cell is not None for cell in column)})


@settings(max_examples=40, deadline=None)
@given(datasets(), st.sampled_from(["csv", "xlsx"]), st.sampled_from(["en", "zh"]))
def test_a_dataset_written_and_read_is_the_same(dataset: Dataset, form: Format, language: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaders.write_dataset(dataset, folder, format=form, language=language)
        result = loaders.check(folder)
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    assert result.about == dataset.about
    assert {name: records.columns for name, records in result.dataset.tables.items()} == {
        name: records.columns for name, records in dataset.tables.items()
    }
    assert result.dataset.load == dataset.load


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    dataset = Dataset(tables={"places": Records(BY_NAME["places"], {})})
    with pytest.raises(InputError, match="no way to write"):
        loaders.write_dataset(dataset, tmp_path / "file")
