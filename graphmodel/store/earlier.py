"""The graph as it is, or as it would be had a source's last loads not happened: what two loads differ in."""

from __future__ import annotations

import neo4j
import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.build import build_graph
from graphmodel.store import loads
from graphmodel.store.kept_rows import read_rows
from graphmodel.store.loads import LoadRecord, read_loads
from graphmodel.store.settle import Combiner, as_recorded


def graph_of_load(
    session: neo4j.Session, source: str, back: int = 0, *, combiner: Combiner = as_recorded
) -> nx.MultiDiGraph:
    """Return the graph with what a source listed ``back`` loads ago, and with what the others list now.

    Nothing is changed in the database. The graph's date is that of the source's rows, where they have one.

    Parameters
    ----------
    session
        On the database.
    source
        Its name, as `gongjian loads` lists it.
    back
        0 for its present load, 1 for the one before, at most `loads.EARLIER`.
    combiner
        How rows of several sources become one.

    Raises
    ------
    InputError
        If there is no such source, or so early a load of it is not kept.
    """
    records = [item for item in read_loads(session) if not item.leaving]
    record = next((item for item in records if item.source == source), None)
    if record is None:
        sources = [repr(item.source) for item in records]
        names = Bilingual(
            ", ".join(sources) or "nothing", f"现有 {'、'.join(sources)}" if sources else "现在没有任何来源"
        )
        msg = Bilingual(
            f"found no source {source!r} in the database, which holds {names.en}: `gongjian loads` lists them",
            f"数据库中没有来源 {source!r}，{names.zh}：运行 `gongjian loads` 可列出",
        )
        raise InputError(msg)
    rows = _rows_of(record, back)
    datasets = [read_rows(session, item.source, rows if item is record else item.rows) for item in records]
    combined = combiner(session, datasets, records)
    graph = build_graph(*combined.datasets)
    own = next(dataset.about.as_of for dataset in datasets if dataset.about.source == source)
    if own is not None:
        graph.graph["as_of"] = own
    return graph


def _rows_of(record: LoadRecord, back: int) -> str:
    kept = (record.rows, *record.earlier)
    if back >= len(kept):
        first, last = f"{record.source}~0", f"{record.source}~{len(kept) - 1}"
        there = (
            Bilingual(f"{first} to {last}", f"{first} 至 {last}")
            if len(kept) > 1
            else Bilingual(f"{first} alone", first)
        )
        msg = Bilingual(
            f"found no load {record.source}~{back}: {there.en} is kept, at most {loads.EARLIER} before the present one",
            f"没有 {record.source}~{back} 这次载入：只保留 {there.zh}，最多为当前之前的 {loads.EARLIER} 次",
        )
        raise InputError(msg)
    return kept[back]
