"""The page on the query book."""

from __future__ import annotations

from itertools import groupby

from graphmodel.docs.markdown import block, code, page, table
from graphmodel.store.queries import Parameter, Query, header, query_book


def queries_page() -> str:
    """Return the page on every query of the book."""
    queries = sorted(query_book().values(), key=lambda query: (query.folder, query.name))
    folders = [(folder, list(group)) for folder, group in groupby(queries, key=lambda query: query.folder)]
    return page(
        (
            "# The query book",
            (
                "查询手册。Named Cypher queries for planners: `gongjian query NAME --param k=v` prints the table of one, "
                "`graphmodel.store.queries.run_query` gives it in Python, and the Cypher itself runs in Neo4j Browser or Bloom. "
                "Each is a file under `queries/`; its header is checked against the schema whenever the book is read."
            ),
            (
                "A parameter without a default must be given. The default `data` is the date of what was loaded; `none` leaves the "
                "parameter open. Ids are found with `find-by-name` and `places`."
            ),
            *(part for folder, group in folders for part in (f"## {folder}", *map(_query, group))),
            "## How a query file begins",
            _form(),
        )
    )


def _form() -> str:
    """Return what the module that reads headers says of their form, as Markdown."""
    title, _, rest = (header.__doc__ or "").partition("\n\n")
    example, _, words = rest.removeprefix("::\n\n").partition("\n\n")
    lines = "\n".join(line.removeprefix("    ") for line in example.splitlines())
    return page((title, block(lines), words.replace("``", "`").strip()))


def _query(query: Query) -> str:
    return page(
        (
            f"### {query.name}",
            f"**{query.title.en} · {query.title.zh}**",
            f"{query.description.en} {query.description.zh}",
            block(f"gongjian query {_call(query)}"),
            table(("parameter", "type", "default", "meaning", "含义"), map(_parameter, query.parameters))
            if query.parameters
            else "",
            table(
                ("result column", "meaning", "含义"),
                [(code(item.name), item.meaning.en, item.meaning.zh) for item in query.columns],
            ),
        )
    )


def _call(query: Query) -> str:
    return " ".join((query.name, *(f"--param {item.name}=…" for item in query.parameters if item.default is None)))


def _parameter(item: Parameter) -> tuple[str, ...]:
    default = "" if item.default is None else code(item.default)
    return (code(item.name), item.expects.en, default, item.meaning.en, item.meaning.zh)
