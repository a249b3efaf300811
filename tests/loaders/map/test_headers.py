"""Headers of real ledgers and forms: what each is recognised as, and what it is not taken for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

import loaders
from loaders import CheckResult
from loaders.map.headers import heading_of

CODE = "91110000600037341L"

FORMS: dict[str, tuple[str, Mapping[str, str]]] = {
    # GB/T 36104-2018, the names of its data elements by pinyin initials, as exports of registers have them.
    "GB/T 36104": (
        "enterprises",
        {
            "tyshxydm": "uscc",
            "jgmc": "name",
            "zcdzxzqhdm": "place_id",
            "zt": "operating_status",
            "jjhydm": "industry",
            "zgrs": "employees",
        },
    ),
    "GB/T 36104 in Chinese": (
        "social_organizations",
        {
            "统一社会信用代码": "uscc",
            "机构名称": "name",
            "注册地址行政区划代码": "place_id",
            "状态": "operating_status",
            "行业分类代码": "industry",
            "职工人数": "employees",
        },
    ),
    "a record of a party organization": (
        "party_organizations",
        {
            "党组织代码": "org_id",
            "党组织名称": "name",
            "组织类型": "kind",
            "组建方式": "formation",
            "党组织所在单位代码": "unit_id",
            "上级党组织代码": "parent_org_id",
            "正式党员人数": "formal_members",
            "成立时间": "established_on",
            "届满时间": "term_ends_on",
        },
    ),
    "a form of the two coverages": (
        "enterprises",
        {
            "unit_id": "unit_id",
            "name": "name",
            "works": "industry",
            "sumMemberCount": "employees",
            "partyMemberCount": "party_members",
        },
    ),
    "a record of a project": (
        "projects",
        {
            "项目代码": "project_id",
            "项目名称": "title",
            "领办时间": "started_on",
            "项目状态": "status",
            "投入资金（万元）": "funds_yuan",
            "受益人次（人次）": "beneficiaries",
        },
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_headers_of_forms_are_recognised(form: str) -> None:
    table, headers = FORMS[form]
    found = {header: heading.column.name for header in headers if (heading := heading_of(header, table))}
    assert found == headers


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("党员(含预备)人数", "enterprises"),  # not the formal members alone
        ("是否建立党组织", "enterprises"),
        ("注册资本(万元)", "enterprises"),
        ("户数(人)", "projects"),
        ("资金(人)", "projects"),
        ("业务主管单位", "social_organizations"),
    ],
)
def test_a_header_that_means_something_else_is_not_taken(header: str, table: str) -> None:
    assert heading_of(header, table) is None


def test_an_export_with_many_other_columns_is_read(check_tables: Callable[..., CheckResult]) -> None:
    """Fewer than half of the headers are known, but those without which no row can stand are there."""
    others = "zcdz,scjydz,zgdw,djglbmmc,djglbmdm,jjlxdm,zzjgdm,zczb,jyfw,djrq"
    result = check_tables({"enterprises": f"登记信息,\ntyshxydm,jgmc,zt,{others}\n{CODE},某公司,存续{',x' * 10}\n"})
    columns = result.dataset.tables["enterprises"].columns
    assert (columns["unit_id"], columns["name"], columns["operating_status"]) == ([CODE], ["某公司"], ["operating"])
    assert result.mapping[0].header_row == 2
    # Of two addresses the first is read.
    assert result.by_code() == {"unknown_column": 8, "duplicate_column": 1}


def test_the_schemas_own_name_goes_before_another_wording(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": "状态,组织编码,单位编码,单位名称,经营状态\n已审核,510106,E1,甲,存续\n"})
    columns = result.dataset.tables["enterprises"].columns
    assert (columns["unit_id"], columns["operating_status"]) == (["E1"], ["operating"])
    assert {problem.column for problem in result.problems} == {"状态", "组织编码"}
    assert result.by_code() == {"duplicate_column": 2}


def test_a_registration_number_serves_as_the_id_and_an_address_is_no_private_column(
    check_tables: Callable[..., CheckResult],
) -> None:
    for header in ("注册号,单位名称,住所,成立日期", "登记证号,单位名称,注册地址,成立时间"):
        result = check_tables({"social_organizations": f"{header}\n川民0001,某协会,蜀汉路289号,2001-05\n"})
        columns = result.dataset.tables["social_organizations"].columns
        assert (columns["unit_id"], columns["registration_number"]) == (["川民0001"], ["川民0001"])
        assert (columns["address"], columns["established_on_precision"]) == (["蜀汉路289号"], ["month"])
        assert result.problems == ()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("项目编码,项目名称,状态,资金（万元）\nX,甲,已办结,12.5\n", 125_000.0),
        ("项目编码,项目名称,状态,资金(单位：亿元)\nX,甲,已办结,0.3\n", 30_000_000.0),
        ("项目编码,项目名称,状态,投入资金/万元\nX,甲,已办结,2\n", 20_000.0),
        ("项目编码,项目名称,状态,资金万元\nX,甲,已办结,2\n", 20_000.0),
        ("项目编码,项目名称,状态,资金（万元）\nX,甲,已办结,300元\n", 300.0),
        ("项目编码,项目名称,状态,资金(元)\nX,甲,已办结,2\n", 2.0),
        ("项目表（单位：万元）,,,\n项目编码,项目名称,状态,资金\nX,甲,已办结,2\n", 20_000.0),
        ("项目表,,,单位：万元\n项目编码,项目名称,状态,资金(元)\nX,甲,已办结,2\n", 2.0),
    ],
)
def test_money_in_the_unit_of_its_header_or_title(
    check_tables: Callable[..., CheckResult], text: str, yuan: float
) -> None:
    result = check_tables({"projects": text})
    assert result.dataset.tables["projects"].columns["funds_yuan"] == [yuan]
    assert result.problems == ()


def test_the_unit_survives_the_quarantine(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    text = "项目编码,项目名称,状态,资金（万元）,受益人次\nX,甲,已办结,12.5,\nY,乙,已办结,7,三\nZ,丙,已办结,/,三\n"
    (folder / "项目.csv").write_text(text, encoding="utf-8")
    path = loaders.write_quarantine(loaders.check(folder, as_of="2022"), tmp_path / "q")
    result = loaders.check([folder, path], as_of="2022")
    assert result.counts["projects"].merged == 2
    sheet = openpyxl.load_workbook(path)["项目清单"]
    header = [cell.value for cell in sheet[1]]
    assert [sheet.cell(row, header.index("资金(元)") + 1).value for row in (2, 3)] == ["7万元", "/"]


@pytest.mark.parametrize(
    ("table", "text", "key", "ids"),
    [
        ("places", "编号,名称,层级\n1,甲,小区\n2,乙,小区\n", "place_id", ["1", "2"]),
        ("places", "序号,编号,名称,层级\n1,C1,甲,小区\n", "place_id", ["C1"]),
        ("enterprises", "单位编号,单位名称\nE1,甲\n", "unit_id", ["E1"]),
        ("enterprises", "企业编号,企业名称\nE1,甲\n", "unit_id", ["E1"]),
        # What is listed goes before, wherever it stands.
        ("places", "编号,名称,编码,层级\n1,甲,C1,小区\n", "place_id", ["C1"]),
        ("enterprises", "编号,企业编码,企业名称\n1,E1,甲\n", "unit_id", ["E1"]),
        # What only counts the rows is no id where a credit code is one.
        ("enterprises", f"编号,企业名称,信用代码\n01,甲,{CODE}\n", "unit_id", [CODE]),
        ("enterprises", f"编号,企业名称,信用代码\nE7,甲,{CODE}\n", "unit_id", ["E7"]),
    ],
)
def test_a_number_is_an_id_where_nothing_better_is(
    check_tables: Callable[..., CheckResult], table: str, text: str, key: str, ids: list[str]
) -> None:
    result = check_tables({table: text})
    assert result.dataset.tables[table].columns[key] == ids
    assert not result.quarantined


def test_a_place_belongs_to_the_nearest_place_that_its_row_gives_by_code(
    check_tables: Callable[..., CheckResult],
) -> None:
    ladder = "510106,金牛区,区,,\n510106032,抚琴街道,街道,510106,\n510106032001,西北街社区,社区,510106032,\n"
    result = check_tables(
        {
            "小区台账": "编号,名称,层级,所属街道,所属社区\nC1,甲,小区,510106032,510106032001\n",
            "区划": f"编码,名称,层级,上级编号\n{ladder}",
        }
    )
    places = result.dataset.tables["places"].columns
    assert dict(zip(places["place_id"], places["parent_id"], strict=True))["C1"] == "510106032001"
    assert not result.quarantined


def test_the_name_of_a_place_above_is_no_reference(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"社区": "编号,名称,层级,所属街道\nC1,甲,小区,抚琴街道\n"})
    assert result.by_code() == {"unknown_column": 1}
    assert result.counts["places"].accepted == 1
