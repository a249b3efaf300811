"""A dataset as the files of `neo4j-admin database import`: the quick way into an empty local database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from graphmodel.graph.build import about_source
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.schema import Kind
from graphmodel.schema.properties import ENTITY, Property, node_properties, precision_property, properties_of_type

_TYPES = {
    Kind.COUNT: "long",
    Kind.NUMBER: "double",
    Kind.LONGITUDE: "double",
    Kind.LATITUDE: "double",
    Kind.YES_NO: "boolean",
    Kind.DATE: "date",
}

Groups = list[tuple[str, tuple[Path, ...]]]


def write_import_files(dataset: Dataset, folder: Path, *, progress: Progress = silent) -> tuple[Groups, Groups]:
    """Write a dataset as CSV files with headers for the bulk import.

    Returns
    -------
    tuple
        Node files as ``(labels joined by ":", (file,))``, then relationship files as ``(type, (file, …))``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    provenance = (dataset.about.source, dataset.load)
    nodes: Groups = [("Load", (_write_load(dataset, folder / "load.csv"),))]
    for number, batch in enumerate(node_batches(dataset)):
        properties = node_properties(batch.table)
        header = ["id:ID", *_headers(properties), "source", "load"]
        columns = [batch.ids, *_columns(properties, batch.properties, len(batch))]
        path = folder / f"nodes-{number:03}.csv"
        _write(path, header, columns, provenance)
        nodes.append((":".join((ENTITY, *batch.labels)), (path,)))
        progress("writing import files", number + 1, None)
    files: dict[str, list[Path]] = {}
    for number, edges in enumerate(relationship_batches(dataset)):
        properties = properties_of_type(edges.type)
        header = [":START_ID", ":END_ID", "key", *_headers(properties), "source", "load"]
        columns = [edges.starts, edges.ends, edges.keys, *_columns(properties, edges.properties, len(edges))]
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
    )
    # The title and the note of the dataset itself may have several lines too.
    about = (dataset.about.title or "") + (dataset.about.note or "")
    return ("--multiline-fields=true",) if broken or "\n" in about else ()


def _write_load(dataset: Dataset, path: Path) -> Path:
    """Write the node that records the load: it comes with the data, so an import that breaks off leaves neither."""
    about = about_source(dataset)
    fields = {
        # A Load is found by its source, not by this id, which only the import needs.
        ":ID": f"load:{dataset.load}",
        "source": dataset.about.source,
        "title": about["title"],
        "as_of:date": about["as_of"],
        "synthetic:boolean": str(about["synthetic"]).lower(),
        "note": about["note"],
        "load": about["load"],
        "tables:string[]": ";".join(about["tables"]),
        "complete:boolean": "true",
        "removed:boolean": "true",
    }
    _write(path, tuple(fields), [[value] for value in fields.values()], ())
    return path


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
