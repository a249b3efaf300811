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

RULE = "unit-should-have-own-organization"
TERM = "term-expired"


def dataset(day: date | None, members: list[int]) -> Dataset:
    firms = {"unit_id": [f"E{at}" for at in range(len(members))], "name": [f"企业{at}" for at in range(len(members))]}
    branch: dict[str, list[Any]] = {
        "org_id": ["P1"],
        "name": ["甲党支部"],
        "kind": ["branch"],
        "term_ends_on": [date(2024, 4, 30)],
    }
    tables = {"enterprises": {**firms, "party_members": members}, "party_organizations": branch}
    return Dataset(About("样例", as_of=day), {name: Records(BY_NAME[name], rows) for name, rows in tables.items()})


@pytest.fixture
def quarters(tmp_path: Path) -> list[Path]:
    """E0 is open throughout, E1 is back in the third quarter, E2 closes then, E3 is new."""
    members = ([3, 3, 3, 0], [3, 0, 3, 0], [3, 3, 0, 3])
    days = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30))
    folders = [tmp_path / f"q{at}" for at in (1, 2, 3)]
    for folder, day, numbers in zip(folders, days, members, strict=True):
        write_dataset(dataset(day, numbers), folder)
    return folders


def diff(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, ["diff", *map(str, arguments)])


def statuses(*arguments: str | Path) -> dict[str, tuple[str, str]]:
    result = diff(*arguments, "--rule", RULE, "--format", "csv")
    assert result.exit_code == 0, result.output
    return {row["subject"]: (row["status"], row["since"]) for row in csv.DictReader(io.StringIO(result.stdout))}


def test_two_datasets_are_compared_and_older_ones_remembered(quarters: list[Path]) -> None:
    assert statuses(*quarters[1:]) == {
        "E1": ("new", "2024-09-30"),
        "E3": ("new", "2024-09-30"),
        "E0": ("open", "2024-06-30"),
        "E2": ("closed", "2024-06-30"),
    }
    assert statuses(*quarters) == {
        "E3": ("new", "2024-09-30"),
        "E1": ("reopened", "2024-09-30"),
        "E0": ("open", "2024-03-31"),
        "E2": ("closed", "2024-03-31"),
    }


def test_dates_of_the_same_data_are_compared(quarters: list[Path]) -> None:
    for arguments in (("2024-03", "2024-06"), ("--as-of", "2024-03", "--as-of", "2024-06")):
        result = diff(*arguments, "--from", quarters[0], "--rule", TERM, "--format", "json")
        change = json.loads(result.stdout)
        assert (change["before"], change["after"]) == ("2024-03-31", "2024-06-30")
        assert change["counts"] == {"new": 1, "reopened": 0, "open": 0, "closed": 0}
    text = diff("2024-03", "2024-06", "--from", quarters[0]).output
    assert "同一份数据的不同日期" in text


def test_paths_can_be_given_a_date_each(quarters: list[Path]) -> None:
    found = statuses(*quarters[1:], "--as-of", "2025-01-31", "--as-of", "2025-02-28")
    assert found["E3"] == ("new", "2025-02-28")


def test_saved_reports_stand_for_their_data(quarters: list[Path], tmp_path: Path) -> None:
    for folder in quarters[:2]:
        target = tmp_path / f"{folder.name}.json"
        assert CliRunner().invoke(gongjian, ["gaps", "--from", str(folder), "-o", str(target)]).exit_code == 0
    assert statuses(tmp_path / "q1.json", tmp_path / "q2.json", quarters[2]) == statuses(*quarters)
    result = diff(tmp_path / "q1.json", quarters[1], "--as-of", "2024-01", "--as-of", "2024-06")
    assert "a saved report keeps its date" in str(result.exception)


def test_the_text_counts_by_rule_and_lists_a_status(quarters: list[Path]) -> None:
    text = diff(*quarters, "--rule", RULE).output
    assert "新增 1 · 重现 1 · 仍在 1 · 已补齐 1" in text
    assert "应建未建" in text
    listed = diff(*quarters, "--rule", RULE, "--status", "reopened", "--lang", "en").output
    assert "企业1" in listed
    assert "企业3" not in listed


def test_the_workbook_has_a_sheet_a_status(quarters: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "change.xlsx"
    assert diff(*quarters, "--rule", RULE, "-o", target).exit_code == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:5] == ["按规则", "新增", "重现", "仍在", "已补齐"]
    assert [cell.value for cell in book["新增"][1]][:4] == ["变化", "始于", "已历天数", "等级"]


def test_what_is_acknowledged_is_listed_apart(quarters: list[Path], tmp_path: Path) -> None:
    known = ["--reason", "厂区搬迁", "--role", "街道党建办", "--until", "2024-12-31"]
    arguments = ["acknowledge", f"{RULE}:E0", "--from", str(quarters[2]), *known]
    assert CliRunner().invoke(gongjian, arguments).exit_code == 0
    assert "E0" not in statuses(*quarters)
    assert "仍在 0 · 已补齐 1 · 已确认另计 1" in diff(*quarters, "--rule", RULE).output
    saved = tmp_path / "q3.json"
    assert CliRunner().invoke(gongjian, ["gaps", "--from", str(quarters[2]), "-o", str(saved)]).exit_code == 0
    for later in (quarters[2], saved):
        change = json.loads(diff(*quarters[:2], later, "--rule", RULE, "--format", "json").stdout)
        assert change["counts"]["open"] == 0
        (item,) = change["acknowledged"]
        assert (item["subject"], item["status"], item["role"]) == ("E0", "open", "街道党建办")
    target = tmp_path / "change.xlsx"
    assert diff(*quarters, "--rule", RULE, "-o", target).exit_code == 0
    sheet = openpyxl.load_workbook(target)["已确认"]
    assert "厂区搬迁" in [cell.value for cell in sheet[2]]
    # Seen from the second quarter nothing of it is acknowledged yet.
    assert statuses(*quarters[:2])["E0"] == ("open", "2024-03-31")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "found 0 point"),
        (("2024-03",), "found 1 point"),
        (("2024-03", "nowhere"), "neither a file nor a date in 'nowhere'"),
        (("2024-03", "2024-06", "--as-of", "2024"), "one for each path"),
        (("2024-06", "2024-03"), "earlier one first"),
    ],
)
def test_what_cannot_be_compared_is_told(quarters: list[Path], arguments: tuple[str, ...], message: str) -> None:
    assert message in str(diff(*arguments, "--from", quarters[0]).exception)
    result = diff(*quarters, "--from", quarters[0])
    assert isinstance(result.exception, InputError)


@pytest.mark.neo4j
def test_dates_of_the_database_are_compared(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        write_to_neo4j(session, dataset(date(2024, 6, 30), [3]))
    change = json.loads(diff("2024-03-31", "2024-06-30", "--format", "json").stdout)
    assert [item["rule"] for item in change["findings"] if item["status"] == "new"] == [TERM]
