"""Neo4j: which server, loading a dataset, reading the graph back, named queries."""

from __future__ import annotations

from graphmodel.store.load import load_dataset
from graphmodel.store.read import read_graph
from graphmodel.store.session import open_session
from graphmodel.store.settings import Connection, connection_settings
from graphmodel.store.write import LoadOptions, LoadSummary, write_dataset

__all__ = [
    "Connection",
    "LoadOptions",
    "LoadSummary",
    "connection_settings",
    "load_dataset",
    "open_session",
    "read_graph",
    "write_dataset",
]
