from __future__ import annotations

import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.store.server.shell import is_blank, run_statement, split_statements
from graphmodel.store.settings import Connection


@pytest.mark.parametrize(
    ("text", "statements", "rest"),
    [
        ("RETURN 1;", ["RETURN 1"], ""),
        ("RETURN 1", [], "RETURN 1"),
        ("RETURN ';' AS a; RETURN", ["RETURN ';' AS a"], "RETURN"),
        (r"RETURN 'it\'s; me';", [r"RETURN 'it\'s; me'"], ""),
        ("MATCH (n:`a;b`);", ["MATCH (n:`a;b`)"], ""),
        ("// a; b\nRETURN 1;", ["// a; b\nRETURN 1"], ""),
        ("/* a;\n b */ RETURN 1;", ["/* a;\n b */ RETURN 1"], ""),
        ("RETURN 'open; ", [], "RETURN 'open;"),
        (";; // nothing\n;", [], ""),
    ],
)
def test_semicolons_end_statements(text: str, statements: list[str], rest: str) -> None:
    assert split_statements(text) == (statements, rest)


@given(st.lists(st.sampled_from(["RETURN 1", "RETURN ';'", 'RETURN "a;b"', "MATCH (n:`;`) RETURN n"])))
def test_statements_come_back(statements: list[str]) -> None:
    assert split_statements("".join(f"{statement} ;\n" for statement in statements)) == (statements, "")


def test_comments_are_no_statement() -> None:
    assert is_blank(" // a\n /* b\n */ ")
    assert not is_blank("RETURN 'http://a'")


@pytest.mark.neo4j
def test_answers_read_as_cypher(neo4j_server: Connection) -> None:
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver,
        driver.session() as session,
        session.begin_transaction() as transaction,  # rolled back: the server is everybody's
    ):
        query = "CREATE p = (:A:B {n: '金'})<-[r:R {since: date('2022-01-01')}]-(b:C) RETURN p, r, [b] AS l, {b: b} AS m, 1 AS n"
        answer = run_statement(transaction, query)
    tie = "[:R {since: 2022-01-01}]"
    assert answer.columns == ("p", "r", "l", "m", "n")
    assert answer.rows == ((f"(:A:B {{n: '金'}})<-{tie}-(:C)", tie, ["(:C)"], {"b": "(:C)"}, 1),)
    assert "nodes created: 2" in answer.changes
