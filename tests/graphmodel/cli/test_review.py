from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from graphmodel.cli import gongjian
from graphmodel.store import Connection, load_dataset
from loaders import load
from loaders.read import read_sheets
from loaders.resolve import read_judgements


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "ledgers"
    data.mkdir()
    rows = "E1,成都万邦物业管理有限公司\nE2,成都万邦物业管理有限公司\nE3,四川联信科技有限公司\n"
    (data / "enterprises.csv").write_text(f"unit_id,name\n{rows}", encoding="utf-8")
    (data / "about.csv").write_text("key,value\nas_of,2024-06-01\nsource,street\n", encoding="utf-8")
    return data


def run(*arguments: object) -> str:
    result = CliRunner().invoke(gongjian, ["review", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def answer(path: Path, text: str) -> Path:
    filled = path.with_name("answered.xlsx")
    with xlsxwriter.Workbook(str(filled)) as book:
        for sheet in read_sheets([path]):
            page = book.add_worksheet(sheet.name)
            for line, row in enumerate(sheet.rows()):
                for column, cell in enumerate(row):
                    page.write_string(line, column, text if line and not column and len(row) > 1 else cell)
    return filled


def test_open_pairs_are_listed(folder: Path) -> None:
    output = run(folder)
    assert "E1" in output
    assert "E2" in output
    assert "E3" not in output
    assert "next: gongjian review" in output


def test_answers_are_kept_beside_the_data_with_the_role(folder: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.xlsx"
    assert "1 open pairs" in run(folder, "-o", pairs)
    output = run(folder, "--answers", answer(pairs, "同一"), "--as", "街道党建办")
    assert "E1, E2" in output
    (kept,) = read_judgements(tmp_path / "judgements.csv")
    assert (kept.verdict, kept.decided_by) == ("same", "街道党建办")
    assert kept.decided_at is not None
    run(folder, "--answers", tmp_path / "answered.xlsx", "--as", "街道党建办")
    assert read_judgements(tmp_path / "judgements.csv") == (kept,)


def test_json_is_only_json(folder: Path) -> None:
    assert run(folder, "--format", "json").startswith("[")


def test_a_private_role_is_refused(folder: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.xlsx"
    run(folder, "-o", pairs)
    arguments = ["review", str(folder), "--answers", str(pairs), "--as", "13800138000"]
    result = CliRunner().invoke(gongjian, arguments)
    assert result.exit_code
    assert "13800138000" not in str(result.exception)


@pytest.mark.neo4j
def test_without_a_path_the_database_is_looked_through(
    folder: Path, tmp_path: Path, empty_database: Callable[[], Connection]
) -> None:
    empty_database()
    load_dataset(load(folder))
    pairs = tmp_path / "pairs.xlsx"
    run("-o", pairs)
    assert "E1, E2" in run("--answers", answer(pairs, "same"))
    assert "E1, E2" in run(), "kept in the database"


def test_variants_within_one_folder_are_asked_about(tmp_path: Path) -> None:
    data = tmp_path / "enterprises.csv"
    data.write_text("unit_id,name\nA,成都天合房屋开发有限责任公司\nB,天合房屋开发有限责任公司\n", encoding="utf-8")
    assert "left out" in run(data)
