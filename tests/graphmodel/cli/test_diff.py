from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
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

ROOT = Path(__file__).parents[3]
STREETS = ROOT.parent / "shared" / "data" / "divisions" / "streets_2017_2023_jinniu_shifang_danling.csv"
RULE = "unit-should-have-own-organization"
TERM = "term-expired"


def dataset(day: date | None, members: list[int]) -> Dataset:
    firms: dict[str, list[Any]] = {
        "unit_id": [f"E{at}" for at in range(len(members))],
        "name": [f"企业{at}" for at in range(len(members))],
    }
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


def test_nodes_and_relationships_are_compared_and_a_saved_report_has_none(quarters: list[Path], tmp_path: Path) -> None:
    firms: dict[str, list[Any]] = {"unit_id": ["E0", "E9"], "name": ["企业0", "企业9"], "party_members": [3, 0]}
    later = Dataset(About("样例", as_of=date(2024, 6, 30)), {"enterprises": Records(BY_NAME["enterprises"], firms)})
    write_dataset(later, tmp_path / "later")
    change = json.loads(diff(quarters[0], tmp_path / "later", "--format", "json").stdout)
    assert change["graph"]["nodes"] == {"new": 1, "reopened": 0, "changed": 0, "closed": 4}
    text = diff(quarters[0], tmp_path / "later").output
    assert "节点：新增 1 · 重现 0 · 变更 0 · 不再有 4" in text
    assert "已补齐者中有2条因对象已不再有" in diff(quarters[0], tmp_path / "later", "--rule", RULE).output
    listed = diff(quarters[0], tmp_path / "later", "--of", "graph", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert [(row["status"], row["kind"], row["id"]) for row in rows if row["status"] == "new"] == [
        ("new", "Enterprise", "E9")
    ]
    target = tmp_path / "change.xlsx"
    assert diff(quarters[0], tmp_path / "later", "--of", "graph", "-o", target).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[:2] == ["按类别", "节点"]
    saved = tmp_path / "q1.json"
    assert CliRunner().invoke(gongjian, ["gaps", "--from", str(quarters[0]), "-o", str(saved)]).exit_code == 0
    assert "已存的报告只含缺口" in diff(saved, tmp_path / "later").output
    assert isinstance(diff(saved, tmp_path / "later", "--of", "graph").exception, InputError)


def test_the_picture_shows_what_came_and_went(quarters: list[Path], tmp_path: Path) -> None:
    picture = tmp_path / "change.svg"
    assert diff(*quarters[1:], "--chart", picture, "--lang", "en").exit_code == 0
    assert picture.stat().st_size > 10_000
    assert "expected .png" in str(diff(*quarters[1:], "--chart", tmp_path / "change.bmp").exception)


@pytest.mark.shared
@pytest.mark.skipif(not STREETS.exists() and not os.environ.get("CI"), reason="the public data are not there")
def test_the_streets_of_jinniu_from_2017_to_2023(tmp_path: Path) -> None:
    """Fifteen streets became thirteen in 2020; two were dissolved and none was founded."""
    first = ROOT / "examples" / "mappings" / "streets_2017.toml"
    years = {}
    for year in (2019, 2020, 2023):
        years[year] = tmp_path / f"streets_{year}.toml"
        years[year].write_text(first.read_text("utf-8").replace("2017-12-31", f"{year}-12-31").replace("[2017]", f"[{year}]"), "utf-8")  # fmt: skip
    points = [f"{STREETS}+{path}" for path in (first, *years.values())]
    with STREETS.open(encoding="utf-8-sig", newline="") as file:
        told = {
            (row["year"], row["code"], row["name"]) for row in csv.DictReader(file) if row["county_code"] == "510106"
        }
    streets = Counter(year for year, *_ in told)
    assert (streets["2017"], streets["2019"], streets["2020"], streets["2023"]) == (15, 15, 13, 13)
    gone = {name for year, _, name in told if year == "2017"} - {name for year, _, name in told if year == "2023"}
    assert gone == {"人民北路街道", "黄忠街道"}
    for pair, expected in ((points[:2], set()), (points[1:3], gone), (points[2:], set())):
        change = json.loads(
            diff(*pair, "--scope", "510106", "--format", "json", "--rule", "place-without-organization").stdout
        )
        elements = change["graph"]["elements"]
        assert {item["names"][0] for item in elements if item["element"] == "node"} == expected
        assert {item["status"] for item in elements} <= {"closed"}
        assert change["counts"]["closed"] == len(expected)
    assert "因对象已不再有" in diff(points[0], points[-1], "--scope", "510106").output


@pytest.mark.neo4j
def test_two_loads_of_one_source_are_compared(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        for day, members in ((date(2024, 3, 31), [3, 3]), (date(2024, 6, 30), [3, 0, 5])):
            write_to_neo4j(session, dataset(day, members))
    change = json.loads(diff("样例~1", "样例~0", "--rule", RULE, "--format", "json").stdout)
    assert (change["before"], change["after"]) == ("2024-03-31", "2024-06-30")
    assert {item["subject"]: item["status"] for item in change["findings"]} == {
        "E0": "open",
        "E1": "closed",
        "E2": "new",
    }
    found = {(item["status"], *item["ids"]) for item in change["graph"]["elements"]}
    assert found == {("new", "E2"), ("changed", "E1")}
    assert "样例~0 to 样例~1 is kept" in str(diff("样例~2", "样例~0").exception)
    assert "found no source '别的'" in str(diff("别的~1", "样例~0").exception)


@pytest.mark.neo4j
def test_dates_of_the_database_are_compared(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        write_to_neo4j(session, dataset(date(2024, 6, 30), [3]))
    change = json.loads(diff("2024-03-31", "2024-06-30", "--format", "json").stdout)
    assert [item["rule"] for item in change["findings"] if item["status"] == "new"] == [TERM]
