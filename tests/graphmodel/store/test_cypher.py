"""The generated Cypher: all of it is planned by a real server, and none of it scans what an index can find."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graphmodel.schema import NODE_TABLES
from graphmodel.schema.properties import relationship_types
from graphmodel.store import Connection, cypher, open_session
from graphmodel.store.write import write_schema

pytestmark = pytest.mark.neo4j
PARAMETERS: dict[str, Any] = {"rows": [], "source": "s", "load": "l", "ids": None, "size": 1}


def queries() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in NODE_TABLES:
        subtypes: list[str | None] = list(table.subtypes) or [None]
        for subtype in subtypes:
            labels = table.node_labels(subtype)
            for empty in (False, True):
                found[f"write {labels} {empty}"] = cypher.write_nodes(table, labels, empty=empty)
        for placed in (False, True):
            found[f"read {table.name} {placed}"] = cypher.read_nodes(table, scoped=False, placed=placed)
            found[f"read all {table.name} {placed}"] = cypher.whole_nodes(table, owned=placed)
    for kind in relationship_types():
        for empty in (False, True):
            found[f"write {kind} {empty}"] = cypher.write_relationships(kind, empty=empty)
        for placed in (False, True):
            found[f"read {kind} {placed}"] = cypher.read_relationships(kind, scoped=False, placed=placed)
            found[f"read all {kind} {placed}"] = cypher.whole_relationships(kind, owned=placed)
        found[f"write the absence of {kind}"] = cypher.remove_relationships(kind)
    renamed = {f"rename {number}": query for number, query in enumerate(cypher.RENAME_LOAD)}
    return found | renamed | {"write the absence of nodes": cypher.REMOVE_NODES}


def operators(plan: dict[str, object]) -> set[str]:
    children = plan.get("children") or []
    assert isinstance(children, list)
    return {str(plan["operatorType"]).split("@")[0]}.union(*map(operators, children))


def test_every_generated_query_is_planned_and_every_write_finds_its_nodes_by_index(neo4j_server: Connection) -> None:
    with open_session(neo4j_server) as session:
        write_schema(session)
        session.run("CALL db.awaitIndexes(60)").consume()
        for name, query in queries().items():
            summary = session.run(neo4j.Query("EXPLAIN " + query), PARAMETERS).consume()
            assert summary.plan is not None, name
            used = operators(summary.plan)
            assert "AllNodesScan" not in used, name
            if name.startswith("write"):
                assert "NodeByLabelScan" not in used, (name, used)


def test_the_schema_can_be_made_again(neo4j_server: Connection) -> None:
    with open_session(neo4j_server) as session:
        for statement in (*cypher.constraint_statements().values(), *cypher.index_statements().values()):
            session.run(statement).consume()
            session.run(statement).consume()
