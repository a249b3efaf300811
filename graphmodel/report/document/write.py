"""A report as a file, in the format that its ending says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from graphmodel.bilingual import Bilingual
from graphmodel.charts.save import write_file
from graphmodel.errors import InputError
from graphmodel.report.document.docx import docx_of
from graphmodel.report.document.html import html_of
from graphmodel.report.document.model import Document
from graphmodel.report.document.pdf import pdf_of
from graphmodel.report.workbook import write_workbook

_WRITERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType(
    {".docx": docx_of, ".html": lambda document: html_of(document).encode("utf-8"), ".pdf": pdf_of}
)
FORMATS = (*_WRITERS, ".xlsx")
"""Endings that can be written; ``.xlsx`` holds the lists in full, one sheet each."""


def check_format(path: Path) -> None:
    """Raise `InputError` where the ending of a path is none of `FORMATS`."""
    if path.suffix.lower() not in FORMATS:
        msg = Bilingual(
            f"found {path.name}, expected a name that ends in {', '.join(FORMATS)}",
            f"{path.name} 的后缀不可用：应为 {'、'.join(FORMATS)} 之一",
        )
        raise InputError(msg)


def write_document(document: Document, path: Path | str) -> Path:
    """Write a report, whole or not at all.

    Raises
    ------
    InputError
        If the ending is none of `FORMATS`, or the file cannot be written.
    RenderError
        If PDF is asked for and nothing on the machine prints it.
    """
    target = Path(path)
    check_format(target)
    if target.suffix.lower() == ".xlsx":
        notes = [text for text in (document.title, document.footer, document.warning) if text]
        write_workbook(document.sheets, target, notes=notes)
    else:
        write_file(target, _WRITERS[target.suffix.lower()](document))
    return target
