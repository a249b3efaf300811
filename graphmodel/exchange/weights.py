"""The weight of what formats with one number a tie can hold: several edges between the same two become one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import ValueKind

Tie = TypeVar("Tie", bound=Hashable)

_WEIGHT = "weight"
_NUMBERS = (ValueKind.INTEGER, ValueKind.NUMBER)


def edge_weights(table: TabularGraph) -> list[float]:
    """Return the weight of each edge: its property ``weight`` where all edges have one, else 1, so that sums are counts."""
    column = table.edges.get(_WEIGHT)
    if column is None or column.kind not in _NUMBERS or any(value is None for value in column.values):
        return [1] * len(table.starts)
    return list(column.values)


def summed(ties: Iterable[tuple[Tie, float]]) -> dict[Tie, float]:
    """Return the sum of the weights of each tie, in the order in which ties first come.

    Examples
    --------
    >>> summed([(("甲", "乙"), 1), (("乙", "丙"), 0.5), (("甲", "乙"), 2)])
    {('甲', '乙'): 3, ('乙', '丙'): 0.5}
    """
    found: dict[Tie, float] = {}
    for tie, weight in ties:
        found[tie] = found.get(tie, 0) + weight
    return found


def shown(weight: float) -> str:
    """Return a weight as text, a whole one without a point.

    Examples
    --------
    >>> shown(3.0), shown(0.25)
    ('3', '0.25')
    """
    return str(int(weight)) if weight == int(weight) else repr(float(weight))
