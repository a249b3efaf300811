from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian, main
from graphmodel.cli.plan import command
from graphmodel.store import Connection

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": (
        "place_id,name,level,parent_id,households,longitude,latitude\n510106,金牛区,district,,,,\n"
        "510106032,抚琴街道,street,510106,,,\n510106032001,光荣社区,community,510106032,,,\n"
        "H1,一号院,compound,510106032001,90,104.04,30.69\nH2,二号院,compound,510106032001,40,104.3,30.69\n"
    ),
    "party_organizations": (
        "org_id,name,kind,place_id,parent_org_id\nP0,街道党工委,working_committee,510106032,\nP1,社区党委,committee,510106032001,P0\n"
    ),
    "enterprises": (
        "unit_id,name,place_id,party_members,industry\nE1,甲公司,H1,2,餐饮\nE2,乙公司,H1,1,餐饮\nE3,丙公司,510106032001,0,制造\n"
    ),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_text_says_what_to_do_why_and_how_good_it_is(tables: Path) -> None:
    result = run("joint-branches", "--from", tables)
    assert result.exit_code == 0
    assert "组建联合党支部" in result.output
    assert "光荣社区第1联合党支部" in result.output
    assert "3个单位共有党员3名" in result.output
    assert "已证明为最优方案" in result.output
    assert "合成数据" in result.output


def test_steps_that_are_not_shown_are_told(tables: Path) -> None:
    arguments = ("remedies", "--from", tables)
    steps = len(json.loads(run(*arguments, "--format", "json").stdout)["steps"])
    assert steps > 1
    assert f"显示前 1 行，共 {steps} 行；--top 0 显示全部" in run(*arguments, "--top", "1").output
    assert "--top 0" not in run(*arguments, "--top", "0").output


def test_gaps_and_rates_are_shown_before_and_after(tables: Path) -> None:
    result = json.loads(run("joint-branches", "--from", tables, "--apply", "--format", "json").stdout)
    gaps = {row["rule"]: (row["before"], row["after"]) for row in result["gaps_before_and_after"]}
    assert gaps["members-without-organization"] == (2, 0)
    assert gaps["unit-without-work-coverage"] == (1, 0)
    rates = {row["rate"]: (row["before"], row["after"]) for row in result["rates_before_and_after"]}
    assert rates["organization_coverage"] == (0.0, 1.0)
    assert result["solution"] == {"value": 3, "bound": 3, "greedy": 3, "gap": 0, "minimized": False}


def test_a_workbook_has_plan_closings_remainder_and_curve(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert run("instructors", "2", "--from", tables, "--apply", "-o", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "方案（合成）",
        "补齐的缺口（合成）",
        "剩余缺口（合成）",
        "边际曲线（合成）",
        "实施前后缺口（合成）",
        "实施前后覆盖率（合成）",
        "说明 notes",
    ]
    assert [cell.value for cell in book["补齐的缺口（合成）"][2]] == [
        1,
        "unit-without-work-coverage",
        "工作未覆盖",
        "E3",
        "丙公司",
    ]
    assert [cell.value for cell in book["边际曲线（合成）"][1]] == ["措施数", "新增效果", "累计效果", "最优"]
    (chart,) = book["边际曲线（合成）"]._charts
    assert chart.series[0].yVal.numRef.f == f"'边际曲线（合成）'!$C$2:$C${book['边际曲线（合成）'].max_row}"
    book.close()


def test_an_english_workbook_has_english_headers(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert run("instructors", "2", "--from", tables, "--lang", "en", "-o", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book["marginal curve (synthetic)"][1]] == ["actions", "gain", "reached", "optimum"]
    assert [cell.value for cell in book["plan (synthetic)"][1]][:5] == ["no.", "action", "name", "place", "who"]


def test_rates_are_numbers_in_the_workbook_and_percentages_in_the_text(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert run("joint-branches", "--from", tables, "--apply", "-o", path).exit_code == 0
    cells = openpyxl.load_workbook(path)["实施前后覆盖率（合成）"][2]
    assert [(cell.value, cell.number_format) for cell in cells[2:]] == [(0, "0.0%"), (1, "0.0%")]
    assert "100.0%" in run("joint-branches", "--from", tables, "--apply").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--write"], "found --write together with --from"), (["--source", "x"], "found --source without --write")],
)
def test_a_plan_of_files_is_not_written(tables: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(command, ["joint-branches", "--from", str(tables), *arguments])
    assert message in str(result.exception)


@pytest.mark.neo4j
def test_a_plan_is_written_beside_the_data_only_when_told(
    tables: Path, empty_database: Callable[[], Connection]
) -> None:
    empty_database()
    invoke = CliRunner().invoke
    assert invoke(gongjian, ["load", str(tables), "--source", "台账"]).exit_code == 0
    gaps = ["gaps", "--rule", "members-without-organization", "--format", "json"]

    def remaining() -> int:
        return len(json.loads(invoke(gongjian, gaps).stdout)["findings"])

    assert run("joint-branches", "--apply").exit_code == 0
    assert remaining() == 2
    assert run("joint-branches", "--write", "--source", "组建方案").exit_code == 0
    assert remaining() == 0
    # What it would replace is what it rests on.
    again = invoke(gongjian, ["plan", "joint-branches", "--write", "--source", "组建方案"])
    assert "gongjian unload 组建方案" in str(again.exception)
    assert invoke(gongjian, ["unload", "组建方案"]).exit_code == 0
    assert remaining() == 2


def test_remedies_keep_to_the_numbers_of_the_rules(tables: Path, tmp_path: Path) -> None:
    numbers = tmp_path / "rules.toml"
    numbers.write_text("[joint-branch-too-wide]\nunits = 2\n", encoding="utf-8")
    asked: list[str | Path] = [
        "remedies",
        "--from",
        tables,
        "--rule",
        "members-without-organization",
        "--format",
        "json",
    ]
    plan = json.loads(run(*asked, "--rules", numbers).stdout)
    assert plan["parameters"]["units"] == 2
    branches = [step for step in plan["steps"] if step["action"] == "joint-branch"]
    assert [len(step["subjects"]) for step in branches] == [2]


def test_centres_draw_their_curve(tables: Path, tmp_path: Path) -> None:
    chart = tmp_path / "curve.png"
    result = run("centres", "1", "--from", tables, "--chart", chart, "--lang", "en", "--format", "csv")
    assert "一号院党群服务站" in result.stdout
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_remedies_name_the_rules_by_their_titles(tables: Path) -> None:
    result = run("remedies", "--from", tables, "--rule", "compound-without-organization")
    assert result.exit_code == 0
    assert "小区组织未覆盖" in result.output
    assert "compound-without-organization" not in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["remedies", "--rule", "nonsense"], "found"),
        (["instructors", "1", "--stationed", "P1"], "found --stationed 'P1', expected ORG=UNITS"),
        (["instructors", "1", "--stationed", "X=3"], "found instructors stationed at 'X'"),
        (["centres", "1", "--scope", "nowhere"], "found no place with the code or name 'nowhere'"),
        (["centres", "1", "--chart", "curve.doc"], "found the ending '.doc'"),
    ],
)
def test_what_cannot_be_planned_is_told_in_one_line(
    tables: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--lang", "en", "plan", *arguments, "--from", str(tables)])
    assert stop.value.code == 2
    told = capsys.readouterr().err
    assert message in told
    assert len(told.strip().splitlines()) == 1
