"""``gongjian load`` on a real server: what it says, what it exits with, and that a repeat is harmless."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError
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


def test_a_unit_that_two_sources_list_is_one_node(
    empty_database: Callable[[], Connection], folder: Path, tmp_path: Path
) -> None:
    connection = empty_database()
    header = "单位编码,单位名称,统一社会信用代码\n"
    (folder / "enterprises.csv").write_text(header + "e1,甲乙丙物业服务有限公司,91110000600037341L\n", encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "about.csv").write_text("key,value\nas_of,2024-06-30\nsource,另一台账\n", encoding="utf-8")
    (other / "enterprises.csv").write_text(
        header + "f9,甲乙丙物业,91110000600037341L\nf8,丁戊己商贸有限公司,\n", encoding="utf-8"
    )
    assert load(str(folder)).exit_code == 0
    second = load(str(other))
    assert second.exit_code == 0, second.output
    assert "1 units stand in more than one row" in second.output
    units = [node for node, data in read_graph(connection).nodes(data=True) if "Unit" in data["labels"]]
    assert sorted(units) == ["e1", "f8"]
    # Loaded again, the decision is known, and nothing is written twice.
    assert "nothing to do" in load(str(other)).output
    assert "loaded" in load(str(other), "--no-resolve").output


def test_a_row_that_is_quarantined_now_keeps_what_was_loaded_of_it_before(
    empty_database: Callable[[], Connection], folder: Path
) -> None:
    connection = empty_database()
    assert load(str(folder)).exit_code == 0
    good = (folder / "places.csv").read_text(encoding="utf-8")
    (folder / "places.csv").write_text(good.replace("街道,510106\n", "街到,510106\n"), encoding="utf-8")
    assert load(str(folder)).exit_code == 1
    assert set(read_graph(connection)) == {"510106", "510106024"}
    # Once the row is gone for good, and not only wrong, it goes here too.
    (folder / "places.csv").write_text("\n".join(good.splitlines()[:2]) + "\n", encoding="utf-8")
    assert "removed 1 and 1" in load(str(folder)).output
    assert set(read_graph(connection)) == {"510106"}


def test_an_id_that_another_source_uses_for_something_else_is_named_and_is_exit_code_1(
    empty_database: Callable[[], Connection], folder: Path
) -> None:
    empty_database()
    assert load(str(folder)).exit_code == 0
    (folder / "places.csv").unlink()
    (folder / "enterprises.csv").write_text("单位编码,单位名称\n510106,某公司\n", encoding="utf-8")
    result = load(str(folder), "--source", "别处")
    assert result.exit_code == 1
    assert "510106 (测试)" in result.output


def test_what_two_sources_list_differently_is_told_and_written(
    empty_database: Callable[[], Connection], folder: Path, tmp_path: Path
) -> None:
    connection = empty_database()
    assert load(str(folder)).exit_code == 0
    (folder / "places.csv").write_text(PLACES.replace("西安路街道", "西安路"), encoding="utf-8")
    result = load(str(folder), "--source", "别处", "--conflicts", str(tmp_path / "differences.csv"))
    assert result.exit_code == 0
    assert "sources differ on 1 values (name 1)" in result.output
    told = load(str(folder), "--source", "别处", "--lang", "zh").output
    assert "各来源有 1 处取值不同（名称 1）" in told
    assert "sources" not in told
    [row] = pd.read_csv(tmp_path / "differences.csv", dtype=str).to_dict("records")
    assert row == {
        "table": "places",
        "id": "510106024",
        "column": "name",
        "kept": "西安路街道",
        "kept_source": "测试",
        "other": "西安路",
        "source": "别处",
    }
    assert load(str(folder), "--source", "别处", "--precedence", "别处，测试").exit_code == 0
    node = read_graph(connection).nodes["510106024"]
    assert (node["name"], node["source"], node["sources"]) == ("西安路", "别处", ["别处", "测试"])


def test_the_next_edition_under_another_name_is_told_with_the_commands_that_let_it_replace_the_last(
    empty_database: Callable[[], Connection], folder: Path, tmp_path: Path
) -> None:
    connection = empty_database()
    assert "warning:" not in load(str(folder)).output
    august = tmp_path / "八月 台账"
    august.mkdir()
    (august / "places.csv").write_text("编码,名称,层级\n510106,金牛,区\n", encoding="utf-8")
    second = load(str(august), "--as-of", "2024-08")
    assert second.exit_code == 0
    assert "loaded 0 nodes and 0 relationships of '八月 台账' by batched writes; 1 nodes and 0 " in second.output
    assert "1 of the 1 ids of the new source '八月 台账' are listed by '测试' already" in second.output
    again = f'gongjian load "{august}" --source 测试 --as-of 2024-08-31'
    assert f'`gongjian unload "八月 台账"` and then `{again}`' in second.output
    # Said once: from now on both are known to stand.
    assert "warning:" not in load(str(august), "--as-of", "2024-08").output
    for command in ('unload "八月 台账"', again.removeprefix("gongjian ")):
        assert CliRunner().invoke(gongjian, shlex.split(command)).exit_code == 0
    graph = read_graph(connection)
    assert {node: data["name"] for node, data in graph.nodes(data=True)} == {"510106": "金牛"}


def test_a_further_source_with_little_in_common_is_no_edition(
    empty_database: Callable[[], Connection], folder: Path
) -> None:
    empty_database()
    assert load(str(folder)).exit_code == 0
    (folder / "places.csv").write_text(
        PLACES.splitlines()[0] + "\n510106,金牛区,区,\na,甲,小区,\nb,乙,小区,\n", "utf-8"
    )
    result = load(str(folder), "--source", "别处")
    assert "loaded 2 nodes" in result.output
    assert "1 nodes and 0 relationships that it lists too were already there" in result.output
    assert "warning:" not in result.output


def test_synthetic_and_real_data_do_not_mix(empty_database: Callable[[], Connection], folder: Path) -> None:
    connection = empty_database()
    assert load(str(folder)).exit_code == 0
    (folder / "about.csv").write_text(ABOUT.replace("测试", "合成") + "synthetic,yes\n", encoding="utf-8")
    refused = CliRunner().invoke(gongjian, ["load", str(folder)])
    assert isinstance(refused.exception, InputError)
    assert "gongjian unload 测试" in str(refused.exception)
    removed = CliRunner().invoke(gongjian, ["unload", "测试"])
    assert "removed 2 nodes and 1 relationships" in removed.output
    assert load(str(folder)).exit_code == 0
    assert read_graph(connection).graph["synthetic"]
    unknown = CliRunner().invoke(gongjian, ["unload", "测试"])
    assert "it holds '合成'" in str(unknown.exception)


def test_nothing_to_load_is_refused(folder: Path) -> None:
    (folder / "places.csv").write_text("编码,名称,层级\n", encoding="utf-8")
    result = load(str(folder))
    assert isinstance(result.exception, InputError)
    assert "nothing is loaded" in str(result.exception)
