"""What a query takes and gives: parameters, result columns, and clauses that a query of the book may not have."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError
from graphmodel.store.queries.tokens import Token, TokenKind, depths

_WRITES = ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "LOAD", "DROP", "ALTER", "GRANT")
_ENDS_OF_RETURN = ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION")
# Called without an argument these read the clock or the dice; a result must be the same tomorrow.
_UNREPEATABLE = ("DATE", "DATETIME", "TIME", "LOCALDATETIME", "LOCALTIME", "TIMESTAMP", "RAND", "RANDOMUUID")


def parameters_used(tokens: tuple[Token, ...]) -> dict[str, int]:
    """Map each parameter that a query uses to the line where it first does."""
    found: dict[str, int] = {}
    for token in tokens:
        if token.kind is TokenKind.PARAMETER:
            found.setdefault(token.text, token.line)
    return found


def check_reads_only(tokens: tuple[Token, ...]) -> None:
    """Raise `QueryError` where a query writes, or asks for the clock or a random number."""
    for position, token in enumerate(tokens):
        named = position > 0 and tokens[position - 1].is_sign(":", ".", "|", "&")
        if token.is_word(*_WRITES) and not named:
            msg = Bilingual(
                f"{token.line}: found {token.text.upper()}, but the book only reads; writes are made from the schema",
                f"{token.line}：出现 {token.text.upper()}，但查询手册只读取数据；写入语句由结构声明生成",
            )
            raise QueryError(msg)
        if token.is_word(*_UNREPEATABLE) and [t.text for t in tokens[position + 1 : position + 3]] == ["(", ")"]:
            msg = Bilingual(
                f"{token.line}: found {token.text}(), which differs from run to run; take a parameter instead",
                f"{token.line}：出现 {token.text}()，每次运行结果不同；请改用参数",
            )
            raise QueryError(msg)


def returned_columns(tokens: tuple[Token, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the line and the column names of each RETURN of the query itself (a UNION has more than one).

    Raises
    ------
    QueryError
        If a column has no name of its own. The message begins with the line.
    """
    levels = depths(tokens)
    for position, token in enumerate(tokens):
        if levels[position] == 0 and token.is_word("RETURN"):
            yield token.line, tuple(map(_column_name, _items(tokens, levels, position + 1)))


def _items(tokens: tuple[Token, ...], levels: tuple[int, ...], begin: int) -> Iterator[list[Token]]:
    """Split what RETURN gives at its commas; each token comes as a list of those that stand outside brackets."""
    item: list[Token] = []
    for position in range(begin + tokens[begin].is_word("DISTINCT"), len(tokens)):
        token = tokens[position]
        if levels[position]:
            continue
        if token.is_word(*_ENDS_OF_RETURN) or token.is_sign(";"):
            break
        if token.is_sign(","):
            yield item
            item = []
        else:
            item.append(token)
    yield item


def _column_name(item: list[Token]) -> str:
    last = item[-1]
    named = len(item) == 1 or item[-2].is_word("AS")
    if last.kind is not TokenKind.NAME or not named:
        words = " ".join(token.text for token in item)
        msg = Bilingual(
            f"{item[0].line}: found the result column `{words}` without a name; add AS and one",
            f"{item[0].line}：结果列 `{words}` 没有名称；请用 AS 命名",
        )
        raise QueryError(msg)
    return last.text
