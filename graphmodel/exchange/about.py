"""The attributes of a graph as JSON: its sources, dates and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graphmodel.exchange.values import whole_text

_DATE = "date:"


def about_to_json(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a graph as values that JSON has; what it cannot hold is left out.

    Examples
    --------
    >>> about_to_json({"as_of": date(2024, 6, 30), "absent_tables": ("links",), "layout": object()})
    {'as_of': 'date:2024-06-30', 'absent_tables': ['links']}
    """
    return {str(name): _encoded(value) for name, value in attributes.items() if _holds(value)}


def about_from_json(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `about_to_json` was given; lists come back as tuples."""
    return {name: _decoded(value) for name, value in attributes.items()}


def _holds(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_holds(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return all(_holds(item) for item in value)
    return value is None or isinstance(value, (str, bool, int, float, date))


def _encoded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _encoded(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encoded(item) for item in value]
    if isinstance(value, str):
        return whole_text(value)
    return f"{_DATE}{value.isoformat()}" if isinstance(value, date) else value


def _decoded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _decoded(item) for name, item in value.items()}
    if isinstance(value, list):
        return tuple(_decoded(item) for item in value)
    if isinstance(value, str) and value.startswith(_DATE):
        return date.fromisoformat(value.removeprefix(_DATE))
    return value
