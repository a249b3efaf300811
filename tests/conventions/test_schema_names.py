"""Names in the schema keep to one form, and nothing that people's files rely on is renamed or dropped."""

from __future__ import annotations

import re

import pytest

from graphmodel.schema import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES, TABLES, Column, Kind, RelationshipTable, Table
from graphmodel.schema.properties import ENTITY, PROVENANCE, node_properties, relationship_ends, relationship_types

PASCAL_CASE = re.compile(r"([A-Z][a-z]+)+")
SCREAMING_SNAKE_CASE = re.compile(r"[A-Z]+(_[A-Z]+)*")
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")

# The contract with people's tables: a column may be added, none is renamed or dropped; required ones end in *.
_UNIT = "unit_id* name* uscc kind place_id industry employees party_members operating_status"
CONTRACT = {
    "places 区划与载体": "place_id* name* level* parent_id households longitude latitude demonstration old_compound",
    "party_organizations 党组织": "org_id* name* kind* place_id unit_id parent_org_id formal_members formation "
    "established_on term_ends_on dissolved_on",
    "enterprises 企业": _UNIT,
    "social_organizations 社会组织": _UNIT,
    "public_institutions 机关事业单位": _UNIT,
    "owners_committees 业主委员会": "committee_id* name compound_id* established_on term_ends_on dissolved_on members "
    "party_members",
    "alliances 联盟": "alliance_id* name* kind* place_id established_on ended_on",
    "needs 需求清单": "need_id* title* category* raised_by place_id raised_on expires_on quantity status",
    "resources 资源清单": "resource_id* title* category* offered_by* place_id available_from available_until capacity",
    "projects 项目清单": "project_id* title* category layer line place_id need_id resource_id status* started_on due_on "
    "finished_on funds_yuan beneficiaries",
    "activities 活动": "activity_id* title* layer place_id held_on* attendance",
    "meetings 协商会议": "meeting_id* place_id* step* held_on* topic",
    "service_centres 中心与阵地": "centre_id* name* kind* place_id longitude latitude",
    "requests 居民诉求": "request_id* place_id category channel raised_on* dispatched_on handled_by resolved_on satisfied",
    "coverage 覆盖": "org_id* covered_id* kind* mode since until",
    "property_services 物业服务": "enterprise_id* compound_id* since until",
    "alliance_members 联盟成员": "alliance_id* member_id* role since until",
    "project_participants 项目参与": "project_id* participant_id* role since",
    "activity_participants 活动参与": "activity_id* participant_id* role",
    "meeting_participants 会议参与": "meeting_id* participant_id*",
    "links 共建关系": "from_id* to_id* layer since until agreement",
    "data_exchanges 数据共享": "from_id* to_id* since until",
    "published_totals 公布数": "figure* place_id relation value* as_of source",
    "survey 合作评价": "rater_id* rated_id* power involvement resources reliability mission openness rated_on",
}

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_the_tables_are_all_there_in_order() -> None:
    assert [f"{table.name} {table.chinese}" for table in TABLES] == list(CONTRACT)


@every_table
def test_no_column_is_renamed_dropped_or_newly_required(table: Table) -> None:
    columns = [f"{column.name}{'*' if column.required else ''}" for column in table.columns]
    promised = CONTRACT[f"{table.name} {table.chinese}"].split()
    assert [column for column in columns if column in promised] == promised
    assert not [column for column in columns if column.endswith("*") and column not in promised]


def test_labels_are_pascal_case() -> None:
    labels = {label for table in NODE_TABLES for label in (table.label, *table.labels, *table.subtypes.values())}
    assert [label for label in sorted({ENTITY, *labels}) if not PASCAL_CASE.fullmatch(label)] == []


def test_labels_of_tables_are_distinct() -> None:
    labels = [table.label for table in NODE_TABLES]
    assert len(set(labels)) == len(labels)


def test_relationship_types_are_screaming_snake_case() -> None:
    assert [name for name in relationship_types() if not SCREAMING_SNAKE_CASE.fullmatch(name)] == []


@every_table
def test_tables_columns_and_values_are_snake_case(table: Table) -> None:
    values = [value.value for column in table.columns for value in column.values]
    names = [table.name, *(column.name for column in table.columns), *(c.property_name for c in table.columns), *values]
    assert [name for name in names if not SNAKE_CASE.fullmatch(name)] == []


@every_table
def test_everything_is_described_in_both_languages(table: Table) -> None:
    described: list[Table | Column] = [table, *table.columns]
    for item in described:
        assert item.description.en.strip(), item.name
        assert not CHINESE.search(item.description.en), item.name
        assert CHINESE.search(item.description.zh) or item.description.zh.startswith("GB"), item.name
        assert CHINESE.search(item.chinese), item.name


@every_table
def test_headers_are_unique_within_a_table(table: Table) -> None:
    headers = [header for column in table.columns for header in (column.name, column.chinese, *column.synonyms)]
    assert len(set(headers)) == len(headers)


@every_table
def test_values_are_unique_within_a_column(table: Table) -> None:
    for column in table.columns:
        words = [word for value in column.values for word in {value.value, value.chinese, *value.aliases}]
        assert len(set(words)) == len(words), column.name


@every_table
def test_references_lead_to_node_tables(table: Table) -> None:
    nodes = {node.name for node in NODE_TABLES}
    for column in table.columns:
        assert (column.kind is Kind.REFERENCE) == (column.reference is not None), column.name
        if column.reference is not None:
            assert set(column.reference.tables) <= nodes, column.name
            assert isinstance(table, RelationshipTable) or column.reference.relationship, column.name


@every_table
def test_lifetimes_and_ends_are_columns_of_the_table(table: Table) -> None:
    for name in (table.begins, table.ends):
        assert name is None or table.column(name).kind is Kind.DATE
    if isinstance(table, RelationshipTable):
        assert table.column(table.start).reference
        assert table.column(table.end).reference


def test_no_property_has_the_name_of_something_else_on_every_node() -> None:
    for table in NODE_TABLES:
        taken = {"id", "labels", *PROVENANCE}
        assert not taken & {item.name for item in node_properties(table)}, table.name


def test_every_relationship_joins_labels_that_exist() -> None:
    labels = {label for table in NODE_TABLES for label in (table.label, *table.subtypes.values())}
    for ends in relationship_ends():
        assert {*ends.start_labels, *ends.end_labels} <= labels, ends.type


def test_table_names_are_unique() -> None:
    names = [name for table in TABLES for name in (table.name, table.chinese, *table.synonyms)]
    assert len(set(names)) == len(names)
    assert len(BY_NAME) == len(NODE_TABLES) + len(RELATIONSHIP_TABLES)
