"""Decisions on which rows are one organization, kept in Neo4j as nodes of their own.

They hang on nothing: a load that removes a unit would stop at a relationship to it, or take the decision with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import neo4j

LABEL = "Judgement"
_IDENTITY = ("left_source", "left_id", "right_source", "right_id", "verdict", "decided_by", "decided_at")
_CONSTRAINT = f"CREATE CONSTRAINT judgement_key IF NOT EXISTS FOR (j:{LABEL}) REQUIRE j.key IS UNIQUE"
_WRITE = f"""
UNWIND $rows AS row
MERGE (j:{LABEL} {{key: row.key}})
ON CREATE SET j.position = row.position
SET j += row.values
RETURN count(j) AS written
"""
_READ = f"MATCH (j:{LABEL}) RETURN properties(j) AS judgement ORDER BY j.position, j.key"
_BATCH = 5_000


def write_judgements(session: neo4j.Session, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write judgements; none is ever removed, and one that is there already only learns that it was withdrawn.

    Parameters
    ----------
    session
        On the database.
    rows
        All judgements in their order, as `loaders.resolve.judgements.to_row` gives them.

    Returns
    -------
    int
        Judgements written or found unchanged.
    """
    session.run(_CONSTRAINT).consume()
    written = 0
    for start in range(0, len(rows), _BATCH):
        part = [
            {"key": _key(row), "position": position, "values": dict(row)}
            for position, row in enumerate(rows[start : start + _BATCH], start=start)
        ]
        written += session.execute_write(_run, part)
    return written


def read_judgements(session: neo4j.Session) -> list[dict[str, Any]]:
    """Return all judgements in the order in which they were made, those that no longer hold as well."""
    found = session.execute_read(lambda transaction: [record["judgement"] for record in transaction.run(_READ)])
    return [{name: value for name, value in row.items() if name not in {"key", "position"}} for row in found]


def _run(transaction: neo4j.ManagedTransaction, rows: list[dict[str, Any]]) -> int:
    return int(transaction.run(_WRITE, rows=rows).single(strict=True)["written"])


def _key(row: Mapping[str, Any]) -> str:
    # Line breaks are in no id, so that two judgements never share a key.
    return "\n".join(str(row[name] or "") for name in _IDENTITY)
