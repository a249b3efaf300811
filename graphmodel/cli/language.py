"""Which language a command speaks when it is not told."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.schema import Language

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_locale(environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the user's locale: Chinese, or English for any other; Chinese where there is none.

    Examples
    --------
    >>> language_of_locale({"LANG": "en_GB.UTF-8"}), language_of_locale({"LANG": "zh_CN.UTF-8"})
    ('en', 'zh')
    >>> language_of_locale({"LC_ALL": "zh_TW", "LANG": "de_DE"}), language_of_locale({"LANG": "de_DE"})
    ('zh', 'en')
    """
    name = next((environ[variable] for variable in _VARIABLES if environ.get(variable)), _system_locale())
    # C and POSIX say that nobody chose.
    if not name or name.partition(".")[0] in ("C", "POSIX"):
        return "zh"
    return "zh" if name.lower().startswith("zh") else "en"


def _system_locale() -> str:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only there

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
