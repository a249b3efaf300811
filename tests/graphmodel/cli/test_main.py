"""The command line as a whole: commands found by file, errors in one line, exit codes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
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
    listed = gongjian.list_commands(click.Context(gongjian))
    assert set(gongjian.commands) | set(listed) >= COMMANDS
    for name in listed:
        result = CliRunner().invoke(gongjian, [name, "--help"])
        assert result.exit_code == 0, name
        assert len(result.output.splitlines()) > 2, name
        assert "\\b" not in result.output, name


def test_an_error_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    result = run("gaps", "--from", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("gongjian: ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert "nowhere" in result.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    ask = ["gaps", "--from", str(tmp_path / "nowhere")]
    for arguments in (["--debug", *ask], [*ask, "--debug"]):
        result = run(*arguments)
        assert result.returncode != 0
        assert "Traceback" in result.stderr


@pytest.mark.parametrize(("language", "said"), [("en", "a mistake of the program"), ("zh", "这是程序的错误")])
def test_what_nobody_foresaw_is_one_line_and_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    def break_down(*_: object, **__: object) -> None:
        unforeseen = KeyError("moon")
        raise unforeseen

    monkeypatch.setattr("graphmodel.cli.configuration.configuration_files", break_down)
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", language, "config"])
    assert stopped.value.code == 3
    told = capsys.readouterr().err
    assert told.startswith("gongjian: ")
    assert len(told.splitlines()) == 1
    assert "KeyError: 'moon'" in told
    assert said in told
    with pytest.raises(KeyError):
        main(["--lang", language, "config", "--debug"])


def test_the_help_tells_the_exit_codes() -> None:
    assert "Exit codes: 0 done; 1 some rows were quarantined" in " ".join(run("--help").stdout.split())
    assert "退出码：0 完成" in run("--lang", "zh", "--help").stdout


def test_an_unknown_command_or_option_is_exit_code_2() -> None:
    assert run("gap").returncode == 2
    assert run("gaps", "--nonsense").returncode == 2
    assert "Usage" in run("gaps", "--nonsense").stderr


def test_a_misspelt_command_is_answered_with_those_that_come_near() -> None:
    assert "did you mean gaps or map?" in run("gasp").stderr
    assert "did you mean" not in run("zzzzzz").stderr


def test_the_summaries_are_the_first_sentences_of_the_commands_help() -> None:
    context = click.Context(gongjian)
    shown = CliRunner().invoke(gongjian, ["--help"], terminal_width=400, max_content_width=400).output
    for name in gongjian.list_commands(context):
        command = gongjian.get_command(context, name)
        assert command is not None
        assert command.help is not None
        first = " ".join(command.help.partition("\n\n")[0].split()).removesuffix(".")
        assert re.search(rf"^  {name} +{re.escape(first)}$", shown, re.MULTILINE), name


def test_every_command_gives_an_example_of_its_use() -> None:
    context = click.Context(gongjian)
    for name in gongjian.list_commands(context):
        command = gongjian.get_command(context, name)
        assert command is not None
        assert f"gongjian {name}" in (command.help or ""), name


def test_the_list_of_commands_imports_none_of_them() -> None:
    probe = (
        "import sys\nfrom graphmodel.cli import main\ntry:\n    main(['--help'])\nfinally:\n"
        "    print(*sorted(name for name in sys.modules if not name.startswith('_')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert {name for name in loaded if name.startswith(("graphmodel", "loaders"))} == {
        "graphmodel",
        "graphmodel.bilingual",
        "graphmodel.cli",
        "graphmodel.cli.language",
        "graphmodel.cli.translation",
        "graphmodel.errors",
    }
    assert loaded & {"rich", "pandas", "numpy", "networkx", "matplotlib", "neo4j"} == set()


def test_the_help_of_no_command_waits_for_a_large_library() -> None:
    probe = (
        "import importlib, sys\nlarge = {'pandas', 'numpy', 'scipy', 'networkx', 'matplotlib', 'neo4j', 'nicegui', 'docx'}\n"
        "for name in sys.argv[1:]:\n    importlib.import_module(f'graphmodel.cli.{name}')\n"
        "    assert not large & set(sys.modules), f'{name} imports {large & set(sys.modules)}'"
    )
    names = gongjian.list_commands(click.Context(gongjian))
    done = subprocess.run([sys.executable, "-c", probe, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_colour_leaves_a_pipe() -> None:
    for arguments in (["--help"], ["gaps", "--list"], ["chart"]):
        result = run(*arguments)
        assert result.returncode == 0, result.stderr
        assert "\x1b" not in result.stdout + result.stderr


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
