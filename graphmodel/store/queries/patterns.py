"""The patterns of a query: nodes with their labels, and the relationships between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphmodel.store.queries.shapes import Shape, node_shapes
from graphmodel.store.queries.tokens import Token, TokenKind


@dataclass(frozen=True, slots=True)
class NodePattern:
    """``(variable:Label {property: …})``; ``shapes`` is None where no label is given."""

    variable: str | None
    shapes: frozenset[Shape] | None
    labels: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipPattern:
    """``(start)-[variable:TYPE]->(end)``; ``directed`` is False for ``-[]-``, ``repeated`` for ``*`` and its like."""

    variable: str | None
    types: tuple[Token, ...]
    start: NodePattern
    end: NodePattern
    directed: bool
    repeated: bool
    line: int


@dataclass(slots=True)
class Reader:
    """Reads label and type expressions from tokens; ``position`` moves on."""

    tokens: tuple[Token, ...]
    position: int
    names: list[Token] = field(default_factory=list)

    def sign(self, *signs: str) -> bool:
        """Tell whether the next token is one of some signs."""
        return self.position < len(self.tokens) and self.tokens[self.position].is_sign(*signs)

    def either(self) -> frozenset[Shape]:
        """Read ``A|B`` and what binds stronger: the shapes that have such labels."""
        found = self.both()
        while self.sign("|"):
            self.position += 1
            found |= self.both()
        return found

    def both(self) -> frozenset[Shape]:
        """Read ``A&B`` or ``A:B``."""
        found = self.one()
        while self.sign("&", ":"):
            self.position += 1
            found &= self.one()
        return found

    def one(self) -> frozenset[Shape]:
        """Read a name, ``%``, ``!A`` or a bracket."""
        every = frozenset(node_shapes())
        token = self.tokens[self.position]
        self.position += 1
        if token.is_sign("!"):
            return every - self.one()
        if token.is_sign("("):
            found = self.either()
            self.position += 1
            return found
        if token.is_sign("%"):
            return every
        self.names.append(token)
        return frozenset(shape for shape in every if token.text in shape.labels)


def node_pattern(tokens: tuple[Token, ...], opening: int) -> NodePattern:
    """Read the node pattern that the bracket at ``opening`` begins."""
    position = opening + 1
    variable = None
    if tokens[position].kind is TokenKind.NAME and not tokens[position].is_word("WHERE"):
        variable = tokens[position].text
        position += 1
    if not tokens[position].is_sign(":"):
        return NodePattern(variable, None)
    reader = Reader(tokens, position + 1)
    shapes = reader.either()
    return NodePattern(variable, shapes, tuple(reader.names))


def relationship_patterns(tokens: tuple[Token, ...], partners: dict[int, int]) -> Iterator[RelationshipPattern]:
    """Yield every relationship pattern, ``-[…]-`` with the nodes at its ends."""
    for opening, token in enumerate(tokens):
        if not token.is_sign("[") or opening == 0 or not tokens[opening - 1].is_sign("-"):
            continue
        closing = partners[opening]
        leftward = tokens[opening - 2].is_sign("<")
        left = opening - 3 if leftward else opening - 2
        right, rightward, repeated = _arrow(tokens, partners, closing)
        if not tokens[left].is_sign(")", "}", "+", "*") or right is None:
            continue
        left = _before_quantifier(tokens, partners, left)
        ends = (node_pattern(tokens, partners[left]), node_pattern(tokens, right))
        variable, types, starred = _inside(tokens, opening, closing)
        start, end = reversed(ends) if leftward and not rightward else ends
        yield RelationshipPattern(variable, types, start, end, leftward != rightward, repeated or starred, token.line)


def _inside(tokens: tuple[Token, ...], opening: int, closing: int) -> tuple[str | None, tuple[Token, ...], bool]:
    """Read ``[variable:TYPE|OTHER*0..]``: the variable, the types, whether it repeats."""
    position = opening + 1
    variable = None
    if tokens[position].kind is TokenKind.NAME:
        variable = tokens[position].text
        position += 1
    types: tuple[Token, ...] = ()
    if tokens[position].is_sign(":"):
        reader = Reader(tokens, position + 1)
        reader.either()
        types, position = tuple(reader.names), reader.position
    return variable, types, position < closing and tokens[position].is_sign("*")


def _arrow(tokens: tuple[Token, ...], partners: dict[int, int], closing: int) -> tuple[int | None, bool, bool]:
    """Read what follows ``]``: the opening bracket of the next node, whether ``>`` points to it, whether it repeats."""
    position = closing + 2
    if position >= len(tokens) or not tokens[closing + 1].is_sign("-"):
        return None, False, False
    rightward = tokens[position].is_sign(">")
    position += rightward
    repeated = position < len(tokens) and tokens[position].is_sign("*", "+", "{")
    if repeated:
        position = partners.get(position, position) + 1
    if position >= len(tokens) or not tokens[position].is_sign("("):
        return None, rightward, repeated
    return position, rightward, repeated


def _before_quantifier(tokens: tuple[Token, ...], partners: dict[int, int], position: int) -> int:
    """Step from the end of ``(…){1,3}``, ``(…)+`` or ``(…)`` back to its closing bracket."""
    if tokens[position].is_sign("}"):
        return partners[position] - 1
    return position - 1 if tokens[position].is_sign("+", "*") else position


def labelled(tokens: tuple[Token, ...], partners: dict[int, int]) -> Iterator[NodePattern]:
    """Yield every place where a variable, or a pattern without one, is given labels: ``(v:Label``, ``v:Label``, ``(:Label``."""
    inside = _relationship_brackets(tokens, partners)
    for position, token in enumerate(tokens):
        if not token.is_sign(":") or position in inside or _is_key(tokens, partners, position):
            continue
        previous = tokens[position - 1]
        named = previous.kind is TokenKind.NAME
        if not named and not previous.is_sign("("):
            continue
        reader = Reader(tokens, position + 1)
        shapes = reader.either()
        yield NodePattern(previous.text if named else None, shapes, tuple(reader.names))


def _relationship_brackets(tokens: tuple[Token, ...], partners: dict[int, int]) -> frozenset[int]:
    """Return the positions inside ``-[…]-``, property maps apart: there a colon leads to types."""
    return frozenset(
        position
        for opening, token in enumerate(tokens)
        if token.is_sign("[") and opening and tokens[opening - 1].is_sign("-")
        for position in range(opening, partners[opening])
    )


def _is_key(tokens: tuple[Token, ...], partners: dict[int, int], colon: int) -> bool:
    """Tell whether a colon follows the key of a map, or a label that a reader has passed already."""
    before = tokens[colon - 2] if colon > 1 else None
    if before is not None and before.is_sign(":", "&", "|", "!"):
        return True
    if before is None or not before.is_sign("{", ","):
        return False
    enclosing = [opening for opening, closing in partners.items() if opening < colon < closing]
    return bool(enclosing) and tokens[max(enclosing)].is_sign("{")
