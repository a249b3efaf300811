"""One small module for each kind of value: a cell is parsed to a value, to None (unknown), or to what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from graphmodel.schema import Column, Kind
from loaders.values.coordinate import parse_coordinate
from loaders.values.count import parse_count
from loaders.values.date import parse_date
from loaders.values.enumeration import enumeration_parser
from loaders.values.identifier import parse_identifier
from loaders.values.number import parse_number
from loaders.values.text import Fault, parse_text
from loaders.values.uscc import parse_uscc
from loaders.values.yes_no import parse_yes_no

__all__ = ["Fault", "parser_of"]

_PARSERS: dict[Kind, Callable[[str], Any]] = {
    Kind.IDENTIFIER: parse_identifier,
    Kind.REFERENCE: parse_identifier,
    Kind.TEXT: parse_text,
    Kind.COUNT: parse_count,
    Kind.NUMBER: parse_number,
    Kind.YES_NO: parse_yes_no,
    Kind.LONGITUDE: partial(parse_coordinate, limit=180),
    Kind.LATITUDE: partial(parse_coordinate, limit=90),
    Kind.USCC: parse_uscc,
}


def parser_of(column: Column, *, from_1904: bool = False, unit: str | None = None) -> Callable[[str], Any]:
    """Return the function that reads a cell of ``column``; its result is a value, None or a `Fault`.

    ``unit`` is that of a number column, as its header gives it; one in the cell goes first.
    """
    if column.kind is Kind.ENUMERATION:
        return enumeration_parser(column)
    if column.kind is Kind.DATE:
        return partial(parse_date, ends=column.ends, from_1904=from_1904)
    if column.scale is not None:
        return partial(parse_count, scale=column.scale)
    if column.kind is Kind.NUMBER and unit is not None:
        return partial(parse_number, unit=unit)
    return _PARSERS[column.kind]
