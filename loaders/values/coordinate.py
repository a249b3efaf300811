from __future__ import annotations

import re

from loaders.values.text import Fault, clean, is_unknown

_DEGREES = re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]*)?(?:[eE]-[0-9]{1,3})?)°?\Z")


def parse_coordinate(raw: str, *, limit: int) -> float | Fault | None:
    """Return degrees between ``-limit`` and ``limit``; None where it is unknown.

    Examples
    --------
    >>> parse_coordinate("104.0526", limit=180), parse_coordinate("104.0526", limit=90).code
    (104.0526, 'bad_coordinate')
    """
    if is_unknown(raw):
        return None
    match = _DEGREES.match(clean(raw))
    degrees = float(match[1]) if match else None
    if degrees is None or abs(degrees) > limit:
        return Fault("bad_coordinate", {"low": str(-limit), "high": str(limit)})
    return degrees
