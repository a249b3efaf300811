"""Unified social credit codes, GB 32100-2015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from loaders.values.text import clean, is_unknown, unprotect

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MISREAD = {"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"}
"""Letters that no code has, and what they were meant to be."""
_MISTYPED = {**_MISREAD, "0": "D", "D": "0", "1": "L", "L": "1", "8": "B", "B": "8"}
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,2}\Z")
_REGISTRATION = re.compile(r"[0-9]{13}(?:[0-9]{2})?\Z")


def parse_uscc(raw: str) -> str | None:
    """Return a code in upper case without blanks or hyphens, right or wrong; None where it is unknown.

    Examples
    --------
    >>> parse_uscc("９１１１００００ ６０００３７３４1l")
    '91110000600037341L'
    """
    if is_unknown(raw):
        return None
    return "".join(clean(unprotect(raw)).replace("-", "").upper().split())


def uscc_status(code: str) -> str:
    """Tell what the check of a code finds: ``ok``, ``length``, ``charset``, ``check18`` or ``check17``.

    The last character checks the whole (GB 32100-2015), the one before it the organization code within (GB 11714).

    Examples
    --------
    >>> [uscc_status(code) for code in ("91110000600037341L", "91110000600037341M", "9111000012345678AU", "9111")]
    ['ok', 'check18', 'check17', 'length']
    """
    if len(code) != LENGTH:
        return "length"
    if any(character not in ALPHABET for character in code) or not code[2:8].isdecimal():
        return "charset"
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        return "check18"
    return "ok" if code[16] == inner_check_digit(code[8:16]) else "check17"


def inner_check_digit(body: str) -> str:
    """Return the check digit of the eight characters of an organization code, GB 11714.

    Examples
    --------
    >>> inner_check_digit("60003734")
    '1'
    """
    total = sum(
        _INNER_ALPHABET.index(character) * weight for character, weight in zip(body, _INNER_WEIGHTS, strict=True)
    )
    remainder = 11 - total % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def repairs(code: str) -> tuple[str, ...]:
    """Return the valid codes that lie near: letters that no code has put right, and perhaps one mistyped character more.

    Examples
    --------
    >>> repairs("9111OOOO600037341L"), repairs("9L110000600O37341L"), repairs("91110000600037341L")
    (('91110000600037341L',), ('91110000600037341L',), ())
    """
    if len(code) != LENGTH or uscc_status(code) == "ok":
        return ()
    return tuple(dict.fromkeys(other for other in _near(code) if uscc_status(other) == "ok"))


def _near(code: str) -> Iterator[str]:
    plain = "".join(_MISREAD.get(character, character) for character in code)
    yield plain
    for place, character in enumerate(plain):
        if character in _MISTYPED:
            yield plain[:place] + _MISTYPED[character] + plain[place + 1 :]


def why_short(code: str) -> tuple[str, str] | None:
    """Say in both languages what a code of the wrong length is instead, None where that cannot be told.

    Examples
    --------
    >>> why_short("9.11101E+17")[0], why_short("510106180012345")[0], why_short("9111")
    ('a spreadsheet turned it into a number and its last digits are lost', 'an old registration number has 15 digits', None)
    """
    if _SCIENTIFIC.match(code):
        return (
            "a spreadsheet turned it into a number and its last digits are lost",
            "已被表格软件转成数值，末几位已丢失",
        )
    if _REGISTRATION.match(code):
        digits = len(code)
        return f"an old registration number has {digits} digits", f"疑为{digits}位旧注册号"
    return None
