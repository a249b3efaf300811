"""What a planner takes to the meeting: a report of a few pages, as DOCX, HTML or PDF, and its lists as a workbook."""

from __future__ import annotations

from graphmodel.report.document.compose import compose
from graphmodel.report.document.model import Document
from graphmodel.report.document.write import FORMATS, write_document

__all__ = ["FORMATS", "Document", "compose", "write_document"]
