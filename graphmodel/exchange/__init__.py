"""The graph in the files of other tools, and back.

A format is one module in ``formats`` that registers itself with how it writes and, where the format can, how it reads.
"""

from __future__ import annotations

from graphmodel.exchange.registry import Format, find_format, known_formats
from graphmodel.exchange.transfer import ExportSummary, export_graph, import_graph

__all__ = ["ExportSummary", "Format", "export_graph", "find_format", "import_graph", "known_formats"]
