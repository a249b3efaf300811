"""Let click and the catalogue of this package speak the user's language, through the standard ``gettext``."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from graphmodel.bilingual import Language

DOMAIN = "gongjian"
FOLDER = Path(__file__).with_name("locale")
METAVAR = "metavar"
"""The context in which the catalogue has what stands for a value: ``FILE``, ``PLACE``."""


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let click's own strings be in ``language``; afterwards everything is as it was before.

    Examples
    --------
    >>> with speaking("zh"):
    ...     gettext.gettext("Usage:")
    '用法：'
    """
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    # The only way by which `gettext.gettext`, which click calls, is told a language.
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


def chinese(text: str, context: str | None = None) -> str:
    """Return an English text of the help in Chinese, as it is where the catalogue has none.

    Examples
    --------
    >>> chinese("Write to this file."), chinese("FILE", METAVAR), chinese("no such text")
    ('写入此文件。', '文件', 'no such text')
    """
    return _catalogue().gettext(text) if context is None else _catalogue().pgettext(context, text)


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, ["zh"], fallback=True)
