"""Writing a graph for another tool, whole or not at all, and reading it back."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import GongjianError, InputError
from graphmodel.exchange.registry import Format, find_format
from graphmodel.exchange.tabular import tabular, to_networkx
from graphmodel.system_errors import reason_in_chinese


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written: the format, the files, and how many nodes and edges."""

    format: Format
    files: tuple[Path, ...]
    nodes: int
    edges: int


def export_graph(graph: nx.Graph, path: Path | str, *, to: str | None = None) -> ExportSummary:
    """Write a graph in the format of another tool.

    Parameters
    ----------
    graph
        Any networkx graph, ours or not.
    path
        The file; a folder for formats of several files. What is there of the same name is replaced, at the end and at once.
    to
        Name of the format, see `graphmodel.exchange.known_formats`; without it the path's ending says.

    Raises
    ------
    InputError
        If the format is unknown or the path cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("510106", labels=("District", "Place"), name="金牛区")
    >>> with TemporaryDirectory() as folder:
    ...     summary = export_graph(graph, Path(folder) / "graph.graphml")
    ...     import_graph(summary.files[0]).nodes["510106"]
    {'labels': ('District', 'Place'), 'name': '金牛区'}
    """
    target = Path(path)
    found = find_format(to, target)
    table = tabular(graph)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".gongjian-", dir=target.parent) as folder:
            # A failure or an interruption on the way leaves no half of a file.
            found.write(table, Path(folder) / target.name)
            files = _put_in_place(Path(folder), target, found)
    except OSError as error:
        msg = Bilingual(
            f"cannot write {target} ({error.strerror or error}): close it where it is open, or choose another path",
            f"无法写入 {target}（{reason_in_chinese(error)}）：如在别处打开请先关闭，或另选路径",
        )
        raise InputError(msg) from error
    return ExportSummary(found, files, len(table.ids), len(table.starts))


def _put_in_place(folder: Path, target: Path, found: Format) -> tuple[Path, ...]:
    if not found.files:
        written = sorted(folder.iterdir())
        for path in written:
            path.replace(target.parent / path.name)
        return tuple(target.parent / path.name for path in written)
    target.mkdir(exist_ok=True)
    written = sorted((folder / target.name).iterdir())
    for path in written:
        shutil.move(path, target / path.name)
    return tuple(target / path.name for path in written)


def import_graph(path: Path | str, *, format: str | None = None) -> nx.MultiDiGraph | nx.MultiGraph:  # noqa: A002 -- the word that users know
    """Read a graph that `export_graph`, or another tool, wrote.

    Of a file of ours everything comes back where the format is lossless. Of another's, columns that have the names of our
    properties are read as their kind, others as numbers where all are, else as text.

    Raises
    ------
    InputError
        If there is no such file, its format is unknown or can only be written, or it cannot be read.
    """
    origin = Path(path)
    if not origin.exists():
        msg = Bilingual(
            f"found no {origin}, expected a file or folder to read: check the path",
            f"没有 {origin}：应为要读取的文件或文件夹，请检查路径",
        )
        raise InputError(msg)
    found = find_format(format, origin)
    if found.read is None:
        msg = Bilingual(
            f"found {origin} in the format {found.name}, which can be written and not read: {found.description.en}",
            f"{origin} 的格式 {found.name} 只能写出，不能读入：{found.description.zh}",
        )
        raise InputError(msg)
    try:
        return to_networkx(found.read(origin))
    except GongjianError:
        raise
    except Exception as error:
        # Readers of foreign files fail in many ways; to the user all of them mean the same.
        msg = Bilingual(
            f"found {origin}, which does not read as {found.title.en} ({type(error).__name__}: {str(error)[:200]})",
            f"无法把 {origin} 作为 {found.title.zh} 读取（{type(error).__name__}: {str(error)[:200]}）",
        )
        raise InputError(msg) from error
