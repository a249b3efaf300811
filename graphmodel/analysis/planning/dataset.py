"""A plan as rows of the tables, so that it can be loaded beside the data as a source of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphmodel.analysis.planning.plan import NewEdge, NewNode, Plan
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES, NodeTable, RelationshipTable

_NOTE = "方案，尚未实施 · planned, not carried out"


def plan_dataset(plan: Plan, *, source: str | None = None) -> Dataset:
    """Return what a plan adds as a dataset of its own.

    Together with the data that the plan was made from it gives the graph of `apply_plan`. Loaded into the database it stands beside
    them, and is gone when its source is unloaded.

    Parameters
    ----------
    plan
        The plan.
    source
        What the source is called; ``plan-`` and the kind of plan where None.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.analysis.planning import plan_joint_branches
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["C"], "name": ["抚琴社区"], "level": ["community"]}
    >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "place_id": ["C"] * 2, "party_members": [2, 1]}
    >>> tables = {"places": places, "enterprises": firms}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {k: Records(BY_NAME[k], v) for k, v in tables.items()})
    >>> planned = plan_dataset(plan_joint_branches(build_graph(data)))
    >>> planned.about.source, {name: len(records) for name, records in planned.tables.items()}
    ('plan-joint-branches', {'party_organizations': 1, 'coverage': 2})
    """
    changes = [step.change for step in plan.steps]
    nodes = {node.id: node for change in changes for node in change.nodes}
    rows: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    own = {id_: _node_row(node) for id_, node in nodes.items()}
    for edge in (edge for change in changes for edge in change.edges):
        if not _refer(edge, nodes, own):
            table, row = _tie_row(edge, nodes)
            rows.setdefault(table, {})[tuple(row.items())] = row
    for id_, row in own.items():
        rows.setdefault(_table_of(nodes[id_]).name, {})[id_,] = row
    about = About(
        source or f"plan-{plan.kind}", title=plan.title.zh, as_of=plan.as_of, synthetic=plan.synthetic, note=_NOTE
    )
    return Dataset(about, {name: _records(name, rows[name].values()) for name in BY_NAME if name in rows})


def _table_of(node: NewNode) -> NodeTable:
    return next(table for table in NODE_TABLES if table.label in node.attributes["labels"])


def _node_row(node: NewNode) -> dict[str, Any]:
    table = _table_of(node)
    columns = {column.property_name: column.name for column in table.columns}
    values = {columns[name]: value for name, value in node.attributes.items() if name != "labels"}
    return {str(table.key): node.id, **values}


def _refer(edge: NewEdge, nodes: Mapping[str, NewNode], own: Mapping[str, dict[str, Any]]) -> bool:
    """Put an edge into the cell of a new node that refers to its other end; tell whether there is such a cell."""
    for id_, other, incoming in ((edge.start, edge.end, False), (edge.end, edge.start, True)):
        for column in _table_of(nodes[id_]).references if id_ in nodes else ():
            target = column.reference
            if target and (target.relationship, target.incoming) == (edge.attributes["type"], incoming):
                own[id_][column.name] = other
                return True
    return False


def _tie_row(edge: NewEdge, nodes: Mapping[str, NewNode]) -> tuple[str, dict[str, Any]]:
    tables = [table for table in RELATIONSHIP_TABLES if table.type == edge.attributes["type"]]
    # Taking part is a table for each kind of event: the new event tells which.
    table = next(table for table in tables if len(tables) == 1 or _ends_at(table, nodes[edge.end]))
    columns = {column.property_name: column.name for column in table.columns}
    values = {columns[name]: value for name, value in edge.attributes.items() if name != "type"}
    return table.name, {table.start: edge.start, table.end: edge.end, **values}


def _ends_at(table: RelationshipTable, node: NewNode) -> bool:
    target = table.by_name[table.end].reference
    return target is not None and _table_of(node).name in target.tables


def _records(name: str, rows: Iterable[Mapping[str, Any]]) -> Records:
    listed = list(rows)
    columns = dict.fromkeys(column for row in listed for column in row)
    return Records(BY_NAME[name], {column: [row.get(column) for row in listed] for column in columns})
