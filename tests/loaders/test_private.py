from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import loaders
from loaders import CheckResult
from loaders.private import has_identity_number, is_private_header, looks_private

IDENTITY = "360426199101010071"  # the made-up number of a library's documentation
MOBILE = "13800138000"
MAIL = "someone@example.cn"
HEAD = "unit_id,name,uscc,employees,place_id"


@pytest.mark.parametrize(
    "header",
    [
        "姓名",
        "联系人姓名",
        "法定代表人",
        "法人",
        "联系电话",
        "手机号码",
        "身份证号",
        "Mobile Phone",
        "E-mail",
        "书记",
        "fddbrxm",
    ],
)
def test_private_headers(header: str) -> None:
    assert is_private_header(header)


@pytest.mark.parametrize("header", ["备注", "法人单位", "注册地址", "行业", "name", "成立日期"])
def test_headers_that_are_not_private(header: str) -> None:
    assert not is_private_header(header)


def test_private_values() -> None:
    for text in (
        MOBILE,
        f"电话{MOBILE}",
        "138 0013 8000",
        "+86-13800138000",
        "１３８００１３８０００",
        IDENTITY,
        f"证{IDENTITY}。",
        MAIL,
    ):
        assert looks_private(text)


def test_values_that_are_not_private() -> None:
    for text in (
        "510106024001",
        "2022-12-31",
        "128000000",
        "91110000600037341L",
        "360426199101010072",
        "E13800138000",
        "028-87654321",
    ):
        assert not looks_private(text)


def test_an_identity_number_that_a_spreadsheet_rounded_is_still_one() -> None:
    assert has_identity_number("3.6042619910101E+17")


def test_a_private_column_is_left_out_by_header_and_by_one_value(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": f"unit_id,name,联系人,备注\nE1,甲,某某,\nE2,乙,,{MOBILE}\n"})
    assert [(column.header, column.why, column.filled) for column in result.ignored_columns] == [
        ("联系人", "private", 1),
        ("备注", "private", 1),
    ]
    assert result.counts["enterprises"].accepted == 2


@pytest.mark.parametrize("secret", [IDENTITY, MOBILE, MAIL])
@pytest.mark.parametrize("column", HEAD.split(","))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_private_value_is_nowhere(tmp_path: Path, secret: str, column: str, encoding: str) -> None:
    row = dict.fromkeys(HEAD.split(","), "") | {"unit_id": "E1", "name": "甲", "employees": "x", column: secret}
    text = f"{HEAD},联系电话,某列\n{','.join(row.values())},{secret},{secret}\n"
    (tmp_path / "企业.csv").write_text(text, encoding=encoding)
    result = loaders.check(tmp_path)
    path = loaders.write_quarantine(result, tmp_path / "q")
    cells = "".join(
        str(cell.value) + str(cell.comment) for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row
    )
    is_legal_id = column == "unit_id" and secret != IDENTITY
    everything = [json.dumps(result.to_json(), ensure_ascii=False), str(result.problems), str(result.ignored_columns)]
    assert all(secret not in text for text in everything)
    assert is_legal_id or secret not in cells
    assert result.counts["enterprises"].read == 1


def test_in_a_column_we_know_it_is_read_as_empty(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables(
        {"enterprises": f"unit_id,name,industry\nE1,甲,{MOBILE}\nE2,{MOBILE},餐饮\n{IDENTITY},丙,餐饮\n"}
    )
    assert result.dataset.tables["enterprises"].columns == {"unit_id": ["E1"], "name": ["甲"]}
    assert [(problem.code, problem.row, problem.column, problem.value) for problem in result.problems] == [
        ("private_value", 2, "industry", "•••"),
        ("private_value", 3, "name", "•••"),
        ("missing_required", 3, "name", None),
        ("private_value", 4, "unit_id", "•••"),
        ("missing_required", 4, "unit_id", None),
    ]


def test_ids_are_judged_by_the_identity_number_only_and_masked_where_rejected(
    check_tables: Callable[..., CheckResult],
) -> None:
    result = check_tables(
        {
            "enterprises": f"unit_id,name\n{MOBILE},甲\n",
            "links": f"from_id,to_id\n{MOBILE},13900139000\n{MOBILE},{MOBILE}\n",
        }
    )
    assert result.counts["enterprises"].accepted == 1
    assert [(problem.code, problem.value) for problem in result.problems] == [
        ("unknown_reference", "•••"),
        ("self_reference", "•••"),
    ]


def test_a_private_header_row_is_not_shown(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": f"unit_id,name,{MOBILE}\nE1,甲,x\n"})
    assert MOBILE not in str(result.problems)
    assert MOBILE not in str(result.ignored_columns)
