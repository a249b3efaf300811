"""The one font of every picture, and what happens to characters that it lacks.

Pictures use Noto Sans SC as it comes with the package pylopdf-fonts-zh-cn, loaded by its path and never looked up on the
system, so that a picture is the same everywhere. Names may hold characters that it lacks (emoji, rare ideographs, other
scripts): charts write 〓, the printers' mark for a missing sort, in their place, and say so below the picture. Nothing is saved
before every text was checked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

from graphmodel.errors import RenderError

FAMILY = "Gongjian Sans"
"""Our own name for the font, so that no font of the system can answer to it."""

MISSING = "〓"
_ELLIPSIS = "…"
# A run of Latin with the spaces after it, or one wide character.
_WORDS = re.compile(r"[\u0000-\u2e7f]+?(?:\s+|$|(?=[\u2e80-\uffff]))|.", re.DOTALL)


@cache
def font_path() -> Path:
    """Return where the font lies; raise `RenderError` where its package is not installed."""
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 -- its absence is an error of drawing, not of import
    except ImportError:
        msg = "found no package pylopdf-fonts-zh-cn, which carries the font of all pictures: install gongjian again"
        raise RenderError(msg) from None
    return Path(sans_path())


@cache
def register_font() -> str:
    """Make the font known to matplotlib, once, and return its family name."""
    fontManager.ttflist.append(FontEntry(fname=str(font_path()), name=FAMILY, weight=400))
    return FAMILY


@cache
def _characters() -> frozenset[str]:
    return frozenset(map(chr, FT2Font(str(font_path())).get_charmap()))


def check_glyphs(text: str) -> None:
    """Raise `RenderError` naming the first character of ``text`` that the font cannot draw.

    Examples
    --------
    >>> check_glyphs("金牛·什邡 2022")
    >>> check_glyphs("舞龙🐉队")
    Traceback (most recent call last):
    graphmodel.errors.RenderError: found '🐉' (U+1F409 DRAGON) in '舞龙🐉队', which the font lacks: use `legible` for names
    """
    for character in text:
        if character != "\n" and character not in _characters():
            name = unicodedata.name(character, "a character without a name")
            msg = f"found {character!r} (U+{ord(character):04X} {name}) in {text!r}, which the font lacks: use `legible` for names"
            raise RenderError(msg)


def legible(text: str, *, longest: int | None = None) -> str:
    r"""Return a name as it can be drawn: on one line, missing characters as 〓, shortened to ``longest`` characters.

    Examples
    --------
    >>> legible("舞龙🐉队\n（一）")
    '舞龙〓队 （一）'
    >>> legible("四川省成都市金牛区某某有限责任公司", longest=9)
    '四川省成…责任公司'
    """
    known = _characters()
    line = " ".join(text.split())
    shown = "".join(character if character in known else MISSING for character in line if _is_visible(character))
    if longest is None or len(shown) <= longest:
        return shown
    tail = (longest - 1) // 2
    return shown[: longest - 1 - tail] + _ELLIPSIS + shown[len(shown) - tail :]


def _is_visible(character: str) -> bool:
    # Control, format and joining characters have no picture of their own.
    return unicodedata.category(character) not in ("Cc", "Cf", "Mn", "Me")


def wrapped(text: str, columns: int) -> str:
    r"""Break a text into lines of at most ``columns``; a Chinese character takes two, and Latin words stay whole.

    Examples
    --------
    >>> wrapped("社会组织与企业的组织覆盖率", 14).split("\n")
    ['社会组织与企业', '的组织覆盖率']
    >>> wrapped("work coverage of units", 14).split("\n")
    ['work coverage', 'of units']
    """
    lines = [""]
    for word in _WORDS.findall(text):
        if width(lines[-1] + word.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return "\n".join(lines).rstrip()


def width(text: str) -> int:
    """Return how many columns a text takes: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
