from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError

pytestmark = pytest.mark.usefixtures("chinese")

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
    assert "合成数据" in result.stdout


def test_json_is_only_json_and_has_every_figure(tables: Path) -> None:
    rows = json.loads(run(tables, "--format", "json", "--group", "street").stdout)
    broker = rows[0]
    assert (broker["id"], broker["degree"]) == ("O3", 3)
    # O2 and O3 carry what passes between the streets.
    assert {row["id"]: row["representative"] for row in rows} == {"O1": 0, "O2": 1, "O3": 2, "O4": 0, "O5": 0}


def test_each_table_can_be_asked_for(tables: Path) -> None:
    ways = (
        "network",
        "holes",
        "departures",
        "new-ties",
        "context",
        "position-context",
        "stability",
        "layers",
        "overlap",
    )
    for way in ways:
        result = run(tables, "--of", way, "--group", "street", "--format", "csv")
        assert result.exit_code == 0, (way, result.output)
        assert len(list(csv.DictReader(result.stdout.splitlines()))) > 0, way


def test_a_reader_of_chinese_meets_no_english_name(tables: Path, tmp_path: Path) -> None:
    for way in ("network", "positions", "departures", "context", "position-context", "stability", "overlap"):
        path = tmp_path / f"{way}.xlsx"
        assert run(tables, "--of", way, "--group", "street", "-o", str(path)).exit_code == 0
        sheet = openpyxl.load_workbook(path).worksheets[0]
        headers = [str(cell.value) for cell in sheet[1]]
        assert not [header for header in headers if header.isascii()], way
        if "指标" in headers:
            column = headers.index("指标")
            assert not [
                row[column] for row in sheet.iter_rows(min_row=2, values_only=True) if str(row[column]).isascii()
            ]


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
    names = ["network", "positions", "holes", "departures", "layers", "overlap", "communities", "notes"]
    assert [sheet.split()[-1] for sheet in book.sheetnames] == names


CENTRES = "centre_id,name,kind\nZ1,甲中心,party_building\nZ2,乙中心,media\nZ3,丙中心,government_service\n"
SURVEY = "rater_id,rated_id,reliability,power\nO1,O2,4,1\nO3,O2,2,\nO2,O1,3,9\n"


def test_layers_and_what_they_share_in_words(tables: Path) -> None:
    rows = json.loads(run(tables, "--of", "layers", "--format", "json").stdout)
    third = next(row for row in rows if row["id"] == "O3")
    assert (third["culture"], third["safety"], third["missing"]) == (1, 2, ["activity", "environment", "mediation"])
    lines = run(tables, "--of", "overlap").stdout.splitlines()
    assert lines[0] == "五联重叠"
    assert any(line.split() == ["平安联创", "文化联建", "3", "2", "0", "0.0", "0.0"] for line in lines)


def test_communities_tell_what_they_lack_and_how_their_lines_are_fused(tables: Path) -> None:
    with (tables / "places.csv").open("a", encoding="utf-8") as file:
        file.write("510106032001,西北街社区,community,510106032\n")
    (tables / "activities.csv").write_text(
        "activity_id,title,layer,held_on,place_id\nA1,活动,culture,2022-05-01,510106032001\n", encoding="utf-8"
    )
    lines = run(tables, "--of", "communities").stdout.splitlines()
    row = next(line for line in lines if line.startswith("西北街社区"))
    assert "平安联创; 活动联办; 环境联治; 矛盾联调" in row
    assert not any("主体" in line for line in lines)


def test_centres_and_the_exchange_that_would_help_most(tables: Path) -> None:
    """Party building gives to media alone: government service to party building joins what is apart."""
    (tables / "service_centres.csv").write_text(CENTRES, encoding="utf-8")
    (tables / "data_exchanges.csv").write_text("from_id,to_id\nZ1,Z2\n", encoding="utf-8")
    rows = json.loads(run(tables, "--of", "centres", "--format", "json").stdout)
    assert {row["id"]: (row["in_degree"], row["out_degree"]) for row in rows} == {
        "party_building": (0, 1),
        "government_service": (0, 0),
        "media": (1, 0),
    }
    for by in ("distance", "constraint"):
        found = json.loads(run(tables, "--of", "exchanges", "--by", by, "--format", "json").stdout)
        assert len(found) == 5
        assert found[0]["fall"] == max(row["fall"] for row in found)
    lines = run(tables, "--of", "exchanges").stdout.splitlines()
    assert lines[0] == "五中心新增共享"
    # Where there is no path now, the cell is empty.
    assert not any("NA" in line for line in lines)
    assert "政务服务中心" in "".join(lines)


def test_survey_scores_and_a_rating_off_the_scale_left_out(tables: Path) -> None:
    (tables / "survey.csv").write_text(SURVEY, encoding="utf-8")
    result = run(tables, "--of", "survey")
    lines = result.stdout.splitlines()
    assert lines[0] == "信任与价值评分"
    assert [line.split()[:2] for line in lines if "支部" in line] == [["二支部", "2"]]
    assert "1 行不能用" in result.stderr
    positions = json.loads(run(tables, "--format", "json").stdout)
    assert {row["id"]: row["trust"] for row in positions}["O2"] == 3.0


@pytest.mark.parametrize(("way", "words"), [("survey", "found no rating"), ("centres", "none of the five centres")])
def test_what_is_not_there_is_told(tables: Path, way: str, words: str) -> None:
    result = run(tables, "--of", way)
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)


def test_empty_layers_are_a_table_not_an_error(tables: Path) -> None:
    (tables / "project_participants.csv").unlink()
    assert run(tables, "--of", "layers").exit_code == 0
    assert run(tables, "--of", "overlap").exit_code == 0


def test_holes_between_centres_name_who_could_join_them(tables: Path) -> None:
    (tables / "service_centres.csv").write_text(CENTRES, encoding="utf-8")
    rows = json.loads(run(tables, "--of", "centre-holes", "--format", "json").stdout)
    assert rows
    assert {"a", "a_name", "b", "b_name", "ties", "by"} <= set(rows[0])
    assert rows[0]["ties"] == min(row["ties"] for row in rows)
