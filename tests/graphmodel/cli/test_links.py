from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import main
from graphmodel.cli.links import command
from graphmodel.errors import InputError

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n",
    "party_organizations": "org_id,name,kind,place_id\nP1,街道党工委,working_committee,510106032\n",
    "enterprises": "unit_id,name,place_id\nE1,甲公司,510106032\nE2,乙公司,510106\nE3,丙公司,510106\n",
    "alliances": "alliance_id,name,kind,place_id\nA1,联席会议,joint_conference,510106032\n",
    "alliance_members": "alliance_id,member_id,role\nA1,P1,lead\nA1,E1,member\nA1,E2,member\n",
    "projects": "project_id,title,status,layer,line,started_on\nX1,义诊,done,culture,governance,2022-03-01\n",
    "project_participants": "project_id,participant_id,role\nX1,P1,initiator\nX1,E1,partner\n",
    "links": "from_id,to_id,layer\nE2,E3,safety\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_text_shows_pairs_by_name_and_what_they_rest_on(tables: Path) -> None:
    result = run("--from", tables)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "共建关系"
    assert lines[2].split() == [
        "甲公司",
        "街道党工委",
        "1",
        "2",
        "1.5",
        "文化联建",
        "项目",
        "联盟",
        "2022-03-01",
        "2022-06-30",
    ]
    assert "4 个主体，4 对，其中 3 对只有联盟或协议、未共同做事" in lines
    assert "各层对数：平安联创 1 · 文化联建 1 · 活动联办 0 · 环境联治 0 · 矛盾联调 0" in lines
    assert any("2022-06-30" in line and "台账" in line for line in lines)
    assert lines[-1] == "合成数据"


def test_csv_and_json_hold_one_row_a_pair_layer_and_channel(tables: Path) -> None:
    rows = json.loads(run("--from", tables, "--format", "json").output)
    assert [(row["a"], row["b"], row["channel"], row["layer"], row["through"]) for row in rows] == [
        ("E1", "E2", "alliance", None, ["A1"]),
        ("E1", "P1", "project", "culture", ["X1"]),
        ("E1", "P1", "alliance", None, ["A1"]),
        ("E2", "E3", "link", "safety", ["E2|E3"]),
        ("E2", "P1", "alliance", None, ["A1"]),
    ]
    assert run("--from", tables, "--format", "csv").output.startswith("a,a_name,b,b_name,channel,layer,count,weight,")


def pairs_in(tables: Path, *options: str) -> list[tuple[str, str]]:
    rows = json.loads(run("--from", tables, "--format", "json", *options).output)
    return [(row["a"], row["b"]) for row in rows]


def test_scope_layer_and_channel_narrow(tables: Path) -> None:
    assert ("E2", "E3") not in pairs_in(tables, "--scope", "510106032")
    assert pairs_in(tables, "--layer", "文化联建") == [("E1", "P1")]
    assert pairs_in(tables, "--channel", "link") == [("E2", "E3")]


def test_since_and_as_of_are_dates(tables: Path) -> None:
    assert pairs_in(tables, "--channel", "project", "--since", "2022-04-01") == []
    assert pairs_in(tables, "--channel", "project", "--as-of", "2022-02-28") == []


def test_xlsx_holds_pairs_details_and_stakeholders(tables: Path, tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    path = tmp_path / "links.xlsx"
    assert run("--from", tables, "-o", path).exit_code == 0
    book = calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["成对 pairs", "明细 ties", "主体 stakeholders", "说明 notes"]
    assert book.get_sheet_by_name("成对 pairs").to_python()[0][:4] == ["甲方编码", "甲方", "乙方编码", "乙方"]


def test_only_so_many_are_shown_and_it_is_said(tables: Path) -> None:
    output = run("--from", tables, "--top", "1", "--lang", "en").output
    assert "shown: the 1 heaviest of 4 pairs; --top 0 shows all" in output


def test_an_unknown_layer_is_one_clear_line(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="found the layer 'sports'"):
        run("--from", tables, "--layer", "sports")
    with pytest.raises(SystemExit, match="2"):
        main(["--lang", "en", "links", "--from", str(tables), "--layer", "sports"])
    assert capsys.readouterr().err.startswith("gongjian: found the layer 'sports', expected one of safety 平安联创")


def test_significant_pairs_come_with_their_p_values_and_a_sentence_to_cite(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    lines = ["activity_id,title,held_on", *(f"H{number},活动,2022-05-01" for number in range(30))]
    who = [("E1", "E2") if number % 2 else ("E3", "E4") for number in range(30)]
    took_part = [f"H{number},{member}" for number, pair in enumerate(who) for member in pair]
    tables = {
        "about": "key,value\nas_of,2022-06-30\n",
        "enterprises": "unit_id,name\nE1,甲公司\nE2,乙公司\nE3,丙公司\nE4,丁公司\n",
        "activities": "\n".join(lines) + "\n",
        "activity_participants": "\n".join(["activity_id,participant_id", *took_part]) + "\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    arguments = ["--from", str(folder), "--significant", "sdsm", "--correction", "holm"]
    rows = json.loads(run(*arguments, "--format", "json").output)
    assert {(row["a_name"], row["b_name"], row["observed"], row["kept"]) for row in rows} == {
        ("甲公司", "乙公司", 15, True),
        ("丙公司", "丁公司", 15, True),
    }
    text = run(*arguments, "--lang", "en").output
    assert "Holm's correction over 6 tests" in text
    assert "Neal, Z. P. (2014)" in text
    with pytest.raises(InputError, match="found --half-life beside --significant"):
        run(*arguments, "--half-life", "30")
