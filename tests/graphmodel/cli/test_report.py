"""``gongjian report`` as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n",
    "party_organizations": "org_id,name,kind,place_id,established_on\nP1,街道党工委,working_committee,510106032,2019\n",
    "enterprises": "unit_id,name,place_id,party_members\nE1,甲公司,510106032,5\nE2,乙公司,510106,0\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, ["report", *map(str, arguments)], catch_exceptions=False)


def test_several_files_are_written_and_the_synthetic_is_told(tables: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"r{ending}" for ending in (".docx", ".html", ".xlsx")]
    result = run("--from", tables, *(part for file in files for part in ("-o", file)))
    assert result.exit_code == 0
    assert result.stdout.split() == [str(file) for file in files]
    assert all(file.stat().st_size > 1000 for file in files)
    assert result.stderr == "合成数据：所列内容并非真实组织的情况。\n"


@pytest.mark.parametrize("since", ["2021-12-31", "tables"])
def test_change_since_a_date_or_other_data(tables: Path, tmp_path: Path, since: str) -> None:
    given = str(tables) if since == "tables" else since
    assert run("--from", tables, "--since", given, "--scope", "抚琴街道", "-o", tmp_path / "r.html").exit_code == 0
    assert "与上次相比" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_without_a_browser_html_is_written_in_the_place_of_pdf(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphmodel.report.document.pdf.find_browser", lambda: None)
    result = run("--from", tables, "-o", tmp_path / "r.pdf", "-o", tmp_path / "r.xlsx")
    assert result.exit_code == 0
    assert result.stdout.split() == [str(tmp_path / "r.html"), str(tmp_path / "r.xlsx")]
    assert "找不到可打印 PDF 的浏览器" in result.stderr
    assert not (tmp_path / "r.pdf").exists()


def test_a_place_without_data_and_without_a_name_is_told(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found no place"):
        run("--from", tables, "--scope", "无此街道", "-o", tmp_path / "r.html")


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_what_cannot_be_written_is_told_before_any_work(tables: Path, tmp_path: Path, ending: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "file" / f"r{ending}", tmp_path / "file" / "more" / f"r{ending}"):
        with pytest.raises(InputError, match="cannot write"):
            run("--from", tables / "absent", "-o", path)
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    result = run("--from", tables, "-o", folder)
    assert result.exit_code == 2
    assert "是文件夹，应为文件" in result.stderr


def test_bad_input_is_told_before_any_work(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a name that ends in"):
        run("--from", tables, "-o", tmp_path / "r.odt")
    with pytest.raises(InputError, match="found a file name of 266 bytes, expected at most 230"):
        run("--from", tables, "-o", tmp_path / f"{'长' * 87}.html")
    with pytest.raises(InputError, match="found no place"):
        run("--from", tables, "--scope", "", "-o", tmp_path / "r.html")
    with pytest.raises(InputError, match="found neither a file nor a date"):
        run("--from", tables, "--since", "yesterday", "-o", tmp_path / "r.html")
