"""Empty tables to fill in, made from the schema."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import About
from graphmodel.schema import BY_NAME, TABLES, Column, Kind, Language, Table
from graphmodel.system_errors import reason_in_chinese
from loaders.template_examples import example_of
from loaders.write import ABOUT_TITLE, NO, YES, Format, about_header, about_lines, file_stem

WORKBOOK = {"en": "gongjian-template.xlsx", "zh": "共建数据模板.xlsx"}
DESCRIPTIONS = {"en": "descriptions", "zh": "填表说明"}
_LAST_ROW = 10_000
_LIST_LIMIT = 255
"""Characters that a drop-down's list of choices may have."""
_KINDS = {
    Kind.IDENTIFIER: ("id (text)", "编码（文本）"),
    Kind.REFERENCE: ("id of a row of", "编码，见"),
    Kind.TEXT: ("text", "文本"),
    Kind.ENUMERATION: ("one of", "可选："),
    Kind.COUNT: ("whole number", "整数"),
    Kind.NUMBER: ("number", "数值"),
    Kind.YES_NO: ("yes or no", "是或否"),
    Kind.DATE: ("date: 2024-06-01, 2024-06 or 2024", "日期：2024-06-01、2024-06 或 2024"),
    Kind.LONGITUDE: ("degrees, WGS-84", "度，WGS-84"),
    Kind.LATITUDE: ("degrees, WGS-84", "度，WGS-84"),
    Kind.USCC: ("18 characters", "18位"),
}


def write_template(folder: Path | str, *, format: Format = "xlsx", language: Language = "zh") -> list[Path]:  # noqa: A002 -- the word that users know
    """Write empty tables to fill in; existing files are left alone.

    Parameters
    ----------
    folder
        Where to write; made where it is missing.
    format
        ``xlsx``: one workbook with a sheet a table, drop-downs, notes and a sheet of descriptions with examples; ``csv``: one file a table.
    language
        Of names, headers and choices.

    Returns
    -------
    list of pathlib.Path
        The files written. They check clean as they are.

    Raises
    ------
    InputError
        If a file is there already or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_template(folder)]
    ['共建数据模板.xlsx']
    """
    folder = Path(folder)
    names = [file_stem(table, language) for table in TABLES] + [ABOUT_TITLE.in_language(language)]
    paths = [folder / WORKBOOK[language]] if format == "xlsx" else [folder / f"{name}.csv" for name in names]
    existing = next((path for path in paths if path.exists()), None)
    if existing is not None:
        msg = Bilingual(
            f"found {existing} there already; a template never replaces a file: choose another folder",
            f"{existing} 已经存在；模板从不覆盖文件：请另选文件夹",
        )
        raise InputError(msg)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if format == "xlsx":
            _write_workbook(paths[0], language)
        else:
            _write_csv(paths, language)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = Bilingual(
            f"found no way to write to {folder} ({error}); choose another folder",
            f"无法写入 {folder}（{reason_in_chinese(error)}）；请另选文件夹",
        )
        raise InputError(msg) from error
    return paths


def describe_kind(column: Column, language: Language) -> str:
    """Say what goes into a column's cells.

    Examples
    --------
    >>> describe_kind(BY_NAME["owners_committees"].column("compound_id"), "zh")
    '编码，见区划与载体'
    """
    text = _KINDS[column.kind][0 if language == "en" else 1]
    if column.scale is not None:
        low, high = column.scale
        return f"{text} from {low} to {high}" if language == "en" else f"{low} 至 {high} 的{text}"
    if column.kind is Kind.ENUMERATION:
        return (
            f"{text} {' · '.join(_choices(column, language))}"
            if language == "en"
            else text + "、".join(_choices(column, language))
        )
    if column.reference is not None:
        names = [file_stem(BY_NAME[name], language) for name in column.reference.tables]
        return f"{text} {', '.join(names)}" if language == "en" else text + "、".join(names)
    return text


