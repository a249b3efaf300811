from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import loaders
from graphmodel.schema import Language

TEXT = "unit_id,name,employees,place_id,industry\nE1,甲,三,,=1+1\nE2,乙,3,,\nE3,丙,4,X,\nE3,丙,4,,零售\n"


def quarantined(folder: Path) -> Path:
    return loaders.write_quarantine(loaders.check(folder, as_of="2022"), folder.parent / "q")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ("企业", "从业人数", "多余内容", "原因", "原处")),
        ("en", ("enterprises", "employees", "extra cells", "reason", "original row")),
    ],
)
def test_it_speaks_the_language_asked_and_is_read_again_in_either(
    tmp_path: Path, language: Language, names: tuple[str, ...]
) -> None:
    table, count, *beside = names
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT.replace("零售\n", "零售,多\n"), encoding="utf-8")
    checked = loaders.check(folder, as_of="2022")
    path = loaders.write_quarantine(checked, tmp_path / "q", language=language)
    sheet = openpyxl.load_workbook(path)[table]
    header = [cell.value for cell in sheet[1]]
    assert header[-3:] == beside
    told = sheet.cell(2, header.index(beside[1]) + 1).value
    expected = next(problem.message(language) for problem in checked.problems if problem.column == "employees")
    assert told == expected == sheet.cell(2, header.index(count) + 1).comment.text
    again = loaders.check([folder, path], as_of="2022")
    assert [problem.code for problem in again.problems] == [problem.code for problem in checked.problems]
    assert again.counts["enterprises"].quarantined == checked.counts["enterprises"].quarantined


def mend(path: Path) -> None:
    """Correct the count of E1, the first row, and the place of E3, the second."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["企业"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index("从业人数") + 1).value = "3"
    sheet.cell(3, header.index("所在地编码") + 1).value = ""
    workbook.save(path)


def test_wrong_cells_are_marked_with_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT, encoding="utf-8")
    sheet = openpyxl.load_workbook(quarantined(folder))["企业"]
    header = [cell.value for cell in sheet[1]]
    assert header[:2] == ["单位编码", "单位名称"]
    assert header[-2:] == ["原因", "原处"]
    wrong = sheet.cell(2, header.index("从业人数") + 1)
    assert wrong.value == "三"
    assert "整数" in wrong.comment.text
    assert wrong.fill.fgColor.rgb != sheet["A2"].fill.fgColor.rgb
    assert "从业人数" in sheet.cell(2, header.index("原因") + 1).value
    assert sheet.cell(2, header.index("行业") + 1).value == "=1+1"
    assert sheet.cell(2, header.index("行业") + 1).data_type == "s"


def test_once_mended_its_rows_stand_in_the_place_of_the_originals(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT, encoding="utf-8")
    before = loaders.check(folder, as_of="2022").counts["enterprises"]
    assert (before.read, before.accepted, before.quarantined) == (4, 2, 2)
    path = quarantined(folder)
    mend(path)
    result = loaders.check([folder, path], as_of="2022")
    counts = result.counts["enterprises"]
    # E3 as mended comes where it was, first; the row that stood in its place differs and is quarantined now.
    assert (counts.read, counts.accepted, counts.merged, counts.quarantined) == (6, 3, 2, 1)
    assert [problem.code for problem in result.problems] == ["duplicate_id"]


def test_a_mended_workbook_loads_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT, encoding="utf-8")
    path = quarantined(folder)
    mend(path)
    result = loaders.check(path, as_of="2022")
    assert result.problems == ()
    assert result.dataset.tables["enterprises"].columns["industry"] == ["=1+1", None]


def test_originals_that_have_changed_meanwhile_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT, encoding="utf-8")
    path = quarantined(folder)
    (folder / "enterprises.csv").write_text("unit_id,name\nE9,别的\n", encoding="utf-8")
    mend(path)
    counts = loaders.check([folder, path], as_of="2022").counts["enterprises"]
    assert (counts.read, counts.accepted) == (3, 3)
    result = loaders.check([folder, path], as_of="2022")
    assert [(problem.code, problem.file, problem.sheet) for problem in result.problems] == [
        ("missing_original", "quarantine.xlsx", "企业")
    ]
    assert result.problems[0].message("en").startswith("2 rows find no original")
    assert result.exit_code == 0


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """Make a folder that holds the tables and their mended quarantine in folders of their own."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text("unit_id,name,employees\nE1,甲,三\nE2,乙,3\n", encoding="utf-8")
    path = quarantined(folder)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["企业"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("从业人数") + 1).value = "3"
    workbook.save(path)
    together = tmp_path / "together"
    (together / "tables").mkdir(parents=True)
    (together / "mended").mkdir()
    shutil.copy(folder / "enterprises.csv", together / "tables")
    shutil.copy(path, together / "mended")
    return together


