"""People's spreadsheets to accepted records: read, map, validate, quarantine."""

from __future__ import annotations

from loaders.checking import check, load
from loaders.example import example
from loaders.quarantine import write_quarantine
from loaders.report import CheckResult, Counts
from loaders.template import write_template
from loaders.write import write_dataset

__all__ = ["CheckResult", "Counts", "check", "example", "load", "write_dataset", "write_quarantine", "write_template"]
