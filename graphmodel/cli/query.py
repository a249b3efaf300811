"""``gongjian query``: the query book, and the table that one of its queries gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import DateType, language_option, output_options
from graphmodel.cli.suggestions import queries
from graphmodel.errors import QueryError
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.store.queries import Parameter, Query, QueryResult

_FOLDERS = {
    "alliances": "联盟",
    "coverage": "覆盖",
    "gaps": "缺口",
    "links": "共建关系",
    "lists": "清单",
    "places": "地点",
}
_BOOK = Bilingual("query book", "查询手册")
_NEXT = (
    Bilingual(
        "gongjian query NAME --explain: what a query is for, takes and gives",
        "gongjian query 查询 --explain：查询的用途、参数和结果",
    ),
    Bilingual(
        "gongjian query NAME --param k=v: its table; what stands in brackets has that default",
        "gongjian query 查询 --param 参数=值：查询结果；方括号中为默认值",
    ),
    Bilingual(
        "gongjian query find-by-name --param text=…: the ids that queries take",
        "gongjian query find-by-name --param text=…：查找查询所需的编码",
    ),
)


@click.command("query")
@click.argument("name", required=False, shell_complete=queries)
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="A parameter. May be repeated.")
@click.option("--explain", is_flag=True, help="Say what the query is for, takes and gives, with its Cypher.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    name: str | None,
    given: tuple[str, ...],
    *,
    explain: bool,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Ask the database a question of the query book; without NAME, list the book.

    \b
    gongjian query
    gongjian query places --param level=街道
    gongjian query members-of-alliance --param alliance=A1 --param as_of=2022-06-30
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.store.queries import find_query, query_book  # noqa: PLC0415 -- the driver loads only where used

    if name is None:
        _write_book(list(query_book().values()), language, format_, output)
        return
    query = find_query(name)
    if explain:
        click.echo(_explanation(query, language))
        return
    _write_result(_run(query, _parameters(query, given)), language, format_, output)


def _parameters(query: Query, given: tuple[str, ...]) -> dict[str, Any]:
    """Read ``NAME=VALUE`` pairs; dates as everywhere on the command line."""
    from graphmodel.store.queries import ParameterType  # noqa: PLC0415 -- likewise

    dates = {parameter.name for parameter in query.parameters if parameter.type is ParameterType.DATE}
    found: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            msg = Bilingual(
                f"found --param {pair!r}, expected NAME=VALUE; the query is {query.signature}",
                f"--param {pair!r} 有误，应为 参数名=值；此查询为 {query.signature}",
            )
            raise QueryError(msg)
        if name.strip() in found:
            msg = Bilingual(
                f"found the parameter {name.strip()} twice; give it once", f"参数 {name.strip()} 给了两次，只能给一次"
            )
            raise QueryError(msg)
        found[name.strip()] = DateType()(value.strip()) if name.strip() in dates else value
    return found


def _run(query: Query, parameters: dict[str, Any]) -> QueryResult:
    from graphmodel.store import connection_settings  # noqa: PLC0415 -- likewise
    from graphmodel.store.queries import run_query  # noqa: PLC0415 -- likewise
    from graphmodel.store.queries.parameters import bind  # noqa: PLC0415 -- likewise

    # A wrong parameter is told before a server is started for it.
    bind(query, parameters)
    with progress_shown() as progress:
        return run_query(connection_settings(progress=progress), query.name, **parameters)


def _write_book(queries: list[Query], language: Language, format_: str | None, output: Path | None) -> None:
    import pandas as pd  # noqa: PLC0415 -- likewise

    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise

    rows = [
        {
            "query": query.name,
            "parameters": query.signature.removeprefix(query.name).strip(),
            "title": query.title.in_language(language),
            "folder": _FOLDERS.get(query.folder, query.folder) if language == "zh" else query.folder,
        }
        for query in sorted(queries, key=lambda query: (query.folder, query.name))
    ]
    headers = {"query": "查询", "parameters": "参数", "title": "标题", "folder": "类"} if language == "zh" else {}
    write_table(
        pd.DataFrame(rows),
        format_=format_,
        output=output,
        title=_BOOK.in_language(language),
        headers=headers,
        notes=[line.in_language(language) for line in _NEXT],
    )


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    """Say values that are choices of a table's column of the same name in Chinese, where all such columns agree."""
    from graphmodel.schema import BY_NAME  # noqa: PLC0415 -- likewise

    meanings: dict[str, dict[str, set[str]]] = {}
    for table in BY_NAME.values():
        for column in table.columns:
            for item in column.values:  # noqa: PD011 -- no frame
                meanings.setdefault(column.name, {}).setdefault(item.value, set()).add(item.chinese)

    def said(value: Any, words: Mapping[str, set[str]]) -> Any:
        found = words.get(value) if isinstance(value, str) else None
        return next(iter(found)) if found is not None and len(found) == 1 else value

    known = {name: meanings[name] for name in map(str, frame.columns) if name in meanings}
    return frame.assign(**{name: [said(value, words) for value in frame[name]] for name, words in known.items()})


def _write_result(result: QueryResult, language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise

    said = ", ".join(f"{name}={value}" for name, value in result.parameters.items() if value is not None)
    name, count = result.query.name, len(result.rows)
    rows = Bilingual(f"{name}: {count} rows · {said}", f"{name}：{count} 行 · {said}")
    chosen = choose_format(format_, output)
    write_table(
        _worded(result.frame) if language == "zh" and chosen in ("text", "xlsx") else result.frame,
        format_=chosen,
        output=output,
        title=result.query.title.in_language(language),
        headers={column.name: column.meaning.zh for column in result.query.columns} if language == "zh" else {},
        notes=(rows.in_language(language),),
    )


def _expected(item: Parameter, language: Language) -> str:
    """Return what a parameter takes, in brackets."""
    if language == "en":
        return f" ({item.expects.en}" + ("" if item.default is None else f"; default {item.default}") + ")"
    return f"（{item.expects.zh}" + ("" if item.default is None else f"；默认 {item.default}") + "）"


def _explanation(query: Query, language: Language) -> str:
    def lines(pairs: list[tuple[str, str]]) -> list[str]:
        width = max((len(left) for left, _ in pairs), default=0)
        return [f"  {left.ljust(width)}  {right}" for left, right in pairs]

    taken = [
        (
            item.name,
            f"{item.meaning.in_language(language)}{_expected(item, language)}",
        )
        for item in query.parameters
    ]
    given = [(item.name, item.meaning.in_language(language)) for item in query.columns]
    heads = ("参数", "结果", "Cypher") if language == "zh" else ("Parameters", "Result", "Cypher")
    return "\n".join(
        (
            f"{query.name}: {query.title.in_language(language)}",
            query.description.in_language(language),
            "",
            heads[0],
            *(lines(taken) or ["  -"]),
            "",
            heads[1],
            *lines(given),
            "",
            heads[2],
            *(f"  {line}" for line in query.cypher.splitlines()),
        )
    )
