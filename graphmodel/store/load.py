"""Loading a dataset the better of two ways: in bulk into an empty local server, else in batches over Bolt."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.graph.combine import Combined
from graphmodel.graph.dataset import Dataset
from graphmodel.progress import Progress, silent
from graphmodel.store import server
from graphmodel.store.bulk import import_options, write_import_files
from graphmodel.store.loads import LoadRecord, check_precedence
from graphmodel.store.session import open_session
from graphmodel.store.settings import connection_settings
from graphmodel.store.settle import Settled, recorded
from graphmodel.store.write import AS_USUAL, LoadOptions, LoadSummary, summary_of, write_dataset, write_schema

_WORK = Bilingual("building indexes", "建立索引")

BULK_FROM = 50_000
"""Rows from which the bulk import, which restarts the server, is quicker than writing over Bolt."""


def load_dataset(
    dataset: Dataset,
    *,
    environ: Mapping[str, str] = os.environ,
    bulk_from: int = BULK_FROM,
    options: LoadOptions = AS_USUAL,
    progress: Progress = silent,
) -> LoadSummary:
    """Load a dataset into the server that the environment names, else into the local one.

    An empty local database takes a dataset of at least ``bulk_from`` rows by `neo4j-admin database import`. The result
    is the same either way; the way taken is in the summary.

    Raises
    ------
    InputError
        If the precedence names a source that is not there.
    StoreError
        If the server cannot be reached, refuses, or goes away; the same load can then simply be repeated.
    """
    large = len(dataset) >= bulk_from
    if not (large and is_untouched(environ)):
        with open_session(connection_settings(environ, progress=progress)) as session:
            if not (large and _is_local(environ) and _is_empty(session)):
                return write_dataset(session, dataset, options=options, progress=progress)
    check_precedence((), options.precedence, coming=dataset.about.source)
    about = LoadRecord(dataset.about.source, dataset.load, recognised=options.recognised)
    combined = options.combiner(None, [dataset], [about])
    _import(combined, dataset, options, environ, progress)
    with open_session(connection_settings(environ, progress=progress)) as session:
        progress(_WORK, 0, 1)
        write_schema(session)
        progress(_WORK, 1, 1)
        if options.after is not None:
            options.after(session)
    return summary_of(dataset, Settled(combined), way="bulk import")


def is_untouched(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the server meant is the local one and has never held anything: it need not be started to know."""
    home = server.home_at(server.data_dir(environ) / "neo4j")
    return _is_local(environ) and not home.data.exists() and not home.incoming.exists()


def _is_local(environ: Mapping[str, str]) -> bool:
    return not environ.get("NEO4J_URI", "").strip() and environ.get("NEO4J_DATABASE", "") in ("", server.DATABASE)


def _is_empty(session: neo4j.Session) -> bool:
    return session.run("MATCH (n) RETURN n LIMIT 1").single() is None


def _import(
    combined: Combined, listed: Dataset, options: LoadOptions, environ: Mapping[str, str], progress: Progress
) -> None:
    (dataset,) = combined.datasets
    record = {
        **recorded(dataset, combined),
        "recognised": options.recognised,
        "loaded_at": options.loaded_at,
        "rank": 1,
    }
    with tempfile.TemporaryDirectory(prefix="gongjian-import-") as folder:
        nodes, relationships = write_import_files(
            dataset, Path(folder), listed=listed, record=record, progress=progress
        )
        server.bulk_import(
            server.data_dir(environ) / "neo4j",
            nodes=nodes,
            relationships=relationships,
            options=import_options(dataset),
            progress=progress,
        )
