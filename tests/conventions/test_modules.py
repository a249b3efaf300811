"""Modules stay small, tests mirror the source, and what is public is documented."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for package in ("graphmodel", "loaders") for path in (ROOT / package).rglob("*.py"))
TESTS = sorted(path for package in ("graphmodel", "loaders") for path in (ROOT / "tests" / package).rglob("test_*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_500_lines() -> None:
    assert {named(path): lines(path) for path in SOURCES if lines(path) > 500} == {}


def test_half_of_the_modules_have_150_lines_or_fewer() -> None:
    assert statistics.median(lines(path) for path in SOURCES if path.name != "__init__.py") <= 150


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_nine_of_ten_functions_have_40_lines_or_fewer() -> None:
    sizes = [body_lines(function) for path in SOURCES for function in functions(path)]
    assert statistics.quantiles(sizes, n=10)[-1] <= 40


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_lies_where_its_subject_does(path: Path) -> None:
    subject = ROOT / path.parent.relative_to(ROOT / "tests")
    assert subject.is_dir() or subject.with_suffix(".py").is_file(), f"{named(path)} mirrors nothing in the source"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_is_public_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_annotations_are_not_evaluated(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    annotated = any(
        getattr(node, "annotation", None) or getattr(node, "returns", None) for node in ast.walk(ast.parse(text))
    )
    assert not annotated or "from __future__ import annotations\n" in text
