"""What an interactive prompt needs: whole statements out of lines, and readable answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j
from neo4j.graph import Node, Path, Relationship

# Semicolons inside of these do not end a statement. An unclosed one reaches to the end of the text.
_OPAQUE = r"""'(?:\\.|[^'\\])*(?:'|$)|"(?:\\.|[^"\\])*(?:"|$)|`[^`]*(?:`|$)|//[^\n]*|/\*.*?(?:\*/|$)"""
_TOKEN = re.compile(rf"(?P<opaque>{_OPAQUE})|(?P<end>;)", re.DOTALL)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one statement.

    Attributes
    ----------
    columns
        Names, in the order of ``RETURN``.
    rows
        Values; nodes, relationships and paths written as in Cypher.
    changes
        What was changed, for instance ``nodes created: 2``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    changes: str


def split_statements(text: str) -> tuple[list[str], str]:
    r"""Split a text at the semicolons that end statements.

    Returns
    -------
    tuple
        The complete statements, and what follows the last semicolon; comments alone are no statement.

    Examples
    --------
    >>> split_statements("RETURN 'a;b'; // one; two\nMATCH (n)")
    (["RETURN 'a;b'"], '// one; two\nMATCH (n)')
    """
    statements: list[str] = []
    begin = 0
    for token in _TOKEN.finditer(text):
        if token["end"]:
            statements.append(text[begin : token.start()].strip())
            begin = token.end()
    return [statement for statement in statements if not is_blank(statement)], text[begin:].strip()


def is_blank(statement: str) -> bool:
    """Return whether there is nothing to run: white space and comments only."""
    return not _COMMENT.sub("", statement).strip()


def run_statement(session: neo4j.Session | neo4j.Transaction, statement: str) -> Answer:
    """Run one statement in a transaction of its own, and fetch its whole answer."""
    result = session.run(statement)
    columns = tuple(result.keys())
    rows = tuple(tuple(readable(value) for value in record.values()) for record in result)
    counted = vars(result.consume().counters).items()
    changes = [f"{name.replace('_', ' ')}: {number}" for name, number in counted if number and name[0] != "_"]
    return Answer(columns, rows, ", ".join(changes))


def readable(value: Any) -> Any:
    """Return nodes, relationships and paths as text, also inside of lists and maps; anything else as it is."""
    if isinstance(value, Node):
        return f"({''.join(f':{label}' for label in sorted(value.labels))}{_properties(value)})"
    if isinstance(value, Relationship):
        return f"[:{value.type}{_properties(value)}]"
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, list):
        return [readable(item) for item in value]
    if isinstance(value, Mapping):
        return {key: readable(item) for key, item in value.items()}
    return value


def _path(path: Path) -> str:
    text = str(readable(path.start_node))
    for tie, before, after in zip(path.relationships, path.nodes, path.nodes[1:], strict=False):
        left, right = ("-", "->") if tie.start_node == before else ("<-", "-")
        text += f"{left}{readable(tie)}{right}{readable(after)}"
    return text


def _properties(entity: Node | Relationship) -> str:
    if not len(entity):
        return ""
    return " {" + ", ".join(f"{key}: {_literal(value)}" for key, value in sorted(entity.items())) + "}"


def _literal(value: Any) -> str:
    return value.iso_format() if hasattr(value, "iso_format") else repr(value)
