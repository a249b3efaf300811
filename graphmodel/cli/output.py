"""One way to print a table: text for eyes, CSV, JSON and JSON lines for programs, XLSX for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import wrote
from graphmodel.cli.language import spoken
from graphmodel.errors import InputError
from graphmodel.report import workbook
from graphmodel.report.workbook import LineChart, plain
from graphmodel.system_errors import reason_in_chinese

__all__ = [
    "choose_format",
    "csv_of",
    "plain",
    "table_text",
    "write_file",
    "write_table",
    "write_text",
    "write_workbook",
]

# A mark at the start lets spreadsheets read Chinese in a CSV file.
_ENCODINGS = {"csv": "utf-8-sig"}
_BY_SUFFIX = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".xlsx": "xlsx", ".txt": "text"}


def choose_format(format_: str | None, output: Path | None, *, default: str = "text") -> str:
    """Return the format: as asked, else by the ending of the file, else ``default``.

    Raises
    ------
    InputError
        If XLSX is asked for and there is no file to write it to, or the ending says no format we write.
    """
    suffix = output.suffix.lower() if output else ""
    if format_ is None and suffix and suffix not in _BY_SUFFIX:
        msg = Bilingual(
            f"found {output}, expected a name that ends in {', '.join(_BY_SUFFIX)}: or say which with --format",
            f"文件名 {output} 的结尾应为 {'、'.join(_BY_SUFFIX)} 之一；也可用 --format 指明格式",
        )
        raise InputError(msg)
    chosen = format_ or _BY_SUFFIX.get(suffix, default)
    if chosen == "xlsx" and output is None:
        msg = Bilingual(
            "found --format xlsx without a file: give one with -o FILE.xlsx",
            "--format xlsx 需要写入文件：请用 -o 文件.xlsx 指定",
        )
        raise InputError(msg)
    return chosen


def write_table(
    frame: pd.DataFrame,
    *,
    format_: str | None = None,
    output: Path | None = None,
    title: str = "",
    headers: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
) -> None:
    """Write a frame to ``output`` or standard output.

    ``headers`` renames columns where people read (text and XLSX); CSV and JSON keep the English names. ``notes`` (date,
    scope, source, synthetic) stand below a text table and on a sheet of their own in XLSX. What is written to a file is told
    on standard error.

    Raises
    ------
    InputError
        If the file cannot be written, or the format needs one.
    """
    chosen = choose_format(format_, output)
    if chosen == "xlsx":
        assert output is not None  # noqa: S101 -- `choose_format` has made sure
        workbook.write_workbook({title or "gongjian": frame}, output, headers=headers, notes=notes)
        wrote(output, rows=len(frame))
        return
    text = _RENDERERS[chosen](frame, title, headers or {}, list(notes), output is not None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode(_ENCODINGS.get(chosen, "utf-8")))
        wrote(output, rows=len(frame))


def write_workbook(
    sheets: Mapping[str, pd.DataFrame],
    path: Path,
    *,
    headers: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
    charts: Mapping[str, LineChart] | None = None,
) -> None:
    """Write frames as sheets of one XLSX, as `graphmodel.report.workbook.write_workbook` does, and say so."""
    workbook.write_workbook(sheets, path, headers=headers, notes=notes, charts=charts)
    wrote(path, sheets=len(sheets))


def write_text(text: str, output: Path | None, *, rows: int | None = None) -> None:
    """Write a text to ``output``, and say so, or to standard output; raise `InputError` where it cannot be written."""
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())
        wrote(output, rows=rows)


def csv_of(frame: pd.DataFrame) -> bytes:
    """Return a frame as the CSV file that `write_table` writes."""
    return _as_csv(frame, "", {}, [], filed=True).encode(_ENCODINGS["csv"])


def table_text(frame: pd.DataFrame, *, headers: Mapping[str, str] | None = None) -> str:
    """Return a frame as a table for eyes."""
    return _as_text(frame, "", headers or {}, [], filed=False)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise `InputError` where it cannot be written."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        msg = Bilingual(
            f"cannot write {path}: {error.strerror}; close the file if it is open elsewhere, or choose another with -o",
            f"无法写入 {path}（{reason_in_chinese(error)}）：如文件已在别处打开，请先关闭；或用 -o 另选文件",
        )
        raise InputError(msg) from error


def _jsonable(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _as_json(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], _filed: object) -> str:
    return json.dumps(_jsonable(frame), ensure_ascii=False, indent=1, default=str) + "\n"


def _as_lines(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], _filed: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in _jsonable(frame))


def _as_csv(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], filed: object) -> str:  # noqa: ARG001 -- as all
    from loaders.values.text import protect  # noqa: PLC0415 -- only where a CSV is written

    def safe(value: Any) -> str:
        """Return a cell as text that no spreadsheet takes for a formula; what is no text cannot be one."""
        text = plain(value)
        return protect(text) if isinstance(value, str | list | tuple | set | frozenset) and len(text) > 1 else text

    text: str = frame.map(safe).to_csv(index=False, lineterminator="\n")
    return text


def _as_text(
    frame: pd.DataFrame,
    title: str,
    headers: Mapping[str, str],
    notes: list[str],
    filed: bool,
) -> str:
    table = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in frame.columns:
        numeric = pd.api.types.is_numeric_dtype(frame[column])
        table.add_column(headers.get(str(column), str(column)), justify="right" if numeric else "left")
    for row in frame.itertuples(index=False):
        table.add_row(*(_said(value) for value in row))
    # In a pipe or a file there is no screen to fit: nothing is cut.
    width = None if sys.stdout.isatty() and not filed else 10_000
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
        for line in notes:
            console.print(line)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _said(value: Any) -> str:
    """Return a cell as text, yes and no in Chinese where that is spoken."""
    if isinstance(value, bool) and spoken() == "zh":
        return "是" if value else "否"
    return plain(value)


_RENDERERS: dict[str, Callable[..., str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": _as_json,
    "jsonl": _as_lines,
}
