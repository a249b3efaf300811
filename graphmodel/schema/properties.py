"""Which properties and relationship types the tables become in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graphmodel.schema.model import Column, Kind, NodeTable, RelationshipTable, Table
from graphmodel.schema.tables import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES

ENTITY = "Entity"
"""The label that every node of ours carries in the database; it holds the one id space."""

PROVENANCE = ("source", "load")
"""Properties of every node and relationship: the dataset that lists it, and the load that last did."""

ORIGIN = ("source_file", "source_row")
"""Properties that say in which file and row it stands; they are kept in the database and not read into the graph."""

SHARED = ("sources", "other_names")
"""Lists on what stands in several rows: all its sources where there are several, and the names that do not stand."""

PRECISIONS = ("month", "year")
"""What a date's companion property says where the day, or the day and the month, are not known."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or a relationship."""

    name: str
    kind: Kind
    column: Column


def precision_property(name: str) -> str:
    """Return the name of the property that says how precise the date ``name`` is."""
    return f"{name}_precision"


@cache
def node_properties(table: NodeTable) -> tuple[Property, ...]:
    """Return a node's own properties: neither its id, nor references (they become edges)."""
    return tuple(
        Property(column.property_name, column.kind, column)
        for column in table.columns
        if column.name != table.key and column.reference is None
    )


@cache
def relationship_properties(table: RelationshipTable) -> tuple[Property, ...]:
    """Return the properties of a relationship: all columns but its two ends."""
    return tuple(
        Property(column.property_name, column.kind, column)
        for column in table.columns
        if column.name not in (table.start, table.end)
    )


def stored_names(properties: tuple[Property, ...]) -> tuple[str, ...]:
    """Return the names as stored: each date is followed by its precision.

    Examples
    --------
    >>> from graphmodel.schema import BY_NAME
    >>> stored_names(relationship_properties(BY_NAME["property_services"]))
    ('since', 'since_precision', 'until', 'until_precision')
    """
    names: list[str] = []
    for item in properties:
        names.append(item.name)
        if item.kind is Kind.DATE:
            names.append(precision_property(item.name))
    return tuple(names)


@dataclass(frozen=True, slots=True)
class RelationshipEnds:
    """Which labels a relationship type joins, and the table and column it comes from."""

    type: str
    table: Table
    column: Column | None
    start_labels: tuple[str, ...]
    end_labels: tuple[str, ...]


def _label_of(name: str) -> str:
    table = BY_NAME[name]
    assert isinstance(table, NodeTable)  # noqa: S101 -- only nodes are referred to; held by a test of the schema
    return table.label


def _target_labels(column: Column) -> tuple[str, ...]:
    assert column.reference is not None  # noqa: S101 -- callers pass reference columns
    if column.reference.label is not None:
        return (column.reference.label,)
    return tuple(_label_of(name) for name in column.reference.tables)


@cache
def relationship_ends() -> tuple[RelationshipEnds, ...]:
    """Return every way in which two nodes can be joined, reference columns first."""
    found: list[RelationshipEnds] = []
    for table in NODE_TABLES:
        for column in table.references:
            target = column.reference
            assert target is not None  # noqa: S101 -- by definition of `references`
            assert target.relationship is not None  # noqa: S101 -- held by a test of the schema
            ends = ((table.label,), _target_labels(column))
            start, end = reversed(ends) if target.incoming else ends
            found.append(RelationshipEnds(target.relationship, table, column, start, end))
    found.extend(
        RelationshipEnds(
            table.type,
            table,
            None,
            _target_labels(table.column(table.start)),
            _target_labels(table.column(table.end)),
        )
        for table in RELATIONSHIP_TABLES
    )
    return tuple(found)


@cache
def relationship_types() -> tuple[str, ...]:
    """Return the relationship types, in the order in which they are declared."""
    return tuple(dict.fromkeys(ends.type for ends in relationship_ends()))


@cache
def properties_of_type(relationship_type: str) -> tuple[Property, ...]:
    """Return the properties that relationships of a type can have, over all tables that make it."""
    found: dict[str, Property] = {}
    for table in RELATIONSHIP_TABLES:
        if table.type == relationship_type:
            found.update({item.name: item for item in relationship_properties(table)})
    return tuple(found.values())


@cache
def table_of_label(label: str) -> NodeTable:
    """Return the node table whose own label is ``label``."""
    return next(table for table in NODE_TABLES if table.label == label)
