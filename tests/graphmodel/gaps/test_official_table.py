from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from graphmodel.errors import InputError
from graphmodel.gaps import official_table
from graphmodel.gaps.official_table import COLUMNS, ROWS
from graphmodel.graph import Dataset, build_graph
from tests.graphmodel.gaps.worlds import LADDER, ago, world
from tests.strategies import datasets


def registry() -> Any:
    units = {
        "A1": ("association", 40),  # committee and branch of its own: the committee counts
        "A2": ("association", 9),  # comprehensive committee
        "A3": ("foundation", 9),  # general branch
        "A4": ("private_non_enterprise", 3),  # functional branch
        "A5": ("association", 3),  # a row of mode single by a general branch
        "J1": ("association", 2),  # joint row
        "J2": ("foundation", 3),  # own joint branch, three members
        "J3": ("private_non_enterprise", 0),  # row without a mode
        "N1": ("association", 3),  # should have one
        "N2": ("association", 2),  # a few members, and an instructor
        "N3": ("foundation", None),  # none, instructor ended
        "X1": ("community_group", 5),  # no column
        "X2": (None, 5),  # no kind
    }
    return world(
        places=LADDER,
        social_organizations=[
            *({"unit_id": id_, "kind": kind, "party_members": size} for id_, (kind, size) in units.items()),
            {"unit_id": "Z", "kind": "association", "party_members": 5, "operating_status": "shell"},
            {"unit_id": "W", "kind": "foundation", "place_id": "C"},
        ],
        party_organizations=[
            {"org_id": "o1", "kind": "branch", "unit_id": "A1"},
            {"org_id": "o2", "kind": "committee", "unit_id": "A1"},
            {"org_id": "o3", "kind": "comprehensive_committee", "unit_id": "A2"},
            {"org_id": "o4", "kind": "general_branch", "unit_id": "A3"},
            {"org_id": "o5", "kind": "functional_branch", "unit_id": "A4"},
            {"org_id": "o6", "kind": "general_branch"},
            {"org_id": "o7", "kind": "joint_branch", "unit_id": "J2"},
        ],
        coverage=[
            {"org_id": "o6", "covered_id": "A5", "kind": "organization", "mode": "single"},
            {"org_id": "o7", "covered_id": "J1", "kind": "organization", "mode": "joint"},
            {"org_id": "o6", "covered_id": "J3", "kind": "organization"},
            {"org_id": "o6", "covered_id": "N2", "kind": "work", "mode": "instructor"},
            {"org_id": "o6", "covered_id": "N3", "kind": "work", "mode": "instructor", "until": ago(1)},
            {"org_id": "o6", "covered_id": "J1", "kind": "work", "mode": "instructor"},
        ],
    )


def test_every_cell_by_hand() -> None:
    table = official_table(registry())
    assert {row: [table.count(row, column) for column in COLUMNS] for row in ROWS} == {
        "units": [12, 6, 4, 2],
        "alone": [5, 3, 1, 1],
        "alone_committee": [2, 2, 0, 0],
        "alone_general_branch": [2, 1, 1, 0],
        "alone_branch": [1, 0, 0, 1],
        "joint": [3, 1, 1, 1],
        "joint_three_members": [1, 0, 1, 0],
        "none": [4, 2, 2, 0],
        "none_should": [1, 1, 0, 0],
        "none_few_members": [1, 1, 0, 0],
        "none_no_members": [2, 0, 2, 0],
        "none_instructor": [1, 1, 0, 0],
    }
    assert table.cross_foot() == ()
    assert table.not_in_table == ("X1", "X2")


def test_a_cell_opens_to_its_units() -> None:
    table = official_table(registry())
    assert table.units("alone_general_branch") == ("A3", "A5")
    assert table.units("none_instructor", "association") == ("N2",)
    with pytest.raises(InputError, match="rows are units, alone"):
        table.units("total")


def test_a_scope_counts_what_lies_in_it() -> None:
    table = official_table(registry(), scope="S")
    assert table.units("units") == ("W",)
    assert table.scope == "S"


def test_a_joint_branch_said_to_stand_alone_counts_as_a_branch() -> None:
    graph = world(
        social_organizations=[{"unit_id": "A", "kind": "association"}],
        party_organizations=[{"org_id": "o", "kind": "joint_branch"}],
        coverage=[{"org_id": "o", "covered_id": "A", "kind": "organization", "mode": "single"}],
    )
    assert official_table(graph).units("alone_branch") == ("A",)


def test_the_frame_is_the_table_as_printed() -> None:
    frame = official_table(registry()).frame
    assert list(frame.columns) == ["总数", "社会团体", "基金会", "民办非企业单位"]
    assert frame.loc["单位数", "总数"] == 12
    assert len(frame) == len(ROWS)


def test_what_does_not_add_up_is_told() -> None:
    table = official_table(registry())
    missing = replace(table, cells={**table.cells, ("alone_branch", "total"): ()})
    assert missing.cross_foot() == (
        ("alone of total is 5, its parts make 4", "“已单独建立党组织”（总数）为 5，分项合计 4"),
        ("total of alone_branch is 0, its parts make 1", "“支部”（总数）为 0，分项合计 1"),
    )
    # One counted twice and one left out cancel in the sum, but not by id.
    swapped = replace(table, cells={**table.cells, ("none_should", "association"): ("N2",)})
    assert any(problem.en.startswith("none of association") for problem in swapped.cross_foot())
    stray = replace(table, cells={**table.cells, ("none_instructor", "total"): ("N0",)})
    assert any(
        problem.zh == "“已派党建工作指导员的”（总数）有单位不在“未建立党组织”（总数）之内"
        for problem in stray.cross_foot()
    )


@settings(max_examples=100, deadline=None)
@given(
    datasets(
        only={"places", "party_organizations", "social_organizations", "coverage"},
        rows={"social_organizations": 10, "party_organizations": 8, "coverage": 12},
    )
)
def test_the_table_always_adds_up(dataset: Dataset) -> None:
    table = official_table(build_graph(dataset))
    assert table.cross_foot() == ()
