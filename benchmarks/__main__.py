"""Run every benchmark and print one table; with `--write`, into docs/benchmarks.md."""
from __future__ import annotations
