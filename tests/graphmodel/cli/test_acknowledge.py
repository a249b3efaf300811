from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session
from graphmodel.store import write_dataset as write_to_neo4j
from loaders.write import write_dataset

pytestmark = pytest.mark.usefixtures("chinese")

RULE = "unit-should-have-own-organization"
GIVEN = ("--reason", "厂区搬迁", "--role", "街道党建办", "--until", "2024-12")


def dataset(day: date = date(2024, 6, 30)) -> Dataset:
    columns: dict[str, Any] = {"unit_id": ["E1", "E2"], "name": ["青松纺织", "红杉物流"], "party_members": [3, 4]}
    return Dataset(About("样例", as_of=day), {"enterprises": Records(BY_NAME["enterprises"], columns)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dataset(dataset(), tmp_path / "tables")
    return tmp_path / "tables"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, list(map(str, arguments)))


def done(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def open_gaps(*arguments: str | Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(done("gaps", "--rule", RULE, "--format", "json", *arguments))["counts"]
    return counts


def test_it_is_counted_apart_while_it_lasts(folder: Path) -> None:
    assert "2024-06-30 – 2024-12-31" in done("acknowledge", f"{RULE}:E1", *GIVEN, "--from", folder)
    assert open_gaps("--from", folder) == {RULE: 1}
    report = json.loads(done("gaps", "--rule", RULE, "--format", "json", "--from", folder))
    assert [item["reason"] for item in report["acknowledged"]] == ["厂区搬迁"]
    assert open_gaps("--from", folder, "--as-of", "2024-12-31") == {RULE: 1}
    assert open_gaps("--from", folder, "--as-of", "2025-01-01") == {RULE: 2}
    text = done("gaps", "--rule", RULE, "--from", folder)
    assert "已确认、另计：1条" in text
    assert "已到期、重新计入：1条" in done("gaps", "--rule", RULE, "--from", folder, "--as-of", "2025-01-01")


@pytest.mark.parametrize("rule", ["应建未建", "Unit should have its own organization"])
def test_a_rule_may_be_given_by_its_title(folder: Path, rule: str) -> None:
    done("acknowledge", f"{rule}：E1", *GIVEN, "--from", folder)
    assert open_gaps("--from", folder) == {RULE: 1}
    done("acknowledge", f"{rule}:E1", "--withdraw", "--from", folder)
    assert open_gaps("--from", folder) == {RULE: 2}


def test_the_file_beside_the_data_does_not_disturb_the_data(folder: Path) -> None:
    done("acknowledge", f"{RULE}:E1", *GIVEN, "--from", folder)
    assert (folder.parent / "tables.acknowledgements.csv").exists()
    assert run("check", folder).exit_code == 0


def test_it_can_be_withdrawn(folder: Path) -> None:
    done("acknowledge", f"{RULE}:E1", *GIVEN, "--from", folder)
    done("acknowledge", f"{RULE}:E1", "--withdraw", "--from", folder)
    assert open_gaps("--from", folder) == {RULE: 2}
    result = run("acknowledge", f"{RULE}:E1", "--withdraw", "--from", folder)
    assert isinstance(result.exception, InputError)


def test_the_list_says_how_each_stands(folder: Path, tmp_path: Path) -> None:
    done("acknowledge", f"{RULE}:E1", *GIVEN, "--from", folder)
    rows = list(csv.DictReader(io.StringIO(done("acknowledge", "--list", "--from", folder, "--format", "csv"))))
    assert [(row["state"], row["gap"], row["name"], row["role"]) for row in rows] == [
        ("lasting", "open", "青松纺织", "街道党建办")
    ]
    assert "有效" in done("acknowledge", "--list", "--from", folder)
    assert "lapsed" in done("acknowledge", "--list", "--from", folder, "--as-of", "2025-03", "--lang", "en")
    done("acknowledge", "--list", "--from", folder, "-o", tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["状态", "缺口现状", "缺口"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "no FINDING"),
        ((f"{RULE}:E1", "--reason", "搬迁"), "no --role, --until"),
        ((f"{RULE}:E9", *GIVEN), "no open gap"),
        (("应建未健:E1", *GIVEN), "did you mean"),
        ((f"{RULE}:E1", *GIVEN[:-1], "2024-01-01"), "before the first"),
        ((f"{RULE}:E1", "--reason", "搬迁", "--role", "张书记", "--until", "2025"), "looks like a person"),
        ((f"{RULE}:E1", "--reason", "找13912345678", "--role", "党建办", "--until", "2025"), "looks like a person"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("acknowledge", *arguments, "--from", folder)
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
    assert not (folder.parent / "tables.acknowledgements.csv").exists()


@pytest.mark.neo4j
def test_the_database_keeps_it(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        write_to_neo4j(session, dataset())
    assert "存于数据库" in done("acknowledge", f"{RULE}:E2", *GIVEN)
    assert open_gaps() == {RULE: 1}
    assert "厂区搬迁" in done("acknowledge", "--list")
    done("acknowledge", f"{RULE}:E2", "--withdraw")
    assert open_gaps() == {RULE: 2}
