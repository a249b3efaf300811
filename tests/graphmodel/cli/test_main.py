"""The command line as a whole: commands found by file, errors in one line, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian, main

COMMANDS = {"alliances", "chart", "check", "db", "demo", "gaps", "links", "load", "query", "template"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from graphmodel.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_contract_is_there_and_has_help() -> None:
    assert set(gongjian.commands) | set(gongjian.list_commands(None)) >= COMMANDS
    for name in gongjian.list_commands(None):
        result = CliRunner().invoke(gongjian, [name, "--help"])
        assert result.exit_code == 0, name
        assert len(result.output.splitlines()) > 2, name


def test_an_error_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    result = run("gaps", "--from", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("gongjian: ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert "nowhere" in result.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    result = run("--debug", "gaps", "--from", str(tmp_path / "nowhere"))
    assert result.returncode != 0
    assert "Traceback" in result.stderr


def test_an_unknown_command_or_option_is_exit_code_2() -> None:
    assert run("gap").returncode == 2
    assert run("gaps", "--nonsense").returncode == 2
    assert "Usage" in run("gaps", "--nonsense").stderr


@pytest.mark.parametrize("text", ["2024-13-01", "soon", ""])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    result = run("gaps", "--as-of", text)
    assert result.returncode == 2
    assert "expected a date" in result.stderr


def test_version() -> None:
    result = run("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("gongjian")


def test_main_exits_with_the_code_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert "demo" in capsys.readouterr().out
