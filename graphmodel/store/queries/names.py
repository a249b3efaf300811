"""Whether the labels, relationship types, properties and values in a query exist in the schema."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError
from graphmodel.schema.properties import RelationshipEnds, relationship_ends
from graphmodel.store.queries.patterns import (
    NodePattern,
    RelationshipPattern,
    labelled,
    node_pattern,
    relationship_patterns,
)
from graphmodel.store.queries.shapes import Shape, node_shapes, relationship_shapes
from graphmodel.store.queries.tokens import Token, TokenKind, brackets

_SEE = Bilingual("see docs/schema.md", "见 docs/schema.md")


@dataclass(frozen=True, slots=True)
class Names:
    """What the variables of a query stand for: the shapes each can have."""

    variables: dict[str, frozenset[Shape]]

    def of(self, variable: str | None) -> frozenset[Shape]:
        """Return the shapes of a variable; all there are where the query does not say."""
        return self.variables.get(variable or "", frozenset((*node_shapes(), *relationship_shapes().values())))


def check_names(tokens: tuple[Token, ...]) -> None:
    """Raise `QueryError` where a query names what the schema does not have, or joins what it never joins.

    The message begins with the line.
    """
    partners = brackets(tokens)
    nodes = list(labelled(tokens, partners))
    relationships = list(relationship_patterns(tokens, partners))
    for node in nodes:
        _check_labels(node)
    for relationship in relationships:
        _check_types(relationship)
    names = _variables(nodes, relationships)
    for relationship in relationships:
        _check_ends(relationship, names)
    for token, shapes, values in _properties(tokens, partners, names):
        _check_property(token, shapes)
        _check_values(token, shapes, values)


def _variables(nodes: Iterable[NodePattern], relationships: Iterable[RelationshipPattern]) -> Names:
    found: dict[str, frozenset[Shape]] = {}
    for node in nodes:
        if node.variable is not None and node.shapes is not None:
            found[node.variable] = found.get(node.variable, frozenset()) | node.shapes
    for item in relationships:
        if item.variable is not None and item.types:
            shapes = frozenset(relationship_shapes()[token.text] for token in item.types)
            found[item.variable] = found.get(item.variable, frozenset()) | shapes
    return Names(found)


def _check_labels(node: NodePattern) -> None:
    known = {label for shape in node_shapes() for label in shape.labels}
    for token in node.labels:
        if token.text not in known:
            raise QueryError(_unknown(token, Bilingual("label", "标签"), known))
    if node.labels and not node.shapes:
        words = " and ".join(token.text for token in node.labels)
        msg = Bilingual(
            f"{node.labels[0].line}: found the labels {words} together, which no node has; see docs/schema.md",
            f"{node.labels[0].line}：标签 {'、'.join(token.text for token in node.labels)} 不会同时出现在一个节点上；见 docs/schema.md",
        )
        raise QueryError(msg)


def _check_types(relationship: RelationshipPattern) -> None:
    if not relationship.types:
        msg = Bilingual(
            f"{relationship.line}: found a relationship without a type; name the types it may have",
            f"{relationship.line}：有一条关系没有写明类型；请写明可能的类型",
        )
        raise QueryError(msg)
    for token in relationship.types:
        if token.text not in relationship_shapes():
            raise QueryError(_unknown(token, Bilingual("relationship type", "关系类型"), relationship_shapes()))


def _unknown(token: Token, what: Bilingual, known: Collection[str]) -> Bilingual:
    near = difflib.get_close_matches(token.text, sorted(known), n=1, cutoff=0.5)
    hint = Bilingual(f"did you mean {near[0]}?", f"是否指 {near[0]}？") if near else _SEE
    return Bilingual(
        f"{token.line}: found the {what.en} {token.text!r}, which the schema does not have; {hint.en}",
        f"{token.line}：结构中没有{what.zh} {token.text!r}；{hint.zh}",
    )


def _check_ends(relationship: RelationshipPattern, names: Names) -> None:
    if relationship.repeated and len(relationship.types) > 1:
        # Along a path of several types only its steps have known ends.
        return
    start, end = (_shapes(node, names) for node in (relationship.start, relationship.end))
    for token in relationship.types:
        joined = any(_joins(ends, start, end) for ends in relationship_ends() if ends.type == token.text)
        turned = any(_joins(ends, end, start) for ends in relationship_ends() if ends.type == token.text)
        if joined or (turned and not relationship.directed):
            continue
        hint = Bilingual("turn the arrow", "请调转箭头方向") if turned else _SEE
        msg = Bilingual(
            f"{token.line}: found {token.text} between nodes that it never joins this way; {hint.en}",
            f"{token.line}：{token.text} 不会这样连接这两类节点；{hint.zh}",
        )
        raise QueryError(msg)


def _shapes(node: NodePattern, names: Names) -> frozenset[Shape]:
    return names.of(node.variable) if node.shapes is None else node.shapes


def _joins(ends: RelationshipEnds, start: frozenset[Shape], end: frozenset[Shape]) -> bool:
    return _has(start, ends.start_labels) and _has(end, ends.end_labels)


def _has(shapes: frozenset[Shape], labels: tuple[str, ...]) -> bool:
    return any(shape.labels.intersection(labels) for shape in shapes)


def _properties(
    tokens: tuple[Token, ...], partners: dict[int, int], names: Names
) -> Iterator[tuple[Token, frozenset[Shape], list[Token]]]:
    """Yield each use of a property: its name, whose it is, and the texts it is compared with."""
    yield from _accessed(tokens, partners, names)
    yield from _mapped(tokens, partners, names)


def _accessed(
    tokens: tuple[Token, ...], partners: dict[int, int], names: Names
) -> Iterator[tuple[Token, frozenset[Shape], list[Token]]]:
    for position in range(2, len(tokens)):
        owner, dot, name = tokens[position - 2 : position + 1]
        if not dot.is_sign(".") or owner.kind is not TokenKind.NAME or name.kind is not TokenKind.NAME:
            continue
        if position + 1 < len(tokens) and tokens[position + 1].is_sign("("):
            # A function with a prefix, such as duration.inDays(…).
            continue
        yield name, names.of(owner.text), _compared(tokens, partners, position + 1)


def _compared(tokens: tuple[Token, ...], partners: dict[int, int], position: int) -> list[Token]:
    """Return the texts that the property before ``position`` is compared with by ``=``, ``<>`` or ``IN [ ]``."""
    if position + 1 >= len(tokens):
        return []
    if tokens[position].is_sign("=", "<>"):
        compared = tokens[position + 1 : position + 2]
    elif tokens[position].is_word("IN") and tokens[position + 1].is_sign("["):
        compared = tokens[position + 2 : partners[position + 1]]
    else:
        return []
    return [token for token in compared if token.kind is TokenKind.STRING]


def _mapped(
    tokens: tuple[Token, ...], partners: dict[int, int], names: Names
) -> Iterator[tuple[Token, frozenset[Shape], list[Token]]]:
    """Yield the keys of ``{…}`` inside node and relationship patterns."""
    for opening, closing in partners.items():
        if opening > closing or not tokens[opening].is_sign("{") or not tokens[closing + 1 : closing + 2]:
            continue
        owner = _owner(tokens, partners, opening)
        if owner is None or not tokens[closing + 1].is_sign(")", "]"):
            continue
        shapes = names.of(owner.variable) if owner.shapes is None else owner.shapes
        for position in range(opening + 1, closing):
            token = tokens[position]
            if token.kind is TokenKind.NAME and tokens[position - 1].is_sign("{", ","):
                values = [item for item in tokens[position + 2 : position + 3] if item.kind is TokenKind.STRING]
                yield token, shapes, values


def _owner(tokens: tuple[Token, ...], partners: dict[int, int], opening: int) -> NodePattern | None:
    """Return the pattern that a property map belongs to, None for a map of its own or a subquery."""
    around = [begin for begin, end in partners.items() if begin < opening < end]
    if not around:
        return None
    begin = max(around)
    if tokens[begin].is_sign("("):
        return _plain_pattern(tokens, begin, opening)
    if tokens[begin].is_sign("[") and tokens[begin - 1].is_sign("-"):
        types = [token.text for token in tokens[begin + 1 : opening] if token.text in relationship_shapes()]
        return NodePattern(None, frozenset(relationship_shapes()[name] for name in types))
    return None


def _plain_pattern(tokens: tuple[Token, ...], begin: int, opening: int) -> NodePattern | None:
    plain = all(
        token.kind is TokenKind.NAME or token.is_sign(":", "&", "|", "!", "(", ")") for token in tokens[begin:opening]
    )
    called = begin > 0 and tokens[begin - 1].kind is TokenKind.NAME and not tokens[begin - 1].is_word(*_BEFORE_PATTERN)
    return node_pattern(tokens, begin) if plain and not called else None


_BEFORE_PATTERN = ("MATCH", "EXISTS", "WHERE", "AND", "OR", "NOT", "XOR", "SHORTEST", "ANY", "ALL")


def _check_property(token: Token, shapes: frozenset[Shape]) -> None:
    known = {name for shape in shapes for name in shape.properties}
    if token.text not in known:
        raise QueryError(_unknown(token, Bilingual("property", "属性"), known))


def _check_values(token: Token, shapes: frozenset[Shape], compared: list[Token]) -> None:
    allowed = [shape.values(token.text) for shape in shapes if token.text in shape.properties]
    if not compared or any(values is None for values in allowed):
        return
    known = {value for values in allowed for value in values or ()}
    for text in compared:
        if text.text not in known:
            msg = Bilingual(
                f"{text.line}: found {token.text} compared with {text.text!r}, expected one of {', '.join(sorted(known))}",
                f"{text.line}：{token.text} 与 {text.text!r} 比较，应为 {'、'.join(sorted(known))} 之一",
            )
            raise QueryError(msg)
