"""``gongjian recommend`` from files and from a real database, in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError
from graphmodel.gaps import RULES
from graphmodel.store import Connection

pytestmark = pytest.mark.usefixtures("chinese")

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": (
        "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n"
        "510106032001,光荣社区,community,510106032\n510106024,西安路街道,street,510106\n"
    ),
    "enterprises": (
        "unit_id,name,place_id,operating_status\nE1,甲公司,510106032001,\nE2,乙公司,510106032001,\nE3,丙公司,510106032001,closed\n"
        "E4,丁公司,510106024,\nE5,戊公司,510106024,shell\n"
    ),
    "party_organizations": (
        "org_id,name,kind,place_id,unit_id,dissolved_on\nP1,社区党委,committee,510106032001,,\n"
        "P2,旧支部,branch,510106032001,,2021-01-01\nP3,丙公司党支部,branch,,E3,\n"
    ),
    "projects": (
        "project_id,title,status,layer,started_on\nX1,义诊,done,culture,2022-03-01\nX2,普法,done,safety,2022-04-01\n"
        "X3,助老,done,culture,2022-04-01\nX4,将来,claimed,culture,2022-12-01\n"
    ),
    "project_participants": (
        "project_id,participant_id,role\nX1,P1,initiator\nX1,E1,partner\nX2,P1,initiator\nX2,E2,partner\nX3,E2,partner\n"
        "X3,E3,partner\nX3,P3,partner\nX3,P2,partner\nX4,E1,partner\nX4,E2,partner\nX1,E1,claimer\n"
    ),
    "needs": "need_id,title,category,raised_by,place_id,status\nN1,停车难,停车,E1,510106032001,open\n",
    "resources": "resource_id,title,category,offered_by,place_id,capacity\nR1,车位,停车,E4,510106024,5\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, ["recommend", *map(str, arguments)], catch_exceptions=False)


def rows(*arguments: str | Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(*arguments, "--format", "json").output)
    return found


def test_text_says_who_with_whom_and_why(tables: Path) -> None:
    output = run("--from", tables).output
    lines = output.splitlines()
    assert lines[0] == "建议共建"
    words = "".join(output.split())
    assert "丁公司的资源“车位”可满足甲公司的需求“停车难”" in words
    assert "有1个共同伙伴：社区党委" in words
    assert "同在光荣社区" in words
    assert lines[-1] == "合成数据"
    english = run("--from", tables, "--lang", "en").output
    assert "Recommended links" in english
    assert "1 common partner: 社区党委" in english


def test_neither_linked_nor_gone_nor_of_the_future(tables: Path) -> None:
    found = rows("--from", tables)
    pairs = {frozenset((row["a"], row["b"])) for row in found}
    # E1 and E2 share only a project that begins after the date; P1 builds with both already.
    assert pairs == {frozenset(("E1", "E2")), frozenset(("E1", "E4"))}
    # A day later than that project they are linked, and nobody has a reason to be recommended but by need and resource.
    later = {frozenset((row["a"], row["b"])) for row in rows("--from", tables, "--as-of", "2022-12-31")}
    assert later == {frozenset(("E1", "E4"))}


def test_for_one_and_for_a_rule(tables: Path) -> None:
    assert {row["a"] for row in rows("--from", tables, "--for", "甲公司")} == {"E1"}
    closing = rows("--from", tables, "--closes", "layer-missing")
    assert rows("--from", tables, "--closes", RULES["layer-missing"].title.zh) == closing
    assert rows("--from", tables, "--closes", RULES["layer-missing"].title.en.lower()) == closing
    assert closing
    assert all("layer-missing|510106032001" in str(row["closes"]) for row in closing)
    assert closing[0]["layers"] == ["safety", "culture", "activity", "environment", "mediation"]
    assert len(rows("--from", tables, "--count", "1")) == 1
    inside = rows("--from", tables, "--scope", "西安路街道")
    assert [(row["a"], row["b"]) for row in inside] == [("E1", "E4")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--for", "甲公"), "did you mean 甲公司"),
        (("--for", "E3"), "closed, a shell or dissolved"),
        (("--for", "E5"), "closed, a shell or dissolved"),
        (("--closes", "layer-mising"), "did you mean layer-missing"),
        (("--closes", "branch-over-size"), "no link between two closes"),
        (("--scope", "510107"), "found no place"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(tables: Path, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        run("--from", tables, *arguments)
    assert "\n" not in str(raised.value)


def test_files_and_the_empty_answer(tables: Path, tmp_path: Path) -> None:
    book = tmp_path / "recommend.xlsx"
    run("--from", tables, "-o", book)
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["序", "甲方编码", "甲方"]
    # A Chinese reader of a workbook meets no English words: reasons, layers and rules are said in Chinese.
    assert not [cell.value for cell in sheet[1] if str(cell.value).isascii()]
    assert "layer-missing" not in " ".join(str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row)
    assert run("--from", tables, "--format", "csv").output.startswith("rank,a,a_name,a_place,a_place_name,b,")
    for name in ("projects", "project_participants", "needs", "resources"):
        (tables / f"{name}.csv").unlink()
    result = run("--from", tables)
    assert result.exit_code == 0
    assert "没有可推荐的主体对" in result.output
    assert rows("--from", tables) == []


def test_the_database_answers_as_the_files_do(tables: Path, empty_database: Callable[[], Connection]) -> None:
    empty_database()
    loaded = CliRunner().invoke(gongjian, ["load", str(tables)], catch_exceptions=False)
    assert loaded.exit_code == 0, loaded.output
    assert rows() == rows("--from", tables) != []
