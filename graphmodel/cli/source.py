"""Where a command's graph comes from: the database, or files by ``--from``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note
from graphmodel.cli.options import as_of_option, scope_option
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

if TYPE_CHECKING:
    import networkx as nx

Function = TypeVar("Function", bound=Callable[..., Any])


def from_option(function: Function) -> Function:
    """Add ``--from``."""
    return click.option(
        "--from",
        "from_paths",
        multiple=True,
        metavar="PATH",
        help="Straight from files (folder, CSV, XLSX or ZIP), without a database. May be repeated.",
    )(function)


def source_options(function: Function) -> Function:
    """Add ``--from``, ``--scope`` and ``--as-of``: the arguments ``from_paths``, ``scope`` and ``as_of``."""
    return from_option(scope_option(as_of_option(function)))


def open_graph(
    from_paths: Sequence[str] = (), *, as_of: date | None = None, progress: Progress = silent
) -> nx.MultiDiGraph:
    """Return the whole graph, from files if any are given, else from the database.

    The graph's own date is ``as_of`` where that is given. Rows that cannot be used are told on standard error.

    Raises
    ------
    InputError
        If files cannot be read, or the database holds no data.
    StoreError
        If the database cannot be reached.
    """
    graph = _from_files(from_paths, as_of, progress) if from_paths else _from_database(progress)
    if as_of is not None:
        graph.graph["as_of"] = as_of
    return graph


def place_code(graph: nx.MultiDiGraph, scope: str | None) -> str | None:
    """Return the code of the place that ``--scope`` names, by code or name; None where it is not given.

    Raises
    ------
    InputError
        If there is no such place, or several have the name.
    """
    from graphmodel.graph.places import place_code as code  # noqa: PLC0415 -- help must not wait for networkx

    return code(graph, scope)


def _from_files(paths: Sequence[str], as_of: date | None, progress: Progress) -> nx.MultiDiGraph:
    import loaders  # noqa: PLC0415 -- a graph from the database needs no readers
    from graphmodel.graph import build_graph  # noqa: PLC0415 -- help must not wait for networkx

    result = loaders.check(paths, as_of=as_of, progress=progress)
    quarantined = sum(count.quarantined for count in result.counts.values())
    if quarantined:
        again = f"gongjian check {' '.join(paths)}"
        note(
            Bilingual(
                f"{quarantined} rows cannot be used and are left out; `{again}` says why",
                f"{quarantined} 行不能用，已略去；原因见 `{again}`",
            )
        )
    return build_graph(result.dataset)


def _from_database(progress: Progress) -> nx.MultiDiGraph:
    from graphmodel.store import connection_settings, read_graph  # noqa: PLC0415 -- likewise for the driver

    graph = read_graph(connection_settings(progress=progress), progress=progress)
    if not len(graph):
        msg = Bilingual(
            "found no data in the database: load some with `gongjian load PATH`, or give files with --from PATH",
            "数据库中没有数据：请先用 `gongjian load 路径` 载入，或用 --from 路径 直接读取文件",
        )
        raise InputError(msg)
    return graph
