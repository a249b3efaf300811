from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": (
        "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n"
        "510106024,西安路街道,street,510106\n"
    ),
    "enterprises": "unit_id,name,place_id\nE1,甲公司,510106032\nE2,乙公司,510106024\n",
    "needs": (
        "need_id,title,category,raised_by,place_id,expires_on,quantity,status\n"
        "N1,助老午餐,养老,E1,510106032,,3,open\nN2,普法,法律服务,E1,510106032,2022-06-01,,open\n"
        "N3,停车,停车,E1,510106032,,,open\nN4,义诊,义诊,E1,510106032,,,claimed\n"
    ),
    "resources": (
        "resource_id,title,category,offered_by,place_id,capacity\n"
        "R1,食堂,养老服务,E2,510106032,2\nR2,车位,停车共享,E2,510106024,\n"
    ),
    "projects": "project_id,title,status,need_id,due_on,started_on\nX1,义诊,claimed,N4,2022-06-20,2022-01-01\n",
    "project_participants": "project_id,participant_id,role\nX1,E1,claimer\nX1,E2,claimer\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, ["match", *map(str, arguments)], catch_exceptions=False)


def test_text_shows_matches_and_why_others_have_none(tables: Path) -> None:
    lines = run("--from", tables).output.splitlines()
    assert lines[0] == "供需对接"
    assert lines[2].split() == ["助老午餐", "甲公司", "食堂", "乙公司", "2", "3", "0.0", "是"]
    assert "3 项待认领需求：满足 0，部分满足 1，未满足 2；已证明为最优" in lines
    assert "未满足原因：已过认领期限，进入领办大厅 1；有这类资源，但距离过远 1；可及资源的容量已用完 1" in lines
    assert lines[-1] == "合成数据"


def test_text_in_english_and_in_the_hall(tables: Path) -> None:
    lines = run(
        "--from", tables, "--lang", "en", "--reach", "district", "--hall", "--table", "unmet"
    ).output.splitlines()
    assert lines[0] == "Needs that stay unmet, and why"
    assert "no resource of its category" in next(line for line in lines if line.startswith("普法"))
    assert "3 open needs: 1 met, 1 met in part, 1 unmet; proven to be the best" in lines
    assert "not met: 1 no resource of its category; 1 the capacity within reach is spent" in lines


def test_claims_tell_who_has_it_in_hand_and_what_is_late(tables: Path) -> None:
    lines = run("--from", tables, "--table", "claims").output.splitlines()
    assert lines[2].split() == ["普法", "抚琴街道", "领办大厅", "2022-06-01", "29"]
    assert lines[3].split() == [
        "义诊",
        "抚琴街道",
        "领办中",
        "甲公司、乙公司（联合）",
        "2022-06-20",
        "10",
    ]
    assert "待认领 2 · 领办大厅 1（逾期 1） · 领办中 1（逾期 1，联合领办 1） · 已办结 0 · 已撤回 0" in lines


def test_files_hold_every_table(tables: Path, tmp_path: Path) -> None:
    rows = json.loads(run("--from", tables, "--format", "json", "--table", "needs").output)
    assert [(row["id"], row["state"], row["reason"]) for row in rows] == [
        ("N1", "partly", "capacity-spent"),
        ("N2", "unmet", "expired"),
        ("N3", "unmet", "too-far"),
    ]
    assert run("--from", tables, "--format", "csv").output.startswith("need,need_title,raised_by,")
    book = tmp_path / "match.xlsx"
    run("--from", tables, "-o", book)
    assert openpyxl.load_workbook(book).sheetnames == [
        "供需对接 matches",
        "未能对接的需求及原因 unmet",
        "待认领需求 needs",
        "可用资源 resources",
        "需求认领进度 claims",
        "说明 notes",
    ]


def test_no_lists_at_all_is_a_friendly_answer(tables: Path) -> None:
    (tables / "needs.csv").unlink()
    (tables / "projects.csv").unlink()
    (tables / "project_participants.csv").unlink()
    result = run("--from", tables)
    assert result.exit_code == 0
    assert "0 项待认领需求：满足 0，部分满足 0，未满足 0；已证明为最优" in result.output


def test_synonyms_of_ones_own_replace_the_usual_ones(tables: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('"停车共享" = ["停车"]\n', encoding="utf-8")
    output = run("--from", tables, "--synonyms", own, "--reach", "any", "--format", "csv").output
    assert [line.split(",")[0] for line in output.splitlines()[1:]] == ["N3"]


def test_bad_terms_are_told(tables: Path) -> None:
    with pytest.raises(InputError, match="similar = 2"):
        run("--from", tables, "--similar", "2")
    assert run("--from", tables, "--reach", "moon").exit_code == 2


def test_a_scope_may_be_named(tables: Path) -> None:
    assert "0 项待认领需求" in run("--from", tables, "--scope", "西安路街道").output
