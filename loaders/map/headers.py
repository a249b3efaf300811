"""Which of a table's columns a header means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graphmodel.schema import BY_NAME, Column, Kind
from loaders.map.synonyms import ORDINALS, ORIGIN, REASON, SINCE, SYNONYMS, UNTIL
from loaders.values.text import INVISIBLE, clean

_SAME = {"时间": "日期", "代码": "编码", "类型": "类别", "人数": "数"}


def header_key(header: str) -> str:
    r"""Return the form in which headers are compared.

    Width, case, blanks, line breaks, underscores and the mark of a required column do not matter, nor do wordings like
    代码 for 编码.

    Examples
    --------
    >>> header_key("党组织\n代码 *") == header_key("党组织编码")
    True
    """
    key = re.sub(rf"[\s_*:.{INVISIBLE}-]", "", clean(header).casefold())
    for other, ours in _SAME.items():
        key = key.replace(other, ours)
    return key


@cache
def headers_of(table_name: str) -> Mapping[str, Column]:
    """Map the key of every header that a table is known by to its column; the schema's own names go first."""
    table = BY_NAME[table_name]
    known: dict[str, Column] = {}
    for column in table.read_columns:
        known.setdefault(header_key(column.name), column)
    for column in table.read_columns:
        known.setdefault(header_key(column.chinese), column)
    for column in table.read_columns:
        for synonym in (*column.synonyms, *SYNONYMS[table_name].get(column.name, ()), *_general(column)):
            known.setdefault(header_key(synonym), column)
    return known


def _general(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.IDENTIFIER:
        return ("id", "编码")
    return {"since": SINCE, "until": UNTIL}.get(column.name, ())


@cache
def _keys(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(header_key(header) for header in headers)


def is_ordinal(header: str) -> bool:
    """Tell whether a column only numbers the rows."""
    return header_key(header) in _keys(ORDINALS)


def is_reason(header: str) -> bool:
    """Tell whether a column is the one in which the quarantine gives its reasons."""
    return header_key(header) in _keys(REASON)


def is_origin(header: str) -> bool:
    """Tell whether a column is the one in which the quarantine says where a row came from."""
    return header_key(header) in _keys(ORIGIN)
