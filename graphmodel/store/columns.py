"""Columns as they come from the server, as values of Python."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphmodel.store import cypher

PART = 20_000
"""Elements a record: one record of columns for each part."""


def typed(name: str, values: list[Any], known: dict[str, date]) -> list[Any]:
    """Turn a column of ISO texts into dates, and let equal texts share one object.

    Examples
    --------
    >>> typed("since", ["2024-06-30", None], {})
    [datetime.date(2024, 6, 30), None]
    >>> typed("kind", ["branch"], {})
    ['branch']
    """
    if name not in cypher.date_names():
        return values
    return [
        None if value is None else known.get(value) or known.setdefault(value, date.fromisoformat(value))
        for value in values
    ]
