from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import QueryError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, write_dataset
from graphmodel.store.queries import query_book

pytestmark = pytest.mark.usefixtures("chinese")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(gongjian, ["query", *arguments], catch_exceptions=True)


@pytest.fixture
def loaded(neo4j_server: Connection) -> Iterator[None]:
    places = {"place_id": ["S1", "S2"], "name": ["一街", "二街"], "level": ["street", "street"]}
    alliances = {"alliance_id": ["A"], "name": ["联盟"], "kind": ["other"], "place_id": ["S1"]}
    tables = {
        "places": Records(BY_NAME["places"], places),
        "alliances": Records(BY_NAME["alliances"], alliances),
    }
    with open_session(neo4j_server) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
        write_dataset(session, Dataset(About(as_of=date(2022, 6, 30)), tables))
        yield
        session.run("MATCH (n) DETACH DELETE n").consume()


def test_without_a_name_the_book_is_listed_with_titles_and_parameters() -> None:
    result = run()
    assert result.exit_code == 0
    for query in query_book().values():
        assert query.name in result.output
        assert query.title.zh in result.output
    assert "[days=183]" in result.output
    assert "Dormant alliances" in run("--lang", "en").output


def test_the_book_as_json_is_only_json() -> None:
    listed = json.loads(run("--format", "json").output)
    assert {row["query"] for row in listed} == set(query_book())


def test_explain_says_what_a_query_takes_and_gives() -> None:
    output = run("dormant-alliances", "--explain", "--lang", "en").output
    for words in ("a whole number, 0 or more; default 183", "last_together_on", "MATCH (alliance:Alliance)"):
        assert words in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("dormant",), "did you mean dormant-alliances"),
        (("members-of-alliance",), "no value for the parameter alliance"),
        (("dormant-alliances", "--param", "days=many"), "found days='many', expected a whole number"),
        (("dormant-alliances", "--param", "day=3"), "did you mean days?"),
        (("dormant-alliances", "--param", "days"), "expected NAME=VALUE"),
        (("dormant-alliances", "--param", "days=1", "--param", "days=2"), "twice"),
    ],
)
def test_what_is_wrong_is_told_before_a_server_is_asked(
    arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing listens there: asking it would be another error.
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    result = run(*arguments)
    assert isinstance(result.exception, QueryError)
    assert message in str(result.exception)


@pytest.mark.neo4j
@pytest.mark.usefixtures("loaded")
def test_a_query_gives_its_table_in_each_format(tmp_path: Path) -> None:
    text = run("alliances", "--param", "as_of=2022年6月").output
    assert "联盟编码" in text
    assert "as_of=2022-06-30" in text
    assert json.loads(run("alliances", "--format", "json").output) == [
        {
            "alliance_id": "A",
            "alliance": "联盟",
            "kind": "other",
            "place_id": "S1",
            "place": "一街",
            "members": 0,
            "leads": [],
        }
    ]
    csv = run("places", "--param", "level=street", "--format", "csv").output.splitlines()
    assert csv[0] == "place_id,name,level,parent_id,parent,households"
    assert csv[1].startswith("S1,一街,street")
    assert run("places", "-o", str(tmp_path / "places.xlsx")).exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "places.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["编码", "名称"]
    assert [sheet["B2"].value, sheet["C2"].value] == ["一街", "街道"]
