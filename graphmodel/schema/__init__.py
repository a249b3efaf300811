"""What exists: node and relationship types, declared once, from which everything else is generated."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual, Language
from graphmodel.schema.model import Column, EnumerationValue, Kind, NodeTable, Reference, RelationshipTable, Table
from graphmodel.schema.tables import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES, TABLES

__all__ = [
    "BY_NAME",
    "NODE_TABLES",
    "RELATIONSHIP_TABLES",
    "TABLES",
    "Bilingual",
    "Column",
    "EnumerationValue",
    "Kind",
    "Language",
    "NodeTable",
    "Reference",
    "RelationshipTable",
    "Table",
]
