"""Every sentence of the input contract about single cells."""

from __future__ import annotations

import datetime as dt

import pytest

from graphmodel.schema import BY_NAME, TABLES
from loaders.values import Fault, parser_of
from loaders.values.count import parse_count
from loaders.values.date import parse_date
from loaders.values.enumeration import spelling
from loaders.values.identifier import parse_identifier
from loaders.values.number import parse_number
from loaders.values.text import parse_text, protect, unprotect
from loaders.values.uscc import parse_uscc, repairs, uscc_status
from loaders.values.yes_no import parse_yes_no


@pytest.mark.parametrize("cell", ["", " ", "　", "/", "-", "－", "无", "N/A", "n/a", " ／ "])
def test_unknown_is_unknown_in_every_kind(cell: str) -> None:
    for parse in (parse_text, parse_identifier, parse_date, parse_count, parse_number, parse_uscc):
        assert parse(cell) is None


def test_no_is_an_answer_in_a_yes_no_column() -> None:
    assert parse_yes_no("无") is False
    assert parse_yes_no("/") is None


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(cell, True) for cell in ("yes", "TRUE", "1", "是", "有", "√")]
    + [(cell, False) for cell in ("No", "false", "0", "否", "×")],
)
def test_yes_and_no(cell: str, answer: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert parse_yes_no(cell) is answer


@pytest.mark.parametrize(
    "cell",
    [
        "2024-06-01",
        "2024/6/1",
        "2024.6.1",
        "2024年6月1日",
        "20240601",
        "45444",
        "45444.75",
        "２０２４－０６－０１",
        "2024-06-01 08:30:00",
        "20240601.0",
    ],
)
def test_days(cell: str) -> None:
    assert parse_date(cell) == (dt.date(2024, 6, 1), None)


@pytest.mark.parametrize("cell", ["2024-06", "2024/6", "2024.6", "2024年6月", "202406"])
def test_a_month_stands_for_its_first_or_last_day(cell: str) -> None:
    assert parse_date(cell) == (dt.date(2024, 6, 1), "month")
    assert parse_date(cell, ends=True) == (dt.date(2024, 6, 30), "month")


@pytest.mark.parametrize("cell", ["2024", "2024年", "2024.0"])
def test_a_year_stands_for_its_first_or_last_day(cell: str) -> None:
    assert parse_date(cell) == (dt.date(2024, 1, 1), "year")
    assert parse_date(cell, ends=True) == (dt.date(2024, 12, 31), "year")


def test_bounds_of_years_and_serials() -> None:
    assert parse_date("1900") == (dt.date(1900, 1, 1), "year")
    assert parse_date("2100") == (dt.date(2100, 1, 1), "year")
    assert parse_date("20000") == (dt.date(1954, 10, 3), None)
    assert parse_date("80000") == (dt.date(2119, 1, 11), None)
    assert parse_date("45444", from_1904=True) == (dt.date(2028, 6, 2), None)


@pytest.mark.parametrize(
    "cell", ["2024-02-30", "2024-13", "1899", "2101", "19999", "80001", "6/1/2024", "昨天", "20241301", "2024-6-1-2"]
)
def test_what_is_no_date(cell: str) -> None:
    assert parse_date(cell) == Fault("bad_date")


@pytest.mark.parametrize(
    ("cell", "count"), [("3", 3), ("3人", 3), ("１２", 12), ("1,200", 1200), ("3.0", 3), ("0", 0), ("120 户", 120)]
)
def test_counts(cell: str, count: int) -> None:
    assert parse_count(cell) == count


@pytest.mark.parametrize("cell", ["-1", "3.5", "三人", "约3", "1,20", "1e3", "9" * 30, "٣"])
def test_what_is_no_count(cell: str) -> None:
    assert parse_count(cell) == Fault("bad_count")


def test_numbers() -> None:
    assert parse_number("128000000") == 128000000.0
    assert parse_number("1.28亿元") == 128000000.0
    assert parse_number("0.5") == 0.5
    for cell in ("-1", "nan", "inf", "一百"):
        assert parse_number(cell) == Fault("bad_number")


def test_ids_are_normalised_and_keep_their_case() -> None:
    assert parse_identifier(" ａB-1\n") == "aB-1"
    assert parse_identifier("510106 024") == "510106 024"


@pytest.mark.parametrize("cell", ["a|b", "a｜b", "a\nb", "a\tb", "a\x00b", "5.1E+11", "a\u2028b"])
def test_what_is_no_id(cell: str) -> None:
    fault = parse_identifier(cell)
    assert isinstance(fault, Fault)
    assert fault.code == "bad_id"


def test_choices_in_both_languages_and_by_the_parts_around_brackets() -> None:
    parse = parser_of(BY_NAME["social_organizations"].column("kind"))
    expected = "private_non_enterprise"
    cells = (
        "社会服务机构（民办非企业）",
        "社会服务机构(民办非企业)",
        "社会服务机构",
        "民办非企业",
        "Private_Non_Enterprise",
        "private non enterprise",
    )
    assert {parse(cell) for cell in cells} == {expected}


def test_an_ambiguous_part_is_no_choice() -> None:
    parse = parser_of(BY_NAME["party_organizations"].column("formation"))
    assert parse("按单位") == "joint_by_unit"
    assert parse("联合组建").code == "unknown_enum"


def test_every_choice_of_the_schema_reads_as_itself() -> None:
    for table in BY_NAME.values():
        for column in table.read_columns:
            parse = parser_of(column)
            for choice in column.values:
                assert parse(choice.value) == parse(choice.chinese) == choice.value


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("91110000600037341L", "ok"),
        ("91110000710926094P", "ok"),
        ("91350200MA2YJ1XR9G", "ok"),
        ("9135021359498494XQ", "ok"),
        ("123502001549897397", "ok"),
        ("9111000012345678AU", "check17"),
        ("91350203M0001QAY9B", "check18"),
        ("9111000060003734IL", "charset"),
        ("9111000060003734", "length"),
    ],
)
def test_uscc_of_the_field(code: str, status: str) -> None:
    assert uscc_status(code) == status


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("9111000O600037341L", "91110000600037341L"),
        ("9III0000600037341L", "91110000600037341L"),
        ("913S0200MA2YJ1XR9G", "91350200MA2YJ1XR9G"),
        ("91350Z00MAZYJ1XR9G", "91350200MA2YJ1XR9G"),
        ("913SO2OOMAZYJIXR9G", "91350200MA2YJ1XR9G"),
        ("９１３５０２００ＭＡ２ＹＪ１ＸＲ９g", "91350200MA2YJ1XR9G"),
        ("91350200 MA2YJ-1XR9G", "91350200MA2YJ1XR9G"),
    ],
)
def test_a_mistyped_uscc_is_repaired(typed: str, right: str) -> None:
    code = parse_uscc(typed)
    assert code is not None
    assert code == right or right in repairs(code)


