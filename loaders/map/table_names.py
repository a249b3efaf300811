"""Which table a file or sheet is, by its name."""

from __future__ import annotations

import re
from functools import cache

from graphmodel.schema import TABLES
from loaders.values.text import clean

ABOUT = "about"
_ABOUT_NAMES = ("about", "关于", "数据说明", "关于数据")
_EXPLANATIONS = frozenset({"填表说明", "填报说明", "说明", "封面", "目录", "descriptions", "readme", "judgements"})
_SUFFIXES = ("台账", "清单", "表", "名单", "信息", "一览")
_COPY = re.compile(r"(?:[ _-]*\([0-9]+\)|[ _-]+[0-9]+|[ _-]*(?:副本|copy|quarantine|隔离))\Z")
_ORDINAL = re.compile(r"\A[0-9]{1,3}[ ._、-]+")


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name)


@cache
def _known() -> dict[str, str]:
    known = {_plain(clean(name).casefold()): ABOUT for name in _ABOUT_NAMES}
    for table in TABLES:
        for name in (table.name, table.chinese, *table.synonyms):
            known[_plain(clean(name).casefold())] = table.name
    return known


def table_named(name: str) -> str | None:
    """Return the name of the table that a file's stem or a sheet's name means, ``about``, or None.

    Examples
    --------
    >>> table_named("企业台账"), table_named("01_Party Organizations (2)"), table_named("封面")
    ('enterprises', 'party_organizations', None)
    """
    text = clean(name).casefold()
    for candidate in (text, _ORDINAL.sub("", text)):
        found = _without_suffixes(candidate)
        while found is None and _COPY.search(candidate):
            candidate = _COPY.sub("", candidate)  # noqa: PLW2901 -- one mark of a copy after the other
            found = _without_suffixes(candidate)
        if found:
            return found
    return None


def _without_suffixes(text: str) -> str | None:
    text = _plain(text)
    while text not in _known():
        suffix = next((suffix for suffix in _SUFFIXES if text.endswith(suffix) and text != suffix), None)
        if suffix is None:
            return None
        text = text.removesuffix(suffix)
    return _known()[text]


def is_explanation(name: str) -> bool:
    """Tell whether a sheet explains or decorates the tables beside it, or keeps decisions on them.

    Examples
    --------
    >>> is_explanation("填表说明"), is_explanation("企业")
    (True, False)
    """
    return clean(name).casefold() in _EXPLANATIONS
