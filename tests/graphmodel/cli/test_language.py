"""The command line speaks the user's language: help, errors and remarks, by ``--lang``, the environment, a file, the locale."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from graphmodel import cli
from graphmodel.cli import gongjian
from graphmodel.cli.chinese_help import fill, in_chinese

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# English names that stay: values of options, programs, formats, methods.
NAMES = re.compile(r"`[^`]*`|\[[^\]]*\]|--?[a-z][\w-]*|[\w-]*\.\w+|[A-Z][\w-]*|[a-z0-9_-]+：?|~\d")


def commands(command: click.Command, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*names, name))


def command_named(names: tuple[str, ...]) -> click.Command:
    command: click.Command = gongjian
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


ALL = list(commands(gongjian))
each_command = pytest.mark.parametrize("names", ALL, ids=lambda names: " ".join(names) or "gongjian")


def said(*arguments: str) -> str:
    return CliRunner().invoke(gongjian, arguments).output


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    code = "from graphmodel.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )


def test_there_are_commands_below_commands() -> None:
    assert {("gaps",), ("db", "reset"), ("plan", "centres")} <= set(ALL)


@each_command
def test_every_command_takes_a_language(names: tuple[str, ...]) -> None:
    options = [option for item in command_named(names).params for option in item.opts]
    assert "--lang" in options


@each_command
def test_the_help_of_every_command_is_chinese_and_fits(names: tuple[str, ...]) -> None:
    width = 80
    lines = said("--lang", "zh", *names, "--help").splitlines()
    assert lines[0].startswith("用法：")
    body = "\n".join(lines)
    examples = [line for line in lines if re.match(r"  (gongjian|eval)\b", line)]
    for line in lines:
        # Examples are lines to copy, and the values of a choice are one word.
        assert cell_len(line) <= width or line in examples or "|" in line, line
    prose = [line for line in lines[1:] if line not in examples]
    told = re.sub(r"`[^`]*`|--[\w-]+", "", "\n".join(prose))
    assert not re.search(r"\b(the|of|and|else|with|this|what(?!-if)|is|are)\b", told), told
    for paragraph in re.split(r"\n\s*\n", body):
        if paragraph.strip() and not all(line in examples for line in paragraph.splitlines()):
            assert CHINESE.search(paragraph), paragraph


@each_command
def test_every_option_is_explained_in_chinese(names: tuple[str, ...]) -> None:
    for parameter in in_chinese(command_named(names)).params:
        if isinstance(parameter, click.Option) and parameter.help:
            assert CHINESE.search(parameter.help), parameter.opts


def test_english_help_is_the_same_after_chinese_was_shown() -> None:
    before = said("--lang", "en", "gaps", "--help")
    chinese = said("--lang", "zh", "gaps", "--help")
    assert said("--lang", "en", "gaps", "--help") == before
    assert not CHINESE.search(before.partition("Options:")[0])
    assert chinese.startswith("用法：")


@pytest.mark.parametrize(
    "arguments",
    [("--lang", "zh", "gaps", "--help"), ("gaps", "--lang", "zh", "--help"), ("--lang=en", "gaps", "--lang=zh", "-h")],
)
def test_the_language_may_stand_before_and_after_the_command(arguments: tuple[str, ...]) -> None:
    assert "覆盖缺口" in said(*arguments)


def test_the_line_wins_over_the_environment_and_that_over_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('lang = "zh"\n', encoding="utf-8")
    monkeypatch.setenv("GONGJIAN_CONFIG", str(path))
    assert "查询手册" not in said("query")
    assert "查询手册" in said("--lang", "zh", "query")
    assert "query book" in said("--lang", "zh", "query", "--lang", "en")
    monkeypatch.delenv("GONGJIAN_LANG")
    assert "查询手册" in said("query")
    assert "query book" in said("--lang", "en", "query")
    assert said("--help").startswith("用法：")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gaps", "--topp"), "没有选项 '--topp'"),
        (("gaps", "--top", "x"), "'--top' 的取值有误：'x' 不是有效的整数"),
        (("gaps", "--level", "x"), "不在可选值之中"),
        (("check",), "缺少参数"),
        (("gasp",), "没有命令 'gasp'"),
        (("gaps", "more"), "多出参数"),
        (("db",), "用法：gongjian db"),
        (("review", "--answers", "none.xlsx"), "文件 'none.xlsx' 不存在"),
        (("gaps", "--as-of", "soon"), "不是日期"),
    ],
)
def test_what_click_finds_wrong_is_told_in_chinese(arguments: tuple[str, ...], words: str) -> None:
    done = run("--lang", "zh", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not re.search(r"\b(Usage|Error|Try|for help|Invalid|Missing|No such)\b", done.stderr), done.stderr


def test_our_errors_are_told_in_the_language(tmp_path: Path) -> None:
    done = run("map", "x.csv", "-o", str(tmp_path / "there.toml"), "--lang", "zh")
    (tmp_path / "there.toml").touch()
    done = run("map", "x.csv", "-o", str(tmp_path / "there.toml"), "--lang", "zh")
    assert done.returncode == 2
    assert "已存在" in done.stderr


def test_the_locale_decides_where_nothing_else_does() -> None:
    quiet = {"GONGJIAN_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
    assert run("--help", **quiet, LANG="zh_CN.UTF-8").stdout.startswith("用法：")
    assert run("--help", **quiet, LANG="de_DE.UTF-8").stdout.startswith("Usage:")


def test_english_is_english_on_a_chinese_system() -> None:
    done = run("--lang", "en", "gaps", "--topp", LANG="zh_CN.UTF-8", LANGUAGE="zh")
    assert "No such option" in done.stderr
    assert not CHINESE.search(done.stderr)


def test_nothing_of_the_language_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    said("--lang", "zh", "--help")
    assert os.environ["LANGUAGE"] == "fr"
    monkeypatch.delenv("LANGUAGE")
    said("--lang", "zh", "--help")
    assert "LANGUAGE" not in os.environ


def test_the_chinese_list_of_commands_imports_none_of_them() -> None:
    probe = (
        "import sys\nfrom graphmodel.cli import main\ntry:\n    main(['--lang', 'zh', '--help'])\nfinally:\n"
        "    print(*sorted(name for name in sys.modules if not name.startswith('_')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "覆盖缺口" in done.stdout
    loaded = set(done.stderr.split())
    assert {name for name in loaded if name.startswith(("graphmodel", "loaders"))} == {
        "graphmodel",
        "graphmodel.bilingual",
        "graphmodel.cli",
        "graphmodel.cli.chinese_help",
        "graphmodel.cli.language",
        "graphmodel.cli.translation",
        "graphmodel.errors",
    }
    assert loaded & {"rich.console", "pandas", "numpy", "networkx", "matplotlib", "neo4j", "babel"} == set()


def _alone(node: ast.expr) -> bool:
    """Whether a text is a plain one with words in it, and not a pair in two languages."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    return any(re.search(r"[A-Za-z\u4e00-\u9fff]{2}", text) for text in texts)


