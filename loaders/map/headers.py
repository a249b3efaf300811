"""Which of a table's columns a header means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from graphmodel.schema import BY_NAME, Column, Kind
from loaders.map.synonyms import CODED, EXTRA, ORDINALS, ORIGIN, REASON, SINCE, SYNONYMS, UNTIL
from loaders.values.number import UNITS
from loaders.values.text import INVISIBLE, clean

_SAME = {"时间": "日期", "代码": "编码", "类型": "类别", "人数": "数"}
_COUNTED = ("人次", "人", "户", "名", "个", "家", "次", "件", "项")
_WITH_UNIT = re.compile(rf"(.+?)[(/](?:单位)?({'|'.join((*UNITS, *_COUNTED))})\)?\Z")
_MONEY = re.compile(r"(.+?)(万元|亿元|千元)\Z")


class Heading(NamedTuple):
    """What a header means: a column, whether by the schema's own name, and the unit that the header gives.

    ``doubt`` is 0 for a header that is listed for the column, and grows for those that mean it only where nothing better does.
    ``coded`` tells that the header is the column's only where its cells are codes.
    """

    column: Column
    is_own: bool
    unit: str | None
    doubt: int = 0
    coded: bool = False


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
    """Map the key of every header that a table is known by to its column: those that are listed, with 编号 for 编码, and by what it holds."""
    known = dict(_listed(table_name))
    for key, column in _listed(table_name).items():
        known.setdefault(key.replace("编码", "编号"), column)
    for key in _coded(table_name):
        known.setdefault(key, _coded(table_name)[key][0])
    return known


@cache
def _coded(table_name: str) -> Mapping[str, tuple[Column, int]]:
    """Map the headers that are a column's only where the cells are codes to it, with the order in which they are taken."""
    table = BY_NAME[table_name]
    return {
        header_key(header): (table.column(name), order)
        for name, headers in CODED.get(table_name, {}).items()
        for order, header in enumerate(headers, start=2)
    }


@cache
def _listed(table_name: str) -> Mapping[str, Column]:
    """Map the key of every header that is listed for a table to its column; the schema's own names go first."""
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


@cache
def _own_keys(table_name: str) -> frozenset[str]:
    return frozenset(
        header_key(name) for column in BY_NAME[table_name].read_columns for name in (column.name, column.chinese)
    )


@lru_cache(maxsize=4096)
def heading_of(header: str, table_name: str) -> Heading | None:
    """Return what a header means in a table, None where it is none of its; 资金（万元） is 资金 in units of 10,000.

    Examples
    --------
    >>> heading = heading_of("资金（万元）", "projects")
    >>> heading.column.name, heading.unit
    ('funds_yuan', '万元')
    >>> heading_of("户数(户)", "places").column.name, heading_of("颜色", "places")
    ('households', None)
    """
    known = headers_of(table_name)
    key = header_key(header)
    column = known.get(key)
    if column is not None and key not in _listed(table_name):
        coded = _coded(table_name).get(key)
        return Heading(column, is_own=False, unit=None, doubt=coded[1] if coded else 1, coded=coded is not None)
    if column is not None:
        return Heading(column, key in _own_keys(table_name), None)
    match = _WITH_UNIT.match(key) or _MONEY.match(key)
    column = known.get(match[1]) if match else None
    if match is None or column is None:
        return None
    is_number, unit = column.kind is Kind.NUMBER, match[2]
    fits = unit in UNITS if is_number else column.kind is Kind.COUNT and unit in _COUNTED
    return Heading(column, match[1] in _own_keys(table_name), unit if is_number else None) if fits else None


def _general(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.IDENTIFIER:
        return ("id", "编码")
    return {"since": SINCE, "until": UNTIL}.get(column.name, ())


@cache
def _keys(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(header_key(header) for header in headers)


def is_number(header: str) -> bool:
    """Tell whether a header says no more than 编号, which is an id or only numbers the rows.

    Examples
    --------
    >>> is_number("编 号"), is_number("企业编号"), is_number("序号")
    (True, False, False)
    """
    return header_key(header) == "编号"


def is_ordinal(header: str) -> bool:
    """Tell whether a column only numbers the rows."""
    return header_key(header) in _keys(ORDINALS)


def is_reason(header: str) -> bool:
    """Tell whether a column is the one in which the quarantine gives its reasons."""
    return header_key(header) in _keys(REASON)


def is_extra(header: str) -> bool:
    """Tell whether a column is the one in which the quarantine keeps cells that stood beyond the header."""
    return header_key(header) in _keys(EXTRA)


def is_origin(header: str) -> bool:
    """Tell whether a column is the one in which the quarantine says where a row came from."""
    return header_key(header) in _keys(ORIGIN)
