"""What the tutorial shows is what its commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian

TEXT = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([^`]+\.csv)`\n```csv\n(.*?)```", TEXT, re.DOTALL))


def shown() -> list[tuple[str, list[str]]]:
    """Return the commands of the tutorial that are shown with output."""
    blocks = re.findall(r"```console\n\$ gongjian (.*?)\n(.*?)```", TEXT, re.DOTALL)
    return [(command, output.splitlines()) for command, output in blocks if output and not output.startswith("$")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ours = tmp_path / "ours"
    ours.mkdir()
    for name, content in FILES.items():
        (ours / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return ours


def test_the_tutorial_shows_files_and_commands() -> None:
    assert len(FILES) == 4
    assert [command.split()[0] for command, _ in shown()] == ["check", "check", "gaps"]


def test_its_commands_print_what_it_shows(folder: Path) -> None:
    for at, (command, expected) in enumerate(shown()):
        if at == 1:
            places = folder / "区划与载体.csv"
            places.write_text(places.read_text(encoding="utf-8").replace("八百二十", "820"), encoding="utf-8")
        result = CliRunner().invoke(gongjian, shlex.split(command))
        assert result.exit_code == (1 if at == 0 else 0), result.output
        for line in expected:
            assert line.rstrip("…").rstrip() in result.output, f"{command}: {line}"
