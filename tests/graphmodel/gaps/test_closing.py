from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from graphmodel.gaps import RULES, find_gaps
from graphmodel.gaps.closing import ABOVE, CLOSINGS, HERE, STREET, SUBJECT, closers_of
from graphmodel.gaps.find import open_facts
from graphmodel.graph import Dataset, build_graph
from tests.graphmodel.gaps.worlds import AS_OF, LADDER, findings, world
from tests.strategies import datasets

Row = dict[str, Any]


def org(id_: str, place: str | None, kind: str = "branch", **more: Any) -> Row:
    return {"org_id": id_, "kind": kind, "place_id": place, **more}


def closers(rule: str, **tables: Any) -> tuple[str, ...]:
    graph = world(**tables)
    (finding,) = findings(graph, rule)
    return closers_of(open_facts(graph, as_of=None, scope=None), finding)


def test_every_rule_says_who_closes_it() -> None:
    assert list(CLOSINGS) == list(RULES)


@settings(max_examples=60, deadline=None)
@given(datasets(max_rows=4))
def test_whoever_closes_a_gap_is_in_the_graph(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    facts = open_facts(graph, as_of=None, scope=None)
    for finding in find_gaps(graph).findings:
        found = closers_of(facts, finding)
        assert len(set(found)) == len(found)
        assert all(node in graph for node in found)
        assert found or not finding.scope


def test_the_sources_are_what_findings_carry() -> None:
    named = {source for closing in CLOSINGS.values() for way in closing.by for source in way}
    assert named - {SUBJECT, HERE, ABOVE, STREET} == {
        *("organizations", "owners_committees", "property_enterprises", "cycle", "superior", "leads", "member"),
        *("member_ids", "raised_by", "offered_by", "participants", "centres", "handled_by"),
    }


@pytest.mark.parametrize(
    ("organizations", "expected"),
    [
        ([], "C"),
        ([org("S1", "S", "working_committee")], "S1"),
        ([org("S1", "S", "working_committee"), org("C1", "C"), org("C2", "C", "general_branch")], "C2"),
        ([org("C1", "C"), org("C0", "C")], "C0"),
        ([org("C1", "C", unit_id="E")], "C"),
    ],
)
def test_the_nearest_and_highest_organization_founds_one_at_a_unit(organizations: list[Row], expected: str) -> None:
    firms = [{"unit_id": "E"}, {"unit_id": "F", "place_id": "C", "party_members": 3}]
    tables = {"places": LADDER, "enterprises": firms, "party_organizations": organizations}
    assert closers("unit-should-have-own-organization", **tables) == (expected,)


def test_a_compound_is_organized_from_above() -> None:
    organizations = [org("C1", "C"), org("S1", "S", "working_committee")]
    assert closers("compound-without-organization", places=LADDER, party_organizations=organizations) == ("C1",)


def test_the_three_parties_meet_together() -> None:
    found = closers(
        "triad-not-meeting",
        places=LADDER,
        party_organizations=[org("O", "H")],
        enterprises=[{"unit_id": "E"}],
        owners_committees=[{"committee_id": "K", "compound_id": "H"}],
        property_services=[{"enterprise_id": "E", "compound_id": "H"}],
    )
    assert found == ("O", "K", "E")


def test_the_street_takes_what_nobody_else_does() -> None:
    needs = [{"need_id": "N", "category": "养老", "place_id": "H", "raised_on": AS_OF, "status": "open"}]
    assert closers("need-without-resource", places=LADDER, needs=needs) == ("S",)
    organizations = [org("S1", "S", "working_committee")]
    assert closers("need-without-resource", places=LADDER, needs=needs, party_organizations=organizations) == ("S1",)


def test_nobody_is_known_where_a_gap_lies_nowhere() -> None:
    assert closers("unit-should-have-own-organization", enterprises=[{"unit_id": "E", "party_members": 3}]) == ()
