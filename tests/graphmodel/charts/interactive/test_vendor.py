from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

import graphmodel.charts.interactive as package

VENDOR = Path(package.__file__).with_name("vendor")
TOLD = tomllib.loads((VENDOR / "VERSIONS.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", TOLD)
def test_every_script_of_others_is_the_published_file(name: str) -> None:
    for file, expected in (("file", "sha256"), ("licence_file", "licence_sha256")):
        found = hashlib.sha256((VENDOR / TOLD[name][file]).read_bytes()).hexdigest()
        assert found == TOLD[name][expected], f"{TOLD[name][file]} was changed"


@pytest.mark.parametrize("name", TOLD)
def test_every_licence_is_the_one_that_is_told(name: str) -> None:
    licence = (VENDOR / TOLD[name]["licence_file"]).read_text("utf-8")
    assert TOLD[name]["licence"] == "MIT"
    assert "Permission is hereby granted, free of charge" in licence


def test_nothing_else_lies_there() -> None:
    told = {entry[key] for entry in TOLD.values() for key in ("file", "licence_file")}
    assert {path.name for path in VENDOR.iterdir()} == told | {"VERSIONS.toml", ".gitattributes"}