def test_no_remark_and_no_error_is_said_in_one_language_alone() -> None:
    sources = sorted(Path(cli.__path__[0]).rglob("*.py"))
    assert len(sources) > 40
    found = []
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                said = node.args[0] if node.func.id in {"note", "InputError", "QueryError"} else None
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                said = node.value if node.targets[0].id == "msg" else None
            if said is not None and _alone(said):
                found.append(f"{path.name}:{said.lineno}")
    assert found == []


def test_punctuation_stays_with_its_word_and_words_stay_whole() -> None:
    lines = fill("用 `gongjian gaps -o gaps.xlsx` 导出（全部）缺口，再看“优先次序”。", 16)
    assert all(cell_len(line) <= 16 for line in lines)
    assert not [line for line in lines if line[0] in "，。）”" or line[-1] in "（“"]
    assert "gaps.xlsx`" in " ".join(lines)


def test_a_word_that_is_too_long_is_cut() -> None:
    assert max(map(cell_len, fill("x" * 50, 20))) <= 20


@pytest.mark.parametrize(("language", "words"), [("zh", "已写入 {}：3 行"), ("en", "wrote 3 rows to {}")])
def test_what_is_written_to_a_file_is_told(tmp_path: Path, language: str, words: str) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "about.csv").write_text("key,value\nas_of,2024-06-30\nsource,made-up\n", encoding="utf-8")
    (folder / "enterprises.csv").write_text("unit_id,name,party_members\nE1,甲,3\nE2,乙,3\nE3,丙,3\n", encoding="utf-8")
    for ending in ("csv", "jsonl"):
        path = tmp_path / f"gaps.{ending}"
        asked = ["gaps", "--from", str(folder), "--rule", "unit-should-have-own-organization", "-o", str(path)]
        result = CliRunner().invoke(gongjian, [*asked, "--lang", language])
        assert result.stdout == ""
        assert result.stderr == words.format(path) + "\n"