def test_originals_are_found_in_another_folder(moved: Path) -> None:
    result = loaders.check(moved, as_of="2022")
    counts = result.counts["enterprises"]
    assert (counts.read, counts.accepted, counts.merged, counts.quarantined) == (3, 2, 1, 0)
    assert result.problems == ()
    # And the other way round: noted with its folder, given without.
    (moved / "tables" / "enterprises.csv").write_text("unit_id,name,employees\nE3,丙,四\n", encoding="utf-8")
    shutil.rmtree(moved / "mended")
    path = loaders.write_quarantine(loaders.check(moved, as_of="2022"), moved.parent / "again")
    counts = loaders.check([moved / "tables", path], as_of="2022").counts["enterprises"]
    assert (counts.read, counts.merged, counts.quarantined) == (2, 1, 1)


def test_an_original_that_is_there_twice_is_not_guessed(moved: Path) -> None:
    shutil.copytree(moved / "tables", moved / "copy")
    result = loaders.check(moved, as_of="2022")
    assert result.counts["enterprises"].quarantined == 2
    assert result.by_code()["missing_original"] == 1


def test_a_row_that_was_not_mended_never_replaces_itself(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text("unit_id,name,employees\nE1,甲,三\n", encoding="utf-8")
    first = loaders.write_quarantine(loaders.check(folder, as_of="2022"), tmp_path / "first")
    second = loaders.write_quarantine(loaders.check([folder, first], as_of="2022"), tmp_path / "second")
    assert loaders.check([folder, first, second], as_of="2022").exit_code == 1


def test_an_earlier_quarantine_is_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(TEXT, encoding="utf-8")
    assert [quarantined(folder).name, quarantined(folder).name] == ["quarantine.xlsx", "quarantine-2.xlsx"]


def test_rows_of_a_workbook_are_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with xlsxwriter.Workbook(str(folder / "b.xlsx")) as book:
        for name in ("企业", "社会组织"):
            book.add_worksheet(name).write_row(0, 0, ["单位编码", "单位名称", "从业人数"])
        book.get_worksheet_by_name("社会组织").write_row(3, 0, ["S1", "乙", -3])
    path = quarantined(folder)
    assert openpyxl.load_workbook(path).sheetnames == ["社会组织"]
    assert loaders.check([folder, path], as_of="2022").counts["social_organizations"].quarantined == 1


def test_more_rows_than_a_sheet_takes_go_to_a_further_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.quarantine.SHEET_ROWS", 3)
    monkeypatch.setattr("loaders.quarantine._COMMENTED", 2)
    folder = tmp_path / "data"
    folder.mkdir()
    lines = "".join(f"E{number},企{number},三\n" for number in range(7))
    (folder / "enterprises.csv").write_text(f"unit_id,name,employees\n{lines}", encoding="utf-8")
    path = quarantined(folder)
    book = openpyxl.load_workbook(path)
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("企业", 4), ("企业 (2)", 4), ("企业 (3)", 2)]
    assert sum(cell.comment is not None for row in book["企业"] for cell in row) == 2
    counts = loaders.check([folder, path], as_of="2022").counts["enterprises"]
    assert (counts.read, counts.merged, counts.quarantined) == (14, 7, 7)


def test_a_cell_longer_than_a_spreadsheet_holds_is_said_to_be_cut(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(f"unit_id,name,employees\nE1,{'长' * 40_000},三\n", encoding="utf-8")
    sheet = openpyxl.load_workbook(quarantined(folder))["企业"]
    assert len(sheet["B2"].value) == 32_767
    reason = next(cell.value for cell, head in zip(sheet[2], sheet[1], strict=True) if head.value == "原因")
    assert "40,000" in reason


def test_a_serial_of_a_book_that_counts_from_1904_keeps_its_day(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with xlsxwriter.Workbook(str(folder / "活动.xlsx"), {"date_1904": True}) as book:
        sheet = book.add_worksheet("活动")
        sheet.write_row(0, 0, ["活动编码", "活动名称", "日期", "参加人次"])
        sheet.write_row(1, 0, ["A1", "甲", 43982, "三"])
    path = quarantined(folder)
    workbook = openpyxl.load_workbook(path)
    header = [cell.value for cell in workbook["活动"][1]]
    assert workbook["活动"].cell(2, header.index("日期") + 1).value == "2024-06-01"
