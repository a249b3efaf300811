"""The encoding of a text file: UTF-8 with or without BOM, UTF-16, else GB18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PICTURE = Bilingual("a picture", "图片")
_OTHERS = (
    (
        b"PK\x03\x04",
        Bilingual("an Excel workbook or ZIP archive", " Excel 工作簿或 ZIP 压缩包"),
        Bilingual(".xlsx or .zip", ".xlsx 或 .zip"),
    ),
    (b"\xd0\xcf\x11\xe0", Bilingual("an old Excel workbook", "旧版 Excel 工作簿"), Bilingual(".xls", ".xls")),
    (b"%PDF", Bilingual("a PDF", " PDF 文件"), None),
    (b"\x89PNG", _PICTURE, None),
    (b"\xff\xd8\xff", _PICTURE, None),
)
_STRAY = 0.2
"""The share of zero bytes up to which they may be stray ones in a text."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_TOLD, _USUAL = 10, 0.7


def encoding_of(open_binary: Callable[[], BinaryIO], *, file: str) -> str:
    """Return the encoding of a text file after looking at all of it.

    Raises
    ------
    InputError
        If it is no text, of none of the encodings, or of two at a time.
    """
    with open_binary() as stream:
        head = stream.read(_BLOCK)
    for mark, what, ending in _OTHERS:
        if head.startswith(mark):
            advice = (
                Bilingual(f"rename it to {ending.en}", f"请把扩展名改为 {ending.zh}")
                if ending
                else Bilingual("save the table as CSV or XLSX", "请把表格另存为 CSV 或 XLSX")
            )
            msg = Bilingual(
                f"found {what.en} in {file}, expected a text file: {advice.en}",
                f"{file} 实为{what.zh}，应为文本文件：{advice.zh}",
            )
            raise InputError(msg)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            _insist(open_binary, encoding, file)
            return encoding
    wide = _utf16_without_mark(head, file) if 0 in head else None
    if wide is not None:
        _insist(open_binary, wide, file)
        return wide
    if _decodes(open_binary, "utf-8"):
        return "utf-8"
    _refuse_two_encodings(open_binary, file)
    _insist(open_binary, "gb18030", file)
    _refuse_traditional(head, file)
    return "gb18030"


def _utf16_without_mark(head: bytes, file: str) -> str | None:
    """Return which UTF-16 a text with zero bytes is, None where they are stray ones in a text of single bytes."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Separators and digits leave zeros on one side only, line breaks always.
    is_one_sided = min(even, odd) * 4 <= max(even, odd)
    if is_one_sided and (b"\n" not in head or b"\n\x00" in head or b"\x00\n" in head):
        return "utf-16-be" if even > odd else "utf-16-le"
    if even + odd > _STRAY * len(head):
        msg = Bilingual(
            f"found binary content in {file}, expected a table: save it as CSV (UTF-8) or XLSX",
            f"{file} 是二进制内容，应为表格：请另存为 CSV（UTF-8）或 XLSX",
        )
        raise InputError(msg)
    return None


def _blocks(open_binary: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with open_binary() as stream:
        while block := stream.read(_BLOCK):
            yield block


def _decodes(open_binary: Callable[[], BinaryIO], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(open_binary):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _insist(open_binary: Callable[[], BinaryIO], encoding: str, file: str) -> None:
    if not _decodes(open_binary, encoding):
        msg = Bilingual(
            f"found bytes in {file} that are neither UTF-8, UTF-16 nor GB18030: save it again as CSV UTF-8 or XLSX",
            f"{file} 的编码既不是 UTF-8、UTF-16，也不是 GB18030：请另存为 CSV UTF-8 或 XLSX",
        )
        raise InputError(msg)


def _refuse_two_encodings(open_binary: Callable[[], BinaryIO], file: str) -> None:
    """Raise `InputError` where some lines of a file that is not UTF-8 are UTF-8 beyond doubt.

    Read as GB18030 they would often pass, and every name in them be another.
    """
    one: int | None = None
    other: int | None = None
    for number, line in enumerate(_lines(open_binary), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            other = other or number
        else:
            # One character may look like UTF-8 by chance, two in a row of GB18030 hardly do.
            one = one or (number if len(_HAN.findall(text)) > 1 else None)
        if one and other:
            msg = Bilingual(
                f"found two encodings in {file}: line {one} is UTF-8, line {other} is not; save the parts apart, or all as CSV UTF-8",
                f"{file} 中混有两种编码：第 {one} 行是 UTF-8，第 {other} 行不是；请分开保存，或全部存为 CSV UTF-8",
            )
            raise InputError(msg)


def _lines(open_binary: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with open_binary() as stream:
        # A line without end is judged in pieces; what is cut in two is not UTF-8, which is no harm in a file that is not.
        while line := stream.readline(_BLOCK):
            yield line


def _refuse_traditional(head: bytes, file: str) -> None:
    """Raise `InputError` where a text is rather Big5 than GB18030: both accept most bytes, and names would be others.

    Big5 read as GB18030 is full of kana, bopomofo and Greek.
    """
    wide = [character for character in head.decode("gb18030", errors="ignore") if not character.isascii()]
    if len(wide) < _TOLD or len(_CHINESE.findall("".join(wide))) >= _USUAL * len(wide):
        return
    try:
        codecs.getincrementaldecoder("big5")().decode(head)
    except UnicodeDecodeError:
        return
    msg = Bilingual(
        f"found {file} to be Big5 rather than GB18030: save it again as CSV UTF-8 or XLSX",
        f"{file} 的编码是 Big5，不是 GB18030：请另存为 CSV UTF-8 或 XLSX",
    )
    raise InputError(msg)
