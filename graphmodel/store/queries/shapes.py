"""What nodes and relationships can look like, by the schema: the ground that names in a query are checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graphmodel.schema import NODE_TABLES, EnumerationValue, NodeTable
from graphmodel.schema.properties import (
    ENTITY,
    PROVENANCE,
    Property,
    node_properties,
    properties_of_type,
    relationship_types,
    stored_names,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of node or relationship: its labels (or its type), the names of its properties, its enumerations."""

    labels: frozenset[str]
    properties: frozenset[str]
    enumerations: tuple[tuple[str, tuple[EnumerationValue, ...]], ...] = ()

    def values(self, name: str) -> frozenset[str] | None:
        """Return the values that a property can have, None where any."""
        for enumerated, values in self.enumerations:
            if enumerated == name:
                return frozenset(value.value for value in values)
        return None


# The provenance node says of a source what `about.csv` says of a dataset.
LOAD = Shape(
    frozenset({"Load"}),
    frozenset({"source", "load", "title", "as_of", "synthetic", "note", "tables", "complete"}),
)


@cache
def node_shapes() -> tuple[Shape, ...]:
    """Return every kind of node, one for each combination of labels."""
    shapes = [LOAD]
    for table in NODE_TABLES:
        own = node_properties(table)
        subtypes: Iterable[str | None] = table.subtypes or (None,)
        shapes.extend(_shape({ENTITY, *table.node_labels(subtype)}, own, {"id", *PROVENANCE}) for subtype in subtypes)
    return tuple(shapes)


@cache
def relationship_shapes() -> dict[str, Shape]:
    """Return the kind of each relationship type."""
    return {name: _shape({name}, properties_of_type(name), {"key", *PROVENANCE}) for name in relationship_types()}


def shapes_of(tables: Iterable[NodeTable]) -> frozenset[Shape]:
    """Return the kinds of nodes that some tables make."""
    labels = {table.label for table in tables}
    return frozenset(shape for shape in node_shapes() if shape.labels & labels)


def _shape(labels: set[str], own: tuple[Property, ...], more: set[str]) -> Shape:
    enumerations = tuple((item.name, item.column.values) for item in own if item.column.values)
    return Shape(frozenset(labels), frozenset({*stored_names(own), *more}), enumerations)
