"""What the database is to hold: one record a source, declared first and then made true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.build import about_source
from graphmodel.graph.combine import Row
from graphmodel.graph.dataset import Dataset
from graphmodel.store.kept_rows import rows_id

EARLIER = 3
"""Loads of a source, before its present one, that are kept so that they can be brought back."""

_READ = "MATCH (l:Load) RETURN properties(l) AS load"
_SET = "MERGE (l:Load {source: $source}) SET l += $values"


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """What is recorded of a source.

    ``rank`` is its place in the precedence of sources, the first being 1. ``complete`` tells that the graph is what was
    declared; ``leaving`` that the source is being removed. ``rows`` names the rows as listed, ``earlier`` those of the loads
    before, the latest first; ``forgotten`` that there were more. ``settled`` is the digest of the rows as they stand in the graph,
    and ``standing`` which of them stand elsewhere. ``recognised`` tells whether its units are compared with others'.
    """

    source: str
    load: str
    title: str | None = None
    as_of: date | None = None
    synthetic: bool = False
    note: str | None = None
    tables: tuple[str, ...] = ()
    complete: bool = False
    leaving: bool = False
    rank: int = 1
    recognised: bool = True
    rows: str = ""
    earlier: tuple[str, ...] = ()
    forgotten: bool = False
    loaded_at: datetime | None = None
    settled: str = ""
    standing: tuple[tuple[str, Row], ...] = ()
    nodes: int = 0
    relationships: int = 0


def read_loads(session: neo4j.Session | neo4j.ManagedTransaction) -> tuple[LoadRecord, ...]:
    """Return the records of all sources in their order of precedence."""
    found = [_record(row["load"]) for row in session.run(_READ)]
    return tuple(sorted(found, key=lambda item: (item.rank, item.source)))


def declare_load(
    session: neo4j.Session, dataset: Dataset, *, recognised: bool = True, loaded_at: datetime | None = None
) -> None:
    """Declare that a source lists these rows, which are kept already; what it listed until now becomes its earlier load."""

    def work(transaction: neo4j.ManagedTransaction) -> None:
        loads = read_loads(transaction)
        before = next((item for item in loads if item.source == dataset.about.source), None)
        values = declared(dataset, recognised=recognised, loaded_at=loaded_at)
        if before is None:
            values |= {"rank": max((item.rank for item in loads), default=0) + 1}
        elif before.rows != values["rows"] and not before.leaving:
            history = [rows for rows in (before.rows, *before.earlier) if rows]
            values |= {"earlier": history[:EARLIER], "forgotten": before.forgotten or len(history) > EARLIER}
        elif before.leaving:
            values |= {"earlier": [], "forgotten": False}
        transaction.run(_SET, source=dataset.about.source, values=values).consume()

    session.execute_write(work)


def declared(dataset: Dataset, *, recognised: bool = True, loaded_at: datetime | None = None) -> dict[str, Any]:
    """Return the properties of a record that a declaration sets."""
    about = about_source(dataset)
    return {
        **about,
        "tables": list(about["tables"]),
        "rows": rows_id(dataset),
        "recognised": recognised,
        "loaded_at": loaded_at,
        "complete": False,
        "leaving": False,
    }


def declare_earlier(session: neo4j.Session, record: LoadRecord, dataset: Dataset) -> None:
    """Declare that a source lists again what it listed before its present load: ``dataset``, the first of its earlier rows."""
    values = declared(dataset, recognised=record.recognised) | {"earlier": list(record.earlier[1:])}
    session.execute_write(lambda transaction: transaction.run(_SET, source=record.source, values=values).consume())


def declare_leaving(session: neo4j.Session, source: str) -> None:
    """Declare that a source lists nothing any more."""
    values = {"leaving": True, "complete": False}
    session.execute_write(lambda transaction: transaction.run(_SET, source=source, values=values).consume())


def check_precedence(loads: Iterable[LoadRecord], sources: Sequence[str], *, coming: str | None = None) -> None:
    """Raise `InputError` where a precedence names a source that is neither there nor ``coming``, or names one twice."""
    there = [item.source for item in loads]
    unknown = [source for source in sources if source not in (*there, coming)]
    if unknown or len(set(sources)) < len(sources):
        wrong = unknown[0] if unknown else max(sources, key=sources.count)
        names = [repr(source) for source in dict.fromkeys([*there, *([coming] if coming else [])])]
        msg = Bilingual(
            f"found {wrong!r} in the precedence, expected each source of the database at most once: {', '.join(names) or 'none'}",
            f"优先次序中的 {wrong!r} 不对：只能写数据库中的来源，每个至多一次：{'、'.join(names) or '无'}",
        )
        raise InputError(msg)


def declare_precedence(session: neo4j.Session, sources: Sequence[str]) -> None:
    """Declare which sources come first; those not named follow in the order they have."""

    def work(transaction: neo4j.ManagedTransaction) -> None:
        loads = read_loads(transaction)
        check_precedence(loads, sources)
        order = [*sources, *(item.source for item in loads if item.source not in sources)]
        ranks = {item.source: item.rank for item in loads}
        for rank, source in enumerate(order, start=1):
            if ranks[source] != rank:
                transaction.run(_SET, source=source, values={"rank": rank, "complete": False}).consume()

    session.execute_write(work)


def begin_settling(session: neo4j.Session, sources: Iterable[str]) -> None:
    """Record that what stands in the graph of some sources is being changed."""
    query = "UNWIND $sources AS source MATCH (l:Load {source: source}) SET l.complete = false"
    session.execute_write(lambda transaction: transaction.run(query, sources=list(sources)).consume())


def end_settling(session: neo4j.Session, settled: dict[str, dict[str, Any]]) -> None:
    """Record that the graph is what was declared; a source that leaves is gone with this."""

    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run("MATCH (l:Load) WHERE l.leaving DELETE l").consume()
        for source, values in settled.items():
            transaction.run(_SET, source=source, values={**values, "complete": True}).consume()

    session.execute_write(work)


def standing_text(standing: Iterable[tuple[str, Row]]) -> str:
    """Return which rows stand elsewhere as one text, as a record keeps it."""
    return json.dumps([[id_, *target] for id_, target in standing], ensure_ascii=False, separators=(",", ":"))


def _record(row: dict[str, Any]) -> LoadRecord:
    as_of, at = row.get("as_of"), row.get("loaded_at")
    standing = json.loads(row.get("standing") or "[]")
    names = ("source", "load", "title", "note", "rows", "settled", "rank", "nodes", "relationships")
    flags = ("synthetic", "complete", "leaving", "recognised", "forgotten")
    return LoadRecord(
        **{name: row[name] for name in (*names, *flags) if row.get(name) is not None},
        as_of=None if as_of is None else as_of.to_native(),
        loaded_at=None if at is None else at.to_native(),
        tables=tuple(row.get("tables") or ()),
        earlier=tuple(row.get("earlier") or ()),
        standing=tuple((id_, (source, other)) for id_, source, other in standing),
    )
