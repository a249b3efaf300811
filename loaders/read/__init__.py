"""Files to sheets of text cells; only here are file formats known."""

from __future__ import annotations

from loaders.read.folder import read_sheets
from loaders.read.sheet import Row, Sheet

__all__ = ["Row", "Sheet", "read_sheets"]
