"""The date of an analysis, given as a date or as ISO text."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day_of(given: date | str, name: str = "as_of") -> date:
    """Return the day that a date or an ISO text names; a month or a year stands for its last day.

    Parameters
    ----------
    given
        A date, a date with a time (the time is left out), or text: ``2024-06-30``, ``2024-06``, ``2024``.
    name
        What is called so in the message.

    Raises
    ------
    InputError
        If it is nothing of these, or no day of the calendar.

    Examples
    --------
    >>> day_of("2024-06-30"), day_of("2024-02"), day_of("2024")
    (datetime.date(2024, 6, 30), datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    parts = _ISO.fullmatch(given.strip()) if isinstance(given, str) else None
    if parts is not None:
        year, month = int(parts[1]), int(parts[2] or 12)
        try:
            return date(year, month, int(parts[3] or calendar.monthrange(year, month)[1]))
        except ValueError:
            pass
    msg = Bilingual(
        f"found {name}={given!r}, expected a date, or text such as '2024-06-30', '2024-06' or '2024'",
        f"{name}={given!r} 不是日期，应为日期，或 '2024-06-30'、'2024-06'、'2024' 这样的文字",
    )
    raise InputError(msg)
