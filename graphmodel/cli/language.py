"""Which language a command speaks: as ``--lang`` says, else the environment, else the configuration, else the locale."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import cast

import click

from graphmodel.bilingual import Bilingual, Language

VARIABLE = "GONGJIAN_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def spoken() -> Language:
    """Return the language of the command that runs; outside of any that of the locale."""
    context = click.get_current_context(silent=True)
    settings = context.find_root().obj if context else None
    found = settings.get("language") if isinstance(settings, dict) else None
    return language_of_locale() if found is None else cast("Language", found)


def say(text: Bilingual | str) -> str:
    """Return a text in the language of the command that runs."""
    return text if isinstance(text, str) else text.in_language(spoken())


def asked_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language in which help and errors are given, before the arguments are understood.

    Examples
    --------
    >>> asked_language(["gaps", "--lang", "en", "--hlep"], {}), asked_language(["--lang=zh", "--help"], {"LANG": "en"})
    ('en', 'zh')
    >>> asked_language(["gaps"], {"GONGJIAN_LANG": "en", "GONGJIAN_CONFIG": ""})
    'en'
    """
    joined = (item.removeprefix("--lang=") for item in arguments if item.startswith("--lang="))
    apart = (after for option, after in pairwise(arguments) if option == "--lang")
    asked = next(iter([*joined, *apart]), None) or environ.get(VARIABLE) or _configured(environ)
    return "zh" if asked == "zh" else "en" if asked == "en" else language_of_locale(environ)


def _configured(environ: Mapping[str, str]) -> object:
    from graphmodel.cli.configuration import configured_language  # noqa: PLC0415 -- only where nothing else says

    return configured_language(environ)


def language_of_locale(environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the user's locale: Chinese, or English for any other; Chinese where there is none.

    Examples
    --------
    >>> language_of_locale({"LANG": "en_GB.UTF-8"}), language_of_locale({"LANG": "zh_CN.UTF-8"})
    ('en', 'zh')
    >>> language_of_locale({"LC_ALL": "zh_TW", "LANG": "de_DE"}), language_of_locale({"LANG": "de_DE"})
    ('zh', 'en')
    """
    name = next((environ[variable] for variable in _LOCALE if environ.get(variable)), _system_locale())
    # C and POSIX say that nobody chose.
    if not name or name.partition(".")[0] in ("C", "POSIX"):
        return "zh"
    return "zh" if name.lower().startswith("zh") else "en"


def _system_locale() -> str:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only there

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
