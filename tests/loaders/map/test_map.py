from __future__ import annotations

from collections.abc import Callable

import pytest

from graphmodel.schema import BY_NAME, TABLES
from loaders import CheckResult
from loaders.map.headers import header_key, headers_of
from loaders.map.synonyms import SYNONYMS
from loaders.map.table_names import table_named


def test_every_table_is_found_by_its_names_and_their_endings() -> None:
    for table in TABLES:
        for name in (table.name, table.chinese, table.name.upper(), table.name.replace("_", " ")):
            assert table_named(name) == table.name
        for ending in ("台账", "清单", "表", "名单", "信息", "一览", "信息一览表"):
            assert table_named(table.chinese + ending) == table.name


@pytest.mark.parametrize("name", ["封面", "Sheet1", "表", "清单", "企业家", ""])
def test_other_names_are_no_table(name: str) -> None:
    assert table_named(name) is None


def test_every_column_is_found_by_both_headers_and_no_synonym_means_two() -> None:
    for table in TABLES:
        known = headers_of(table.name)
        for column in table.read_columns:
            assert known[header_key(column.name)] is column
            assert known[header_key(column.chinese)] is column
        keys = [header_key(synonym) for synonyms in SYNONYMS[table.name].values() for synonym in synonyms]
        assert len(keys) == len(set(keys))
        assert set(SYNONYMS[table.name]) <= set(table.by_name)
    assert set(SYNONYMS) == set(BY_NAME)


@pytest.mark.parametrize(
    "header", ["单位编码", " 单位 编码\n", "\ufeff单位编码", "UNIT_ID", "ｕｎｉｔ＿ｉｄ", "Unit ID*", "单位代码"]
)
def test_headers_as_people_write_them(check_tables: Callable[..., CheckResult], header: str) -> None:
    result = check_tables({"enterprises": f'行业,"{header}",单位名称\n餐饮,E1,甲\n'})
    assert result.dataset.tables["enterprises"].columns["unit_id"] == ["E1"]
    assert result.problems == ()


def test_an_unknown_column_is_reported_once(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": "unit_id,name,颜色,name\nE1,甲,红,乙\nE2,乙,,\n"})
    assert [(problem.code, problem.column) for problem in result.problems] == [
        ("unknown_column", "颜色"),
        ("duplicate_column", "name"),
    ]
    assert result.dataset.tables["enterprises"].columns["name"] == ["甲", "乙"]


def test_the_header_is_found_among_the_first_twenty_rows(check_tables: Callable[..., CheckResult]) -> None:
    title = "某某表,,\n" * 19
    result = check_tables({"enterprises": f"{title}unit_id,name,x\nE1,甲,\n"})
    assert result.mapping[0].header_row == 20
    assert result.counts["enterprises"].accepted == 1


def test_a_header_repeated_on_a_later_page_is_no_row(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": "unit_id,name\nE1,甲\nunit_id,name\nE2,乙\n"})
    assert result.counts["enterprises"].read == 2
