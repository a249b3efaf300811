from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

import loaders
from graphmodel.errors import InputError
from graphmodel.graph import build_graph
from graphmodel.schema import TABLES, Language
from loaders.template_examples import example_of
from loaders.write import Format


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_templates_check_clean_and_hold_every_table(tmp_path: Path, form: Format, language: Language) -> None:
    loaders.write_template(tmp_path, format=form, language=language)
    result = loaders.check(tmp_path, as_of="2022")
    assert result.problems == ()
    assert set(result.counts) == {table.name for table in TABLES}
    assert [len(item.headers) for item in result.mapping] == [len(table.read_columns) for table in TABLES]


def test_a_row_filled_in_with_choices_of_the_drop_down_is_accepted(tmp_path: Path) -> None:
    (path,) = loaders.write_template(tmp_path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["区划与载体"]
    choices = next(item for item in sheet.data_validations.dataValidation if "街道" in item.formula1)
    sheet.append(["X1", "某地", choices.formula1.strip('"').split(",")[3], None, 12, None, None, "是", "否"])
    workbook.save(path)
    assert loaders.check(tmp_path, as_of="2022").counts["places"].accepted == 1


def test_a_template_never_replaces_a_file(tmp_path: Path) -> None:
    loaders.write_template(tmp_path, format="csv")
    with pytest.raises(InputError, match="never replaces"):
        loaders.write_template(tmp_path, format="csv")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_examples_are_rows_that_load_without_an_error(tmp_path: Path, language: Language) -> None:
    """A row of examples in every table, with the second rows that they refer to."""
    beside = {
        "places": [["510106024001", "青羊北路社区", "社区"]],
        "party_organizations": [["P002", "社区党委", "党委"]],
        "service_centres": [["Z002", "智慧治理中心", "智慧治理中心"]],
    }
    for table in TABLES:
        lines = [[column.title.in_language(language) for column in table.read_columns]]
        lines.append([example_of(table, column, language) for column in table.read_columns])
        lines += [[*row, *[""] * (len(lines[0]) - len(row))] for row in beside.get(table.name, [])]
        with (tmp_path / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    result = loaders.check(tmp_path, as_of="2024-12")
    assert result.problems == ()
    assert {name: counts.accepted for name, counts in result.counts.items()} == {
        table.name: 1 + len(beside.get(table.name, [])) for table in TABLES
    }
    build_graph(result.dataset)


def test_every_column_has_a_note_and_an_example(tmp_path: Path) -> None:
    (path,) = loaders.write_template(tmp_path)
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        assert all(cell.comment is not None and "例：" in cell.comment.text for cell in book[table.chinese][1])
    described = list(book["填表说明"].iter_rows(min_row=2, values_only=True))
    assert len(described) == sum(len(table.read_columns) for table in TABLES)
    assert all(row[5] for row in described)
