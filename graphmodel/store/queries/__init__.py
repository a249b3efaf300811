"""The query book: named, checked Cypher for people who ask the database themselves."""

from __future__ import annotations

from graphmodel.store.queries.book import book_folder, load_book, parse_query, query_book
from graphmodel.store.queries.model import Parameter, ParameterType, Query, ResultColumn
from graphmodel.store.queries.run import QueryResult, find_query, run_query

__all__ = [
    "Parameter",
    "ParameterType",
    "Query",
    "QueryResult",
    "ResultColumn",
    "book_folder",
    "find_query",
    "load_book",
    "parse_query",
    "query_book",
    "run_query",
]
