from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError

PLACES = """place_id,name,level,parent_id
510106,金牛区,district,
510106032,抚琴街道,street,510106
510106031,茶店子街道,street,510106
"""
ORGANIZATIONS = """org_id,name,kind,place_id,parent_org_id
O1,一支部,branch,510106032,
O2,二支部,branch,510106032,
O3,三支部,branch,510106031,
O4,四支部,branch,510106031,
O5,五支部,branch,510106031,
"""
PROJECTS = """project_id,title,layer,status,started_on,place_id
P1,一,culture,done,2022-01-01,510106032
P2,二,safety,done,2022-02-01,510106031
P3,三,culture,done,2022-03-01,510106032
"""
PARTICIPANTS = """project_id,participant_id,role
P1,O1,partner
P1,O2,partner
P3,O2,partner
P3,O3,partner
P2,O3,partner
P2,O4,partner
P2,O5,partner
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "about.csv").write_text("key,value\nas_of,2022-06-30\nsynthetic,true\n", encoding="utf-8")
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "party_organizations.csv").write_text(ORGANIZATIONS, encoding="utf-8")
    (tmp_path / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    (tmp_path / "project_participants.csv").write_text(PARTICIPANTS, encoding="utf-8")
    return tmp_path


def run(tables: Path, *arguments: str) -> Result:
    return CliRunner().invoke(gongjian, ["measures", "--from", str(tables), *arguments], catch_exceptions=True)


def test_text_shows_positions_by_name_and_what_they_rest_on(tables: Path) -> None:
    result = run(tables, "--group", "street", "--top", "3")
    assert result.exit_code == 0, result.output
    assert "伙伴数" in result.stdout
    assert "三支部" in result.stdout
    assert "茶店子街道 510106031" in result.stdout
    assert "显示前 3 行，共 5 行" in result.stdout
    assert "节点数 5 · 联系数 5" in result.stdout
    assert "2022-06-30" in result.stdout
    assert "synthetic" in result.stdout


def test_json_is_only_json_and_has_every_figure(tables: Path) -> None:
    rows = json.loads(run(tables, "--format", "json", "--group", "street").stdout)
    broker = rows[0]
    assert (broker["id"], broker["degree"]) == ("O3", 3)
    # O2 and O3 carry what passes between the streets.
    assert {row["id"]: row["representative"] for row in rows} == {"O1": 0, "O2": 1, "O3": 2, "O4": 0, "O5": 0}


def test_each_table_can_be_asked_for(tables: Path) -> None:
    for way in ("network", "holes", "departures", "new-ties", "context", "stability"):
        result = run(tables, "--of", way, "--group", "street", "--format", "csv")
        assert result.exit_code == 0, (way, result.output)
        assert len(list(csv.DictReader(result.stdout.splitlines()))) > 0, way


def test_a_layer_narrows_and_none_left_is_told(tables: Path) -> None:
    rows = list(csv.DictReader(run(tables, "--layer", "文化联建", "--format", "csv").stdout.splitlines()))
    assert {row["id"] for row in rows} == {"O1", "O2", "O3"}
    result = run(tables, "--layer", "environment")
    assert isinstance(result.exception, InputError)
    assert "no co-building tie" in str(result.exception)


def test_a_workbook_has_the_whole_positions_holes_and_departures(tables: Path, tmp_path: Path) -> None:
    result = run(tables, "--group", "street", "-o", str(tmp_path / "measures.xlsx"))
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(tmp_path / "measures.xlsx")
    assert [sheet.split()[-1] for sheet in book.sheetnames] == ["network", "positions", "holes", "departures", "notes"]
