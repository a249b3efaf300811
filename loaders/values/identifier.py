"""Ids, of a row itself or of the row it refers to."""

from __future__ import annotations

import re
import sys
import unicodedata

from loaders.values.text import UNKNOWN, Fault, clean, unprotect

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*\Z")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{1,3}\Z")


def parse_identifier(raw: str) -> str | Fault | None:
    """Return an id in compatibility form, trimmed, case kept; None where it is unknown.

    Examples
    --------
    >>> parse_identifier(" ５１０１０６ ")
    '510106'
    >>> parse_identifier("5.10106E+11").code
    'bad_id'
    """
    if _PLAIN.match(raw) and raw.lower() not in UNKNOWN:
        return sys.intern(raw)
    # Line breaks around an id are blanks; only those within it are errors.
    text = clean(unprotect(raw.strip()))
    if text.lower() in UNKNOWN:
        return None
    if "|" in text:
        return Fault("bad_id", {"reason_en": "has a | in it", "reason_zh": "含有竖线"})
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text):
        reason = {"reason_en": "has a line break or control character in it", "reason_zh": "含有换行或控制字符"}
        return Fault("bad_id", reason)
    if _SCIENTIFIC.match(text):
        reason = {"reason_en": "a spreadsheet rounded to a number", "reason_zh": "已被表格软件转成数值而丢失数字"}
        return Fault("bad_id", reason)
    return sys.intern(text)
