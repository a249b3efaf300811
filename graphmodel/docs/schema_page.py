"""The page on the graph: node types, relationship types, properties."""

from __future__ import annotations

from graphmodel.docs.markdown import block, code, page, table
from graphmodel.schema import BY_NAME, NODE_TABLES, Kind, NodeTable
from graphmodel.schema.properties import (
    ENTITY,
    PRECISIONS,
    Property,
    RelationshipEnds,
    node_properties,
    properties_of_type,
    relationship_ends,
    relationship_types,
)

_COLUMNS = ("property", "属性", "type", "meaning", "含义")
_TYPES = {
    Kind.DATE: "date",
    Kind.COUNT: "integer",
    Kind.NUMBER: "float",
    Kind.YES_NO: "boolean",
    Kind.LONGITUDE: "float",
    Kind.LATITUDE: "float",
}


def schema_page() -> str:
    """Return the page on node types, relationship types and their properties."""
    return page(
        (
            "# The graph",
            (
                "图模型：节点类型、关系类型与属性。All of it is declared once in `graphmodel/schema/`; constraints, writes, "
                "validation and this page are made from that."
            ),
            "![The graph: stakeholders, what they do together, and the places in which it lies](schema.svg)",
            _general(),
            "## Nodes 节点",
            *(_node(item) for item in NODE_TABLES),
            _load(),
            "## Relationships 关系",
            table(("type", "from", "to", "made from"), [_ends(ends) for ends in relationship_ends()]),
            *(_relationship(name) for name in relationship_types() if properties_of_type(name)),
            "## As text",
            "The same picture for tools that read Mermaid.",
            block(mermaid(), "mermaid"),
        )
    )


def _general() -> str:
    return "\n".join(
        (
            f"- Every node carries the label `{ENTITY}` and an `id`, unique over all. 每个节点都有全图唯一的编码。",
            (
                "- Every node and relationship says which `source` lists it and which `load` last did; a source changes and "
                "removes only what it owns. 每个节点与关系都注明来源与批次。"
            ),
            "- A value that is unknown is not there. 未知的值不存储。",
            (
                f"- A date `x` of which only the month or the year is known has `x_precision` = {' or '.join(PRECISIONS)}; it "
                "then stands for the first day, or the last in a column that ends or limits. 只知年月的日期另有精度属性。"
            ),
            "- Parallel relationships are told apart by `key`. 平行关系以 key 区分。",
            "- What more than two parties share (alliance, project, activity, meeting) is a node. 多方共建以节点表示。",
        )
    )


def _node(item: NodeTable) -> str:
    labels = (ENTITY, *sorted((item.label, *item.labels)))
    subtypes = ", ".join(code(label) for label in item.subtypes.values())
    lines = [
        f"### {item.label} {item.chinese}",
        f"{item.description.en} {item.description.zh}",
        f"Labels {' '.join(map(code, labels))}" + (f", and one of {subtypes}" if subtypes else "") + "; "
        f"id from `{item.name}.{item.key}`." + _lifetime(item.begins, item.ends)
        if item.key
        else f"Labels {' '.join(map(code, labels))}; the id is made from the row." + _lifetime(item.begins, item.ends),
        table(_COLUMNS, map(_property, node_properties(item))),
    ]
    return page(lines)


def _lifetime(begins: str | None, ends: str | None) -> str:
    if begins and ends:
        return f" Live from `{begins}` to `{ends}`."
    return f" It exists from `{begins}` on." if begins else ""


def _property(item: Property) -> tuple[str, ...]:
    column = item.column
    kind = _TYPES.get(item.kind, "string")
    if column.values:
        kind = " · ".join(f"{code(value.value)} {value.chinese}" for value in column.values)
    return (code(item.name), column.chinese, kind, column.description.en, column.description.zh)


def _load() -> str:
    rows = (
        ("source", "name of the source; unique", "来源名称，唯一"),
        ("load", "identity of its content", "内容标识"),
        ("title, as_of, synthetic, note", "what about.csv says of it", "数据说明"),
        ("tables", "names of the tables it has", "所含的表"),
        ("complete", "whether the last load ended", "最近一次载入是否完成"),
    )
    return page(
        (
            "### Load 载入批次",
            "Provenance: one node for each source, without the label `Entity` and without relationships. 每个来源一个。",
            table(
                ("property", "meaning", "含义"), [(", ".join(map(code, n.split(", "))), en, zh) for n, en, zh in rows]
            ),
        )
    )


def _ends(ends: RelationshipEnds) -> tuple[str, ...]:
    origin = f"{ends.table.name}.{ends.column.name}" if ends.column else ends.table.name
    return (code(ends.type), _labels(ends.start_labels), _labels(ends.end_labels), code(origin))


def _labels(labels: tuple[str, ...]) -> str:
    """Name labels; a wider label stands for those that all have it.

    Examples
    --------
    >>> _labels(("Enterprise", "SocialOrganization", "PublicInstitution", "Place"))
    '`Unit`, `Place`'
    """
    return ", ".join(map(code, widest(labels)))


def widest(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels with ``Stakeholder`` or ``Unit`` in place of all that carry it."""
    found = labels
    for wide in ("Stakeholder", "Unit"):
        members = [item.label for item in NODE_TABLES if wide in item.labels]
        if set(members) <= set(found):
            found = (wide, *(label for label in found if label not in members))
    return found


def _relationship(name: str) -> str:
    tables = [ends.table for ends in relationship_ends() if ends.type == name and ends.column is None]
    return page(
        (
            f"### {name} {'、'.join(item.chinese for item in tables)}",
            " ".join(f"{item.description.en} {item.description.zh}" for item in tables),
            "".join(
                f"From `{item.name}`." + _lifetime(item.begins, item.ends) + "\n"
                for item in tables
                if item.name in BY_NAME
            ).strip(),
            table(_COLUMNS, map(_property, properties_of_type(name))),
        )
    )


def mermaid() -> str:
    """Return the relationships between node types as a Mermaid flowchart."""
    types = [f'  {item.label}["{item.label} {item.chinese}"]' for item in NODE_TABLES]
    wider = ('  Unit(["Unit 单位"])', '  Stakeholder(["Stakeholder 主体"])', '  Compound["Compound 小区"]')
    drawn = [
        f"  {start} -->|{ends.type}| {end}"
        for ends in relationship_ends()
        for start in widest(ends.start_labels)
        for end in widest(ends.end_labels)
    ]
    return "\n".join(("flowchart LR", *types, *wider, *dict.fromkeys(drawn)))
