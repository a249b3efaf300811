"""Every rule against its definition by brute force, on random datasets that hit the boundaries."""

from __future__ import annotations

import json
from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, given, settings

from graphmodel.gaps import RULES, find_gaps
from graphmodel.graph import Dataset, build_graph
from tests.graphmodel.gaps.oracle import expected
from tests.strategies import datasets, dense_dataset, dense_datasets

STAKEHOLDERS = {
    "party_organizations",
    "enterprises",
    "social_organizations",
    "public_institutions",
    "owners_committees",
}


def compare(dataset: Dataset, rules: Collection[str]) -> None:
    report = find_gaps(build_graph(dataset), rules=rules)
    right = expected(dataset)
    found = {rule: [finding.subject for finding in report.findings if finding.rule == rule] for rule in rules}
    assert found == {rule: right[rule] for rule in rules}
    assert len(json.loads(report.to_json())["findings"]) == len(report) == len(report.frame)
    # A rule that does not apply finds nothing by definition either.
    assert all(not right[rule] for rule in report.not_applicable)


def of_family(*ids: str) -> list[str]:
    return [rule.id for rule in RULES.values() if rule.family.id in ids]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(datasets(max_rows=5))
def test_all_rules_on_all_tables(dataset: Dataset) -> None:
    compare(dataset, RULES)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dense_datasets())
def test_all_rules_on_dense_districts(dataset: Dataset) -> None:
    compare(dataset, RULES)


def test_every_rule_fires_somewhere() -> None:
    fired = {rule for seed in range(300) for rule, found in expected(dense_dataset(seed)).items() if found}
    assert fired == set(RULES)


FOCUS = {
    "coverage": ({"places", "party_organizations", "coverage", "activities", "activity_participants"}, 8),
    "chain": ({"places", "party_organizations", "coverage"}, 12),
    "triad": (
        {"places", "party_organizations", "coverage", "property_services", "meetings", "meeting_participants"},
        9,
    ),
    "alliances": (
        {
            "places",
            "alliances",
            "alliance_members",
            "projects",
            "project_participants",
            "activities",
            "activity_participants",
        },
        7,
    ),
    "lists": ({"places", "needs", "resources", "projects", "project_participants"}, 8),
    "fusion": (
        {"places", "projects", "project_participants", "activities", "links", "service_centres", "data_exchanges"},
        8,
    ),
    "service": ({"places", "service_centres", "requests"}, 8),
    "ledger": ({"places", "party_organizations", "coverage", "projects", "requests", "published_totals"}, 7),
}


@pytest.mark.parametrize("family", FOCUS)
def test_the_rules_of_a_family_on_dense_data(family: str) -> None:
    tables, most = FOCUS[family]
    only = tables | (
        STAKEHOLDERS
        if family in ("alliances", "triad", "coverage", "fusion")
        else {"enterprises", "social_organizations"}
    )

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(datasets(max_rows=most, only=only))
    def check(dataset: Dataset) -> None:
        compare(dataset, of_family(family))

    check()
