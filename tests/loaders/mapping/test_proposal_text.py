from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from graphmodel.errors import InputError
from loaders.mapping import parse_mapping, propose_mapping
from loaders.mapping.profile import Profile, profiles
from loaders.mapping.propose import propose
from loaders.read import Sheet

CODES = "510106000000,金牛区,3,510100000000\n510106024000,西安路街道,4,510106000000\n"


def proposed(folder: Path, text: str, name: str = "a.csv", **options: Any) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return propose_mapping(folder / name, **options)


def test_a_proposal_for_division_codes_loads_as_it_is(tmp_path: Path) -> None:
    text = proposed(tmp_path, f"code,name,level,parent_code\n{CODES}", "divisions.csv")
    mapping = parse_mapping(tomllib.loads(text))
    result = loaders.check(tmp_path, mapping=mapping, as_of="2023")
    assert result.problems == ()
    assert result.counts["places"].accepted == 2


def test_a_proposal_for_enterprises_sees_credit_codes(tmp_path: Path) -> None:
    text = proposed(tmp_path, "全称,编号码,联系电话,备注\n甲公司,91110000600037341L,13800138000,x\n乙,,,\n", "企业.csv")
    (rule,) = parse_mapping(tomllib.loads(text)).tables
    assert rule.table.name == "enterprises"
    assert rule.columns["uscc"].column == "编号码"
    assert "100% of the cells are valid credit codes" in text
    assert '"联系电话" is not used: it holds or announces personal data' in text
    assert '"备注" is not used' in text
    assert "13800138000" not in text


def test_what_is_required_and_not_found_is_said_and_then_asked_for(tmp_path: Path) -> None:
    text = proposed(tmp_path, "点位编码,点位名称,户数\nX1,甲,12\nX2,乙,9\n", "点位.csv", table="places")
    assert "level (层级) is required and no column was found" in text
    with pytest.raises(InputError, match="level, which places needs"):
        parse_mapping(tomllib.loads(text))


def test_choices_that_are_not_ours_are_listed(tmp_path: Path) -> None:
    text = proposed(tmp_path, "unit_id,name,kind\nE1,甲,国企\nE2,乙,有限责任公司\n", "enterprises.csv")
    assert '"有限责任公司" = "?"' in text
    assert '"国企" = "?"' not in text


def test_the_header_below_titles(tmp_path: Path) -> None:
    text = proposed(tmp_path, "某区企业台账,,\n,,\n单位编码,单位名称,从业人数\nE1,甲,3\n", "企业.csv")
    (rule,) = parse_mapping(tomllib.loads(text)).tables
    assert rule.header == (3,)


def test_wrong_arguments(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'firms' for the table"):
        proposed(tmp_path, "a,b\n1,2\n", table="firms")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="found no rows"):
        propose_mapping(tmp_path / "empty.csv")


