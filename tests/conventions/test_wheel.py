"""The wheel holds what the product needs and nothing else, and works where it is put."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT), folder=out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_source_and_data_file_is_in(names: set[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in ("graphmodel", "loaders")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"graphmodel/py.typed", "loaders/py.typed"} <= files
    assert files - names == set()


def test_every_query_is_in(names: set[str]) -> None:
    queries = {path.relative_to(ROOT / "queries").as_posix() for path in (ROOT / "queries").rglob("*.cypher")}
    assert {f"graphmodel/_queries/{name}" for name in queries} - names == set()


def test_nothing_else_is_in(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"graphmodel", "loaders"}
    assert not [name for name in names if "/tests/" in name or name.endswith(".pyc")]


def test_it_works_where_it_is_put(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    run(
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
        folder=tmp_path,
    )
    probe = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import graphmodel; "
        "from graphmodel.store.queries import book_folder, query_book; "
        "print(graphmodel.__file__, book_folder(), len(query_book()), sep='|')"
    )
    package, book, count = run("-c", probe, folder=tmp_path).strip().split("|")
    assert Path(package).is_relative_to(target)
    assert Path(book) == target / "graphmodel" / "_queries"
    assert int(count) == len(list((ROOT / "queries").rglob("*.cypher")))
