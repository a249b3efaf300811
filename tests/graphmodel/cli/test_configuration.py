"""Defaults from files and the environment: the command line wins, and what is misspelt is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian
from graphmodel.cli.configuration import configuration_files, defaults_of
from graphmodel.errors import InputError


def defaults(command: str) -> dict[str, Any]:
    context = click.Context(gongjian)
    context.invoked_subcommand = command
    return defaults_of(gongjian, context)


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine.toml"
    monkeypatch.setenv("GONGJIAN_CONFIG", str(path))
    return path


def test_a_section_gives_the_defaults_of_its_command(configured: Path) -> None:
    configured.write_text('lang = "en"\n[links]\ntop = 3\nhalf-life = 365.0\n[gaps]\ntop = 7\n', encoding="utf-8")
    assert defaults("links") == {"links": {"language": "en", "top": 3, "half_life_days": 365.0}}
    # A command without the option does not get it.
    assert "top" not in defaults("unload")["unload"]
    configured.write_text('lang = "en"\n', encoding="utf-8")
    assert defaults("completion") == {"completion": {"language": "en"}}


def test_a_nested_command_has_a_nested_section(configured: Path) -> None:
    configured.write_text('lang = "en"\n[plan.centres]\ntime-limit = 5\n', encoding="utf-8")
    found = defaults("plan")["plan"]
    assert isinstance(found, dict)
    assert found["centres"]["language"] == "en"
    assert len(found["centres"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gap]\ntop = 1\n", "expected the name of a command"),
        ("[gaps]\ntopp = 1\n", "found 'topp' under [gaps]"),
        ("top = 1\n", "found 'top' at the top"),
        ("gaps = 1\n", "found 'gaps' at the top"),
        ("[gaps\n", "which is not TOML"),
    ],
)
def test_what_is_misspelt_is_told(configured: Path, text: str, said: str) -> None:
    configured.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        defaults("gaps")
    assert said in str(error.value)
    assert str(configured) in str(error.value)


def test_the_folder_wins_over_the_user_and_an_empty_name_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGJIAN_CONFIG")
    user, folder = configuration_files()
    assert user.is_absolute()
    assert folder == Path("gongjian.toml")
    assert configuration_files({"GONGJIAN_CONFIG": ""}) == ()


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured.write_text('lang = "zh"\n[query]\n', encoding="utf-8")
    monkeypatch.setenv("GONGJIAN_LANG", "en")
    by_environment = CliRunner().invoke(gongjian, ["query"]).output
    by_line = CliRunner().invoke(gongjian, ["query", "--lang", "zh"]).output
    monkeypatch.delenv("GONGJIAN_LANG")
    by_file = CliRunner().invoke(gongjian, ["query"]).output
    assert by_environment != by_line
    assert by_line == by_file


def test_every_variable_that_is_looked_at_is_documented() -> None:
    root = Path(__file__).parents[3]
    sources = "".join(path.read_text("utf-8") for path in (root / "graphmodel").rglob("*.py"))
    looked_at = set(re.findall(r"\"((?:GONGJIAN|NEO4J)_[A-Z_]+)\"", sources)) - {"NEO4J_CONF", "NEO4J_HOME"}
    assert {"GONGJIAN_CONFIG", "GONGJIAN_DATA_DIR", "NEO4J_URI"} <= looked_at
    for page in ("commands.md", "commands.zh-CN.md"):
        text = (root / "docs" / page).read_text("utf-8")
        assert [name for name in sorted(looked_at) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", ["commands.md", "commands.zh-CN.md"])
def test_the_file_that_the_page_shows_is_taken(configured: Path, page: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / page).read_text("utf-8")
    configured.write_text(text.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert defaults("plan")["plan"]["centres"] == {"language": "zh", "quiet": True, "time_limit": 60}
    assert defaults("gaps")["gaps"]["top"] == 20


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    result = CliRunner().invoke(gongjian, ["completion", shell])
    assert result.exit_code == 0
    assert "_GONGJIAN_COMPLETE" in result.output


def test_quiet_leaves_out_remarks_but_not_errors(tmp_path: Path) -> None:
    code = "from graphmodel.cli import main; main()"
    table = tmp_path / "places.csv"
    table.write_text("place_id,name,level\n510106,金牛区,district\n510107,,district\n", encoding="utf-8")
    about = tmp_path / "about.csv"
    about.write_text("key,value\nas_of,2024-06-30\nsource,made-up\n", encoding="utf-8")
    ask = ["links", "--from", str(tmp_path), "--format", "csv"]
    loud = subprocess.run([sys.executable, "-c", code, *ask], capture_output=True, text=True, check=True)
    quiet = subprocess.run([sys.executable, "-c", code, "--quiet", *ask], capture_output=True, text=True, check=True)
    assert "rows cannot be used" in loud.stderr
    assert quiet.stderr == ""
    assert quiet.stdout == loud.stdout
    after = subprocess.run([sys.executable, "-c", code, *ask, "-q"], capture_output=True, text=True, check=True)
    assert (after.stderr, after.stdout) == ("", loud.stdout)
    missing = subprocess.run(
        [sys.executable, "-c", code, "-q", "links", "--from", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert missing.returncode == 2
    assert "nowhere" in missing.stderr


@pytest.fixture
def rows_left_out(tmp_path: Path) -> list[str]:
    """Arguments of a command that has something to remark."""
    (tmp_path / "places.csv").write_text("place_id,name,level\n510106,金牛区,district\n510107,,district\n", "utf-8")
    (tmp_path / "about.csv").write_text("key,value\nas_of,2024-06-30\nsource,made-up\n", "utf-8")
    return ["links", "--from", str(tmp_path), "--format", "csv"]


def test_quiet_may_stand_at_the_top_of_a_file_and_the_environment_wins(
    configured: Path, rows_left_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def remarks() -> str:
        return CliRunner().invoke(gongjian, rows_left_out, catch_exceptions=False).stderr

    assert "rows cannot be used" in remarks()
    for text in ("quiet = true\n", "[links]\nquiet = true\n"):
        configured.write_text(text, encoding="utf-8")
        assert remarks() == ""
    monkeypatch.setenv("GONGJIAN_QUIET", "0")
    assert "rows cannot be used" in remarks()


@pytest.mark.parametrize("arguments", [["gaps"], ["plan", "centres"]])
def test_quiet_and_debug_stand_behind_any_command_and_its_help_stays_short(arguments: list[str]) -> None:
    shown = CliRunner().invoke(gongjian, [*arguments, "--help"]).output
    assert "--quiet" not in shown
    assert CliRunner().invoke(gongjian, [*arguments, "-q", "--debug", "--help"]).output == shown
    assert "--quiet" in CliRunner().invoke(gongjian, ["--help"]).output
