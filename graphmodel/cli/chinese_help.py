"""The help in Chinese: a translated copy of a command, and lines that are filled by cells and not by characters."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Iterable, Iterator
from gettext import gettext
from typing import Any, TypeVar

import click
from rich.cells import cell_len, chop_cells

from graphmodel.cli.translation import METAVAR, chinese

_RAW = "\b"
"""Before a paragraph whose lines are kept, as click has it."""

_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
_OPENING, _CLOSING = "（“‘《「【", "，。、；：？！）”’》」】…"
# What a line is not broken in: a word, or one Chinese character, with the punctuation that belongs to it.
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:[^\s{_OPENING}{_CLOSING}{_WIDE}]+|(?![{_OPENING}{_CLOSING}])[{_WIDE}])[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+"
)
_COLUMN, _GAP, _LEAST = 30, 2, 10

Command = TypeVar("Command", bound=click.Command)
Parameter = TypeVar("Parameter", bound=click.Parameter)


class ChineseHelpFormatter(click.HelpFormatter):
    """A formatter to which a Chinese character is as wide as two others, and a line may end after any."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        start = f"{gettext('Usage:') if prefix is None else prefix}{prog} "
        self.write("\n".join(fill(args, self.width, start, " " * cell_len(start))).rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each filled but those whose lines are kept."""
        indent = " " * self.current_indent
        self.write("\n\n".join("\n".join(_paragraph(part, self.width, indent)) for part in _paragraphs(text)) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = _GAP) -> None:
        """Write terms and what they mean in two columns."""
        listed = list(rows)
        column = min(max(cell_len(term) for term, _ in listed), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in listed:
            lines = fill(meaning, max(self.width - column - self.current_indent, _LEAST))
            if cell_len(term) + col_spacing <= column:
                first = term + " " * (column - cell_len(term)) + (lines.pop(0) if lines else "")
            else:
                first = term
            self.write(f"{indent}{first}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * column}{line}\n" for line in lines))


class ChineseContext(click.Context):
    """A context whose help is formatted for Chinese."""

    formatter_class = ChineseHelpFormatter


def fill(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Return a text in lines of at most ``width`` cells, the first and the other lines beginning with these.

    Examples
    --------
    >>> fill("查找覆盖缺口：缺什么、在哪里。", 12)
    ['查找覆盖缺', '口：缺什么、', '在哪里。']
    >>> fill("用 `gongjian load` 载入", 12, "  ", "  ")
    ['  用', '  `gongjian', '  load` 载入']
    """
    lines, line, space = [], first, ""
    bare = True
    for piece in _pieces(text, width - max(cell_len(first), cell_len(others))):
        if piece.isspace():
            space = "" if bare else " "
        elif bare or cell_len(line) + len(space) + cell_len(piece) <= width:
            line, space, bare = line + space + piece, "", False
        else:
            lines.append(line)
            line, space = others + piece, ""
    return lines if bare and not first.strip() else [*lines, line]


def _pieces(text: str, room: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        yield from [piece] if cell_len(piece) <= room else chop_cells(piece, max(room, _LEAST))


def in_chinese(command: Command) -> Command:
    """Return a copy of a command, with all below it, whose help and errors are in Chinese; the command stays as it is."""
    shown = copy.copy(command)
    shown.help = command.help and "\n\n".join(map(_translated, _paragraphs(command.help)))
    shown.short_help = command.help and summary(command.help)
    shown.options_metavar = command.options_metavar and chinese(command.options_metavar, METAVAR)
    shown.params = [_parameter(item) for item in command.params]
    shown.context_class = ChineseContext
    # The option that shows the help is made when it is first asked for, and kept in the language of that moment.
    shown._help_option = None  # noqa: SLF001 -- click has no other way
    if isinstance(shown, click.Group) and isinstance(command, click.Group):
        shown.subcommand_metavar = chinese(command.subcommand_metavar, METAVAR)
        shown.commands = {name: in_chinese(item) for name, item in command.commands.items()}
    return shown


def summary(text: str) -> str:
    """Return the first sentence of a command's help in Chinese, without its full stop."""
    return chinese(paragraph_of(_paragraphs(text)[0])).removesuffix("。")


def paragraph_of(text: str) -> str:
    """Return a paragraph as the catalogue has it: in one line."""
    return " ".join(text.split())


def _parameter(parameter: Parameter) -> Parameter:
    shown = copy.copy(parameter)
    kind: Any = parameter.type
    if not isinstance(kind, click.Choice):
        shown.type = copy.copy(kind)
        shown.type.name = chinese(kind.name.upper(), METAVAR)
        if parameter.metavar is not None:
            shown.metavar = chinese(parameter.metavar, METAVAR)
        elif isinstance(parameter, click.Argument):
            word = chinese(str(parameter.name).upper(), METAVAR)
            shown.metavar = word if parameter.required else f"[{word}]"
    if isinstance(shown, click.Option):
        shown.help = shown.help and chinese(shown.help)
        if isinstance(shown.show_default, str):
            shown.show_default = chinese(shown.show_default)
    return shown


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n", inspect.cleandoc(text))


def _translated(paragraph: str) -> str:
    return paragraph if paragraph.startswith(_RAW) else chinese(paragraph_of(paragraph))


def _paragraph(text: str, width: int, indent: str) -> list[str]:
    if text.startswith(_RAW):
        return [f"{indent}{line}".rstrip() for line in text.splitlines()[1:]]
    return fill(paragraph_of(text), width, indent, indent)
