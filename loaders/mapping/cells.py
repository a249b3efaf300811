"""From a row of foreign cells to the cells of one of our rows: small functions, put together once for each rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from graphmodel.schema import Column, Kind
from loaders.map.coordinates import TO_WGS84
from loaders.mapping.dates import date_writer
from loaders.mapping.model import FIELD, Choice, ColumnRule, Condition, TableRule, Template
from loaders.private import has_identity_number, looks_private
from loaders.read import Row
from loaders.values.coordinate import parse_coordinate
from loaders.values.number import parse_number
from loaders.values.text import clean, is_unknown

Cell: TypeAlias = Callable[[Row], str]
Test: TypeAlias = Callable[[Row], bool]
Places: TypeAlias = Mapping[str, int]
"""The index of each header that a rule reads."""

_IDS = frozenset({Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC})
_DIVISION = re.compile(r"[0-9]{12}\Z")


def row_maker(rule: TableRule, places: Places, lookups: Mapping[str, Mapping[str, str]]) -> Callable[[Row], list[str]]:
    """Return the function that makes our cells, in the order of the rule's columns, out of a row of the file."""
    makers = [
        cell_maker(column_rule, rule.table.column(name), places, lookups) for name, column_rule in rule.columns.items()
    ]
    names = list(rule.columns)
    if rule.coordinates == "WGS-84" or not {"longitude", "latitude"} <= set(names):
        return lambda row: [make(row) for make in makers]
    at = names.index("longitude"), names.index("latitude")
    return lambda row: _to_wgs84([make(row) for make in makers], at, rule.coordinates)


def cell_maker(rule: ColumnRule, column: Column, places: Places, lookups: Mapping[str, Mapping[str, str]]) -> Cell:
    """Return the function that makes the cell of one of our columns."""
    is_private = has_identity_number if column.kind in _IDS else looks_private
    make = _first(rule, places, is_private)
    translations = _asked(rule.lookup, lookups) if rule.values is None else rule.values
    if translations is not None:
        otherwise = None if rule.otherwise is None else _filled(rule.otherwise, places, is_private)
        make = _translated(make, translations, otherwise)
    if rule.default is not None:
        make = _with_default(make, rule.default)
    write = _writer(rule, column)
    if write is not None:
        make = _written(make, write)
    return make if not rule.when else _limited(make, row_test(rule.when, places))


def row_test(choice: Choice, places: Places) -> Test:
    """Return the function that tells whether the conditions hold for a row."""
    groups = [[_test(condition, places) for condition in group] for group in choice]
    if len(groups) == 1:
        (tests,) = groups
        return lambda row: all(test(row) for test in tests)
    return lambda row: not groups or any(all(test(row) for test in tests) for tests in groups)


def splitter(split: Mapping[str, Sequence[str]], places: Places) -> Callable[[Row], list[Row]] | None:
    """Return the function that makes one row for each value of a cell with several; None where no cell is split."""
    if not split:
        return None
    ((header, separators),) = split.items()
    index, pattern = places[header], re.compile("|".join(map(re.escape, separators)))

    def rows(row: Row) -> list[Row]:
        parts = list(dict.fromkeys(part.strip() for part in pattern.split(row[index]) if part.strip()))
        return [[*row[:index], part, *row[index + 1 :]] for part in parts] if len(parts) > 1 else [row]

    return rows


def _first(rule: ColumnRule, places: Places, is_private: Callable[[str], bool]) -> Cell:
    if rule.constant is not None:
        text = rule.constant
        return lambda _: text
    if rule.template is not None:
        return _filled(rule.template, places, is_private)
    index = places[rule.column or ""]
    return lambda row: row[index]


def _filled(template: Template, places: Places, is_private: Callable[[str], bool]) -> Cell:
    if not template.columns:
        return lambda _: template.text
    parts = FIELD.split(template.text)
    texts, indices = parts[::2], [places[name] for name in parts[1::2]]

    def fill(row: Row) -> str:
        cells = [row[index].strip() for index in indices]
        if any(map(is_unknown, cells)):
            return ""
        for cell in cells:
            if is_private(cell):
                # Bare, it is recognised as private when the cell is read; with text around it, it might not be.
                return cell
        return texts[0] + "".join(cell + text for cell, text in zip(cells, texts[1:], strict=True))

    return fill


def _asked(names: Sequence[str], lookups: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """Return what the first of several lookups that knows a text says for it; None without any lookup."""
    if len(names) == 1:
        return lookups[names[0]]
    return {text: answer for name in reversed(names) for text, answer in lookups[name].items()} if names else None


def _translated(make: Cell, translations: Mapping[str, str], otherwise: Cell | None) -> Cell:
    def translate(row: Row) -> str:
        cell = make(row)
        found = translations.get(clean(cell))
        if found is not None:
            return found
        return cell if otherwise is None or is_unknown(cell) else otherwise(row)

    return translate


def _with_default(make: Cell, default: str) -> Cell:
    def fill(row: Row) -> str:
        cell = make(row)
        return default if is_unknown(cell) else cell

    return fill


def _written(make: Cell, write: Callable[[str], str]) -> Cell:
    return lambda row: write(make(row))


def _limited(make: Cell, test: Test) -> Cell:
    return lambda row: make(row) if test(row) else ""


def _test(condition: Condition, places: Places) -> Test:
    index, texts = places[condition.column], condition.texts
    if condition.test == "known":
        wanted = bool(texts)
        return lambda row: is_unknown(row[index]) is not wanted
    if condition.test == "contains":
        return lambda row: any(text in clean(row[index]) for text in texts)
    wanted = condition.test == "is"
    return lambda row: (clean(row[index]) in texts) is wanted


def _writer(rule: ColumnRule, column: Column) -> Callable[[str], str] | None:
    if rule.date is not None:
        return date_writer(rule.date)
    if rule.code is not None:
        return division_code
    if rule.unit is None:
        return None
    unit, whole = rule.unit, column.kind is Kind.COUNT
    return lambda cell: _in_ones(cell, unit, whole=whole)


def division_code(cell: str) -> str:
    """Return a statistical division code of 12 digits as long as its level has it: district 6, street 9, community 12.

    Examples
    --------
    >>> [division_code(code) for code in ("510106000000", "510106024000", "510106024010", "510106")]
    ['510106', '510106024', '510106024010', '510106']
    """
    text = clean(cell)
    if not _DIVISION.match(text):
        return cell
    return text[:6] if text.endswith("000000") else text[:9] if text.endswith("000") else text


def _in_ones(cell: str, unit: str, *, whole: bool) -> str:
    value = parse_number(cell, unit=unit)
    if not isinstance(value, float):
        return cell
    if value.is_integer():
        return str(int(value))
    return cell if whole else repr(value)


def _to_wgs84(cells: list[str], at: tuple[int, int], datum: str) -> list[str]:
    longitude, latitude = parse_coordinate(cells[at[0]], limit=180), parse_coordinate(cells[at[1]], limit=90)
    if isinstance(longitude, float) and isinstance(latitude, float):
        converted = TO_WGS84[datum](longitude, latitude)
        for index, degrees in zip(at, converted, strict=True):
            cells[index] = f"{degrees:.7f}"
    return cells
