"""Unified social credit codes, GB 32100-2015."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.cn import uscc

from loaders.values.text import clean, is_unknown, unprotect

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MISTYPED = {
    "O": "0",
    "I": "1",
    "S": "5",
    "Z": "2",
    "L": "1",
    "B": "8",
    "0": "D",
    "1": "L",
    "8": "B",
    "5": "S",
    "2": "Z",
}


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
    """Return the valid codes that lie one often mistyped character, or all of them, away.

    Examples
    --------
    >>> repairs("9111OOOO600037341L"), repairs("91110000600037341L")
    (('91110000600037341L',), ())
    """
    if len(code) != LENGTH or uscc_status(code) == "ok":
        return ()
    return tuple(dict.fromkeys(other for other in _near(code) if uscc_status(other) == "ok"))


def _near(code: str) -> Iterator[str]:
    yield "".join(character if character in ALPHABET else _MISTYPED.get(character, character) for character in code)
    for place, character in enumerate(code):
        if character in _MISTYPED:
            yield code[:place] + _MISTYPED[character] + code[place + 1 :]
