"""Street addresses, as far as they tell two organizations apart: county, road and number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from loaders.resolve.regions import split_region
from loaders.values.text import clean

_WHERE = re.compile(
    r"([\u4e00-\u9fff]{1,10}?(?:大道|路|街|巷|道|村|里|坝|大厦|广场)(?:[东西南北中]?[\u4e00-\u9fff]?[段巷组路街])?)(?:附?新?)?(\d+)?"
)
_BEHIND = re.compile(r"^\([^)]*\)|^[\u4e00-\u9fff]{2,6}?(?:街道|镇|乡|街道办事处)(?=[\u4e00-\u9fff])")


class Address(NamedTuple):
    """What an address says; None where it does not."""

    county: str | None = None
    road: str | None = None
    number: str | None = None


@lru_cache(maxsize=100_000)
def parse_address(text: str | None) -> Address:
    """Take an address apart.

    Examples
    --------
    >>> parse_address("成都市金牛区二环路北三段21号2栋1单元5层2号")
    Address(county='金牛区', road='二环路北三段', number='21')
    >>> parse_address("（金牛金牛万达）田家巷32号")
    Address(county=None, road='田家巷', number='32')
    """
    if not text:
        return Address()
    region, rest = split_region(_BEHIND.sub("", clean(text)).replace(" ", ""))
    found = _WHERE.match(_BEHIND.sub("", rest))
    return Address(region.county, found[1] if found else None, found[2] if found else None)
