"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def tables(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write the ``TABLES`` of the test's module as CSV files, and return their folder."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in request.module.TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands speak Chinese, unless a test says otherwise with ``--lang``."""
    monkeypatch.setenv("GONGJIAN_LANG", "zh")
