"""Every text in two languages says in Chinese what it says in English: the same values, commands and options."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[2]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORDS = re.compile("[a-z]{2}")
_COMMANDS = re.compile(r"`(gongjian [a-z-]+)|(?<![\w-])(--[a-z][a-z-]+)")
# Names of formats, the name of a language in itself, and an arrow are the same in both.
_ALIKE = {"Cytoscape JSON", "GEXF", "GraphML", "Pajek", "UCINET DL", "English", ".xls", " → "}


def _texts() -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """Yield each call with two written texts, and where it stands."""
    for package in ("graphmodel", "loaders", "evaluation"):
        for path in sorted((_PROJECT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Bilingual" and len(node.args) == 2:
                    english, chinese = node.args
                    if isinstance(english, ast.Constant | ast.JoinedStr):
                        yield f"{path.relative_to(_PROJECT)}:{node.lineno}", english, chinese


def _written(text: ast.expr) -> str:
    parts = (node.value for node in ast.walk(text) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return " ".join(parts)


def _values(text: ast.expr) -> Iterator[ast.FormattedValue]:
    return (node for node in ast.walk(text) if isinstance(node, ast.FormattedValue))


def _faults(english: ast.expr, chinese: ast.expr) -> list[str]:
    said, translated = _written(english), _written(chinese)
    # What stands in quotes is what was found.
    shown = {ast.unparse(value.value) for value in _values(english) if value.conversion == ord("r")}
    faults = sorted(shown - {ast.unparse(value.value) for value in _values(chinese)})
    faults += [named for named in map("".join, _COMMANDS.findall(said)) if named not in translated]
    written = isinstance(chinese, ast.Constant | ast.JoinedStr) and not any(_values(chinese))
    if written and _WORDS.search(said) and translated not in _ALIKE and not _CHINESE.search(translated):
        faults.append("no Chinese")
    return faults


def test_every_text_says_the_same_in_both_languages() -> None:
    found = {where: _faults(english, chinese) for where, english, chinese in _texts()}
    assert len(found) > 1000
    assert not {where: faults for where, faults in found.items() if faults}


@pytest.mark.parametrize(
    ("call", "faults"),
    [
        ('Bilingual(f"found {x!r}: see `gongjian gaps --list`", f"{x!r}：见 `gongjian gaps --list`")', []),
        ('Bilingual(f"found {x!r}", f"{y!r} 不对")', ["x"]),
        ('Bilingual("see `gongjian gaps`", "见 gongjian map")', ["gongjian gaps"]),
        ('Bilingual("give --scope", "请给出范围")', ["--scope"]),
        ('Bilingual("street", "street")', ["no Chinese"]),
    ],
)
def test_a_difference_is_noticed(call: str, faults: list[str]) -> None:
    parsed = ast.parse(call, mode="eval").body
    assert isinstance(parsed, ast.Call)
    assert _faults(*parsed.args) == faults
