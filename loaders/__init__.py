"""People's spreadsheets to accepted records: read, map, validate, quarantine."""

from __future__ import annotations

from loaders.checking import check, load
from loaders.report import CheckResult, Counts

__all__ = ["CheckResult", "Counts", "check", "load"]