@pytest.mark.parametrize("code", ["9.11101E+17", "510106180012345", "9111", "91110000600037341L"])
def test_what_cannot_be_repaired_is_not_guessed(code: str) -> None:
    assert repairs(code) == ()


def test_every_repair_is_valid_and_near() -> None:
    right = "91350200MA2YJ1XR9G"
    for place, character in enumerate(right):
        for wrong in {"0": "O", "1": "I", "5": "S", "2": "Z"}.get(character, ""):
            typed = right[:place] + wrong + right[place + 1 :]
            assert right in repairs(typed)
            assert all(uscc_status(code) == "ok" for code in repairs(typed))


def test_text_that_a_spreadsheet_would_compute_is_protected_and_read_back() -> None:
    for text in ("=1+1", "+86", "-x", "@a", "'=1", "''=1", "plain", "'quoted'"):
        assert unprotect(protect(text)) == text
        assert not protect(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("table", "column", "cells", "value"),
    [
        ("party_organizations", "formation", ("单建", "转建", "1.单独组建", "（1）单独组建"), "single"),
        ("party_organizations", "formation", ("区域联建", "楼宇合建", "联合组建:按区域"), "joint_by_area"),
        ("party_organizations", "formation", ("行业统建", "产业联建", "2 联合组建：按行业"), "joint_by_industry"),
        ("party_organizations", "formation", ("龙头领建", "村企共建", "联合组建-按单位"), "joint_by_unit"),
        ("party_organizations", "kind", ("工委", "党工委"), "working_committee"),
        ("party_organizations", "kind", ("二级党委", "楼宇党委", "1、党委"), "committee"),
        ("party_organizations", "kind", ("普通支部", "网格党支部", "小区党支部"), "branch"),
        ("party_organizations", "kind", ("兼合式党组织", "流动党员党支部"), "functional_branch"),
        ("party_organizations", "kind", ("微网格党小组",), "group"),
        ("coverage", "kind", ("1 组织覆盖", "党的组织覆盖"), "organization"),
        ("coverage", "kind", ("2 工作覆盖（指导员）", "工作覆盖"), "work"),
        ("coverage", "mode", ("联建", "区域联建"), "joint"),
        ("coverage", "mode", ("选派党建指导员", "指导员"), "instructor"),
        ("enterprises", "operating_status", ("存续", "在营"), "operating"),
        ("enterprises", "operating_status", ("吊销", "已注销"), "closed"),
    ],
)
def test_choices_as_ledgers_write_them(table: str, column: str, cells: tuple[str, ...], value: str) -> None:
    parse = parser_of(BY_NAME[table].column(column))
    assert [parse(cell) for cell in cells] == [value] * len(cells)


def test_no_spelling_means_two_choices() -> None:
    for table in TABLES:
        for column in table.columns:
            meant: dict[str, str] = {}
            for choice in column.values:
                for text in (choice.value, choice.chinese, *choice.aliases):
                    assert meant.setdefault(spelling(text), choice.value) == choice.value, (table.name, text)
