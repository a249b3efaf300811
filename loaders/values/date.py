"""Dates, perhaps of a month or a year only."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from loaders.values.text import Fault, clean, is_unknown

_DAY = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?(?:[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?Z?\Z"
)
_MONTH = re.compile(r"([0-9]{4})(?:[-/.](0?[1-9]|1[0-2])|年(0?[1-9]|1[0-2])月)\Z")
_YEAR = re.compile(r"([0-9]{4})年?\Z")
_NUMBER = re.compile(r"([0-9]+)(\.[0-9]+)?\Z")
_YEARS = range(1900, 2101)
_SERIALS = range(20000, 80001)
_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)


class PartialDate(NamedTuple):
    """A day that stands for what was written; ``precision`` is month or year where no day was, else None."""

    day: dt.date
    precision: str | None


def parse_date(raw: str, *, ends: bool = False, from_1904: bool = False) -> PartialDate | Fault | None:
    """Return a date; None where it is unknown.

    A month or a year alone stands for its first day, with ``ends`` for its last. A number of five digits is a day
    counted by a spreadsheet, from 1904 where ``from_1904``.

    Examples
    --------
    >>> parse_date("2024年6月", ends=True)
    PartialDate(day=datetime.date(2024, 6, 30), precision='month')
    >>> parse_date("45444").day == parse_date("20240601").day == parse_date("2024.6.1").day
    True
    >>> parse_date("2024-02-30").code
    'bad_date'
    """
    if is_unknown(raw):
        return None
    text = clean(raw)
    compact = text.replace(" ", "") if not _DAY.match(text) else text
    try:
        found = _by_form(compact, ends=ends) or _by_number(compact, ends=ends, from_1904=from_1904)
    except ValueError:
        found = None
    return found or Fault("bad_date")


def _by_form(text: str, *, ends: bool) -> PartialDate | None:
    day = _DAY.match(text)
    if day:
        return PartialDate(dt.date(int(day[1]), int(day[2]), int(day[3])), None)
    month = _MONTH.match(text)
    if month:
        return _month(int(month[1]), int(month[2] or month[3]), ends=ends)
    year = _YEAR.match(text)
    if year and int(year[1]) in _YEARS:
        return _year(int(year[1]), ends=ends)
    return None


def _by_number(text: str, *, ends: bool, from_1904: bool) -> PartialDate | None:
    number = _NUMBER.match(text)
    if not number:
        return None
    digits, value = number[1], int(number[1])
    if value in _SERIALS and not digits.startswith("0"):
        return PartialDate((_EPOCH_1904 if from_1904 else _EPOCH_1900) + dt.timedelta(days=value), None)
    return None if number[2] and number[2].strip(".0") else _by_digits(digits, ends=ends)


def _by_digits(digits: str, *, ends: bool) -> PartialDate | None:
    if len(digits) == len("YYYYMMDD"):
        return PartialDate(dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), None)
    if len(digits) == len("YYYYMM") and int(digits[:4]) in _YEARS:
        return _month(int(digits[:4]), int(digits[4:]), ends=ends)
    return _year(int(digits), ends=ends) if len(digits) == len("YYYY") and int(digits) in _YEARS else None


def _month(year: int, month: int, *, ends: bool) -> PartialDate:
    first = dt.date(year, month, 1)
    return PartialDate(first.replace(day=calendar.monthrange(year, month)[1]) if ends else first, "month")


def _year(year: int, *, ends: bool) -> PartialDate:
    return PartialDate(dt.date(year, 12, 31) if ends else dt.date(year, 1, 1), "year")


def format_date(day: dt.date, precision: str | None) -> str:
    """Write a date as precisely as it is known.

    Examples
    --------
    >>> format_date(dt.date(2024, 6, 30), "month")
    '2024-06'
    """
    text = day.isoformat()
    return text if precision is None else text[:7] if precision == "month" else text[:4]
