"""Mappings for foreign spreadsheets: which of their columns become which of ours, as data in a TOML file."""

from __future__ import annotations

from loaders.mapping.apply import Mapped, apply_mapping
from loaders.mapping.model import SpreadsheetMapping
from loaders.mapping.parse import parse_mapping, read_mapping
from loaders.mapping.proposal_text import propose_mapping

__all__ = ["Mapped", "SpreadsheetMapping", "apply_mapping", "parse_mapping", "propose_mapping", "read_mapping"]
