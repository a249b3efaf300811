"""The book: every query file under one folder, read, checked against the schema, and known by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError
from graphmodel.store.queries.clauses import check_reads_only, parameters_used, returned_columns
from graphmodel.store.queries.header import Header, parse_header
from graphmodel.store.queries.model import Query
from graphmodel.store.queries.names import check_names
from graphmodel.store.queries.tokens import Token, brackets, tokenize


@cache
def query_book() -> Mapping[str, Query]:
    """Return the queries that come with the product, by name.

    Raises
    ------
    QueryError
        If a file of the book is malformed; the message begins with its file and line.

    Examples
    --------
    >>> query_book()["members-of-alliance"].title.zh
    '联盟成员'
    """
    return load_book(book_folder())


def book_folder() -> Path:
    """Return where the query files are: inside the installed package, or in the repository."""
    installed = Path(str(files("graphmodel"))) / "_queries"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "queries"


def load_book(folder: Path) -> Mapping[str, Query]:
    """Read and check every ``*.cypher`` under a folder.

    Raises
    ------
    QueryError
        If the folder has none, a file is malformed, or two have the same name.
    """
    found: dict[str, Query] = {}
    for path in sorted(folder.rglob("*.cypher")):
        where = path.relative_to(folder).as_posix()
        query = parse_query(path.read_text(encoding="utf-8"), where=where)
        if query.name in found:
            msg = Bilingual(
                f"{where}:1: found the name {query.name!r} also in {found[query.name].folder}/; rename one of them",
                f"{where}:1：名称 {query.name!r} 在 {found[query.name].folder}/ 中也有；请把其中一个改名",
            )
            raise QueryError(msg)
        found[query.name] = query
    if not found:
        msg = Bilingual(
            f"found no query files (*.cypher) in {folder}; install the package again",
            f"{folder} 中没有查询文件（*.cypher）；请重新安装本程序",
        )
        raise QueryError(msg)
    return MappingProxyType(found)


def parse_query(text: str, *, where: str) -> Query:
    """Parse one query file and check it; ``where`` is its path inside the book.

    Raises
    ------
    QueryError
        If the header is malformed, a name is not declared, not used or not in the schema, or the query writes.
    """
    try:
        header = parse_header(text)
        _check_file_name(header, where)
        body = "\n".join(text.splitlines()[header.length :])
        tokens = tokenize(body, first_line=header.length + 1)
        brackets(tokens)
        check_reads_only(tokens)
        _check_parameters(header, tokens)
        _check_columns(header, tokens)
        check_names(tokens)
    except QueryError as error:
        msg = Bilingual(f"{where}:{error}", f"{where}:{error.message.zh}")
        raise QueryError(msg) from None
    folder = where.rpartition("/")[0]
    return Query(
        header.name,
        folder,
        header.title,
        header.description,
        header.parameters,
        header.columns,
        body.strip().rstrip(";"),
    )


def _check_file_name(header: Header, where: str) -> None:
    stem = where.rpartition("/")[2].removesuffix(".cypher")
    if header.name != stem:
        line = header.lines["name", ""]
        msg = Bilingual(
            f"{line}: found the name {header.name!r} in the file {stem}.cypher; let the two be the same",
            f"{line}：文件 {stem}.cypher 中的名称是 {header.name!r}；两者应一致",
        )
        raise QueryError(msg)


def _check_parameters(header: Header, tokens: tuple[Token, ...]) -> None:
    declared = [parameter.name for parameter in header.parameters]
    used = parameters_used(tokens)
    for name, line in used.items():
        if name not in declared:
            msg = Bilingual(
                f"{line}: found ${name}, which the header does not declare; add a line `// param {name}: …`",
                f"{line}：${name} 没有在文件头声明；请加上一行 `// param {name}: …`",
            )
            raise QueryError(msg)
    for name in declared:
        if name not in used:
            msg = Bilingual(
                f"{header.lines['param', name]}: found the parameter {name}, which the query does not use; remove it",
                f"{header.lines['param', name]}：查询没有用到参数 {name}；请删去",
            )
            raise QueryError(msg)


def _check_columns(header: Header, tokens: tuple[Token, ...]) -> None:
    declared = tuple(column.name for column in header.columns)
    returns = list(returned_columns(tokens))
    if not returns:
        msg = Bilingual(
            f"{header.length + 1}: found no RETURN; end the query with one",
            f"{header.length + 1}：没有 RETURN；查询应以它结尾",
        )
        raise QueryError(msg)
    for line, columns in returns:
        if columns != declared:
            msg = Bilingual(
                f"{line}: found the result columns {_listed(columns)}, but the header declares {_listed(declared)}",
                f"{line}：结果列为 {_listed(columns)}，而文件头声明的是 {_listed(declared)}",
            )
            raise QueryError(msg)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
