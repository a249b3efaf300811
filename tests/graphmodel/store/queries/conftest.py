"""A database that is empty before each test, and a short way to fill it with rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import neo4j
import pytest

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, write_dataset

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
AS_OF = date(2022, 6, 30)


@pytest.fixture
def session(neo4j_server: Connection) -> Iterator[neo4j.Session]:
    with open_session(neo4j_server) as opened:
        opened.run("MATCH (n) DETACH DELETE n").consume()
        yield opened
        opened.run("MATCH (n) DETACH DELETE n").consume()


@pytest.fixture
def fill(session: neo4j.Session) -> Callable[..., neo4j.Session]:
    """Write rows, given by table, to the database; the date of the data is 2022-06-30 unless said otherwise."""

    def write(rows: Rows, *, as_of: date | None = AS_OF) -> neo4j.Session:
        tables = {}
        for name, listed in rows.items():
            columns = {key: [row.get(key) for row in listed] for row in listed for key in row}
            tables[name] = Records(BY_NAME[name], columns)
        write_dataset(session, Dataset(About(as_of=as_of), tables))
        return session

    return write
