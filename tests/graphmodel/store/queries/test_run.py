from __future__ import annotations

from collections.abc import Callable
from datetime import date

import neo4j
import pytest

from graphmodel.errors import QueryError
from graphmodel.store import Connection
from graphmodel.store.queries import find_query, query_book, run_query

Fill = Callable[..., neo4j.Session]
ROWS = {
    "places": [{"place_id": "S1", "name": "西安路街道", "level": "street"}],
    "alliances": [{"alliance_id": "A", "name": "联盟", "kind": "other", "place_id": "S1"}],
}


def test_an_unknown_query_is_told_with_those_near() -> None:
    with pytest.raises(QueryError, match="found no query 'member-of-alliance'; did you mean members-of-alliance"):
        find_query("member-of-alliance")
    with pytest.raises(QueryError, match="lists those there are"):
        find_query("zzzz")


@pytest.mark.neo4j
def test_a_result_keeps_the_parameters_it_was_run_with(fill: Fill) -> None:
    result = run_query(fill(ROWS), "alliances")
    assert result.parameters == {"as_of": date(2022, 6, 30), "kind": None}
    assert result.columns == tuple(column.name for column in query_book()["alliances"].columns)
    assert result.frame.to_dict("records")[0]["place"] == "西安路街道"
    assert list(run_query(fill({}), "alliances").frame.columns) == list(result.columns)


@pytest.mark.neo4j
def test_a_connection_will_do(fill: Fill, neo4j_server: Connection) -> None:
    fill(ROWS)
    assert [row[0] for row in run_query(neo4j_server, "alliances").rows] == ["A"]


@pytest.mark.neo4j
def test_without_a_date_of_the_data_one_must_be_given(fill: Fill) -> None:
    session = fill(ROWS, as_of=None)
    with pytest.raises(QueryError, match="found no date of the data in the database: give as_of=YYYY-MM-DD"):
        run_query(session, "alliances")
    assert len(run_query(session, "alliances", as_of="2022-01-01").rows) == 1


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("given", "hint"),
    [("西安路", "did you mean S1 西安路街道?"), ("A", "find-by-name"), ("S9", "find-by-name")],
    ids=["a-name", "another-kind", "nothing"],
)
def test_an_id_that_is_not_there_is_an_error_and_no_empty_answer(fill: Fill, given: str, hint: str) -> None:
    with pytest.raises(QueryError) as told:
        run_query(fill(ROWS), "alliances-of-street", street=given)
    assert f"found street={given!r}, expected the id of a Place in the graph" in str(told.value)
    assert hint in str(told.value)
