"""The pages under docs/ that are generated: ``python -m graphmodel.docs`` writes them, ``--check`` compares."""

from __future__ import annotations

from graphmodel.docs.pages import PAGES, generate, stale_pages, write_pages

__all__ = ["PAGES", "generate", "stale_pages", "write_pages"]
