"""A report as PDF, where a browser or an office is there to print it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from graphmodel.errors import RenderError
from graphmodel.report.document.html import html_of
from graphmodel.report.document.model import Document

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
_PATIENCE = 120


def pdf_of(document: Document) -> bytes:
    """Return a report as PDF, printed by a browser of the machine.

    Raises
    ------
    RenderError
        If there is no such browser, or it fails.
    """
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        msg = "found no browser that prints PDF (chromium, chrome or edge); write .html and print it, or write .docx"
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
            msg = f"{browser} could not print the report ({type(error).__name__}); write .html and print it, or write .docx"
            raise RenderError(msg) from error
