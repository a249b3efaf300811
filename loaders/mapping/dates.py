"""Dates that are not written the usual way: a form like DD/MM/YYYY, seconds, or days counted from 1904."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from loaders.values.date import PartialDate, format_date, parse_date
from loaders.values.text import clean

_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMM": r"(?P<name>[A-Za-z]{3})[a-z]*",
    "MM": r"(?P<month>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "HH": r"[0-9]{1,2}",
    "mm": r"[0-9]{1,2}",
    "ss": r"[0-9]{1,2}(?:\.[0-9]+)?",
}
_TOKEN = re.compile("|".join(_TOKENS))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SECONDS = {"unix": 1, "unix_ms": 1000}
_COUNTED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")


def is_date_format(form: str) -> bool:
    """Tell whether a form of dates is one that `date_writer` understands.

    Examples
    --------
    >>> is_date_format("DD.MM.YYYY"), is_date_format("unix"), is_date_format("day/month")
    (True, True, False)
    """
    if form in _SECONDS or form == "1904":
        return True
    tokens = _TOKEN.findall(form)
    names = [re.findall(r"\?P<(\w+)>", _TOKENS[token]) for token in tokens]
    flat = [name for found in names for name in found]
    return "year" in flat and len(flat) == len(set(flat)) and {"month", "name"} - set(flat) != set()


@cache
def date_writer(form: str) -> Callable[[str], str]:
    """Return the function that writes a cell of a form as our dates are; what is no such date stays as it is.

    Examples
    --------
    >>> date_writer("DD/MM/YYYY")("31/12/2022"), date_writer("MMM YYYY")("Dec 2022"), date_writer("unix")("0")
    ('2022-12-31', '2022-12', '1970-01-01')
    """
    if form in _SECONDS:
        return lambda cell: _from_seconds(cell, _SECONDS[form])
    if form == "1904":
        return _from_1904
    pattern = re.compile(_pattern(form) + r"\Z")
    return lambda cell: _from_form(cell, pattern)


def _pattern(form: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _TOKEN.finditer(form):
        parts += [re.escape(form[end : match.start()]), _TOKENS[match[0]]]
        end = match.end()
    return "".join((*parts, re.escape(form[end:])))


def _from_form(cell: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(clean(cell))
    if match is None:
        return cell
    found = match.groupdict()
    name = (found.get("name") or "").lower()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else found.get("month")
    if name and name not in _MONTHS:
        return cell
    precision = None if found.get("day") else "month" if month else "year"
    try:
        return format_date(dt.date(int(found["year"]), int(month or 1), int(found.get("day") or 1)), precision)
    except ValueError:
        return cell


def _from_seconds(cell: str, parts: int) -> str:
    text = clean(cell)
    if not _COUNTED.match(text):
        return cell
    try:
        return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=float(text) / parts)).date().isoformat()
    except OverflowError:
        return cell


def _from_1904(cell: str) -> str:
    day = parse_date(cell, from_1904=True)
    return format_date(day.day, day.precision) if isinstance(day, PartialDate) else cell
