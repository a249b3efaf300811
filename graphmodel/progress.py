"""How long work reports its progress without knowing who looks on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from graphmodel.bilingual import Bilingual

Progress: TypeAlias = Callable[[Bilingual | str, int, int | None], None]
"""Called as ``progress(what, done, total)``: what is done, in both languages or as a name that has none, such as a file's;
``total`` is None where the end is not known."""


def silent(what: Bilingual | str, done: int, total: int | None) -> None:
    """Report nothing: the default wherever a function takes ``progress``."""
