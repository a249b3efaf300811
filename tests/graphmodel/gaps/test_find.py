from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps import RULES, Severity, find_gaps, finding_id
from graphmodel.graph import restrict
from graphmodel.schema import TABLES
from tests.graphmodel.gaps.worlds import AS_OF, LADDER, ago, subjects, world

SHOULD = "unit-should-have-own-organization"


def firms(*places: str | None) -> list[dict[str, Any]]:
    return [{"unit_id": f"E{at}", "party_members": 3, "place_id": place} for at, place in enumerate(places)]


def test_findings_are_in_the_order_of_the_rules_then_of_the_subjects() -> None:
    units = [{"unit_id": id_, "party_members": 3} for id_ in ("b", "é", "Z", "a")]
    report = find_gaps(world(places=LADDER, enterprises=units))
    order = list(RULES)
    keys = [(order.index(finding.rule), finding.subject) for finding in report.findings]
    assert keys == sorted(keys)
    assert [finding.subject for finding in report.findings if finding.rule == SHOULD] == ["Z", "a", "b", "é"]


def test_a_subject_appears_at_most_once_a_rule() -> None:
    report = find_gaps(world(places=LADDER, enterprises=firms("H", None, "S")))
    keys = [(finding.rule, finding.subject) for finding in report.findings]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(None, ["E0", "E1", "E2"]), ("D", ["E0", "E1"]), ("S", ["E0", "E1"]), ("H", ["E0"]), ("B", [])],
)
def test_a_scope_keeps_what_lies_in_its_subtree(scope: str | None, expected: list[str]) -> None:
    assert subjects(world(places=LADDER, enterprises=firms("H", "C", None)), SHOULD, scope=scope) == expected


def test_findings_of_a_scope_are_computed_on_the_whole() -> None:
    # The lead of the alliance lies outside the scope, and yet it has one.
    places = [*LADDER, {"place_id": "S2", "level": "street", "parent_id": "D"}]
    graph = world(
        places=places,
        enterprises=firms("S2", "S"),
        alliances=[{"alliance_id": "A", "kind": "other", "place_id": "S"}],
        alliance_members=[
            {"alliance_id": "A", "member_id": "E0", "role": "lead"},
            {"alliance_id": "A", "member_id": "E1"},
        ],
    )
    assert subjects(graph, "alliance-without-lead", scope="S") == []
    assert subjects(graph, "alliance-dormant", scope="S") == ["A"]
    assert subjects(graph, "alliance-dormant", scope="S2") == []


def test_the_identity_of_a_finding_is_rule_and_subject() -> None:
    early = find_gaps(world(enterprises=firms(None)), rules=[SHOULD]).findings[0]
    units = [{"unit_id": "E0", "party_members": 9, "place_id": "H"}]
    late = find_gaps(world(places=LADDER, enterprises=units), rules=[SHOULD]).findings[0]
    assert early.id == late.id == finding_id(SHOULD, "E0")
    assert early.id != finding_id("members-without-organization", "E0")


def test_absent_tables_are_named_and_empty_ones_are_not() -> None:
    report = find_gaps(world(enterprises=firms(None), coverage=[]), rules=[SHOULD])
    assert report.absent_tables == tuple(
        table.name for table in TABLES if table.name not in ("enterprises", "coverage")
    )
    assert report.findings[0].evidence["absent_tables"] == ["party_organizations"]


def test_a_rule_without_a_subject_of_its_kind_is_not_applicable() -> None:
    report = find_gaps(world(places=LADDER, coverage=[]))
    applicable = {rule for rule in RULES if rule not in report.not_applicable}
    assert applicable == {
        "compound-without-organization",
        "compound-without-work-coverage",
        "place-chain-broken",
        "place-without-organization",
        "building-without-group",
        "compound-without-owners-committee",
        "compound-without-property-service",
        "triad-not-meeting",
        "cadence-overdue",
        "street-without-joint-conference",
        "layer-missing",
        "lines-not-joined",
        "compound-outside-15-minutes",
    }
    assert report.not_applicable["alliance-dormant"].en == "not applicable: no alliance loaded"
    assert set(report.counts) == applicable


def test_everything_is_not_applicable_to_an_empty_graph() -> None:
    report = find_gaps(nx.MultiDiGraph(), as_of=AS_OF)
    assert set(report.not_applicable) == set(RULES)
    assert not report.findings


def test_a_rule_whose_subjects_are_all_gone_is_applicable_and_silent() -> None:
    graph = world(party_organizations=[{"org_id": "O", "kind": "branch", "dissolved_on": ago(1)}])
    report = find_gaps(graph, rules=["term-expired", "general-branch-over-size"])
    assert report.counts == {"term-expired": 0}
    assert list(report.not_applicable) == ["general-branch-over-size"]


