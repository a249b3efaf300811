from __future__ import annotations

import pytest

from graphmodel.errors import SchemaError
from graphmodel.schema import BY_NAME, NodeTable


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SchemaError, match="table places has no column 'street'; it has place_id"):
        BY_NAME["places"].column("street")


def test_labels_are_sorted_and_take_the_subtype() -> None:
    places = BY_NAME["places"]
    assert isinstance(places, NodeTable)
    assert places.node_labels("commercial_building") == ("CommercialBuilding", "Place")
    enterprises = BY_NAME["enterprises"]
    assert isinstance(enterprises, NodeTable)
    assert enterprises.node_labels() == ("Enterprise", "Stakeholder", "Unit")


def test_derived_columns_are_in_no_template() -> None:
    assert "uscc_status" in BY_NAME["enterprises"].by_name
    assert "uscc_status" not in [column.name for column in BY_NAME["enterprises"].read_columns]


def test_required_columns_are_those_of_the_contract() -> None:
    assert [column.name for column in BY_NAME["alliance_members"].required] == ["alliance_id", "member_id"]
    assert [column.name for column in BY_NAME["meetings"].required] == ["meeting_id", "place_id", "step", "held_on"]
