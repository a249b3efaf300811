"""A report as a Word document."""

from __future__ import annotations

import io
import re
from datetime import datetime
from itertools import zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from graphmodel.report.document.model import Block, Bullets, Document, Grid, Paragraph, Picture, in_its_direction

_FONT = "Microsoft YaHei"
_INK, _ACCENT = RGBColor(0x1D, 0x27, 0x33), RGBColor(0x1F, 0x5A, 0x8C)
_QUIET, _WARNING = RGBColor(0x5B, 0x6B, 0x7B), RGBColor(0x8A, 0x4B, 0x08)
_WIDTH = 6.7
# A list of so many items is not torn apart by the end of a page.
_SHORT_LIST = 3
# XML cannot hold these.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The file says when it was made; the day of the data is what counts, and two runs give the same file.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- the format has no time zone


def docx_of(document: Document) -> bytes:
    """Return a report as DOCX: A4, headings, tables whose header repeats, the footer on each page."""
    book = docx.Document()
    _set_up(book, document)
    title = book.add_heading(_clean(document.title), level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _text(book, document.subtitle, colour=_QUIET)
    if document.warning:
        _text(book, document.warning, colour=_WARNING, bold=True)
    for number, section in enumerate(document.sections, start=1):
        heading = book.add_heading(_clean(f"{number}　{section.heading}"), level=1)
        heading.paragraph_format.keep_with_next = True
        for block, after in zip_longest(section.blocks, section.blocks[1:]):
            _BLOCKS[type(block)](book, block)
            if isinstance(after, Grid | Picture):
                _introduce(book, block)
    if document.sections and isinstance(document.sections[-1].blocks[-1], Grid):
        book.add_paragraph()  # a Word document does not end in a table
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer.getvalue())


def _undated(content: bytes) -> bytes:
    """Return an archive whose entries all bear the same time, so that the same report is the same file."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as dated, ZipFile(buffer, "w", ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            entry = ZipInfo(name, _MADE.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            undated.writestr(entry, dated.read(name))
    return buffer.getvalue()


def _set_up(book: Any, document: Document) -> None:
    page = book.sections[0]
    page.page_width, page.page_height = Inches(8.27), Inches(11.69)
    page.left_margin = page.right_margin = Inches((8.27 - _WIDTH) / 2)
    page.top_margin = page.bottom_margin = Inches(0.8)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 13), ("List Bullet", 10)):
        style = book.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(theme), None)
        if name in ("Title", "Heading 1"):
            style.font.color.rgb = _ACCENT
    book.styles["Normal"].paragraph_format.space_after = Pt(4)
    book.styles["Footer"].font.size, book.styles["Footer"].font.color.rgb = Pt(8), _QUIET
    footer = page.footer.paragraphs[0]
    _run(footer, f"{document.footer}　·　")
    _field(footer, "PAGE")
    _run(footer, " / ")
    _field(footer, "NUMPAGES")
    core = book.core_properties
    core.title, core.author, core.comments = _clean(document.title)[:255], "gongjian", _clean(document.footer)[:255]
    core.created = core.modified = _MADE
    core.language = "zh-CN" if document.language == "zh" else "en"


def _field(paragraph: Any, name: str) -> None:
    """Add a number that the word processor works out: ``PAGE`` or ``NUMPAGES``."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        part = OxmlElement({"": "w:instrText", "text": "w:t"}.get(kind, "w:fldChar"))
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(part)  # noqa: SLF001 -- python-docx has no other way


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", in_its_direction(text))


def _run(paragraph: Any, text: str, *, size: float | None = None, colour: Any = None, bold: bool = False) -> None:
    run = paragraph.add_run(_clean(text))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _text(book: Any, text: str, *, colour: Any = None, bold: bool = False, size: float | None = None) -> None:
    _run(book.add_paragraph(), text, colour=colour, bold=bold, size=size)


def _paragraph(book: Any, block: Paragraph) -> None:
    _text(book, block.text, colour=_QUIET if block.quiet else None, size=9 if block.quiet else None)
    if block.quiet:
        book.paragraphs[-1].paragraph_format.space_before = Pt(4)


def _bullets(book: Any, block: Bullets) -> None:
    for item in block.items:
        _run(book.add_paragraph(style="List Bullet"), item)


def _picture(book: Any, block: Picture) -> None:
    paragraph = book.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(10)
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Inches(block.wide))
    # What screen readers read.
    shape._inline.docPr.set("descr", _clean(block.description))  # noqa: SLF001 -- python-docx has no other way


def _grid(book: Any, block: Grid) -> None:
    caption = book.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    _run(caption, block.caption, bold=True)
    table = book.add_table(rows=1, cols=len(block.headers))
    table.style, table.alignment, table.autofit = "Light Shading Accent 1", WD_TABLE_ALIGNMENT.CENTER, False
    _pad(table)
    widths = block.widths or (1.0,) * len(block.headers)
    inches = [_WIDTH * width / sum(widths) for width in widths]
    for column, width in zip(table.columns, inches, strict=True):
        column.width = Inches(width)
    _fill(table.rows[0], block.headers, block, inches, bold=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 -- likewise
    for values in block.rows:
        _fill(table.add_row(), values, block, inches)
    _keep_together(table, whole=block.is_short)


def _introduce(book: Any, block: Block) -> None:
    """Keep what introduces a table or a picture on its page."""
    if isinstance(block, Paragraph | Bullets):
        lines = len(block.items) if isinstance(block, Bullets) and len(block.items) <= _SHORT_LIST else 1
        for paragraph in book.paragraphs[-lines:]:
            paragraph.paragraph_format.keep_with_next = True


def _pad(table: Any) -> None:
    """Give the texts of a table some room to the lines above and below, and less at their sides."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 -- likewise


def _keep_together(table: Any, *, whole: bool) -> None:
    """Keep a short table on one page; of a longer one the first and the last rows stay with their neighbours."""
    rows = list(table.rows)
    kept = rows[:-1] if whole else (*rows[:2], rows[-2])
    for row in kept:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(row: Any, values: tuple[str, ...], block: Grid, inches: list[float], *, bold: bool = False) -> None:
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001 -- likewise
    for at, (cell, value, width) in enumerate(zip(row.cells, values, inches, strict=True)):
        cell.width = Inches(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at in block.numbers else WD_ALIGN_PARAGRAPH.LEFT
        # The table's style sets its first column bold; only the header should be.
        run = paragraph.add_run(_clean(value))
        run.font.size, run.bold, run.font.color.rgb = Pt(7.5 if bold else 8), bold, _INK


_BLOCKS: dict[type, Any] = {Paragraph: _paragraph, Bullets: _bullets, Picture: _picture, Grid: _grid}