def test_memberships_are_the_subject_of_inactive_members() -> None:
    lone = world(alliances=[{"alliance_id": "A", "kind": "other"}])
    report = find_gaps(lone, rules=["alliance-member-inactive", "alliance-dormant"])
    assert list(report.not_applicable) == ["alliance-member-inactive"]


def test_the_report_says_what_it_rests_on() -> None:
    graph = world(synthetic=True, enterprises=firms(None))
    report = find_gaps(graph, parameters={SHOULD: {"members": 2}})
    assert report.as_of == AS_OF
    assert report.synthetic
    assert report.sources == ("dataset",)
    assert report.parameters[SHOULD] == {"members": 2}
    assert report.parameters["cadence-overdue"] == {"day": 3, "week": 10, "month": 35, "quarter": 100, "year": 400}
    assert set(report.versions) == {"gongjian", "rules"}
    assert set(find_gaps(graph, rules=[SHOULD]).parameters) == {SHOULD}


def test_the_json_is_the_report() -> None:
    report = find_gaps(world(places=LADDER, enterprises=firms("H")))
    data = json.loads(report.to_json())
    assert data["as_of"] == "2024-06-30"
    assert data["counts"][SHOULD] == 1
    (found,) = [finding for finding in data["findings"] if finding["rule"] == SHOULD]
    assert found["severity"] == Severity.HIGH
    assert found["scope"] == ["D", "S", "C", "H"]
    assert set(found) == {"id", "rule", "subject", "name", "scope", "severity", "evidence", "remedy"}


def test_the_frame_has_a_row_a_finding_even_when_there_are_none() -> None:
    report = find_gaps(world(places=LADDER, enterprises=firms("H")))
    assert list(report.frame["subject"]) == [finding.subject for finding in report.findings]
    assert len(find_gaps(nx.MultiDiGraph(), as_of=AS_OF).frame.columns) == len(report.frame.columns)


def test_another_date_overrides_the_graphs_own() -> None:
    graph = world(party_organizations=[{"org_id": "O", "kind": "group", "term_ends_on": AS_OF}])
    assert subjects(graph, "term-expired") == []
    assert subjects(graph, "term-expired", as_of=date(2024, 7, 1)) == ["O"]


def test_a_date_before_all_data_is_warned_of() -> None:
    graph = world(party_organizations=[{"org_id": "O", "kind": "group", "established_on": date(2000, 1, 1)}])
    assert not find_gaps(graph).warnings
    (warning,) = find_gaps(graph, as_of=date(1999, 12, 31)).warnings
    assert "before every date" in warning.en


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"scope": "X"}, "no place with the code or name 'X'"),
        ({"scope": "E0"}, "no place with the code or name 'E0'"),
        ({"rules": ["term-expried"]}, "did you mean term-expired"),
        ({"rules": ["x"]}, "--list"),
        ({"parameters": {"term-expired": {"days": 1}}}, "it has none"),
    ],
)
def test_what_cannot_run_says_so(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        find_gaps(world(places=LADDER, enterprises=firms("H")), **options)


def test_without_a_date_nothing_runs() -> None:
    with pytest.raises(InputError, match="no date"):
        find_gaps(world(as_of=None, enterprises=firms(None)))


def test_a_part_of_the_graph_is_refused() -> None:
    part = restrict(world(places=LADDER, enterprises=firms("H")), "S")
    with pytest.raises(InputError, match="scope='S'"):
        find_gaps(part)


def test_a_single_rule_may_be_named_as_text() -> None:
    assert find_gaps(world(enterprises=firms(None)), rules=SHOULD).rules == (SHOULD,)


def test_progress_is_told_of_every_rule() -> None:
    told: list[tuple[Bilingual | str, int, int | None]] = []
    find_gaps(world(places=LADDER), rules=["term-expired", SHOULD], progress=lambda *step: told.append(step))
    assert told == [(Bilingual("rules", "缺口规则"), done, 2) for done in range(3)]


@pytest.fixture
def collector_off() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_the_collector_is_left_as_it_was() -> None:
    find_gaps(world(places=LADDER))
    assert gc.isenabled()


@pytest.mark.usefixtures("collector_off")
def test_a_collector_that_was_off_stays_off() -> None:
    find_gaps(world(places=LADDER))
    assert not gc.isenabled()


def test_the_graph_is_not_changed() -> None:
    graph = world(places=LADDER, enterprises=firms("H"))
    before = graph.copy()
    find_gaps(graph)
    assert nx.utils.graphs_equal(graph, before)


def test_what_a_source_says_of_itself_stands_with_the_report() -> None:
    graph = world(places=LADDER)
    graph.graph["sources"] = {"s": {"note": "空格表示不详", "synthetic": False}, "t": {"note": "x", "synthetic": True}}
    assert [warning.zh for warning in find_gaps(graph).warnings] == ["空格表示不详"]
