"""Loading a dataset the better of two ways: in bulk into an empty local server, else in batches over Bolt."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.store import server
from graphmodel.store.bulk import import_options, write_import_files
from graphmodel.store.session import open_session
from graphmodel.store.settings import Connection, connection_settings
from graphmodel.store.write import LoadSummary, write_dataset, write_schema

BULK_FROM = 50_000
"""Rows from which the bulk import, which restarts the server, is quicker than writing over Bolt."""


def load_dataset(
    dataset: Dataset,
    *,
    environ: Mapping[str, str] = os.environ,
    bulk_from: int = BULK_FROM,
    remove_unlisted: bool = True,
    progress: Progress = silent,
) -> LoadSummary:
    """Load a dataset into the server that the environment names, else into the local one.

    An empty local database takes a dataset of at least ``bulk_from`` rows by `neo4j-admin database import`. The result
    is the same either way; the way taken is in the summary. ``remove_unlisted`` as in `write_dataset`.

    Raises
    ------
    StoreError
        If the server cannot be reached, refuses, or goes away; the same load can then simply be repeated.
    """
    large = len(dataset) >= bulk_from
    if large and is_untouched(environ):
        return _import(dataset, environ, progress)
    connection = connection_settings(environ, progress=progress)
    if large and _is_local(environ) and _is_empty(connection):
        return _import(dataset, environ, progress)
    with open_session(connection) as session:
        return write_dataset(session, dataset, remove_unlisted=remove_unlisted, progress=progress)


def is_untouched(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the server meant is the local one and has never held anything: it need not be started to know."""
    home = server.home_at(server.data_dir(environ) / "neo4j")
    return _is_local(environ) and not home.data.exists() and not home.incoming.exists()


def _is_local(environ: Mapping[str, str]) -> bool:
    return not environ.get("NEO4J_URI", "").strip() and environ.get("NEO4J_DATABASE", "") in ("", server.DATABASE)


def _is_empty(connection: Connection) -> bool:
    with open_session(connection) as session:
        return session.run("MATCH (n) RETURN n LIMIT 1").single() is None


def _import(dataset: Dataset, environ: Mapping[str, str], progress: Progress) -> LoadSummary:
    home = server.data_dir(environ) / "neo4j"
    with tempfile.TemporaryDirectory(prefix="gongjian-import-") as folder:
        nodes, relationships = write_import_files(dataset, Path(folder), progress=progress)
        server.bulk_import(
            home, nodes=nodes, relationships=relationships, options=import_options(dataset), progress=progress
        )
    with open_session(connection_settings(environ, progress=progress)) as session:
        progress("building indexes", 0, 1)
        write_schema(session)
        progress("building indexes", 1, 1)
    return LoadSummary(
        dataset.about.source,
        dataset.load,
        "bulk import",
        sum(map(len, node_batches(dataset))),
        sum(map(len, relationship_batches(dataset))),
    )
