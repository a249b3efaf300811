"""Writing a dataset, removing a source, undoing a load: each is declared first, and then settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.combine import Combined, Conflict
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.keeping import kept_beside
from graphmodel.progress import Progress, silent
from graphmodel.store import cypher, loads
from graphmodel.store.kept_rows import read_rows, rows_id, write_rows
from graphmodel.store.loads import LoadRecord, read_loads
from graphmodel.store.settle import Combiner, Settled, as_recorded, run_missing, settle, sizes


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a dataset is loaded.

    Attributes
    ----------
    remove_unlisted
        False where rows of the source could not be used: then what it listed before stays beside the new rows.
    combiner
        How rows of several sources become one; by default those with the same id do.
    precedence
        Sources in the order in which their values stand where they differ. Those not named follow in the order they have,
        which is at first the order of loading.
    recognised
        Whether the combiner may compare this source's units with others'.
    loaded_at
        When, as it is recorded.
    before
        Called with what the database holds, before anything is written; an error of it stops the load.
    after
        Called with a session when all is written.
    """

    remove_unlisted: bool = True
    combiner: Combiner = as_recorded
    precedence: Sequence[str] = ()
    recognised: bool = True
    loaded_at: datetime | None = None
    before: Callable[[Sequence[LoadRecord]], None] | None = None
    after: Callable[[neo4j.Session], None] | None = None


AS_USUAL = LoadOptions()


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did.

    ``nodes`` and ``relationships`` stand as this source lists them, ``shared_nodes`` and ``shared_relationships`` it lists too
    but they stand as another source lists them. ``unchanged`` where the database already held exactly this; ``conflicts``
    are those of all sources.
    """

    source: str
    load: str
    way: str
    nodes: int
    relationships: int
    removed_nodes: int = 0
    removed_relationships: int = 0
    conflicts: tuple[Conflict, ...] = ()
    unchanged: bool = False
    shared_nodes: int = 0
    shared_relationships: int = 0


def write_schema(session: neo4j.Session) -> None:
    """Make the constraints and indexes that are missing; indexes fill up while work goes on."""
    run_missing(session, cypher.constraint_statements())
    run_missing(session, cypher.index_statements())


def write_dataset(
    session: neo4j.Session, dataset: Dataset, *, options: LoadOptions = AS_USUAL, progress: Progress = silent
) -> LoadSummary:
    """Write a dataset: afterwards the graph is what all sources list, this one with these rows.

    Raises
    ------
    InputError
        If the precedence names a source that is not there.
    StoreError
        If the server refuses a batch or goes away: repeat it, and the graph is as if nothing had happened.
    """
    source = dataset.about.source
    run_missing(session, cypher.constraint_statements())
    there = read_loads(session)
    loads.check_precedence(there, options.precedence, coming=source)
    if options.before is not None:
        options.before(there)
    record = next((item for item in there if item.source == source), None)
    if not options.remove_unlisted and record is not None and not record.leaving and record.rows:
        dataset = kept_beside(dataset, read_rows(session, source, record.rows))
    rows = rows_id(dataset)
    if record is None or record.leaving or (record.rows, record.recognised) != (rows, options.recognised):
        if record is None or rows not in (record.rows, *record.earlier):
            write_rows(session, dataset)
        loads.declare_load(session, dataset, recognised=options.recognised, loaded_at=options.loaded_at)
    if options.precedence:
        loads.declare_precedence(session, options.precedence)
    done = settle(session, combiner=options.combiner, given={rows: dataset}, progress=progress)
    if options.after is not None:
        options.after(session)
    return summary_of(dataset, done)


def remove_source(
    session: neo4j.Session, source: str, *, combiner: Combiner = as_recorded, progress: Progress = silent
) -> Settled:
    """Remove a source and its earlier loads; what others list too stands as they list it."""
    loads.declare_leaving(session, source)
    return settle(session, combiner=combiner, progress=progress)


def undo_load(
    session: neo4j.Session, source: str, *, combiner: Combiner = as_recorded, progress: Progress = silent
) -> Settled:
    """Bring back what a source listed before its last load; a source that was loaded once is removed.

    Raises
    ------
    InputError
        If there is no such source, or its earlier loads are no longer kept.
    """
    record = next((item for item in read_loads(session) if item.source == source), None)
    if record is None:
        msg = Bilingual(
            f"found no source {source!r} in the database: `gongjian loads` lists those there are",
            f"数据库中没有来源 {source!r}：运行 `gongjian loads` 可列出现有来源",
        )
        raise InputError(msg)
    if record.earlier:
        loads.declare_earlier(session, record, read_rows(session, source, record.earlier[0]))
        return settle(session, combiner=combiner, progress=progress)
    if record.forgotten:
        msg = Bilingual(
            f"found no earlier load of {source!r}: only the last {loads.EARLIER} are kept, and they were undone; "
            f"load the files you want, or remove it with `gongjian unload {source}`",
            f"{source!r} 没有更早的载入：只保留最近 {loads.EARLIER} 次，且均已撤销；"
            f"请重新载入所需文件，或用 `gongjian unload {source}` 移除该来源",
        )
        raise InputError(msg)
    return remove_source(session, source, combiner=combiner, progress=progress)


def summary_of(dataset: Dataset, done: Settled, *, way: str = "batched writes") -> LoadSummary:
    """Return what settling did as the summary of a load of ``dataset``."""
    stands = next(item for item in done.combined.datasets if item.about.source == dataset.about.source)
    standing, shared = sizes(stands), (0, 0)
    if len(done.combined.datasets) > 1:
        shared = _shared(dataset, standing, done.combined)
    return LoadSummary(
        dataset.about.source,
        dataset.load,
        "unchanged" if done.unchanged else way,
        *standing,
        removed_nodes=done.removed_nodes,
        removed_relationships=done.removed_relationships,
        conflicts=done.combined.conflicts,
        unchanged=done.unchanged,
        shared_nodes=shared[0],
        shared_relationships=shared[1],
    )


def _shared(dataset: Dataset, standing: tuple[int, int], combined: Combined) -> tuple[int, int]:
    """Return how many nodes and relationships a source lists that stand as another lists them."""
    source = dataset.about.source
    # Units that the source itself lists twice are one node, and no other source's.
    own = sum(source == its == other for (its, _), (other, _) in combined.standing.items())
    nodes, relationships = sizes(dataset)
    return max(nodes - own - standing[0], 0), max(relationships - standing[1], 0)
