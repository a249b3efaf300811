"""Frames as one XLSX that people read: frozen header, filters, sensible widths, text kept as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language
from graphmodel.system_errors import reason_in_chinese

# Smaller numbers (p-values) would read as 0.
_LEAST_SHOWN = 0.001


class Share(float):
    """A share of a whole: a number that a workbook shows as a percentage."""

    __slots__ = ()

    @classmethod
    def of(cls, value: float | None) -> Share | None:
        """Return a value as a share, None where there is none."""
        return None if value is None else cls(value)

    def __str__(self) -> str:
        return f"{100 * self:.1f}%"


class LineChart(NamedTuple):
    """A chart beside a sheet's table: the column along the axis, those that become lines, and what they count."""

    along: str
    lines: tuple[str, ...]
    unit: str


def made_up(language: Language, *, synthetic: bool) -> str:
    """Return what the name of a sheet of synthetic data ends in."""
    return Bilingual(" (synthetic)", "（合成）").in_language(language) if synthetic else ""


def write_workbook(
    sheets: Mapping[str, pd.DataFrame],
    path: Path,
    *,
    headers: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
    charts: Mapping[str, LineChart] | None = None,
) -> None:
    """Write frames as sheets of one XLSX: frozen header, filters, sensible widths, text kept as text; ``charts`` by sheet."""
    import xlsxwriter  # noqa: PLC0415 -- only where a workbook is written

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = Bilingual(
            f"cannot write {path}: {error.strerror}; choose another file with -o",
            f"无法写入 {path}（{reason_in_chinese(error)}）：请用 -o 另选文件",
        )
        raise InputError(msg) from error
    partial = path.with_name(f".{path.name}.partial")
    book = xlsxwriter.Workbook(str(partial), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF3", "text_wrap": True, "valign": "top"})
    shapes = {date: "yyyy-mm-dd", Share: "0.0%", float: "0.0##"}
    formats = {kind: book.add_format({"num_format": shape}) for kind, shape in shapes.items()}
    for name, frame in sheets.items():
        sheet = book.add_worksheet(_sheet_name(name))
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(frame.columns):
            values = frame[header].tolist()
            shown = (headers or {}).get(str(header), str(header))
            sheet.write_string(0, column, shown, bold)
            sheet.set_column(column, column, _width(shown, values))
            for row, value in enumerate(values, start=1):
                _write_cell(sheet, row, column, value, formats)
        if charts and name in charts:
            _add_chart(book, sheet, frame, charts[name], headers or {})
        if len(frame.columns):
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    lines = list(notes)
    if lines:
        sheet = book.add_worksheet("说明 notes")
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line)
    try:
        book.close()
        partial.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = Bilingual(
            f"cannot write {path}: close it if it is open elsewhere, or choose another file with -o",
            f"无法写入 {path}：如在别处打开请先关闭，或用 -o 另选文件",
        )
        raise InputError(msg) from error


def _add_chart(book: Any, sheet: Any, frame: pd.DataFrame, chart: LineChart, headers: Mapping[str, str]) -> None:
    """Draw lines of a sheet's own cells, right of its table; the chart follows when the cells are edited."""
    drawn = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    columns, last = [str(name) for name in frame.columns], max(len(frame), 1)
    along = columns.index(chart.along)
    for name in chart.lines:
        column = columns.index(name)
        cells = {key: [sheet.name, 1, at, last, at] for key, at in (("categories", along), ("values", column))}
        drawn.add_series({**cells, "name": headers.get(name, name), "marker": {"type": "circle", "size": 4}})
    drawn.set_x_axis({"name": headers.get(chart.along, chart.along), "min": 0, "major_gridlines": {"visible": False}})
    drawn.set_y_axis({"name": chart.unit, "min": 0})
    drawn.set_legend({"position": "bottom"} if len(chart.lines) > 1 else {"none": True})
    sheet.insert_chart(1, len(columns) + 1, drawn, {"x_scale": 1.3, "y_scale": 1.3})


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: Mapping[type, Any]) -> None:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 -- NaN
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Share):
        sheet.write_number(row, column, value, formats[Share])
    elif isinstance(value, float) and abs(value) >= _LEAST_SHOWN and not value.is_integer():
        sheet.write_number(row, column, value, formats[float])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    else:
        sheet.write_string(row, column, plain(value))


def _sheet_name(name: str) -> str:
    return "".join("·" if character in r"[]:*?/\\" else character for character in name)[:31]


def _width(header: str, values: list[Any]) -> float:
    longest = max((_columns(plain(value)) for value in values[:500]), default=0)
    return float(min(max(longest, _columns(header)) + 2, 60))


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)  # noqa: PLR2004 -- where wide scripts begin


def plain(value: Any) -> str:
    """Return a value as text: lists joined, mappings as JSON, unknown as nothing."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 -- NaN
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
