"""The rules inside Neo4j on the Jinniu case: seconds and PROFILE of every twin, and all of them beside the rules on the graph in memory.

For each twin stands how much of the database it touched, and how it found its first nodes: by index, or by scanning a
label where the rule has to look at every node of it anyway. A scan of all nodes, or of a label that an index would have
spared, raises.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

import neo4j

from benchmarks.measure import Row, seconds
from graphmodel.gaps import RULES, find_gaps
from graphmodel.graph import build_graph
from graphmodel.store import connection_settings, load_dataset, open_session, server
from graphmodel.store.queries import Query
from graphmodel.store.queries.parameters import bind
from graphmodel.store.twins import twins
from loaders.cases import jinniu

REPEATS = 2
# Operators that find nodes without coming from another one.
_SEEKS = ("NodeIndexSeek", "NodeUniqueIndexSeek", "NodeIndexSeekByRange", "NodeIndexScan", "NodeByElementIdSeek")


def operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every step of a profile."""
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)


def name_of(step: Mapping[str, Any]) -> str:
    """Return the operator of a step without the runtime that ran it."""
    return str(step["operatorType"]).partition("@")[0]


def profile(session: neo4j.Session, query: Query, values: dict[str, Any]) -> tuple[int, int, list[str]]:
    """Return how many rows a twin gives, how many database hits it costs, and how it found its first nodes."""
    result = session.run(f"PROFILE {query.cypher}", values)
    rows = sum(1 for _ in result)
    steps = list(operators(result.consume().profile or {}))
    starts = sorted({name_of(step) for step in steps if "Scan" in name_of(step) or name_of(step) in _SEEKS})
    if "AllNodesScan" in starts:
        msg = f"found the twin {query.name} to scan all nodes, expected a label or an index"
        raise AssertionError(msg)
    return rows, sum(step.get("dbHits", 0) for step in steps), starts


def timed(session: neo4j.Session, query: Query, values: dict[str, Any]) -> float:
    """Return the seconds of the quickest of some runs, once the server has planned the query."""
    return min(seconds(lambda: session.run(query.cypher, values).consume()) for _ in range(REPEATS))


def run() -> list[Row]:
    """Measure on a server of its own, or on the loaded one that ``GONGJIAN_BENCH_LOADED`` names the data folder of."""
    loaded = os.environ.get("GONGJIAN_BENCH_LOADED")
    if loaded is not None:
        os.environ["GONGJIAN_DATA_DIR"] = loaded
        return measured()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GONGJIAN_DATA_DIR"] = folder
        try:
            load_dataset(jinniu.generate())
            return measured()
        finally:
            server.stop(server.data_dir() / "neo4j")


def measured() -> list[Row]:
    """Return a row a twin, and one for all of them."""
    graph = build_graph(jinniu.generate())
    rows = []
    with open_session(connection_settings()) as session:
        for rule, query in sorted(twins().items(), key=lambda item: list(RULES).index(item[0])):
            takes_date = any(parameter.name == "as_of" for parameter in query.parameters)
            values = bind(query, {"as_of": graph.graph["as_of"]} if takes_date else {})
            found, hits, starts = profile(session, query, values)
            size = f"{found:,} findings, {hits:,} hits, {', '.join(starts)}"
            rows.append(Row(rule, size, timed(session, query, values)))
    together = seconds(lambda: find_gaps(graph))
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} relationships"
    return [
        *rows,
        Row(
            f"all {len(rows)} twins", size, sum(row.ours for row in rows), together, f"all {len(RULES)} rules in memory"
        ),
    ]
