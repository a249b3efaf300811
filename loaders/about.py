"""What a dataset says of itself: the lines of ``about.csv`` or of a sheet of that name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.map.headers import header_key
from loaders.private import looks_private, quoted
from loaders.problems import Problem
from loaders.read import Sheet
from loaders.values.date import PartialDate, parse_date
from loaders.values.text import Fault, clean, parse_text
from loaders.values.yes_no import parse_yes_no

KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "标题", "名称"),
    "as_of": ("as_of", "数据日期", "截至日期", "日期"),
    "source": ("source", "来源", "数据来源"),
    "synthetic": ("synthetic", "合成", "合成数据", "模拟数据"),
    "note": ("note", "说明", "备注"),
    "coordinates": ("coordinates", "坐标系"),
    "keep_person_names": ("keep_person_names", "保留个体户姓名"),
}
_COORDINATES = {
    **dict.fromkeys(("wgs84", "cgcs2000", "天地图", "gps"), "WGS-84"),
    **dict.fromkeys(("gcj02", "高德", "腾讯", "火星坐标", "国测局坐标"), "GCJ-02"),
    **dict.fromkeys(("bd09", "bd09ll", "百度"), "BD-09"),
}
_YES_NO = frozenset({"synthetic", "keep_person_names"})
TITLES = {"key": ("key", "键", "项目", "项", "字段"), "value": ("value", "值", "内容", "数值")}
_BY_KEY = {header_key(name): key for key, names in KEYS.items() for name in names}
_HEADER = {header_key(name) for names in TITLES.values() for name in names}


@dataclass
class AboutLines:
    """The values given so far, and what could not be understood."""

    values: dict[str, str | bool | dt.date] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_about(sheets: Iterable[Sheet]) -> AboutLines:
    """Read the lines of all about sheets; of a key given twice the first value stands."""
    about = AboutLines()
    for sheet in sheets:
        for number, row in enumerate(sheet.rows(), start=1):
            cells = [cell.strip() for cell in row]
            if len(cells) > 1 and any(cells[:2]) and header_key(cells[0]) not in _HEADER:
                _read_line(about, sheet, number, cells[0], cells[1])
    return about


def _read_line(about: AboutLines, sheet: Sheet, number: int, key: str, text: str) -> None:
    name = _BY_KEY.get(header_key(key))

    def problem(reason_en: str, reason_zh: str) -> None:
        details = {"reason_en": reason_en, "reason_zh": reason_zh}
        found = Problem(
            "bad_about",
            None,
            sheet.file,
            sheet.name,
            number,
            name or quoted(key),
            quoted(text),
            details,
        )
        about.problems.append(found)

    if name is None:
        problem(f"the keys are {', '.join(KEYS)}", f"可用的键为 {'、'.join(names[1] for names in KEYS.values())}")
        return
    value = _value(name, text, sheet)
    if value is None:
        return
    if isinstance(value, InputError):
        problem(*value.message)
    elif about.values.setdefault(name, value) != value:
        problem("another value was given before and stands", "此前已有另一值，以先者为准")


def _value(name: str, text: str, sheet: Sheet) -> str | bool | dt.date | InputError | None:
    if name == "as_of":
        return _as_of(text, sheet)
    if name == "coordinates":
        system = _COORDINATES.get(re.sub(r"[\s_-]", "", clean(text).casefold()))
        return system or InputError(Bilingual("expected WGS-84, GCJ-02 or BD-09", "应为 WGS-84、GCJ-02 或 BD-09"))
    if name in _YES_NO:
        answer = parse_yes_no(text)
        return InputError(Bilingual("expected yes or no", "应为是或否")) if isinstance(answer, Fault) else answer
    if looks_private(text):
        return InputError(Bilingual("it looks like personal data and was left out", "疑似个人信息，已略去"))
    return parse_text(text)


def _as_of(text: str, sheet: Sheet) -> dt.date | InputError | None:
    day = parse_date(text, ends=True, from_1904=sheet.from_1904)
    if isinstance(day, Fault):
        return InputError(Bilingual("expected a date like 2024-06-30", "应为日期，如 2024-06-30"))
    return day and day.day


def as_of_date(text: str) -> dt.date:
    """Return the date at which data are looked at, as ``--as-of`` and ``--since`` name it: of a month or a year the last day.

    Raises
    ------
    InputError
        If it is no date.

    Examples
    --------
    >>> as_of_date("2022-12")
    datetime.date(2022, 12, 31)
    """
    day = parse_date(text, ends=True)
    if not isinstance(day, PartialDate):
        msg = Bilingual(
            f"found {text!r}, expected a date like 2024-06-30, 2024-06 or 2024",
            f"{text!r} 不是日期：请写作 2024-06-30、2024-06 或 2024",
        )
        raise InputError(msg)
    return day.day
