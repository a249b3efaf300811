"""What became of nodes and relationships, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from graphmodel.graph.change import ELEMENT_TITLES, ElementStatus, GraphChange, kind_titles
from graphmodel.schema import Bilingual, Language

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
    frame = frame.rename(columns={"changed": "values"})
    return _titled(frame[["status", "kind", "name", "other_name", "path", "values", "id", "other"]], language)


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
