"""Texts of the data that are said in both languages: two parts with `` / `` between them."""

from __future__ import annotations

import re

from graphmodel.bilingual import Bilingual, Language

SEPARATOR = " / "
"""Stands between the two languages of one text."""

_BETWEEN_TEXTS = " · "
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def two_languages(text: str) -> Bilingual:
    """Return a title or note in its two languages; in both as it is where it is not said in two.

    It is where it has two parts around `` / ``, one with Chinese characters and one without.

    Examples
    --------
    >>> two_languages("金牛区 / Jinniu District")
    Bilingual(en='Jinniu District', zh='金牛区')
    >>> two_languages("台账 / 合并").en, two_languages("2024/06").zh
    ('台账 / 合并', '2024/06')
    """
    parts = text.split(SEPARATOR)
    chinese = [part for part in parts if _CHINESE.search(part)]
    if len(parts) != 2 or len(chinese) != 1 or not all(part.strip() for part in parts):  # noqa: PLR2004 -- two languages
        return Bilingual(text, text)
    (other,) = (part for part in parts if part not in chinese)
    return Bilingual(other.strip(), chinese[0].strip())


def in_language(text: str, language: Language) -> str:
    """Return a title or note, or several in a row, in one language.

    Examples
    --------
    >>> in_language("金牛区 / Jinniu District · 东坡区 / Dongpo District", "en")
    'Jinniu District · Dongpo District'
    """
    return _BETWEEN_TEXTS.join(two_languages(part).in_language(language) for part in text.split(_BETWEEN_TEXTS))
