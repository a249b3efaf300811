"""What the tutorials show is what their commands print."""

from __future__ import annotations

import csv
import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian

DOCS = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True)
class Tutorial:
    """A tutorial's page: its language, the folder of its tables, the cell that is wrong and what it should be, and the
    exit codes of the commands whose output it shows."""

    page: str
    language: str
    folder: str
    wrong: tuple[str, str, str]
    commands: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        return (DOCS / self.page).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, str]:
        return dict(re.findall(r"`([^`]+\.(?:csv|xlsx))`\n```csv\n(.*?)```", self.text, re.DOTALL))


CODES = (("check", 1), ("check", 0), ("gaps", 0))
ENGLISH = Tutorial("tutorial.md", "en", "ours", ("区划与载体.csv", "八百二十", "820"), CODES)
CHINESE = Tutorial("tutorial.zh-CN.md", "zh", "台账", ("小区情况.xlsx", "约五百", "505"), CODES)
every_tutorial = pytest.mark.parametrize("tutorial", [ENGLISH, CHINESE], ids=lambda tutorial: tutorial.language)


def shown(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands that are shown with output."""
    blocks = re.findall(r"```console\n\$ gongjian (.*?)\n(.*?)```", text, re.DOTALL)
    return [(command, output.splitlines()) for command, output in blocks if output and not output.startswith("$")]


def write_workbook(path: Path, content: str) -> None:
    """Write what a page shows of a workbook, with its first line as a merged title."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in csv.reader(io.StringIO(content)):
        sheet.append([int(cell) if cell.isdecimal() and len(cell) < 6 else cell for cell in row])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=sheet.max_column)
    book.save(path)


def mend(path: Path, wrong: str, right: str) -> None:
    """Replace the one cell, or the one place in a text, that is wrong."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8")
        assert text.count(wrong) == 1
        path.write_text(text.replace(wrong, right), encoding="utf-8")
        return
    book = openpyxl.load_workbook(path)
    (cell,) = (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == wrong)
    cell.value = right
    book.save(path)


def run(command: str) -> tuple[int, str]:
    result = CliRunner().invoke(gongjian, shlex.split(command))
    return result.exit_code, result.output


@pytest.fixture
def folder(tutorial: Tutorial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGJIAN_LANG", tutorial.language)
    tables = tmp_path / tutorial.folder
    tables.mkdir()
    for name, content in tutorial.files.items():
        if name.endswith(".xlsx"):
            write_workbook(tables / name, content)
        else:
            (tables / name).write_text(content, encoding="utf-8")
    return tables


def correct_the_mapping(text: str, path: Path) -> None:
    """Do by the page what a reader does by hand: what it says to change, and what to add at the end."""
    mapping = path.read_text(encoding="utf-8")
    changes = re.findall(r"把\n```toml\n(.*?)```\n改成\n```toml\n(.*?)```", text, re.DOTALL)
    assert changes
    for before, after in changes:
        assert mapping.count(before) == 1, before
        mapping = mapping.replace(before, after)
    (added,) = re.findall(r"在文件末尾加上\n```toml\n(.*?)```", text, re.DOTALL)
    path.write_text(f"{mapping}\n{added}", encoding="utf-8")


@every_tutorial
def test_the_tutorial_shows_files_and_commands(tutorial: Tutorial) -> None:
    assert len(tutorial.files) == 4
    assert all(word in tutorial.text for word in tutorial.wrong)
    assert [command.split()[0] for command, _ in shown(tutorial.text)] == [name for name, _ in tutorial.commands]


@every_tutorial
def test_its_commands_print_what_it_shows(tutorial: Tutorial, folder: Path) -> None:
    if "gongjian map" in tutorial.text:
        assert run("map 台账 -o 对应.toml")[0] == 0
        mapping = Path("对应.toml")
        quoted = re.findall(r'```toml\n(# "所在社区".*?)```', tutorial.text, re.DOTALL)
        assert all(lines in mapping.read_text(encoding="utf-8") for lines in quoted)
        correct_the_mapping(tutorial.text, mapping)
    for at, ((command, expected), (_, exit_code)) in enumerate(
        zip(shown(tutorial.text), tutorial.commands, strict=True)
    ):
        if at == 1:
            file, wrong, right = tutorial.wrong
            mend(folder / file, wrong, right)
        found, output = run(command)
        assert found == exit_code, output
        for line in expected:
            assert line.rstrip("…").rstrip() in output, f"{command}: {line}"
