"""Acknowledged gaps, kept in Neo4j as nodes of their own.

They hang on nothing and belong to no source, so that no load changes or removes them, nor is held up by them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import neo4j

LABEL = "Acknowledgement"
_CONSTRAINT = f"CREATE CONSTRAINT acknowledgement_key IF NOT EXISTS FOR (a:{LABEL}) REQUIRE a.key IS UNIQUE"
_WRITE = f"""
UNWIND $rows AS row
MERGE (a:{LABEL} {{key: row.key}})
SET a = row.values, a.key = row.key
RETURN count(a) AS written
"""
_READ = f"MATCH (a:{LABEL}) RETURN properties(a) AS acknowledgement ORDER BY a.acknowledged_on, a.rule, a.subject"


def write_acknowledgements(session: neo4j.Session, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write acknowledgements; one of the same finding and day is written over, none is removed.

    Parameters
    ----------
    session
        On the database.
    rows
        As `graphmodel.gaps.acknowledgement.Acknowledgement.to_row` gives them; dates become native dates.

    Returns
    -------
    int
        How many were written.
    """
    session.run(_CONSTRAINT).consume()
    keyed = [{"key": f"{row['finding']} {row['acknowledged_on'].isoformat()}", "values": dict(row)} for row in rows]
    return session.execute_write(_run, keyed)


def read_acknowledgements(session: neo4j.Session) -> list[dict[str, Any]]:
    """Return all acknowledgements by day, those that no longer last as well."""
    found = session.execute_read(lambda transaction: [record["acknowledgement"] for record in transaction.run(_READ)])
    return [{name: _native(value) for name, value in row.items() if name != "key"} for row in found]


def _run(transaction: neo4j.ManagedTransaction, rows: list[dict[str, Any]]) -> int:
    return int(transaction.run(_WRITE, rows=rows).single(strict=True)["written"])


def _native(value: Any) -> Any:
    return value.to_native() if isinstance(value, neo4j.time.Date) else value
