"""Numbers that are not negative, money among them."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from loaders.values.text import Fault, clean, is_unknown

_NUMBER = re.compile(
    r"[¥]?((?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,3}))?(亿元|万元|千元|亿|万|元|%)?\Z"
)
UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万": Decimal(10_000),
    "万元": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
    "%": Decimal("0.01"),
}
"""Units that may stand behind a number, each as a multiple of one."""


def parse_number(raw: str, *, unit: str | None = None) -> float | Fault | None:
    """Return a number that is not negative; None where it is unknown.

    A unit behind the number counts; where there is none, ``unit`` does (a column in 万元).

    Examples
    --------
    >>> parse_number("1,280.5"), parse_number("1.28亿元"), parse_number("12.5", unit="万元")
    (1280.5, 128000000.0, 125000.0)
    >>> parse_number("-3").code
    'bad_number'
    """
    if is_unknown(raw):
        return None
    match = _NUMBER.match(clean(raw).replace(" ", ""))
    if not match:
        return Fault("bad_number")
    factor = UNITS[match[3] or unit or "元"]
    value = float(Decimal(f"{match[1].replace(',', '')}e{match[2] or 0}") * factor)
    return value if math.isfinite(value) else Fault("bad_number")
