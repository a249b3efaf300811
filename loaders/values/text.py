"""Free text, and what all kinds of values share: cleaning, and the cells that mean *unknown*."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

UNKNOWN = frozenset({"", "/", "-", "—", "——", "无", "n/a"})
"""What a cell reads, normalised and in lower case, where the value is not known."""

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED = 200
_FORMULA = re.compile(r"'+[=+\-@]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell is not a value of its kind: a code of the catalogue, and what its message needs beside the value."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


def clean(raw: str) -> str:
    """Return a cell in compatibility form (full width becomes half width), without blanks around it.

    Examples
    --------
    >>> clean("　１２人 ")
    '12人'
    """
    return unicodedata.normalize("NFKC", raw).strip().strip(INVISIBLE).strip()


def is_unknown(raw: str) -> bool:
    """Tell whether a cell says that the value is not known.

    Examples
    --------
    >>> [is_unknown(cell) for cell in ("", " / ", "Ｎ/A", "无", "0")]
    [True, True, True, True, False]
    """
    return clean(raw).lower() in UNKNOWN


def unprotect(raw: str) -> str:
    """Drop the apostrophe that keeps a spreadsheet from taking text for a formula.

    Examples
    --------
    >>> unprotect("'=1+1")
    '=1+1'
    """
    return raw[1:] if _FORMULA.match(raw) else raw


def protect(value: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; the inverse of `unprotect`.

    Examples
    --------
    >>> protect("=1+1"), protect("党群服务中心")
    ("'=1+1", '党群服务中心')
    """
    return f"'{value}" if re.match(r"'*[=+\-@]", value) else value


def visible(text: str) -> str:
    r"""Return a text with its line breaks and control characters written out, so that it stays on its line.

    Examples
    --------
    >>> print(visible("甲\n乙"))
    甲\n乙
    """
    return (
        text if text.isprintable() else "".join(c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in text)
    )


def shortened(text: str) -> str:
    """Return a text as a message quotes it: of one that is very long only the beginning, with the number of characters.

    Examples
    --------
    >>> shortened("金牛区"), shortened("长" * 1000)[198:]
    ('金牛区', '长长… (1000)')
    """
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}… ({len(text)})"


def parse_text(raw: str) -> str | None:
    """Return text without blanks around it or control characters in it, None where it is unknown.

    Examples
    --------
    >>> parse_text(" 西安路街道 "), parse_text("/")
    ('西安路街道', None)
    """
    text = raw.strip().strip(INVISIBLE).strip()
    if is_unknown(text):
        return None
    return _CONTROL.sub("", unprotect(text).replace("\r\n", "\n").replace("\r", "\n")).strip() or None
