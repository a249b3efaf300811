from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import loaders
from loaders import CheckResult

CheckMapped: TypeAlias = Callable[..., CheckResult]


@pytest.fixture
def check_mapped(tmp_path: Path) -> CheckMapped:
    """Check foreign tables given as CSV text by file name with a mapping given as TOML text."""

    def run(files: Mapping[str, str], mapping: str, **options: Any) -> CheckResult:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return loaders.check(folder, mapping=tmp_path / "m.toml", **{"as_of": "2022-12-31", **options})

    return run
