"""Cypher as tokens with line numbers: enough to see which names a query uses, without a parser of the whole language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError


class TokenKind(StrEnum):
    """What a token is."""

    NAME = "name"
    PARAMETER = "parameter"
    STRING = "string"
    NUMBER = "number"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``text`` is a name without backticks, a parameter without ``$``, a string without quotes."""

    kind: TokenKind
    text: str
    line: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of some keywords, in whatever case."""
        return self.kind is TokenKind.NAME and self.text.upper() in words

    def is_sign(self, *signs: str) -> bool:
        """Tell whether this is one of some signs."""
        return self.kind is TokenKind.SIGN and self.text in signs


_TOKEN = re.compile(
    r"""
    (?P<space>\s+ | //[^\n]* | /\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
  | \$(?P<parameter>\w+)
  | `(?P<quoted>[^`]+)`
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<sign><=|>=|<>|=~|\.\.|\|\||[-+*/%^=<>()\[\]{},;:.|&!])
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def tokenize(cypher: str, *, first_line: int = 1) -> tuple[Token, ...]:
    """Split a query into tokens, without white space and comments.

    Raises
    ------
    QueryError
        If a sign is none of Cypher's, an unfinished string among them. The message begins with the line.

    Examples
    --------
    >>> [token.text for token in tokenize("MATCH (a:Alliance {id: $id}) // all")]
    ['MATCH', '(', 'a', ':', 'Alliance', '{', 'id', ':', 'id', '}', ')']
    """
    tokens: list[Token] = []
    position, line = 0, first_line
    while position < len(cypher):
        match = _TOKEN.match(cypher, position)
        if match is None:
            msg = Bilingual(
                f"{line}: found {cypher[position]!r}, which begins nothing in Cypher; close the string or remove it",
                f"{line}：{cypher[position]!r} 不是 Cypher 中任何语句的开头；请补全字符串的引号，或删去它",
            )
            raise QueryError(msg)
        token = _token(match, line)
        if token is not None:
            tokens.append(token)
        line += match.group().count("\n")
        position = match.end()
    return tuple(tokens)


def _token(match: re.Match[str], line: int) -> Token | None:
    text = match.group()
    if match["space"] is not None:
        return None
    if match["string"] is not None:
        return Token(TokenKind.STRING, text[1:-1], line)
    if match["parameter"] is not None:
        return Token(TokenKind.PARAMETER, match["parameter"], line)
    if match["quoted"] is not None:
        return Token(TokenKind.NAME, match["quoted"], line)
    if match["number"] is not None:
        return Token(TokenKind.NUMBER, text, line)
    return Token(TokenKind.NAME if match["name"] is not None else TokenKind.SIGN, text, line)


def brackets(tokens: tuple[Token, ...]) -> dict[int, int]:
    """Map the position of each bracket to that of its partner.

    Raises
    ------
    QueryError
        If a bracket has no partner. The message begins with the line.
    """
    partners: dict[int, int] = {}
    opened: list[int] = []
    for position, token in enumerate(tokens):
        if token.is_sign(*_CLOSING):
            opened.append(position)
        elif token.is_sign(*_CLOSING.values()):
            if not opened or _CLOSING[tokens[opened[-1]].text] != token.text:
                msg = Bilingual(
                    f"{token.line}: found {token.text!r} without its opening bracket; balance the brackets",
                    f"{token.line}：{token.text!r} 没有对应的左括号；请使括号成对",
                )
                raise QueryError(msg)
            partners[position] = opened[-1]
            partners[opened.pop()] = position
    if opened:
        token = tokens[opened[-1]]
        msg = Bilingual(
            f"{token.line}: found {token.text!r} that is never closed; balance the brackets",
            f"{token.line}：{token.text!r} 没有闭合；请使括号成对",
        )
        raise QueryError(msg)
    return partners


def depths(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    """Return how deep in brackets each token stands; a bracket stands where what it encloses does not."""
    found: list[int] = []
    depth = 0
    for token in tokens:
        if token.is_sign(*_CLOSING.values()):
            depth -= 1
        found.append(depth)
        if token.is_sign(*_CLOSING):
            depth += 1
    return tuple(found)
