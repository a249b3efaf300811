"""One text in the two languages that users read: titles, sentences, errors."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["en", "zh"]


class Bilingual(NamedTuple):
    """One text in the two languages that users read.

    Examples
    --------
    >>> Bilingual("Street", "街道").in_language("zh")
    '街道'
    """

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.zh if language == "zh" else self.en


LISTED = Bilingual(", ", "、")
"""Stands between the names of a list."""

NOTHING = Bilingual("", "")
"""Where a part of a sentence is not said."""
