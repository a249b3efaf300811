"""A report as PDF, where a browser is there to print it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from graphmodel.bilingual import Bilingual
from graphmodel.errors import RenderError
from graphmodel.report.browser import find_browser
from graphmodel.report.document.html import html_of
from graphmodel.report.document.model import Document

_PATIENCE = 120


def pdf_of(document: Document) -> bytes:
    """Return a report as PDF, printed by a browser of the machine.

    Raises
    ------
    RenderError
        If there is no such browser, or it fails.
    """
    browser = find_browser()
    if browser is None:
        msg = Bilingual(
            "found no browser that prints PDF (chromium, chrome or edge); write .html and print it, or write .docx",
            "找不到可打印 PDF 的浏览器（chromium、chrome 或 edge）：请写成 .html 后自行打印，或写成 .docx",
        )
        raise RenderError(msg)
    with tempfile.TemporaryDirectory(prefix="gongjian-report-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "report.html", folder / "report.pdf"
        page.write_text(html_of(document), encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
            return printed.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            msg = Bilingual(
                f"{browser} could not print the report ({type(error).__name__}); write .html and print it, or write .docx",
                f"{browser} 未能打印报告（{type(error).__name__}）：请写成 .html 后自行打印，或写成 .docx",
            )
            raise RenderError(msg) from error
