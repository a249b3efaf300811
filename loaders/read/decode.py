"""The encoding of a text file: UTF-8 with or without BOM, UTF-16, else GB18030."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from graphmodel.errors import InputError

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"PK\x03\x04", "an Excel workbook or ZIP archive", ".xlsx or .zip"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", ".xls"),
    (b"%PDF", "a PDF", None),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
)


def encoding_of(open_binary: Callable[[], BinaryIO], *, file: str) -> str:
    """Return the encoding of a text file after looking at all of it.

    Raises
    ------
    InputError
        If it is no text, or of none of the encodings.
    """
    with open_binary() as stream:
        head = stream.read(_BLOCK)
    for mark, what, ending in _OTHERS:
        if head.startswith(mark):
            advice = f"rename it to {ending}" if ending else "save the table as CSV or XLSX"
            msg = f"found {what} in {file}, expected a text file: {advice}"
            raise InputError(msg)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            _insist(open_binary, encoding, file)
            return encoding
    if b"\x00" in head:
        encoding = _utf16_without_mark(head, file)
        _insist(open_binary, encoding, file)
        return encoding
    if _decodes(open_binary, "utf-8"):
        return "utf-8"
    _insist(open_binary, "gb18030", file)
    return "gb18030"


def _utf16_without_mark(head: bytes, file: str) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Separators and digits leave zeros on one side only.
    if min(even, odd) * 20 > max(even, odd):
        msg = f"found binary content in {file}, expected a table: save it as CSV (UTF-8) or XLSX"
        raise InputError(msg)
    return "utf-16-be" if even > odd else "utf-16-le"


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
        msg = f"found bytes in {file} that are neither UTF-8, UTF-16 nor GB18030: save it again as CSV UTF-8 or XLSX"
        raise InputError(msg)
