"""The fonts of every picture, and what happens to characters that they lack.

Pictures use Noto Sans SC as it comes with the package pylopdf-fonts-zh-cn, and for what it lacks (Arabic, Hebrew, some emoji)
DejaVu Sans as it comes with matplotlib. Both are loaded by their paths and never looked up on the system, so that a picture is
the same everywhere; matplotlib shapes Arabic and writes from right to left where a script does. Names may hold characters
that both lack (most emoji, rare ideographs, other scripts): charts write 〓, the printers' mark for a missing sort, in their
place, and say so below the picture. Nothing is saved before every text was checked.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

from graphmodel.bilingual import Bilingual
from graphmodel.errors import RenderError

FAMILY = "Gongjian Sans"
FALLBACK = "Gongjian Sans Fallback"
"""Our own names for the fonts, so that no font of the system can answer to them."""

OF_SYSTEMS = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti TC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Chinese fonts of Linux, macOS and Windows, which stand in where the package with ours is missing."""

MISSING = "〓"
_ELLIPSIS = "…"
# A run of Latin with the spaces after it, or one wide character.
_WORDS = re.compile(r"[\u0000-\u2e7f]+?(?:\s+|$|(?=[\u2e80-\uffff]))|.", re.DOTALL)


@cache
def font_path() -> Path:
    """Return where the font lies.

    Where its package is missing, a Chinese font of the system stands in, which a warning names.

    Raises
    ------
    RenderError
        If the system has none either.
    """
    return Path(_main_font().fname)


@cache
def _main_font() -> FontEntry:
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 -- its absence is an error of drawing, not of import
    except ImportError:
        return _font_of_system()
    return FontEntry(fname=str(sans_path()), name=FAMILY, weight=400)


def _font_of_system() -> FontEntry:
    missing = "found no package pylopdf-fonts-zh-cn, which carries the font of all pictures"
    known = {entry.name: entry for entry in fontManager.ttflist if entry.style == "normal" and entry.weight == 400}  # noqa: PLR2004 -- regular
    for name in OF_SYSTEMS:
        if name in known:
            warnings.warn(f"{missing}: {name} of this system stands in; install gongjian again", stacklevel=2)
            return replace(known[name], name=FAMILY)
    msg = Bilingual(
        f"{missing}, and no Chinese font on this system: install gongjian again",
        "找不到图片所用字体的软件包 pylopdf-fonts-zh-cn，系统中也没有中文字体：请重新安装 gongjian",
    )
    raise RenderError(msg)


def _fallback_path() -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@cache
def register_fonts() -> tuple[str, str]:
    """Make the fonts known to matplotlib, once, and return their family names, the one to try first in front."""
    fontManager.ttflist += [_main_font(), FontEntry(fname=str(_fallback_path()), name=FALLBACK, weight=400)]
    return FAMILY, FALLBACK


@cache
def _characters() -> frozenset[str]:
    return frozenset(chr(code) for path in (font_path(), _fallback_path()) for code in FT2Font(str(path)).get_charmap())


def check_glyphs(text: str) -> None:
    """Raise `RenderError` naming the first character of ``text`` that the fonts cannot draw.

    Examples
    --------
    >>> check_glyphs("金牛·什邡 2022")
    >>> check_glyphs("舞龙🐉队")
    Traceback (most recent call last):
    graphmodel.errors.RenderError: found '🐉' (U+1F409 DRAGON) in '舞龙🐉队', which no font here has: use `legible` for names
    """
    for character in text:
        if character != "\n" and character not in _characters():
            name = unicodedata.name(character, "a character without a name")
            msg = Bilingual(
                f"found {character!r} (U+{ord(character):04X} {name}) in {text!r}, which no font here has: use `legible` for names",
                f"{text!r} 中的 {character!r}（U+{ord(character):04X} {name}）没有字体可显示：名称请先用 `legible` 处理",
            )
            raise RenderError(msg)


def legible(text: str, *, longest: int | None = None) -> str:
    r"""Return a name as it can be drawn: on one line, missing characters as 〓, shortened to ``longest`` characters.

    Examples
    --------
    >>> legible("舞龙🐉队\n（一）")
    '舞龙〓队 （一）'
    >>> legible("四川省成都市金牛区某某有限责任公司", longest=9)
    '四川省成…责任公司'
    >>> legible("مرحبا 😀")
    'مرحبا 😀'
    """
    known = _characters()
    # A letter and its accent may be two characters, of which the second alone would be dropped.
    line = " ".join(unicodedata.normalize("NFC", text).split())
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
