from __future__ import annotations

import re

from loaders.values.text import Fault, clean, is_unknown

_COUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?(?:人次|人|名|户|家|个|位|次|件|条|项|份|场|套)?\Z")
LARGEST = 2**53
"""Up to here a spreadsheet's number is exact."""


def parse_count(raw: str, *, scale: tuple[int, int] | None = None) -> int | Fault | None:
    """Return a whole number that is not negative, on ``scale`` if one is given; None where it is unknown.

    Examples
    --------
    >>> [parse_count(cell) for cell in ("3", "3人", "１２", "1,200", "3.0", "/")]
    [3, 3, 12, 1200, 3, None]
    >>> [parse_count(cell).code for cell in ("-1", "3.5", "三人")]
    ['bad_count', 'bad_count', 'bad_count']
    >>> parse_count("4", scale=(1, 4)), parse_count("5", scale=(1, 4)).code, parse_count("2.5", scale=(1, 4)).code
    (4, 'off_scale', 'off_scale')
    """
    if is_unknown(raw):
        return None
    match = _COUNT.match(clean(raw).replace(" ", ""))
    value = int(match[1].replace(",", "")[:20]) if match else None
    if scale is not None and (value is None or not scale[0] <= value <= scale[1]):
        return Fault("off_scale", {"low": str(scale[0]), "high": str(scale[1])})
    return Fault("bad_count") if value is None or value > LARGEST else value
