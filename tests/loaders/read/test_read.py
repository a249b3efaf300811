from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import loaders
from graphmodel.errors import InputError
from loaders import CheckResult

TEXT = "unit_id,name,industry\nE1,四川某企业,餐饮\nE2,乙,零售\n"
EXPECTED = {"unit_id": ["E1", "E2"], "name": ["四川某企业", "乙"], "industry": ["餐饮", "零售"]}


def book(path: Path, sheets: dict[str, list[list[Any]]], **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path), options) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path


def enterprises(result: CheckResult) -> dict[str, Any]:
    return dict(result.dataset.tables["enterprises"].columns)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    (tmp_path / "企业台账.csv").write_bytes(TEXT.replace(",", separator).encode(encoding))
    assert enterprises(loaders.check(tmp_path)) == EXPECTED


def test_line_breaks_within_cells_count_as_one_row(tmp_path: Path) -> None:
    path = tmp_path / "enterprises.csv"
    path.write_text('unit_id,name,employees\nE1,"甲\r\n乙",3\n\nE2,丙,三\n', encoding="utf-8", newline="")
    result = loaders.check(path)
    assert enterprises(result)["name"] == ["甲\n乙"]
    assert [problem.row for problem in result.problems if problem.code == "bad_count"] == [4]
    assert result.counts["enterprises"].read == 2


def test_quotes_that_are_data_and_quotes_that_never_close(tmp_path: Path) -> None:
    path = tmp_path / "enterprises.csv"
    path.write_text('unit_id,name\nE1,"他说""好"""\nE2,5" 管\n', encoding="utf-8")
    assert enterprises(loaders.check(path))["name"] == ['他说"好"', '5" 管']
    path.write_text('unit_id,name\nE1,"甲\nE2,乙\n', encoding="utf-8")
    with pytest.raises(InputError, match="never closed"):
        loaders.check(path)


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("项目清单")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["项目编码", "项目名称", "状态", "开始日期", "完成日期", "资金(元)", "受益人次"])
        sheet.write_row(1, 0, [510106, "=1+1", "已办结"])
        sheet.write_datetime(1, 3, dt.datetime(2022, 3, 1), day)  # noqa: DTZ001 -- a spreadsheet knows no zones
        sheet.write_row(1, 4, [45444, 1000.5])
        sheet.write_formula(1, 6, "=1+2", None, 3)
    records = loaders.check(path).dataset.tables["projects"].columns
    assert records["project_id"] == ["510106"]
    assert records["started_on"] == [dt.date(2022, 3, 1)]
    assert records["finished_on"] == [dt.date(2024, 6, 1)]
    assert records["funds_yuan"] == [1000.5]
    assert records["beneficiaries"] == [3]


def test_serials_of_a_book_that_counts_from_1904(tmp_path: Path) -> None:
    rows: dict[str, list[list[Any]]] = {"活动": [["活动编码", "活动名称", "日期"], ["A1", "甲", 43982]]}
    path = book(tmp_path / "a.xlsx", rows, date_1904=True)
    assert loaders.check(path).dataset.tables["activities"].columns["held_on"] == [dt.date(2024, 6, 1)]


def test_merged_cells_title_ordinals_and_footers(tmp_path: Path) -> None:
    path = tmp_path / "企业.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Sheet1")
        sheet.merge_range(0, 0, 0, 4, "金牛区企业台账")
        sheet.write_row(2, 0, ["序号", "单位\n编码", "单位名称*", "行业", "从业人数"])
        sheet.write_row(3, 0, [1, "E1", "甲", "", 3])
        sheet.write_row(4, 0, [2, "E2", "乙", "", "三"])
        sheet.merge_range(3, 3, 4, 3, "餐饮")
        sheet.write_row(5, 0, [3])
        sheet.write_row(6, 0, ["合计", "", "", "", 6])
        sheet.merge_range(7, 0, 7, 4, "填表说明：本表按月填报")
    result = loaders.check(path, as_of="2022")
    assert enterprises(result) == {"unit_id": ["E1"], "name": ["甲"], "industry": ["餐饮"], "employees": [3]}
    assert [(problem.sheet, problem.row) for problem in result.problems] == [("Sheet1", 5)]
    counts = result.counts["enterprises"]
    assert (counts.read, counts.footers) == (2, 2)


def test_several_header_rows_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "党组织.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("党组织")
        sheet.merge_range(0, 0, 0, 1, "党组织")
        sheet.merge_range(0, 2, 1, 2, "组织类别")
        sheet.merge_range(0, 3, 1, 3, "成立日期")
        sheet.write_row(1, 0, ["编码", "名称"])
        sheet.write_row(2, 0, ["P1", "某支部", "党支部", "2020"])
    result = loaders.check(path, as_of="2022")
    assert result.problems == ()
    assert result.dataset.tables["party_organizations"].columns["org_id"] == ["P1"]
    (tmp_path / "覆盖.csv").write_text("党组织,,覆盖,\n编码,名称,类型,方式\n", encoding="utf-8")


