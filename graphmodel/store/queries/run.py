"""Running a query of the book."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import neo4j
import neo4j.time

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError
from graphmodel.schema.properties import ENTITY
from graphmodel.store.queries.book import query_book
from graphmodel.store.queries.model import DATE_OF_THE_DATA, ParameterType, Query
from graphmodel.store.queries.parameters import bind
from graphmodel.store.session import open_session
from graphmodel.store.settings import Connection

if TYPE_CHECKING:
    import pandas as pd

_NAMES = f"""
MATCH (n:{ENTITY}) WHERE $label IN labels(n) AND coalesce(n.name, n.title) CONTAINS $text
RETURN n.id AS id, coalesce(n.name, n.title) AS name ORDER BY id LIMIT 3
"""


_LOOK_UP = Bilingual(
    "look it up with `gongjian query find-by-name --param text=…`",
    "可用 `gongjian query find-by-name --param text=…` 查找编码",
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave, with the parameters it was run with."""

    query: Query
    parameters: Mapping[str, Any]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the result columns."""
        return tuple(column.name for column in self.query.columns)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd  # noqa: PLC0415 -- only who wants a table pays for it

        return pd.DataFrame(list(self.rows), columns=list(self.columns))


def find_query(name: str, *, book: Mapping[str, Query] | None = None) -> Query:
    """Return a query of the book.

    Raises
    ------
    QueryError
        If there is none of this name; the message has those that are near.

    Examples
    --------
    >>> find_query("dormant-alliance")
    Traceback (most recent call last):
    graphmodel.errors.QueryError: found no query 'dormant-alliance'; did you mean dormant-alliances?
    """
    queries = query_book() if book is None else book
    if name in queries:
        return queries[name]
    near = [known for known in queries if name in known] or difflib.get_close_matches(name, queries, n=3)
    if name and near:
        hint = Bilingual(f"did you mean {', '.join(near)}?", f"是否指 {'、'.join(near)}？")
    else:
        hint = Bilingual("`gongjian query` lists those there are", "运行 `gongjian query` 可列出全部查询")
    msg = Bilingual(f"found no query {name!r}; {hint.en}", f"没有查询 {name!r}；{hint.zh}")
    raise QueryError(msg)


def run_query(source: Connection | neo4j.Session, name: str, /, **parameters: Any) -> QueryResult:
    """Run a query of the book.

    Parameters
    ----------
    source
        A connection (see `graphmodel.store.connection_settings`), or a session that is open already.
    name
        The query's name; see `query_book`.
    **parameters
        Its parameters, as Python values or as text. One that is left out has its default.

    Returns
    -------
    QueryResult
        Dates are `datetime.date`; ``.frame`` is the table.

    Raises
    ------
    QueryError
        If there is no such query, a parameter is unknown, missing or ill-typed, or an id is not in the graph.
    StoreError
        If the server cannot be reached or refuses the query.
    """
    query = find_query(name)
    bound = bind(query, parameters)
    if isinstance(source, Connection):
        with open_session(source) as session:
            return session.execute_read(_run, query, bound)
    return source.execute_read(_run, query, bound)


def _run(transaction: neo4j.ManagedTransaction, query: Query, bound: dict[str, Any]) -> QueryResult:
    values = {name: _dated(transaction, name, value) for name, value in bound.items()}
    _check_ids(transaction, query, values)
    result = transaction.run(query.cypher, values)
    rows = tuple(tuple(_native(value) for value in record.values()) for record in result)
    return QueryResult(query, values, rows)


def _dated(transaction: neo4j.ManagedTransaction, name: str, value: Any) -> Any:
    """Put the date of the data where a parameter asks for it."""
    if value != DATE_OF_THE_DATA:
        return value
    found = transaction.run("MATCH (l:Load) RETURN max(l.as_of) AS as_of").single(strict=True)["as_of"]
    if found is None:
        msg = Bilingual(
            f"found no date of the data in the database: give {name}=YYYY-MM-DD",
            f"数据库没有说明数据日期：请给出 {name}=YYYY-MM-DD",
        )
        raise QueryError(msg)
    return _native(found)


def _check_ids(transaction: neo4j.ManagedTransaction, query: Query, values: Mapping[str, Any]) -> None:
    """Raise `QueryError` where an id is not in the graph: an empty answer would look like one."""
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type is not ParameterType.ID or value is None:
            continue
        record = transaction.run(f"MATCH (n:{ENTITY} {{id: $id}}) RETURN labels(n) AS labels", id=value).single()
        if record is None or parameter.label not in record["labels"]:
            near = transaction.run(_NAMES, label=parameter.label, text=value)
            names = [f"{item['id']} {item['name']}" for item in near]
            hint = Bilingual(f"did you mean {', '.join(names)}?", f"是否指 {'、'.join(names)}？") if names else _LOOK_UP
            msg = Bilingual(
                f"found {parameter.name}={value!r}, expected {parameter.expects.en} in the graph; {hint.en}",
                f"图中没有 {parameter.name}={value!r}，应为{parameter.expects.zh}；{hint.zh}",
            )
            raise QueryError(msg)


def _native(value: Any) -> Any:
    if isinstance(value, neo4j.time.Date):
        return value.to_native()
    return [_native(item) for item in value] if isinstance(value, list) else value
