"""Importing the package costs nothing: no network, no file but modules, none of the large libraries."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LARGE = ("matplotlib", "neo4j", "networkx", "numpy", "pandas", "scipy")
PROBE = """
import json, sys
before = set(sys.modules)
events = []
def hook(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so", ".pyd")):
        events.append(f"open {arguments[0]}")
    elif event.startswith(("socket.", "subprocess.", "urllib.")):
        events.append(event)
sys.addaudithook(hook)
import PACKAGE
print(json.dumps({"events": events, "modules": sorted(set(sys.modules) - before)}))
"""


@pytest.mark.parametrize("package", ["graphmodel", "graphmodel.cli", "graphmodel.schema"])
def test_an_import_touches_nothing(package: str) -> None:
    probe = PROBE.replace("PACKAGE", package)
    output = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout
    seen = json.loads(output)
    assert seen["events"] == []
    assert [name for name in LARGE if name in seen["modules"]] == []
