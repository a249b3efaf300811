"""Which language a command speaks: as ``--lang`` says, else the environment, else the configuration, else the locale."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

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
    asked = said_language(arguments, environ) or _configured(environ)
    return "zh" if asked == "zh" else "en" if asked == "en" else language_of_locale(environ)


def said_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str | None:
    """Return what the last ``--lang`` says, else the environment; None where neither does.

    Examples
    --------
    >>> said_language(["--lang", "zh", "gaps", "--lang=en"], {}), said_language(["gaps"], {"GONGJIAN_LANG": "zh"})
    ('en', 'zh')
    """
    found = environ.get(VARIABLE)
    for argument, after in pairwise([*arguments, ""]):
        if argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
        elif argument == "--lang":
            found = after
    return found or None


def settings_of(arguments: Sequence[str]) -> dict[str, Any]:
    """Return what a command and those below it share: the language, and whether it was asked for by more than a file."""
    return {"language": asked_language(arguments), "language_said": said_language(arguments) is not None}


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
