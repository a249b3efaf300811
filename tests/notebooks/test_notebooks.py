"""Every notebook runs from top to bottom, has stripped outputs, and uses the public surface only."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from graphmodel.store import server

ROOT = Path(__file__).parents[2]
PUBLIC_DATA = ROOT.parent / "shared" / "data"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, len(NOTEBOOKS) + 1)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert not [cell.id for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_asks_one_question_in_both_languages_with_few_lines_a_cell(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    head = cells[0].source
    assert head.startswith(f"# {path.stem[:2]} · ")
    assert "**问题：" in head
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert sorted(len(source.splitlines()) for source in code)[len(code) // 2] <= 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_imports_the_public_surface_only(path: Path) -> None:
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    ours = {
        node.module
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("graphmodel", "loaders"))
    }
    assert ours <= {"loaders"}


@pytest.mark.neo4j
# nbclient's own event loop leaves sockets of the kernel to be closed by the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A server of its own: a notebook loads a whole case, which the tests' shared server must not keep.
    monkeypatch.setenv("GONGJIAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    notebook = nbformat.read(path, as_version=4)
    needs_public_data = any("shared/data" in cell.source for cell in notebook.cells)
    if needs_public_data and not PUBLIC_DATA.is_dir() and not os.environ.get("CI"):
        pytest.skip(f"the public data are not beside the repository, in {PUBLIC_DATA}")
    try:
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    finally:
        server.stop(server.data_dir() / "neo4j")
