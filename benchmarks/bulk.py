"""The bulk import at the size it is for, against the plain loop of the driver."""

from __future__ import annotations

import os
import tempfile

from benchmarks.measure import Row, seconds
from benchmarks.samples import throughput_dataset
from benchmarks.store import plain_load
from graphmodel.graph import build_graph
from graphmodel.store import connection_settings, load_dataset, server

NODES = int(os.environ.get("GONGJIAN_BENCH_BULK_NODES", "400000"))


def run() -> list[Row]:
    """Measure on ephemeral local servers: both begin with no server running, and end with one that holds the data."""
    dataset = throughput_dataset(NODES)
    with tempfile.TemporaryDirectory(prefix="gongjian-bench-") as folder:
        environ = {**os.environ, "GONGJIAN_DATA_DIR": folder}
        environ.pop("NEO4J_URI", None)
        home = server.data_dir(environ) / "neo4j"
        try:
            bulk = seconds(lambda: load_dataset(dataset, environ=environ, bulk_from=0))
            server.reset(home)
            graph = build_graph(dataset)
            plain = seconds(lambda: plain_load(connection_settings(environ), graph))
        finally:
            server.stop(home)
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} relationships"
    return [
        Row(
            "load, bulk import (start of the server included on both sides)",
            size,
            bulk,
            plain,
            "UNWIND … MERGE, 1,000 rows a batch",
        )
    ]
