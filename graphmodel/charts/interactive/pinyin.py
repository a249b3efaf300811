"""How a Chinese name sounds, so that it can be found from a keyboard without an input method."""

from __future__ import annotations

from functools import cache


@cache
def pinyin(name: str) -> str:
    """Return the syllables of a name in small letters without tones, separated by spaces; other characters stay together.

    A character of several readings gets the one that it has in its word.

    Examples
    --------
    >>> pinyin("金牛区")
    'jin niu qu'
    >>> pinyin("重庆路ABC店")
    'chong qing lu abc dian'
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionary is slow to read, and other charts need none

    return " ".join(" ".join(lazy_pinyin(name, style=Style.NORMAL)).lower().split())
