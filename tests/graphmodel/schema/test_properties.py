from __future__ import annotations

from graphmodel.schema import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES, Kind, NodeTable
from graphmodel.schema.properties import (
    PROVENANCE,
    node_properties,
    properties_of_type,
    relationship_ends,
    relationship_properties,
    relationship_types,
    stored_names,
)


def test_no_property_takes_the_name_of_what_every_element_has() -> None:
    taken = {*PROVENANCE, "id", "labels", "type", "key"}
    for table in NODE_TABLES:
        assert not taken.intersection(stored_names(node_properties(table))), table.name
    for tie in RELATIONSHIP_TABLES:
        assert not taken.intersection(stored_names(relationship_properties(tie))), tie.name


def test_a_name_means_the_same_kind_of_value_everywhere() -> None:
    kinds: dict[str, set[Kind]] = {}
    for table in (*NODE_TABLES, *RELATIONSHIP_TABLES):
        for column in table.columns:
            if column.reference is None and column.kind is not Kind.IDENTIFIER:
                kinds.setdefault(column.property_name, set()).add(column.kind)
    assert {name for name, found in kinds.items() if len(found) > 1} == set()


def test_references_are_edges_and_not_properties() -> None:
    organizations = BY_NAME["party_organizations"]
    assert isinstance(organizations, NodeTable)
    names = stored_names(node_properties(organizations))
    assert "parent_org_id" not in names
    assert "established_on_precision" in names


def test_a_type_made_by_several_tables_has_the_properties_of_all() -> None:
    assert {item.name for item in properties_of_type("TOOK_PART_IN")} == {"role", "since"}


def test_every_way_two_nodes_are_joined_is_known() -> None:
    ends = {(found.type, found.start_labels, found.end_labels) for found in relationship_ends()}
    assert ("PART_OF", ("Place",), ("Place",)) in ends
    assert ("OFFERS", relationship_ends_of("OFFERS"), ("Resource",)) in ends
    assert ("REPRESENTS", ("OwnersCommittee",), ("Compound",)) in ends
    assert len(relationship_types()) == 18


def relationship_ends_of(kind: str) -> tuple[str, ...]:
    return next(found.start_labels for found in relationship_ends() if found.type == kind)
