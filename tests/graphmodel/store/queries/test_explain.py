from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
import pytest

from graphmodel.store.queries import ParameterType, Query, query_book

pytestmark = pytest.mark.neo4j


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("query", query_book().values(), ids=lambda query: query.name)
def test_every_query_is_planned_by_the_real_server(session: neo4j.Session, query: Query) -> None:
    values = dict.fromkeys((parameter.name for parameter in query.parameters), None)
    summary = session.run(f"EXPLAIN {query.cypher}", values).consume()
    assert summary.query_type == "r"
    assert summary.plan is not None
    found = set(operators(summary.plan))
    assert "ProduceResults" in found
    wide = any(parameter.label == "Entity" or parameter.name == "text" for parameter in query.parameters)
    if not wide:
        assert "AllNodesScan" not in found
    if any(parameter.type is ParameterType.ID and parameter.default is None for parameter in query.parameters):
        assert "NodeUniqueIndexSeek" in found, "an id is looked up by the index: write (v:Entity:Label {id: $…})"
