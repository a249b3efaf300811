"""What became of nodes and relationships, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from graphmodel.bilingual import LISTED
from graphmodel.graph.change import ELEMENT_TITLES, ChangedElement, ElementStatus, GraphChange, kind_titles
from graphmodel.schema import BY_NAME, NODE_TABLES, Bilingual, Column, Language, NodeTable, RelationshipTable
from graphmodel.schema.properties import node_properties, relationship_ends, relationship_properties

_HEADERS: dict[str, Bilingual] = {
    "status": Bilingual("change", "变化"),
    "kind": Bilingual("kind", "类别"),
    "name": Bilingual("name", "名称"),
    "other_name": Bilingual("to", "至"),
    "path": Bilingual("where", "所在"),
    "values": Bilingual("values", "内容"),
    "id": Bilingual("code", "编码"),
    "other": Bilingual("code of the other", "对方编码"),
    "kept": Bilingual("still there", "仍在"),
    **{status.value: title for status, title in ELEMENT_TITLES.items()},
}
_YES, _NO = Bilingual("yes", "是"), Bilingual("no", "否")
_BY_KIND = Bilingual("by kind", "按类别")
_NODES = Bilingual("nodes", "节点")
_RELATIONSHIPS = Bilingual("relationships", "关系")


def only(change: GraphChange, statuses: Iterable[str]) -> GraphChange:
    """Return a change with the elements of some statuses; with all where none is given."""
    wanted = set(statuses) or set(ElementStatus)
    return replace(change, elements=tuple(item for item in change.elements if item.status in wanted))


def graph_title(change: GraphChange, language: Language) -> str:
    """Return the counts of nodes and relationships in a line."""
    parts = []
    for what, nodes in ((_NODES, True), (_RELATIONSHIPS, False)):
        counts = change.counts(nodes=nodes).items()
        told = [f"{ELEMENT_TITLES[status].in_language(language)} {count:,}" for status, count in counts]
        parts.append(f"{what.in_language(language)}{'：' if language == 'zh' else ': '}{' · '.join(told)}")
    return ("；" if language == "zh" else "; ").join(parts)


def kind_counts(change: GraphChange, language: Language) -> pd.DataFrame:
    """Return one row a kind of node or type of relationship that changed: how many of each status, and how many are still there."""
    frame = change.by_kind
    statuses = [status.value for status in ElementStatus]
    frame = frame[frame[statuses].sum(axis=1) > 0]
    titles = kind_titles()
    columns = {"kind": [titles[kind].in_language(language) for kind in frame["kind"]]}
    columns |= {name: frame[name].tolist() for name in (*statuses, "kept")}
    return _titled(pd.DataFrame({**columns, "id": frame["kind"].tolist()}), language)


def element_frame(change: GraphChange, language: Language) -> pd.DataFrame:
    """Return one row an element, titles and names in front, codes behind."""
    frame = change.frame
    frame["status"] = [ELEMENT_TITLES[ElementStatus(status)].in_language(language) for status in frame["status"]]
    titles = kind_titles()
    frame["kind"] = [titles[kind].in_language(language) for kind in frame["kind"]]
    frame["values"] = [_values(item, language) for item in change.elements]
    return _titled(frame[["status", "kind", "name", "other_name", "path", "values", "id", "other"]], language)


def _values(item: ChangedElement, language: Language) -> str:
    """Return what changed, or what there is, by the titles of its columns."""
    columns = _columns(item.kind)
    parts = []
    for name, (before, after) in item.changes.items():
        column = columns.get(name)
        title = name if column is None else column.title.in_language(language)
        was, now = (_value(value, name, column, language) for value in (before, after))
        parts.append(f"{title} {was} → {now}" if before != after else f"{title} {now}")
    return ("；" if language == "zh" else "; ").join(parts)


@cache
def _columns(kind: str) -> dict[str, Column]:
    """Return the columns of a kind of node, or of a type of relationship, by their properties."""
    tables = [ends.table for ends in relationship_ends() if ends.type == kind and ends.column is None]
    found = [
        item for table in tables if isinstance(table, RelationshipTable) for item in relationship_properties(table)
    ]
    if not tables:
        places = BY_NAME["places"]
        assert isinstance(places, NodeTable)  # noqa: S101 -- the schema says so
        # A place is of the kind of its level.
        found = list(node_properties(next((table for table in NODE_TABLES if table.label == kind), places)))
    return {item.name: item.column for item in found}


def _value(value: object, name: str, column: Column | None, language: Language) -> str:
    if isinstance(value, (tuple, list)):
        return LISTED.in_language(language).join(_value(part, name, column, language) for part in value)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return (_YES if value else _NO).in_language(language)
    if isinstance(value, date):
        return value.isoformat()
    if name == "kind" and value in kind_titles():
        return kind_titles()[str(value)].in_language(language)
    known = {} if column is None or language != "zh" else {item.value: item.chinese for item in column.values}  # noqa: PD011 -- no frame
    return str(known.get(str(value), value))


def _titled(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return a frame with the headers that people read."""
    return frame.rename(columns={name: title.in_language(language) for name, title in _HEADERS.items()})


def graph_sheets(change: GraphChange, language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook: counts by kind, then nodes, and relationships, that are not what they were."""
    sheets = {_BY_KIND.in_language(language): kind_counts(change, language)}
    for what, is_node in ((_NODES, True), (_RELATIONSHIPS, False)):
        part = replace(change, elements=tuple(item for item in change.elements if item.is_node == is_node))
        if len(part):
            sheets[what.in_language(language)] = element_frame(part, language)
    return sheets
