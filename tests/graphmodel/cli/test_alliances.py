from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphmodel.cli.alliances import command
from graphmodel.cli.tables.alliances import listed
from graphmodel.errors import InputError

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\n",
    "enterprises": "unit_id,name\nE1,甲公司\nE2,乙公司\n",
    "alliances": "alliance_id,name,kind\nA1,产业联盟,industry_alliance\nA2,休眠联盟,other\n",
    "alliance_members": "alliance_id,member_id,role\nA1,E1,lead\nA1,E2,member\nA2,E1,member\nA2,E2,member\n",
    "activities": "activity_id,title,held_on\nH1,义诊,2022-05-01\n",
    "activity_participants": "activity_id,participant_id\nH1,E1\nH1,E2\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_text_says_who_is_awake(tables: Path) -> None:
    output = run("--from", tables).output
    assert "产业联盟" in output
    assert "活跃" in output
    assert "2 个联盟中 0 个休眠（含从未启动）：183 天内没有两个以上现有成员共同参与的项目或活动" in output
    assert "2 of 2 alliances are asleep" in run("--from", tables, "--days", "30", "--lang", "en").output


def test_names_are_parted_as_the_language_parts_them() -> None:
    assert listed(("甲", "乙", "丙", "丁"), "zh") == "甲、乙、丙等4家"
    assert listed(("A", "B", "C", "D"), "en") == "A, B, C and 1 more"


def test_every_table_comes_as_json(tables: Path) -> None:
    def rows(table: str) -> list[dict[str, object]]:
        return list(json.loads(run("--from", tables, "--format", "json", "--table", table).output))

    assert [(row["id"], row["members"], row["dormant"]) for row in rows("alliances")] == [
        ("A1", 2, False),
        ("A2", 2, False),
    ]
    assert len(rows("members")) == 4
    assert {row["half_year"]: row["activities"] for row in rows("pulse") if row["alliance"] == "A1"}["2022H1"] == 1


def test_xlsx_holds_every_table(tables: Path, tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    path = tmp_path / "alliances.xlsx"
    assert run("--from", tables, "-o", path).exit_code == 0
    names = calamine.CalamineWorkbook.from_path(path).sheet_names
    assert names == [
        "联盟 alliances",
        "成员 members",
        "半年 pulse",
        "共建 work",
        "重叠 overlap",
        "联席会议 conferences",
        "说明 notes",
    ]


def test_text_gives_the_reason_of_a_pulse_and_who_only_signs(tables: Path) -> None:
    (tables / "alliance_members.csv").write_text(TABLES["alliance_members"] + "A2,E3,standing\n", encoding="utf-8")
    (tables / "enterprises.csv").write_text(TABLES["enterprises"] + "E3,丙公司\n", encoding="utf-8")
    output = run("--from", tables, "--days", "30", "--lang", "en").output
    assert "no joint work in 30 days; the last on 2022-05-01, 60 days ago" in output
    assert "1 of 5 memberships are on paper only: never in joint work" in output
    [signs] = [line for line in run("--from", tables, "--table", "members").output.splitlines() if "丙公司" in line]
    assert "常任" in signs


def test_alliances_are_set_side_by_side_by_a_part_of_their_names(tables: Path) -> None:
    rows = json.loads(
        run("--from", tables, "--compare", "产业", "--compare", "A2", "--format", "json", "--lang", "en").output
    )
    by_figure = {row.pop("figure"): row for row in rows}
    assert by_figure["members"] == {"产业联盟": 2, "休眠联盟": 2}
    assert by_figure["leads"] == {"产业联盟": ["甲公司"], "休眠联盟": []}
    assert "成员间联系密度" in run("--from", tables, "--compare", "A1", "--compare", "A2", "--lang", "zh").output


def test_a_name_that_two_alliances_have_is_refused(tables: Path) -> None:
    with pytest.raises(InputError, match=r"found 2 alliances called '联盟', expected one: give its id, of A1, A2"):
        run("--from", tables, "--compare", "联盟", "--compare", "A1")
