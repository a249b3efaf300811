"""The spreadsheet of Kumu: one sheet of elements, one of connections.

Reference: https://docs.kumu.io/guides/import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from graphmodel.errors import InputError
from graphmodel.exchange.kumu import CONNECTION, ELEMENT, connections, edge_of, elements, node_of
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual

_SHEETS = ("Elements", "Connections")
_MOST_CHARACTERS = 32_767
_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
_MOST_ROWS = 1_048_576


def write(table: TabularGraph, path: Path) -> None:
    """Write both sheets; their first cells are ``Label`` and ``From``, as Kumu asks."""
    for what, count in (
        (Bilingual("elements", "节点"), len(table.ids)),
        (Bilingual("connections", "关系"), len(table.starts)),
    ):
        if count >= _MOST_ROWS:
            msg = Bilingual(
                f"found {count:,} {what.en}, a worksheet holds {_MOST_ROWS - 1:,}: choose a smaller scope, or another format",
                f"{what.zh}有 {count:,} 行，一张工作表最多 {_MOST_ROWS - 1:,} 行：请缩小范围，或改用其他格式",
            )
            raise InputError(msg)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        # The same graph gives the same file on any day.
        book.set_properties({"created": _NO_DAY})
        own = tuple(name for name in table.nodes if name != "labels")
        _sheet(book, _SHEETS[0], (*ELEMENT, *own), elements(table))
        own = tuple(name for name in table.edges if name != "relationship")
        _sheet(book, _SHEETS[1], (*CONNECTION, *own), connections(table))


def _sheet(book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, title in enumerate(header):
        sheet.write_string(0, at, title)
    for line, row in enumerate(rows, start=1):
        for at, title in enumerate(header):
            if row.get(title):
                sheet.write_string(line, at, row[title][:_MOST_CHARACTERS])


def read(path: Path) -> TabularGraph:
    """Read both sheets, of ours or of Kumu; a sheet whose name says ``(ignore)`` is none."""
    book = CalamineWorkbook.from_path(path)
    sheets = [name for name in book.sheet_names if "(ignore)" not in name.lower()]
    rows = {name: list(_rows(book.get_sheet_by_name(name).to_python())) for name in sheets}
    found = [(str(row["Label"]), node_of(row)) for name in sheets for row in rows[name] if "Label" in row]
    ties = [row for name in sheets for row in rows[name] if "From" in row]
    names = {label: id_ for label, (id_, _) in found} | {id_: id_ for _, (id_, _) in found}
    return table_from_rows(
        (node for _, node in found),
        (edge_of(row, names) for row in ties),
        directed=all(row.get("Direction") != "undirected" for row in ties),
    )


def _rows(lines: Sequence[Sequence[object]]) -> Iterator[dict[str, str]]:
    header = [str(name).strip() for name in lines[0]] if lines else []
    for line in lines[1:]:
        yield {name: str(value) for name, value in zip(header, line, strict=False) if value not in (None, "")}


register(
    Format(
        "kumu-xlsx",
        Bilingual("Kumu spreadsheet", "Kumu 电子表格"),
        Bilingual(
            "for Kumu; values become text, bars within them wide ones, and what the data says of itself stays behind",
            "供 Kumu 使用；值变为文本，值中的竖线改为全角，数据说明不保留",
        ),
        ".xlsx",
        write,
        read,
        lossless=False,
    )
)
