"""The rows of the picture of change: kinds of nodes and relationships, then rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.change import GapChange
from graphmodel.graph.change import ElementStatus, GraphChange, kind_titles
from graphmodel.schema import Bilingual, Language

BACK = ElementStatus.REOPENED
_MOST_KINDS = 6
"""Kinds of nodes, and as many of relationships, that are drawn, so that rules have room."""
_NODES = Bilingual("Nodes", "节点")
_RELATIONSHIPS = Bilingual("Relationships", "关系")
_GAPS = Bilingual("Gaps", "缺口")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row: how many closed, new and reopened, and what is still there; a heading has a title alone."""

    title: str
    closed: int = 0
    new: int = 0
    reopened: int = 0
    still: str = ""
    is_heading: bool = False

    @property
    def risen(self) -> int:
        """New and reopened together."""
        return self.new + self.reopened


def rule_rows(change: GapChange, language: Language) -> list[ChangeRow]:
    """Return a row for each rule with a gap that came or went, those with the most first."""
    frame = change.by_rule
    rows = zip(frame["rule"], *(frame[name].tolist() for name in ("closed", "new", "reopened", "open")), strict=True)
    moved = [row for row in rows if sum(row[1:4])]
    moved.sort(key=lambda row: (-sum(row[1:4]), row[0]))
    return [
        ChangeRow(RULES[rule].title.in_language(language), closed, new, reopened, f"{still:,}")
        for rule, closed, new, reopened, still in moved
    ]


def element_rows(change: GraphChange, language: Language) -> list[ChangeRow]:
    """Return the kinds of nodes and relationships of which any came, went or changed, under headings; then that of the gaps."""
    found: list[ChangeRow] = []
    for heading, element in ((_NODES, "node"), (_RELATIONSHIPS, "relationship")):
        rows = list(_kinds(change, element, language))
        if rows:
            found += [ChangeRow(heading.in_language(language), is_heading=True), *rows]
    return [*found, ChangeRow(_GAPS.in_language(language), is_heading=True)] if found else []


def kinds_left_out(change: GraphChange) -> int:
    """Count the kinds that changed and for which `element_rows` has no room."""
    return sum(max(len(_moved(change, element)) - _MOST_KINDS, 0) for element in ("node", "relationship"))


def _moved(change: GraphChange, element: str) -> list[dict[Any, Any]]:
    frame = change.by_kind
    frame = frame[frame["element"] == element]
    frame = frame.assign(moved=frame[[status.value for status in ElementStatus]].sum(axis=1))
    rows: list[dict[Any, Any]] = (
        frame[frame["moved"] > 0].sort_values("moved", ascending=False, kind="stable").to_dict("records")
    )
    return rows


def _kinds(change: GraphChange, element: str, language: Language) -> Iterator[ChangeRow]:
    for row in _moved(change, element)[:_MOST_KINDS]:
        changed = Bilingual(f" ({row['changed']:,} changed)", f"（变{row['changed']:,}）").in_language(language)
        still = f"{row['kept']:,}{changed if row['changed'] else ''}"
        yield ChangeRow(
            kind_titles()[row["kind"]].in_language(language), row["closed"], row["new"], row["reopened"], still
        )
