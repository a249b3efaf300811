from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphmodel.gaps import find_gaps
from graphmodel.gaps.acknowledgement import Acknowledgement, acknowledge, from_row, set_apart
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, write_dataset
from graphmodel.store.acknowledgements import read_acknowledgements, write_acknowledgements

pytestmark = pytest.mark.neo4j


def dataset(*units: str) -> Dataset:
    columns: dict[str, Any] = {
        "unit_id": list(units),
        "name": [f"名{unit}" for unit in units],
        "party_members": [3] * len(units),
    }
    records = {"enterprises": Records(BY_NAME["enterprises"], columns)}
    return Dataset(About("样例", as_of=date(2024, 6, 30)), records)


def acknowledged(at: int) -> Acknowledgement:
    report = find_gaps(build_graph(dataset("E1", "E2")), rules=["unit-should-have-own-organization"])
    return acknowledge(report.findings[at], reason="搬迁", role="街道党建办", on=report.as_of, until=date(2024, 12, 31))


def test_loads_leave_it_alone_and_it_leaves_loads_alone(empty_database: Callable[[], Connection]) -> None:
    connection = empty_database()
    kept = acknowledged(0)
    with open_session(connection) as session:
        write_dataset(session, dataset("E1", "E2"))
        assert write_acknowledgements(session, [kept.to_row()]) == 1
        assert write_dataset(session, dataset("E1", "E2")).unchanged
        # Its subject is gone with the next load, and nothing holds it.
        assert write_dataset(session, dataset("E2")).removed_nodes == 1
        assert [from_row(row) for row in read_acknowledgements(session)] == [kept]
    graph = read_graph(connection)
    assert set(graph) == {"E2"}
    with open_session(connection) as session:
        write_dataset(session, dataset("E1", "E2"))
        stored = [from_row(row) for row in read_acknowledgements(session)]
    parts = set_apart(find_gaps(read_graph(connection), rules=[kept.rule]), stored)
    assert [found.subject for found, _ in parts.acknowledged] == ["E1"]
    assert [found.subject for found in parts.report.findings] == ["E2"]


def test_one_of_the_same_day_is_written_over_and_dates_are_native(empty_database: Callable[[], Connection]) -> None:
    connection = empty_database()
    first, other = acknowledged(0), acknowledged(1)
    withdrawn = replace(first, withdrawn_on=date(2024, 7, 1))
    with open_session(connection) as session:
        write_acknowledgements(session, [first.to_row(), other.to_row()])
        write_acknowledgements(session, [withdrawn.to_row()])
        assert {from_row(row) for row in read_acknowledgements(session)} == {withdrawn, other}
        query = "MATCH (a:Acknowledgement) WHERE a.until > date('2024-12-30') RETURN count(a)"
        assert session.run(query).single(strict=True).value() == 2
        write_acknowledgements(session, [first.to_row()])
        assert {from_row(row) for row in read_acknowledgements(session)} == {first, other}


def test_an_empty_database_has_none(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        assert read_acknowledgements(session) == []
