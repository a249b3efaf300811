"""A dataset as the files of `neo4j-admin database import`: the quick way into an empty local database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any

from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.schema import Kind
from graphmodel.schema.properties import (
    ENTITY,
    ORIGIN,
    SHARED,
    Property,
    node_properties,
    precision_property,
    properties_of_type,
)
from graphmodel.store.kept_rows import LABEL, pieces_of, rows_id
from graphmodel.store.loads import declared

_TYPES = {
    Kind.COUNT: "long",
    Kind.NUMBER: "double",
    Kind.LONGITUDE: "double",
    Kind.LATITUDE: "double",
    Kind.YES_NO: "boolean",
    Kind.DATE: "date",
}

_BESIDE = dict(
    zip((*ORIGIN, *SHARED), ("source_file", "source_row:long", "sources:string[]", "other_names:string[]"), strict=True)
)
_LISTED = "\x1f"
"""Parts the values of a list: no cell of a table has it."""

Groups = list[tuple[str, tuple[Path, ...]]]


def write_import_files(
    dataset: Dataset,
    folder: Path,
    *,
    listed: Dataset | None = None,
    record: Mapping[str, Any] | None = None,
    progress: Progress = silent,
) -> tuple[Groups, Groups]:
    """Write a dataset as CSV files with headers for the bulk import.

    Parameters
    ----------
    dataset
        The rows as they stand in the graph.
    folder
        Where to write; made where it is missing.
    listed
        The rows as the source lists them, which are kept beside; by default the same.
    record
        What is recorded of the load beyond what `graphmodel.store.loads.declared` says.
    progress
        Told the files.

    Returns
    -------
    tuple
        Node files as ``(labels joined by ":", (file,))``, then relationship files as ``(type, (file, …))``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    provenance = (dataset.about.source, dataset.load)
    # The record and the kept rows come with the data, so an import that breaks off leaves none of them.
    kept = dataset if listed is None else listed
    about = {"source": dataset.about.source}
    nodes: Groups = [
        ("Load", (_write_load({**about, **declared(kept), "complete": True, **(record or {})}, folder / "load.csv"),)),
        (LABEL, (_write_kept(kept, folder / "kept.csv"),)),
    ]
    for number, batch in enumerate(node_batches(dataset)):
        properties = node_properties(batch.table)
        others = [name for name in (*ORIGIN, *SHARED) if name in batch.properties]
        header = ["id:ID", *_headers(properties), *(_BESIDE[name] for name in others), "source", "load"]
        columns = [batch.ids, *_columns(properties, batch.properties, len(batch))]
        columns += [_joined(batch.properties[name]) if name in SHARED else batch.properties[name] for name in others]
        path = folder / f"nodes-{number:03}.csv"
        _write(path, header, columns, provenance)
        nodes.append((":".join((ENTITY, *batch.labels)), (path,)))
        progress("writing import files", number + 1, None)
    files: dict[str, list[Path]] = {}
    for number, edges in enumerate(relationship_batches(dataset)):
        properties = properties_of_type(edges.type)
        header = [
            ":START_ID",
            ":END_ID",
            "key",
            *_headers(properties),
            *map(_BESIDE.__getitem__, ORIGIN),
            "source",
            "load",
        ]
        columns = [edges.starts, edges.ends, edges.keys, *_columns(properties, edges.properties, len(edges))]
        columns += [edges.properties.get(name, [None] * len(edges)) for name in ORIGIN]
        path = folder / f"relationships-{number:03}.csv"
        # The import reads the files of one type as one: only the first has a header.
        _write(path, None if edges.type in files else header, columns, provenance)
        files.setdefault(edges.type, []).append(path)
        progress("writing import files", len(nodes) + number + 1, None)
    return nodes, [(kind, tuple(paths)) for kind, paths in files.items()]


def import_options(dataset: Dataset) -> tuple[str, ...]:
    """Return the options the import needs: values of several lines are allowed for, at a price, only where there are any."""
    broken = any(
        isinstance(value, str) and ("\n" in value or "\r" in value)
        for records in dataset.tables.values()
        for name, values in records.columns.items()
        if records.table.by_name.get(name) is None or records.table.by_name[name].kind is Kind.TEXT
        for value in values
    ) or any("\n" in file for file in _files(dataset))
    # The title and the note of the dataset itself may have several lines too.
    about = (dataset.about.title or "") + (dataset.about.note or "")
    lists = f"--array-delimiter=U+{ord(_LISTED):04X}"
    return (lists, "--multiline-fields=true") if broken or "\n" in about else (lists,)


def _files(dataset: Dataset) -> set[str]:
    return {file for records in dataset.tables.values() for file in set(records.provenance.get(ORIGIN[0], ()))}


def _write_load(record: Mapping[str, Any], path: Path) -> Path:
    """Write the node that records the load."""
    types = {"as_of": "date", "tables": "string[]", "earlier": "string[]"}
    fields = {":ID": "load"}  # A Load is found by its source, not by this id, which only the import needs.
    for name, value in record.items():
        if isinstance(value, bool):
            fields[f"{name}:boolean"] = str(value).lower()
        elif isinstance(value, int):
            fields[f"{name}:long"] = str(value)
        elif isinstance(value, datetime):
            fields[f"{name}:datetime"] = value.isoformat()
        elif value is not None:
            fields[f"{name}:{types.get(name, 'string')}"] = _LISTED.join(value) if isinstance(value, list) else value
    _write(path, tuple(fields), [[value] for value in fields.values()], ())
    return path


def _write_kept(dataset: Dataset, path: Path) -> Path:
    pieces = list(pieces_of(dataset))
    positions = range(len(pieces))
    columns = [[f"rows {position}" for position in positions], positions, pieces]
    _write(path, (":ID", "position:long", "text", "source", "rows"), columns, (dataset.about.source, rows_id(dataset)))
    return path


def _joined(values: Iterable[Sequence[str] | None]) -> list[str | None]:
    return [None if value is None else _LISTED.join(value) for value in values]


def _headers(properties: Iterable[Property]) -> Iterator[str]:
    for item in properties:
        yield f"{item.name}:{_TYPES.get(item.kind, 'string')}"
        if item.kind is Kind.DATE:
            yield f"{precision_property(item.name)}:string"


def _columns(properties: Iterable[Property], values: Any, length: int) -> Iterator[Sequence[Any]]:
    nothing = [None] * length
    for item in properties:
        found = values.get(item.name, nothing)
        yield [None if value is None else str(value).lower() for value in found] if item.kind is Kind.YES_NO else found
        if item.kind is Kind.DATE:
            yield values.get(precision_property(item.name), nothing)


def _write(
    path: Path, header: Sequence[str] | None, columns: Sequence[Sequence[Any]], constants: Sequence[str]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if header is not None:
            writer.writerow(header)
        # Columns and constants are joined to rows without a line of Python for each.
        same = (repeat(constant, len(columns[0])) for constant in constants)
        writer.writerows(zip(*columns, *same, strict=True))
