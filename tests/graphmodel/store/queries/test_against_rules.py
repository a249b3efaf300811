"""Where a query and a gap rule speak of the same thing they agree, on random graphs in the real database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import neo4j
import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphmodel.gaps import find_gaps
from graphmodel.graph import About, Dataset, Records, Snapshot, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store.queries import run_query
from tests.strategies import AS_OF, datasets

pytestmark = pytest.mark.neo4j


Put = Callable[[neo4j.Session, nx.MultiDiGraph], None]


def subjects(graph: nx.MultiDiGraph, *rules: str, scope: str | None = None) -> set[str]:
    return {finding.subject for finding in find_gaps(graph, as_of=AS_OF, rules=rules, scope=scope).findings}


# Each example goes over the wire, so there are few, and a failing one is shown as it was drawn.
FEW = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@FEW
@given(dataset=datasets())
def test_queries_and_rules_agree(session: neo4j.Session, put: Put, dataset: Dataset) -> None:
    graph = build_graph(dataset)
    put(session, graph)
    check_alliances(session, graph)
    check_needs(session, graph)
    for place in Snapshot(graph, AS_OF).every("Place"):
        check_units(session, graph, place)


def check_alliances(session: neo4j.Session, graph: nx.MultiDiGraph) -> None:
    dormant = run_query(session, "dormant-alliances", as_of=AS_OF)
    assert {row[0] for row in dormant.rows} == subjects(graph, "alliance-dormant")
    snapshot = Snapshot(graph, AS_OF)
    for alliance in snapshot.nodes("Alliance")[:3]:
        members = run_query(session, "members-of-alliance", alliance=alliance, as_of=AS_OF)
        assert {row[0] for row in members.rows} == {tie.start for tie in snapshot.incoming("MEMBER_OF", alliance)}
        lie_in = {row[0]: row[5] for row in members.rows}
        assert lie_in == {member: snapshot.place(member) for member in lie_in}


def check_needs(session: neo4j.Session, graph: nx.MultiDiGraph) -> None:
    unmet = run_query(session, "needs-without-resource", as_of=AS_OF)
    assert {row[0] for row in unmet.rows} == subjects(graph, "need-without-resource")


def check_units(session: neo4j.Session, graph: nx.MultiDiGraph, place: str) -> None:
    rows = run_query(session, "uncovered-units-of-carrier", carrier=place, as_of=AS_OF).rows
    with_members = {row[0] for row in rows if row[3]}
    assert with_members == subjects(
        graph, "unit-should-have-own-organization", "members-without-organization", scope=place
    )
    without = {row[0] for row in rows if not row[3] and not row[5]}
    assert without == subjects(graph, "unit-without-work-coverage", scope=place)


DAYS = st.sampled_from([None, *(AS_OF - timedelta(days=days) for days in (-1, 0, 1, 92, 93))])


COMPOUNDS = [f"X{number}" for number in range(12)]
ORGANIZATIONS, COMMITTEES, FIRMS, MEETINGS = ([f"{kind}{number}" for number in range(18)] for kind in "okfm")


@st.composite
def triads(draw: st.DrawFn) -> Dataset:
    """Draw the compounds of a community, with parties of each kind that may be there, and meetings."""
    places = st.sampled_from([*COMPOUNDS, "C"])

    def column(values: st.SearchStrategy[Any], length: int = 18) -> list[Any]:
        return draw(st.lists(values, min_size=length, max_size=length))

    at, inside = column(places), st.sampled_from(COMPOUNDS)
    present = [
        (draw(st.sampled_from(MEETINGS)), who) for who in (*ORGANIZATIONS, *COMMITTEES, *FIRMS) for _ in range(4)
    ]
    tables: dict[str, dict[str, Sequence[Any]]] = {
        "places": {
            "place_id": ["C", *COMPOUNDS],
            "name": ["社区", *COMPOUNDS],
            "level": ["community", *["compound"] * len(COMPOUNDS)],
            "parent_id": [None, *["C"] * len(COMPOUNDS)],
        },
        "party_organizations": {
            "org_id": ORGANIZATIONS,
            "name": ORGANIZATIONS,
            "kind": ["branch"] * 18,
            "place_id": at,
            "unit_id": column(st.sampled_from([None, None, None, "f1"])),
            "dissolved_on": column(DAYS),
        },
        "enterprises": {"unit_id": FIRMS, "name": FIRMS},
        "owners_committees": {
            "committee_id": COMMITTEES,
            "compound_id": column(inside),
            "established_on": column(DAYS),
        },
        "property_services": {"enterprise_id": FIRMS, "compound_id": column(inside), "until": column(DAYS)},
        "coverage": {
            "org_id": ORGANIZATIONS,
            "covered_id": column(inside),
            "kind": column(st.sampled_from(["organization", "work"])),
            "since": column(DAYS),
        },
        "meetings": {
            "meeting_id": MEETINGS,
            "place_id": column(places),
            "step": ["day"] * 18,
            "held_on": column(DAYS.filter(bool)),
        },
        "meeting_participants": {
            "meeting_id": [meeting for meeting, _ in present],
            "participant_id": [who for _, who in present],
        },
    }
    return Dataset(About(as_of=AS_OF), {name: Records(BY_NAME[name], columns) for name, columns in tables.items()})


@FEW
@given(dataset=triads())
def test_the_three_parties_of_a_compound_agree(session: neo4j.Session, put: Put, dataset: Dataset) -> None:
    graph = build_graph(dataset)
    put(session, graph)
    rows = run_query(session, "triads-of-community", community="C", as_of=AS_OF).rows
    for position, rule in enumerate(
        ("compound-without-organization", "compound-without-owners-committee", "compound-without-property-service"),
        start=2,
    ):
        assert {row[0] for row in rows if not row[position]} == subjects(graph, rule)
    apart = {row[0] for row in rows if row[5] and (row[6] is None or row[6] < AS_OF - timedelta(days=92))}
    assert apart == subjects(graph, "triad-not-meeting")
