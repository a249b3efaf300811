"""The graph straight from records, and the one way in which batches become an `nx.MultiDiGraph`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.collector import collector_paused
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import NodeBatch, RelationshipBatch, node_batches, relationship_batches
from graphmodel.schema import TABLES
from graphmodel.schema.properties import ORIGIN


def build_graph(*datasets: Dataset) -> nx.MultiDiGraph:
    """Build the stakeholder graph of one or more datasets without a database.

    Nodes are ids with the attribute ``labels`` (a sorted tuple) and the row's known values; a value that is unknown
    is not there. Edges carry ``type`` and their own values; parallel edges are told apart by their key.
    Every node and edge has ``source`` and ``load``. See `describe` for the attributes of the graph itself.

    Returns
    -------
    networkx.MultiDiGraph
        Equal to what `graphmodel.store.read_graph` gives after the same datasets were loaded.

    Raises
    ------
    InputError
        If two datasets have the same source, list the same id, or a relationship's end is missing.

    Examples
    --------
    >>> from graphmodel.graph.dataset import Dataset, Records
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"place_id": ["510106", "510106024"], "name": ["金牛区", "西安路街道"],
    ...         "level": ["district", "street"], "parent_id": [None, "510106"]}
    >>> graph = build_graph(Dataset(tables={"places": Records(BY_NAME["places"], rows)}))
    >>> graph.nodes["510106024"]["labels"]
    ('Place', 'Street')
    >>> list(graph.edges(keys=True))
    [('510106024', '510106', 'PART_OF')]
    """
    sources = [dataset.about.source for dataset in datasets]
    if len(set(sources)) < len(sources):
        msg = Bilingual(
            f"found two datasets with the source {max(sources, key=sources.count)!r}; each needs its own: set --source",
            f"有两个数据集的来源都是 {max(sources, key=sources.count)!r}；每个数据集须有自己的来源：请设置 --source",
        )
        raise InputError(msg)
    graph = nx.MultiDiGraph()
    graph.graph.update(describe({dataset.about.source: about_source(dataset) for dataset in datasets}))
    with collector_paused():
        for dataset in datasets:
            add_nodes(graph, node_batches(dataset), _provenance(dataset))
        for dataset in datasets:
            add_relationships(graph, relationship_batches(dataset), _provenance(dataset))
    return graph


def about_source(dataset: Dataset) -> dict[str, Any]:
    """Return what is kept of a dataset as a whole: its title, date, whether it is synthetic, its load and tables."""
    about = dataset.about
    return {
        "title": about.title,
        "as_of": about.as_of,
        "synthetic": about.synthetic,
        "note": about.note,
        "load": dataset.load,
        "tables": tuple(table.name for table in TABLES if table.name in dataset.tables),
    }


def describe(sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the graph's own attributes.

    ``sources`` by name; ``as_of``, the latest of theirs; ``synthetic``, true where any is; ``title``; ``absent_tables``,
    those that no source has.
    """
    dates: list[date] = [about["as_of"] for about in sources.values() if about["as_of"] is not None]
    titles = [about["title"] for about in sources.values() if about["title"]]
    present = {name for about in sources.values() for name in about["tables"]}
    return {
        "sources": {name: dict(sources[name]) for name in sorted(sources)},
        "as_of": max(dates, default=None),
        "synthetic": any(about["synthetic"] for about in sources.values()),
        "title": " · ".join(sorted(titles)) or None,
        "absent_tables": tuple(table.name for table in TABLES if table.name not in present),
    }


def add_nodes(graph: nx.MultiDiGraph, batches: Iterable[NodeBatch], constants: Mapping[str, Any] | None = None) -> None:
    """Add each batch's nodes; ``constants`` are attributes that all of them have."""
    known = graph.nodes
    with collector_paused():
        for batch in batches:
            same = {"labels": batch.labels, **(constants or {})}
            for identifier, values in zip(batch.ids, _rows(batch.properties, len(batch), same), strict=True):
                if identifier in known:
                    msg = Bilingual(
                        f"found the id {identifier!r} in two sources; an id is unique over all: rename it in one of them",
                        f"编码 {identifier!r} 在两个来源中都有；编码须全局唯一：请在其中一个来源中改名",
                    )
                    raise InputError(msg)
                graph.add_node(identifier, **values)


def add_relationships(
    graph: nx.MultiDiGraph, batches: Iterable[RelationshipBatch], constants: Mapping[str, Any] | None = None
) -> None:
    """Add each batch's relationships as edges; raise `InputError` where an end is not in the graph."""
    known = frozenset(graph)
    with collector_paused():
        for batch in batches:
            for ends in (batch.starts, batch.ends):
                missing = next((end for end in ends if end not in known), None) if not known.issuperset(ends) else None
                if missing is not None:
                    msg = Bilingual(
                        f"found {batch.type} to or from {missing!r}, which no row has: run `gongjian check` on the files",
                        f"有一条 {batch.type} 关系的一端是 {missing!r}，但没有哪一行是该编码：请用 `gongjian check` 检查文件",
                    )
                    raise InputError(msg)
            same = {"type": batch.type, **(constants or {})}
            rows = zip(batch.starts, batch.ends, batch.keys, _rows(batch.properties, len(batch), same), strict=True)
            for start, end, key, values in rows:
                graph.add_edge(start, end, key=key, **values)


def _provenance(dataset: Dataset) -> dict[str, str]:
    return {"source": dataset.about.source, "load": dataset.load}


def _rows(columns: Mapping[str, Sequence[Any]], length: int, same: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Turn columns into one mapping a row, with what is the ``same`` for all; without unknown values and where the row stands."""
    unknown = {name: values.count(None) for name, values in columns.items() if name not in ORIGIN}
    known = [name for name, count in unknown.items() if count < length]
    gappy = [name for name in known if unknown[name]]
    first, *others = same
    names = (first, *known, *others)
    filled = [repeat(same[first], length), *(columns[name] for name in known)]
    filled += [repeat(same[name], length) for name in others]
    for values in zip(*filled, strict=True):
        row = dict(zip(names, values, strict=True))
        for name in gappy:
            if row[name] is None:
                del row[name]
        yield row