def test_a_heading_over_several_columns_may_say_the_end_of_their_names(tmp_path: Path) -> None:
    """从业 and 党员 under 人数 are 从业人数 and 党员人数."""
    text = "单位编码,单位名称,人数,\n,,从业,党员\nE1,甲,１２,3\n"
    (tmp_path / "企业.csv").write_text(text, encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    assert result.dataset.tables["enterprises"].columns == {
        "unit_id": ["E1"],
        "name": ["甲"],
        "employees": [12],
        "party_members": [3],
    }


def test_a_name_that_ends_in_a_footers_word_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("单位名称,单位编码\n合计会计师事务所,E1\n总计,\n", encoding="utf-8")
    counts = loaders.check(tmp_path).counts["enterprises"]
    assert (counts.read, counts.accepted, counts.footers) == (1, 1, 1)


def test_the_sheet_decides_and_the_file_where_it_is_alone(tmp_path: Path) -> None:
    rows = [["unit_id", "name"], ["E1", "甲"]]
    book(tmp_path / "企业.xlsx", {"Sheet1": rows, "空": []})
    book(tmp_path / "别的.xlsx", {"社会组织名单": [["unit_id", "name"], ["S1", "乙"]], "Sheet2": [["x"]]})
    result = loaders.check(tmp_path, as_of="2022")
    assert {name: counts.accepted for name, counts in result.counts.items()} == {
        "enterprises": 1,
        "social_organizations": 1,
    }
    assert [(problem.code, problem.value) for problem in result.problems] == [("unknown_table", "Sheet2")]


def test_two_files_of_one_table_are_read_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "enterprises.csv").write_text("unit_id,name\nE1,甲\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "企业清单.csv").write_text(
        "名称,统一社会信用代码,单位编码\n乙,,E2\n甲,,E1\n", encoding="gb18030"
    )
    result = loaders.check(tmp_path)
    assert enterprises(result) == {"unit_id": ["E1", "E2"], "name": ["甲", "乙"]}
    assert result.counts["enterprises"].merged == 1
    assert [item.file for item in result.mapping] == ["enterprises.csv", "sub/企业清单.csv"]


def test_hidden_files_and_traces_of_open_books_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(TEXT, encoding="utf-8")
    (tmp_path / "~$企业.xlsx").write_bytes(b"locked")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "企业.csv").write_text("x", encoding="utf-8")
    assert enterprises(loaders.check(tmp_path)) == EXPECTED


def test_a_zip_with_chinese_names(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("表/企业.csv", TEXT.encode("gb18030"))
        archive.write(book(tmp_path / "x.xlsx", {"社会组织": [["unit_id", "name"], ["S1", "乙"]]}), "x.xlsx")
    result = loaders.check(path)
    assert enterprises(result) == EXPECTED
    assert result.mapping[0].file == "data.zip/表/企业.csv"
    assert result.counts["social_organizations"].accepted == 1


def test_a_zip_whose_content_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("企业.csv", TEXT)
    path.write_bytes(path.read_bytes().replace(b"E1", b"E9", 1))
    with pytest.raises(InputError, match=r"damaged content in data\.zip"):
        loaders.check(path)


def test_an_empty_table_is_empty(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("", encoding="utf-8")
    (tmp_path / "places.csv").write_text("place_id,name,level\n", encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    assert [problem.code for problem in result.problems] == ["empty_table"]
    assert set(result.counts) == {"places", "enterprises"}
    assert "coverage" in result.dataset.absent


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("企业.csv", b"PK\x03\x04xx", "rename it to .xlsx"),
        ("企业.csv", b"a\x00\x00\x01\x02\x00\x00", "binary"),
        ("企业.csv", b"unit_id,name\n\xff\xff\xff", "neither UTF-8"),
        ("企业.csv", "甲,乙\n1,2\n".encode(), "no header"),
        ("企业.xlsx", b"unit_id,name\n", "expected an Excel workbook"),
        ("企业.xlsx", b"", "an empty file"),
        ("企业.xlsx", b"PK\x03\x04broken", "damaged"),
        ("企业.xls", b"\xd0\xcf\x11\xe0broken", "damaged"),
        ("某表.csv", TEXT.encode(), "no table we know"),
        ("企业.pdf", b"%PDF", "no kind of table"),
        ("data.zip", b"PK", "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        loaders.check(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_wrong_path_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found nothing"):
        loaders.check(tmp_path / "no")
    with pytest.raises(InputError, match="gongjian template"):
        loaders.check(tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("企业.csv", b"0" * (40 << 20))
    with pytest.raises(InputError, match="unpack to more"):
        loaders.check(path)


def test_a_cell_as_long_as_it_likes(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(f"unit_id,name\nE1,{'长' * 2_000_000}\n", encoding="utf-8")
    assert len(enterprises(loaders.check(tmp_path))["name"][0]) == 2_000_000


def test_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text(f"unit_id,name{',' * 5000}\nE1,甲{',x' * 5000}\n", encoding="utf-8")
    assert loaders.check(path).counts["enterprises"].accepted == 1


def test_an_october_that_a_spreadsheet_stored_as_a_number_is_told(tmp_path: Path) -> None:
    """2024.10 typed into a number cell is the number 2024.1; only where no cell has kept a zero it may be an October."""
    for name, cells in (("numbers", [2024.10, 2024.2, "2024-10"]), ("texts", ["2024.1", "2024.10", "2024.2"])):
        folder = tmp_path / name
        folder.mkdir()
        with xlsxwriter.Workbook(str(folder / "企业.xlsx")) as book:
            sheet = book.add_worksheet("企业")
            sheet.write_row(0, 0, ["单位编码", "单位名称", "成立日期"])
            for line, cell in enumerate(cells, start=1):
                sheet.write_row(line, 0, [f"E{line}", "甲", cell])
        result = loaders.check(folder, as_of="2025")
        told = [(problem.code, problem.severity, problem.row, problem.value) for problem in result.problems]
        assert told == ([("doubtful_month", "warning", 2, "2024.1")] if name == "numbers" else [])
        assert result.counts["enterprises"].accepted == 3