def test_likeliest_table() -> None:
    rows = [["source", "target"], ["A", "B"]]
    sheet = Sheet("ties.csv", None, "ties", lambda: iter(rows))
    found = profiles(sheet)
    assert found is not None
    header, columns = found
    assert propose(sheet, header.first, columns).table.name == "links"
    assert all(isinstance(column, Profile) for column in columns)


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_sheet_gives_valid_toml(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path = folder / "a.csv"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        proposal = propose_mapping(path)
    except InputError:
        return
    assert tomllib.loads(proposal)["tables"]


def test_what_is_ours_gets_no_proposal(tmp_path: Path) -> None:
    (tmp_path / "about.csv").write_text("key,value\nas_of,2022\n", encoding="utf-8")
    (tmp_path / "填表说明.csv").write_text("请如实填写,谢谢\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("source,target\nA,B\n", encoding="utf-8")
    assert len(tomllib.loads(propose_mapping(tmp_path))["tables"]) == 1


def test_units_and_forms_of_dates_are_seen(tmp_path: Path) -> None:
    text = proposed(
        tmp_path,
        "项目编码,项目名称,状态,资金(万元),开始日期\nP1,甲,已办结,12.5,31/12/2021\nP2,乙,已办结,3,01/02/2022\n",
        "项目.csv",
    )
    result = loaders.check(tmp_path, mapping=parse_mapping(tomllib.loads(text)), as_of="2022")
    assert result.problems == ()
    records = result.dataset.records("projects")
    assert records is not None
    assert records.column("funds_yuan") == [125000.0, 30000.0]
    assert [str(day) for day in records.column("started_on")] == ["2021-12-31", "2022-02-01"]


def test_forms_of_dates_that_the_cells_do_not_tell_apart(tmp_path: Path) -> None:
    text = proposed(tmp_path, "activity_id,title,held_on\nA1,甲,03/04/2021\n", "activities.csv")
    assert 'date = "DD/MM/YYYY"' in text
    assert "or MM/DD/YYYY: the cells do not tell" in text


@pytest.mark.parametrize("headers", [("单位名称", "社会信用代码", "行业"), ("全称甲", "信用码乙", "门类丙")])
def test_a_merged_title_is_no_header(tmp_path: Path, headers: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "企业"
    sheet.append(["某街道2024年企业台账"])
    sheet.append(["填报单位：某街道"])
    sheet.append(list(headers))
    sheet.append(["甲公司", "91110000600037341L", "零售"])
    sheet.append(["乙公司", "", "餐饮"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:C2")
    book.save(tmp_path / "街道.xlsx")
    text = propose_mapping(tmp_path / "街道.xlsx")
    (rule,) = tomllib.loads(text)["tables"]
    assert (rule["table"], rule["header"]) == ("enterprises", 3)
    assert rule["columns"]["uscc"] == headers[1]


UNTIDY: dict[str, dict[str, list[list[str | int]]]] = {
    "小区情况.xlsx": {
        "Sheet1": [
            ["虚构街道小区一览（合成数据）"],
            ["序号", "小区名称", "小区编号", "所在社区", "总户数", "物业公司"],
            [1, "一号院", "XQ1", "虚构一社区", 320, "虚构物业"],
            [2, "二号院", "XQ2", "虚构一社区", 450, "无"],
            [3, "三号院", "XQ3", "虚构二社区", 505, "虚构物业"],
            ["合计", "", "", "", 1275, ""],
        ],
        "街道社区": [
            ["编码", "名称", "层级", "上级"],
            ["999902001", "虚构街道", "街道", ""],
            ["999902001001", "虚构一社区", "社区", "999902001"],
            ["999902001002", "虚构二社区", "社区", "999902001"],
        ],
    },
    "支部花名册.xlsx": {
        "党支部": [
            ["虚构街道党组织花名册（合成数据）"],
            ["序号", "支部名称", "支部代码", "支部类型", "所属上级", "所在地", "正式党员人数"],
            [1, "虚构街道党工委", "DZ1", "党工委", "", "虚构街道", 9],
            [2, "虚构一社区党委", "DZ2", "党委", "虚构街道党工委", "虚构一社区", 45],
            [3, "一号院党支部", "DZ3", "党支部", "虚构一社区党委", "一号院", 7],
        ],
    },
}


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    folder.mkdir()
    for name, sheets in UNTIDY.items():
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            if len(rows[0]) == 1:
                sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=6)
        book.save(folder / name)
    return folder


class TestNamesWhereOursWantIds:
    def test_they_are_looked_up_in_the_other_sheets_so_that_the_proposal_loads_as_it_is(self, untidy: Path) -> None:
        mapping = parse_mapping(tomllib.loads(propose_mapping(untidy)))
        result = loaders.check(untidy, mapping=mapping, as_of="2024-06-30")
        assert [problem for problem in result.problems if problem.severity == "error"] == []
        places = result.dataset.records("places")
        organizations = result.dataset.records("party_organizations")
        assert places is not None
        assert organizations is not None
        parents = dict(zip(places.column("name"), places.column("parent_id"), strict=True))
        assert parents["三号院"] == "999902001002"
        assert dict(zip(places.column("name"), places.column("level"), strict=True))["一号院"] == "compound"
        assert list(organizations.column("parent_org_id")) == [None, "DZ1", "DZ2"]
        assert list(organizations.column("place_id")) == ["999902001", "999902001001", "XQ1"]

    def test_the_reason_stands_beside_it_in_either_language(self, untidy: Path) -> None:
        english, chinese = (propose_mapping(untidy, language=language) for language in ("en", "zh"))
        assert '"所在社区": 100% of its different cells are names in 小区情况.xlsx [街道社区]' in english
        assert '"所在社区"：不同的单元格中 100% 是小区情况.xlsx [街道社区]中的名称' in chinese
        assert tomllib.loads(english) == tomllib.loads(chinese)

    def test_a_line_of_totals_does_not_hide_that_every_row_has_its_own_id(self, untidy: Path) -> None:
        rules = tomllib.loads(propose_mapping(untidy))["tables"]
        assert rules[0]["columns"]["place_id"] == "小区编号"

    def test_ids_are_taken_as_they_are(self, tmp_path: Path) -> None:
        (tmp_path / "企业.csv").write_text("单位编码,单位名称\nE1,甲\nE2,乙\n", encoding="utf-8")
        (tmp_path / "小区.csv").write_text("编码,名称,层级\nR1,E1,小区\nR2,E2,小区\n", encoding="utf-8")
        (tmp_path / "物业服务.csv").write_text("物业企业编码,小区编码\nE1,R1\nE2,R2\n", encoding="utf-8")
        assert "lookups" not in tomllib.loads(propose_mapping(tmp_path))
