from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import loaders
from graphmodel.errors import InputError
from graphmodel.schema import TABLES, Language
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
