from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian, main
from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from loaders.write import write_dataset

pytestmark = pytest.mark.usefixtures("chinese")

PLACES: dict[str, list[Any]] = {
    "place_id": ["510106", "510106024", "510106024001"],
    "name": ["金牛区", "西安路街道", "枣子巷社区"],
    "level": ["district", "street", "community"],
    "parent_id": [None, "510106", "510106024"],
}
FIRMS: dict[str, list[Any]] = {
    "unit_id": ["E1", "E2", "E3"],
    "name": ["青松纺织", "红杉物流", "白云商贸"],
    "place_id": ["510106024001", "510106", None],
    "party_members": [3, 2, None],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = {"places": PLACES, "enterprises": FIRMS}
    records = {name: Records(BY_NAME[name], columns) for name, columns in tables.items()}
    about = About(title="试点", as_of=date(2024, 6, 30), synthetic=True)
    write_dataset(Dataset(about, records), tmp_path / "tables")
    return tmp_path / "tables"


def gaps(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(gongjian, ["gaps", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def test_the_text_counts_names_and_says_what_it_is(folder: Path) -> None:
    text = gaps("--from", folder).output
    assert "（合成数据）" in text
    line = next(line for line in text.splitlines() if "unit-should-have-own-organization" in line)
    assert line.split()[:4] == ["高", "应建未建", "1", "青松纺织"]
    assert "数据日期 2024-06-30" in text
    assert "联盟休眠：不适用：未载入联盟" in text
    assert "需求无人认领 60 天" in text
    assert "缺少的表（视为空表）：" in text
    assert "党组织、" in text


def test_the_text_speaks_english_too(folder: Path) -> None:
    text = gaps("--from", folder, "--lang", "en").output
    assert "Unit should have its own organization" in text
    assert "SYNTHETIC" in text


def test_json_is_only_json(folder: Path) -> None:
    report = json.loads(gaps("--from", folder, "--format", "json", "--rule", "members-without-organization").stdout)
    assert report["counts"] == {"members-without-organization": 1}
    assert report["findings"][0]["subject"] == "E2"
    assert report["synthetic"] is True


def test_json_lines_are_a_finding_each(folder: Path) -> None:
    lines = gaps("--from", folder, "--format", "jsonl", "--scope", "510106024").stdout.splitlines()
    assert {json.loads(line)["subject"] for line in lines} >= {"E1", "510106024"}
    assert "E2" not in {json.loads(line)["subject"] for line in lines}


def test_csv_has_a_row_a_finding(folder: Path) -> None:
    text = gaps("--from", folder, "--format", "csv", "--rule", "unit-should-have-own-organization").stdout
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["subject"], row["name"]) == ("E1", "青松纺织")
    assert json.loads(row["evidence"])["party_members"] == 3


def test_a_workbook_is_for_people(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "gaps.xlsx"
    gaps("--from", folder, "--rule", "unit-should-have-own-organization", "-o", target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:2] == ["缺口（合成）", "规则（合成）"]
    sheet = book["缺口（合成）"]
    header, row = list(sheet.iter_rows(values_only=True))
    assert header[:8] == ("等级", "缺口", "街道", "社区", "对象名称", "位置", "依据", "如何补齐")
    assert str(row[6]).startswith("党员数：3；")
    assert row[:5] == ("高", "应建未建", "西安路街道", "枣子巷社区", "青松纺织")
    assert row[5] == "金牛区 › 西安路街道 › 枣子巷社区 › 青松纺织"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None


def test_the_summary_gives_places_and_rates(folder: Path) -> None:
    text = gaps("--from", folder, "--summary").output
    assert "0.0% (0/2; 0.0–65.8)" in text
    places = json.loads(gaps("--from", folder, "--summary", "--format", "json").stdout)["places"]
    assert [row["place"] for row in places] == [None, "510106", "510106024"]
    assert [row["organization_coverage_denominator"] for row in places] == [3, 2, 1]
    rows = list(csv.DictReader(io.StringIO(gaps("--from", folder, "--summary", "--format", "csv").stdout)))
    assert rows[1]["two_coverages"] == ""


def test_other_numbers_come_from_a_rules_file(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[unit-should-have-own-organization]\nmembers = 2\n", encoding="utf-8")
    report = json.loads(gaps("--from", folder, "--rules", rules, "--format", "json").stdout)
    assert report["counts"]["unit-should-have-own-organization"] == 2
    assert report["parameters"]["unit-should-have-own-organization"] == {"members": 2}


def test_rules_are_listed_and_explained_without_data() -> None:
    rows = list(csv.DictReader(io.StringIO(gaps("--list", "--format", "csv").stdout)))
    assert rows[0]["rule"] == "unit-should-have-own-organization"
    assert len(rows) == 43
    assert "Five-step cadence" in gaps("--explain", "cadence-overdue", "--lang", "en").output
    assert gaps("--explain", "缺业委会").output == gaps("--explain", "compound-without-owners-committee").output


def test_examples_in_the_help_stand_on_lines_of_their_own() -> None:
    assert "  gongjian gaps --summary\n" in gaps("--help").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rule", "term-expried"], "did you mean term-expired"),
        (["--explain", "x"], "--list"),
        (["--rules", "none.toml"], "cannot read the rules file"),
        (["--scope", "1"], "no place with the code or name '1'"),
        (["--format", "xlsx"], "-o FILE.xlsx"),
        (["--as-of", "soon"], "expected a date"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(
    folder: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--lang", "en", "gaps", "--from", str(folder), *arguments])
    assert stop.value.code == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_without_a_date_nothing_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "about.csv").unlink()
    with pytest.raises(SystemExit) as stop:
        main(["gaps", "--from", str(folder)])
    assert stop.value.code == 2
    assert "--as-of" in capsys.readouterr().err
    report = json.loads(gaps("--from", folder, "--as-of", "2024-06", "--format", "json").stdout)
    assert report["as_of"] == "2024-06-30"


def test_place_by_place_each_has_its_own_findings(folder: Path, tmp_path: Path) -> None:
    text = gaps("--from", folder, "--each", "street").output
    line = next(line for line in text.splitlines() if "西安路街道" in line)
    assert line.split()[-1] == "510106024"
    (report,) = json.loads(gaps("--from", folder, "--each", "street", "--format", "json").stdout)["reports"]
    alone = json.loads(gaps("--from", folder, "--scope", "西安路街道", "--format", "json").stdout)
    assert report == alone
    lines = gaps("--from", folder, "--each", "street", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == alone["findings"]
    rows = list(csv.DictReader(io.StringIO(gaps("--from", folder, "--each", "district", "--format", "csv").stdout)))
    assert {row["place"] for row in rows} == {"510106"}
    target = tmp_path / "streets.xlsx"
    gaps("--from", folder, "--each", "community", "-o", target)
    assert openpyxl.load_workbook(target).sheetnames == ["各地", "枣子巷社区", "说明 notes"]


def test_a_scope_can_be_named(folder: Path) -> None:
    by_code, by_name = (
        gaps("--from", folder, "--scope", scope, "--format", "json").stdout for scope in ("510106024", "西安路街道")
    )
    assert by_name == by_code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--scope", "西安路"), "did you mean 西安路街道"),
        (("--each", "street", "--summary"), "found --each together with --summary"),
        (("--each", "street", "--in-database"), "found --each together with --in-database"),
        (("--each", "street", "--jobs", "0"), "found 0 jobs"),
        (("--each", "street", "--jobs", "2", "--backend", "x"), "found no backend 'x'"),
    ],
)
def test_what_is_wrong_with_places_is_told(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = CliRunner().invoke(gongjian, ["gaps", "--from", str(folder), *arguments])
    assert message in str(result.exception)


@pytest.fixture
def societies(tmp_path: Path) -> Path:
    columns: dict[str, list[Any]] = {
        "unit_id": ["S1", "S2", "S3", "S4"],
        "name": ["书画协会", "助学基金会", "棋社", "志愿队"],
        "kind": ["association", "foundation", "association", "community_group"],
        "place_id": ["510106024001", "510106024", "510106", None],
        "party_members": [4, 0, 3, 9],
    }
    branch = {"org_id": ["P1"], "name": ["棋社支部"], "kind": ["branch"], "unit_id": ["S3"]}
    tables = {"places": PLACES, "social_organizations": columns, "party_organizations": branch}
    records = {name: Records(BY_NAME[name], found) for name, found in tables.items()}
    write_dataset(Dataset(About(title="试点", as_of=date(2024, 6, 30), synthetic=True), records), tmp_path / "tables")
    return tmp_path / "tables"


def test_the_official_table_is_shown_and_each_cell_opens_to_its_units(societies: Path) -> None:
    text = gaps("--from", societies, "--official-table").output
    line = next(line for line in text.splitlines() if line.strip("　 ").startswith("支部"))
    assert line.split() == ["支部", "1", "1", "0", "0"]
    assert "勾稽一致" in text
    assert "合成数据" in text
    assert "未列入本表的正常经营社会组织：1个" in text
    rows = list(
        csv.DictReader(io.StringIO(gaps("--from", societies, "--cell", "应建尚未建立", "--format", "csv").output))
    )
    assert [(row["unit"], row["row"], row["column"], row["place"]) for row in rows] == [
        ("S1", "应建尚未建立", "社会团体", "金牛区 › 西安路街道 › 枣子巷社区")
    ]
    units = json.loads(gaps("--from", societies, "--cell", "units:foundation", "--format", "json").output)
    assert [row["unit"] for row in units] == ["S2"]
    narrowed = gaps("--from", societies, "--official-table", "--scope", "510106024", "--format", "json").output
    assert json.loads(narrowed)["rows"]["units"]["total"] == {"count": 2, "units": ["S1", "S2"]}


def test_the_workbooks_have_the_units_behind_the_official_table(societies: Path, tmp_path: Path) -> None:
    for name, options in {"table.xlsx": ["--official-table"], "gaps.xlsx": []}.items():
        gaps("--from", societies, *options, "-o", tmp_path / name)
        book = openpyxl.load_workbook(tmp_path / name)
        rows = list(book["表内单位（合成）"].iter_rows(values_only=True))
        assert rows[0] == ("行", "列", "单位名称", "党员数", "已派党建工作指导员", "所在地", "单位编码")
        assert [row[-1] for row in rows[1:]] == ["S3", "S1", "S2"]
        counts = {
            row[0].strip("　 "): row[1:] for row in book["社会组织党建统计表（合成）"].iter_rows(values_only=True)
        }
        assert counts["单位数"] == (3, 2, 1, 0)


@pytest.mark.parametrize(
    ("cell", "said"), [("nothing", "found no row 'nothing'"), ("units:nothing", "found no column 'nothing'")]
)
def test_an_unknown_cell_is_said_before_anything_is_read(cell: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        CliRunner().invoke(
            gongjian, ["gaps", "--from", "nowhere", "--cell", cell], standalone_mode=False, catch_exceptions=False
        )


OWN = """
[own.nobody-here]
title = { en = "Nobody does it here", zh = "无人开展" }
level = "community"
table = "projects"
column = "layer"
values = ["safety"]
"""


def test_rules_of_ones_own_run_are_listed_and_explained(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(OWN, encoding="utf-8")
    chosen: list[str | Path] = ["--rules", rules, "--rule", "nobody-here"]
    text = gaps("--from", folder, *chosen).output
    assert "无人开展" in text
    (finding,) = json.loads(gaps("--from", folder, *chosen, "--format", "json").output)["findings"]
    assert finding["subject"] == "510106024001|safety"
    gaps("--from", folder, *chosen, "-o", tmp_path / "own.xlsx")
    first = list(openpyxl.load_workbook(tmp_path / "own.xlsx")["缺口（合成）"].iter_rows(values_only=True))[1]
    assert first[:2] == ("中", "无人开展")
    assert "所缺：平安联创" in first[6]
    assert "无人开展" in gaps("--rules", rules, "--list").output
    assert "fewer than 1 different parties" in gaps("--rules", rules, "--explain", "nobody-here", "--lang", "en").output
    assert "无人开展" in gaps("--from", folder, *chosen, "--top", "1").output


def test_published_figures_stand_beside_what_the_data_give(tmp_path: Path) -> None:
    totals: dict[str, list[Any]] = {
        "figure": ["projects", "compounds", "two_coverages_of_compounds"],
        "relation": ["more_than", None, None],
        "value": [0, 0, 1],
        "place_id": [None, "510106", None],
    }
    tables = {"places": PLACES, "published_totals": totals}
    records = {name: Records(BY_NAME[name], columns) for name, columns in tables.items()}
    write_dataset(Dataset(About(as_of=date(2024, 6, 30), synthetic=True), records), tmp_path / "tables")
    rows = csv.DictReader(
        io.StringIO(gaps("--from", tmp_path / "tables", "--totals", "--format", "csv", "--lang", "en").output)
    )
    assert [tuple(row.values())[1:] for row in rows] == [
        ("everything", "equal", "100.0%", "", "differs", "two_coverages_of_compounds", ""),
        ("everything", "more than", "0", "0", "differs", "projects", ""),
        ("金牛区", "equal", "0", "0", "agrees", "compounds", "510106"),
    ]
    text = gaps("--from", tmp_path / "tables", "--totals", "--scope", "510106").output
    assert "公布数核对：1项，其中0项不符" in text
    assert "合成" in text


def test_a_rule_of_ones_own_is_not_run_inside_the_database(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(OWN, encoding="utf-8")
    asked = ["gaps", "--in-database", "--rules", str(rules), "--rule", "nobody-here"]
    with pytest.raises(InputError, match="together with the rule nobody-here, which has no twin"):
        CliRunner().invoke(gongjian, asked, standalone_mode=False, catch_exceptions=False)
