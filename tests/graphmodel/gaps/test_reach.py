from __future__ import annotations

from typing import Any

import pytest

from graphmodel.gaps import Finding, Severity
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.reach import people_of
from graphmodel.schema import Bilingual
from tests.graphmodel.gaps.worlds import AS_OF, world

PLACES: list[dict[str, Any]] = [
    {"place_id": "D", "level": "district"},
    {"place_id": "S", "level": "street", "parent_id": "D"},
    {"place_id": "C", "level": "community", "parent_id": "S", "households": 500},
    {"place_id": "C2", "level": "community", "parent_id": "S"},
    {"place_id": "H", "level": "compound", "parent_id": "C", "households": 100},
    {"place_id": "H2", "level": "compound", "parent_id": "C2", "households": 40},
    {"place_id": "H3", "level": "compound", "parent_id": "C2"},
]


@pytest.mark.parametrize(
    ("rule", "subject", "people"),
    [
        ("compound-without-organization", "H", 200),
        ("compound-without-organization", "H3", None),
        ("layer-missing", "C", 1000),  # its own number, not that of the compound below
        ("layer-missing", "C2", 80),
        ("place-without-organization", "S", 1080),
        ("unit-without-activity", "E", 12),
        ("unit-without-activity", "F", 3),
        ("term-expired", "O", 7),
        ("owners-committee-expired", "K", 200),
        ("project-overdue", "P", 30),
        ("request-overdue", "R", 2),
        ("resource-idle", "Q", None),
        ("alliance-member-inactive", "A|E", None),
        ("centres-not-exchanging", "media|smart_governance", 1080),
    ],
)
def test_people_are_counted_by_what_the_subject_is(rule: str, subject: str, people: int | None) -> None:
    graph = world(
        places=PLACES,
        enterprises=[{"unit_id": "E", "employees": 12, "party_members": 4}, {"unit_id": "F", "party_members": 3}],
        party_organizations=[{"org_id": "O", "kind": "branch", "formal_members": 7}],
        owners_committees=[{"committee_id": "K", "compound_id": "H", "party_members": 2}],
        projects=[{"project_id": "P", "status": "open", "beneficiaries": 30}],
        requests=[{"request_id": "R", "raised_on": AS_OF}],
        resources=[{"resource_id": "Q", "category": "养老", "offered_by": "E"}],
    )
    finding = Finding(rule, subject, "", ("D",), Severity.LOW, {}, Bilingual("", ""))
    assert people_of(open_facts(graph, as_of=None, scope=None), finding, per_household=2) == people
