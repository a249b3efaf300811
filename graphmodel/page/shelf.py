"""A folder of results that another process worked out, each in a file of its own until somebody asks for it."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = frozenset({"rates", "gaps", "alliances", "links", "recommended", "network"})
"""What is worth a file: the first part of its key."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Results by key, in a folder that only its owner can read: both who writes and who reads are our own processes.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shelf = Shelf(Path(folder))
    ...     shelf.put(("rates", 1), {"a": 0.5})
    ...     shelf.has(("rates", 1)), shelf.get(("rates", 1)), shelf.get(("rates", 2))
    (True, {'a': 0.5}, None)
    """

    folder: Path

    def _path(self, key: tuple[Hashable, ...]) -> Path:
        return self.folder / f"{hashlib.sha256(repr(key).encode()).hexdigest()[:32]}.pickle"

    def has(self, key: tuple[Hashable, ...]) -> bool:
        """Tell whether a result is there."""
        return self._path(key).exists()

    def put(self, key: tuple[Hashable, ...], value: Any) -> None:
        """Keep a result; it is there wholly or not at all."""
        path = self._path(key)
        part = path.with_suffix(".part")
        part.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        part.replace(path)

    def get(self, key: tuple[Hashable, ...]) -> Any:
        """Return a result, None where it is not there."""
        try:
            return pickle.loads(self._path(key).read_bytes())  # noqa: S301 -- written by ourselves, where nobody else can write
        except OSError:
            return None
