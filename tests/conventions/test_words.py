"""The project speaks of itself alone: nothing in it names a machine's paths or a package registry's host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In pieces, so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        map(
            re.escape,
            (
                "py" + "pi.org",
                "python" + "hosted.org",
                "maven" + ".org",
                "maven" + ".apache.org",
                "maven" + ".aliyun",
                "npm" + "js.org",
                "ana" + "conda.org",
                "/w" + "ork/",
                "/ro" + "ot/",
                "/tm" + "p/brief",
            ),
        )
    )
)


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the files that belong to the project are not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S607 -- the git of the developer
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    found = {}
    for path in tracked():
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        words = sorted(set(FORBIDDEN.findall(text)))
        if words:
            found[path.relative_to(ROOT).as_posix()] = words
    assert found == {}


def test_no_tracked_file_is_a_lock_with_addresses_or_a_leftover() -> None:
    names = {path.name for path in tracked()}
    assert not names & {"uv" + ".lock", ".DS_Store", "Thumbs.db"}
