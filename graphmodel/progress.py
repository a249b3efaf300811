"""How long work reports its progress without knowing who looks on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called as ``progress(what, done, total)``; ``total`` is None where the end is not known."""


def silent(what: str, done: int, total: int | None) -> None:
    """Report nothing: the default wherever a function takes ``progress``."""
