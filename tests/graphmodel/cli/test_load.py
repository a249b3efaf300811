"""``gongjian load`` on a real server: what it says, what it exits with, and that a repeat is harmless."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.store import Connection, read_graph

pytestmark = pytest.mark.neo4j

PLACES = "编码,名称,层级,上级编码\n510106,金牛区,区,\n510106024,西安路街道,街道,510106\n"
ABOUT = "key,value\nas_of,2024-06-30\nsource,测试\n"


def load(*arguments: str) -> Result:
    return CliRunner().invoke(gongjian, ["load", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "places.csv").write_text(PLACES, encoding="utf-8")
    (tables / "about.csv").write_text(ABOUT, encoding="utf-8")
    return tables


def test_loading_and_loading_again(empty_database: Callable[[], Connection], folder: Path) -> None:
    connection = empty_database()
    first = load(str(folder))
    assert first.exit_code == 0, first.output
    assert "loaded 2 nodes and 1 relationships of '测试'" in first.output
    assert "next:" in first.output
    second = load(str(folder))
    assert second.exit_code == 0
    assert "nothing to do" in second.output
    assert set(read_graph(connection)) == {"510106", "510106024"}


def test_bad_rows_are_quarantined_and_the_rest_is_loaded(
    empty_database: Callable[[], Connection], folder: Path, tmp_path: Path
) -> None:
    connection = empty_database()
    (folder / "places.csv").write_text(PLACES + "x1,甲小区,小区,nowhere\n", encoding="utf-8")
    result = load(str(folder), "--quarantine", str(tmp_path / "bad"))
    assert result.exit_code == 1, result.output
    [book] = (tmp_path / "bad").iterdir()
    cells = [
        cell for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert any("nowhere" in str(cell) for cell in cells)
    assert len(read_graph(connection)) == 2


def test_source_names_the_owner(empty_database: Callable[[], Connection], folder: Path) -> None:
    connection = empty_database()
    assert load(str(folder), "--source", "别处").exit_code == 0
    assert set(read_graph(connection).graph["sources"]) == {"别处"}
