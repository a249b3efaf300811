from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import loaders
from loaders import CheckResult

CheckTables: TypeAlias = Callable[..., CheckResult]


@pytest.fixture
def check_tables(tmp_path: Path) -> CheckTables:
    """Check tables given as CSV text by file name; `as_of` is set so that only what is tested is reported."""

    def run(tables: Mapping[str, str], **options: Any) -> CheckResult:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return loaders.check(folder, **{"as_of": "2022-12-31", **options})

    return run
