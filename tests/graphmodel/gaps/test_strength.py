from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, subjects, world


def organization(kind: str, members: int | None = None, **values: Any) -> list[dict[str, Any]]:
    return [{"org_id": "O", "kind": kind, "formal_members": members, **values}]


@pytest.mark.parametrize(
    ("rule", "kind", "most"),
    [
        ("branch-over-size", "branch", 50),
        ("branch-over-size", "joint_branch", 50),
        ("general-branch-over-size", "general_branch", 100),
    ],
)
def test_more_than_the_most_is_over_size(rule: str, kind: str, most: int) -> None:
    sizes = {None: [], 0: [], most - 1: [], most: [], most + 1: ["O"]}
    for size, expected in sizes.items():
        assert subjects(world(party_organizations=organization(kind, size)), rule) == expected


@pytest.mark.parametrize("kind", ["committee", "temporary_branch", "functional_branch", "group", "working_committee"])
@pytest.mark.parametrize("rule", ["branch-over-size", "general-branch-over-size", "branch-under-strength"])
def test_other_kinds_have_no_size(kind: str, rule: str) -> None:
    for size in (1, 101):
        assert subjects(world(party_organizations=organization(kind, size)), rule) == []


@pytest.mark.parametrize(("members", "expected"), [(None, []), (0, ["O"]), (2, ["O"]), (3, []), (4, [])])
@pytest.mark.parametrize("kind", ["branch", "joint_branch"])
def test_a_branch_needs_three_members_where_the_number_is_given(
    members: int | None, expected: list[str], kind: str
) -> None:
    assert subjects(world(party_organizations=organization(kind, members)), "branch-under-strength") == expected


def test_dissolved_organizations_are_not_looked_at() -> None:
    gone = world(party_organizations=organization("branch", 1, term_ends_on=ago(9), dissolved_on=ago(1)))
    assert subjects(gone, "branch-under-strength") == []
    assert subjects(gone, "term-expired") == []


@pytest.mark.parametrize(("days", "expected"), [(1, ["O"]), (0, []), (-1, [])])
def test_a_term_has_expired_the_day_after_its_last(days: int, expected: list[str]) -> None:
    graph = world(party_organizations=organization("group", term_ends_on=ago(days)))
    assert subjects(graph, "term-expired") == expected


def test_a_term_known_by_its_month_ends_with_the_month() -> None:
    ended = organization("branch", term_ends_on=date(2024, 5, 31), term_ends_on_precision="month")
    assert evidence(world(party_organizations=ended), "term-expired") == {
        "term_ends_on": "2024-05-31",
        "days_overdue": 30,
    }
    ending = organization("branch", term_ends_on=date(2024, 6, 30), term_ends_on_precision="month")
    assert subjects(world(party_organizations=ending), "term-expired") == []


def _joint(units: int, *, kind: str = "joint_branch", own: str | None = None, **row: Any) -> Any:
    return world(
        places=LADDER,
        enterprises=[{"unit_id": f"E{at}", "operating_status": "closed" if at == 0 else None} for at in range(7)],
        party_organizations=organization(kind, unit_id=own),
        coverage=[
            {"org_id": "O", "covered_id": f"E{at}", "kind": "organization", "mode": "joint", **row}
            for at in range(units)
        ],
    )


@pytest.mark.parametrize(("units", "expected"), [(4, []), (5, []), (6, ["O"])])
def test_a_joint_branch_covers_five_units_at_most(units: int, expected: list[str]) -> None:
    assert subjects(_joint(units), "joint-branch-too-wide") == expected


def test_its_own_unit_counts_once() -> None:
    assert subjects(_joint(5, own="E6"), "joint-branch-too-wide") == ["O"]
    assert subjects(_joint(5, own="E1"), "joint-branch-too-wide") == []


def test_what_does_not_count_towards_the_width() -> None:
    rule = "joint-branch-too-wide"
    assert subjects(_joint(6, kind="branch"), rule) == []
    assert subjects(_joint(6, until=ago(1)), rule) == []
    six_by_work = _joint(6)
    for *_, data in six_by_work.edges(data=True):
        if data["type"] == "COVERS":
            data["kind"] = "work"
    assert subjects(six_by_work, rule) == []
    wide = world(
        places=LADDER,
        enterprises=[{"unit_id": f"E{at}"} for at in range(5)],
        party_organizations=organization("joint_branch"),
        coverage=[
            {"org_id": "O", "covered_id": covered, "kind": "organization"}
            for covered in ("H", "C", *(f"E{at}" for at in range(5)))
        ],
    )
    assert subjects(wide, rule) == []


def test_the_same_unit_in_two_rows_is_one() -> None:
    units = [{"unit_id": f"E{at}"} for at in range(5)]
    rows = [
        {"org_id": "O", "covered_id": f"E{at}", "kind": "organization", "mode": mode}
        for at in range(5)
        for mode in ("joint", None)
    ]
    graph = world(enterprises=units, party_organizations=organization("joint_branch"), coverage=rows)
    assert subjects(graph, "joint-branch-too-wide") == []