def _choices(column: Column, language: Language) -> list[str]:
    return [choice.value if language == "en" else choice.chinese for choice in column.values]


def _blank_about(language: Language) -> list[tuple[str, str]]:
    """Return the lines about the dataset with everything but its date and title to be filled in."""
    about = About(source="", title="", note="")
    return [
        (key, "" if value == NO.in_language(language) else value) for key, value in about_lines(about, language)
    ] + [(("as_of", "数据日期")[language == "zh"], "")]


def _write_csv(paths: list[Path], language: Language) -> None:
    contents: list[list[Sequence[str]]] = [
        [[column.title.in_language(language) for column in table.read_columns]] for table in TABLES
    ]
    contents.append([about_header(language), *_blank_about(language)])
    for path, lines in zip(paths, contents, strict=True):
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows(lines)


def _write_workbook(path: Path, language: Language) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        formats = {
            "required": book.add_format({"bold": True, "bg_color": "#FFD9B3"}),
            "optional": book.add_format({"bold": True, "bg_color": "#E8EDF3"}),
            "text": book.add_format({"num_format": "@"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_about(book.add_worksheet(ABOUT_TITLE.in_language(language)), language, formats)
        for table in TABLES:
            _write_table(book.add_worksheet(file_stem(table, language)), table, language, formats)
        _write_descriptions(book.add_worksheet(DESCRIPTIONS[language]), language, formats)


def _write_about(sheet: Any, language: Language, formats: dict[str, Any]) -> None:
    sheet.write_row(0, 0, about_header(language), formats["optional"])
    for line, (key, value) in enumerate(_blank_about(language), start=1):
        sheet.write_row(line, 0, (key, value))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 50, formats["text"])


def _write_table(sheet: Any, table: Table, language: Language, formats: dict[str, Any]) -> None:
    for index, column in enumerate(table.read_columns):
        required = column.required
        sheet.write_string(
            0, index, column.title.in_language(language), formats["required" if required else "optional"]
        )
        example = ("e.g. " if language == "en" else "例：") + example_of(table, column, language)
        note = f"{column.description.in_language(language)}\n{describe_kind(column, language)}\n{example}"
        sheet.write_comment(0, index, note, {"x_scale": 2})
        # Text cells keep codes of many digits as they are typed.
        as_text = formats["text"] if column.kind in {Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC, Kind.DATE} else None
        sheet.set_column(index, index, 18, as_text)
        choices = _choices(column, language)
        if column.kind is Kind.YES_NO:
            choices = [answer.in_language(language) for answer in (YES, NO)]
        if choices and len(",".join(choices)) <= _LIST_LIMIT:
            sheet.data_validation(1, index, _LAST_ROW, index, {"validate": "list", "source": choices})
        if column.scale is not None:
            low, high = column.scale
            between = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
            sheet.data_validation(1, index, _LAST_ROW, index, between)
    sheet.freeze_panes(1, 0)


def _write_descriptions(sheet: Any, language: Language, formats: dict[str, Any]) -> None:
    titles = (
        ("Table", "Column", "Required", "Meaning", "Value", "Example")
        if language == "en"
        else ("表", "列", "必填", "含义", "填法", "示例")
    )
    sheet.write_row(0, 0, titles, formats["optional"])
    sheet.set_column(0, 2, 16, formats["wrapped"])
    sheet.set_column(3, 4, 60, formats["wrapped"])
    sheet.set_column(5, 5, 30, formats["text"])
    line = 0
    for table in TABLES:
        for column in table.read_columns:
            line += 1
            cells = (
                file_stem(table, language),
                column.title.in_language(language),
                YES.in_language(language) if column.required else "",
                column.description.in_language(language),
                describe_kind(column, language),
                example_of(table, column, language),
            )
            # As text: a code of digits stays one.
            for index, cell in enumerate(cells):
                sheet.write_string(line, index, cell)
    sheet.freeze_panes(1, 0)
