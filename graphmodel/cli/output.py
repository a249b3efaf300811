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

from graphmodel.errors import InputError
from graphmodel.report.workbook import plain, write_workbook

__all__ = ["choose_format", "plain", "table_text", "write_file", "write_table", "write_workbook"]

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
        msg = f"found {output}, expected a name that ends in {', '.join(_BY_SUFFIX)}: or say which with --format"
        raise InputError(msg)
    chosen = format_ or _BY_SUFFIX.get(suffix, default)
    if chosen == "xlsx" and output is None:
        msg = "found --format xlsx without a file: give one with -o FILE.xlsx"
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
    scope, source, synthetic) stand below a text table and on a sheet of their own in XLSX.

    Raises
    ------
    InputError
        If the file cannot be written, or the format needs one.
    """
    chosen = choose_format(format_, output)
    if chosen == "xlsx":
        assert output is not None  # noqa: S101 -- `choose_format` has made sure
        write_workbook({title or "gongjian": frame}, output, headers=headers, notes=notes)
        return
    text = _RENDERERS[chosen](frame, title, headers or {}, list(notes), output is not None)
    if output is None:
        click.echo(text, nl=False)
    else:
        # A mark at the start lets spreadsheets read Chinese in a CSV file.
        write_file(output, text.encode("utf-8-sig" if chosen == "csv" else "utf-8"))


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
        msg = (
            f"cannot write {path}: {error.strerror}; close the file if it is open elsewhere, or choose another with -o"
        )
        raise InputError(msg) from error


def _jsonable(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _as_json(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], _filed: object) -> str:
    return json.dumps(_jsonable(frame), ensure_ascii=False, indent=1, default=str) + "\n"


def _as_lines(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], _filed: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in _jsonable(frame))


def _as_csv(frame: pd.DataFrame, _title: str, _headers: Mapping[str, str], _notes: list[str], _filed: object) -> str:
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
        table.add_row(*(plain(value) for value in row))
    # In a pipe or a file there is no screen to fit: nothing is cut.
    width = None if sys.stdout.isatty() and not filed else 10_000
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
        for line in notes:
            console.print(line)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


_RENDERERS: dict[str, Callable[..., str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": _as_json,
    "jsonl": _as_lines,
}
