from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

Row = dict[str, Any]
DAYS = {"day": 3, "week": 10, "month": 35, "quarter": 100, "year": 400}


def compound(**tables: list[Row]) -> Any:
    """A compound H with all three parties: organization O, committee K, firm E."""
    complete: dict[str, Any] = {
        "places": LADDER,
        "party_organizations": [{"org_id": "O", "kind": "branch", "place_id": "H"}],
        "enterprises": [{"unit_id": "E"}],
        "owners_committees": [{"committee_id": "K", "compound_id": "H"}],
        "property_services": [{"enterprise_id": "E", "compound_id": "H"}],
        "meetings": [],
        "meeting_participants": [],
    }
    return world(**{**complete, **tables})


def meeting(days: int, *, step: str = "month", place: str = "H", id_: str = "M") -> Row:
    return {"meeting_id": id_, "place_id": place, "step": step, "held_on": ago(days)}


def attended(*who: str, id_: str = "M") -> list[Row]:
    return [{"meeting_id": id_, "participant_id": participant} for participant in who]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, []),
        ({"dissolved_on": ago(0)}, []),
        ({"dissolved_on": ago(1)}, ["H"]),
        ({"established_on": ago(0)}, []),
        ({"established_on": ago(-1)}, ["H"]),
    ],
)
def test_a_compound_needs_a_live_owners_committee(dates: Row, expected: list[str]) -> None:
    graph = compound(owners_committees=[{"committee_id": "K", "compound_id": "H", **dates}])
    assert subjects(graph, "compound-without-owners-committee") == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [({}, []), ({"until": ago(0)}, []), ({"until": ago(1)}, ["H"]), ({"since": ago(-1)}, ["H"])],
)
def test_a_compound_needs_a_live_property_service(dates: Row, expected: list[str]) -> None:
    graph = compound(property_services=[{"enterprise_id": "E", "compound_id": "H", **dates}])
    assert subjects(graph, "compound-without-property-service") == expected


def test_a_closed_firm_still_serves() -> None:
    graph = compound(enterprises=[{"unit_id": "E", "operating_status": "closed"}])
    assert subjects(graph, "compound-without-property-service") == []


@pytest.mark.parametrize(("days", "expected"), [(1, ["K"]), (0, []), (-1, [])])
def test_a_committee_past_its_term_is_the_subject(days: int, expected: list[str]) -> None:
    graph = compound(owners_committees=[{"committee_id": "K", "compound_id": "H", "term_ends_on": ago(days)}])
    found = findings(graph, "owners-committee-expired")
    assert [finding.subject for finding in found] == expected
    assert all(finding.scope == ("D", "S", "C", "H") for finding in found)


@pytest.mark.parametrize(("days", "expected"), [(93, ["H"]), (92, []), (0, []), (-1, ["H"])])
def test_the_three_should_have_met_within_a_quarter(days: int, expected: list[str]) -> None:
    graph = compound(meetings=[meeting(days)], meeting_participants=attended("O", "K", "E"))
    assert subjects(graph, "triad-not-meeting") == expected


def test_the_evidence_tells_the_last_time() -> None:
    graph = compound(meetings=[meeting(200)], meeting_participants=attended("O", "K", "E"))
    assert evidence(graph, "triad-not-meeting") == {
        "organizations": ["O"],
        "owners_committees": ["K"],
        "property_enterprises": ["E"],
        "last_met_on": ago(200).isoformat(),
    }


@pytest.mark.parametrize("missing", ["O", "K", "E"])
def test_all_three_must_be_at_the_same_meeting(missing: str) -> None:
    others = [who for who in ("O", "K", "E") if who != missing]
    graph = compound(
        meetings=[meeting(1), meeting(2, id_="N")],
        meeting_participants=attended(*others) + attended(missing, id_="N"),
    )
    assert subjects(graph, "triad-not-meeting") == ["H"]


def test_the_meeting_must_be_at_the_compound_itself() -> None:
    for place in ("C", "B"):
        graph = compound(meetings=[meeting(1, place=place)], meeting_participants=attended("O", "K", "E"))
        assert subjects(graph, "triad-not-meeting") == ["H"]


def test_one_of_several_parties_is_enough_and_covering_ones_count() -> None:
    graph = compound(
        party_organizations=[
            {"org_id": "O", "kind": "branch", "place_id": "H"},
            {"org_id": "P", "kind": "committee", "place_id": "C"},
        ],
        coverage=[{"org_id": "P", "covered_id": "H", "kind": "organization"}],
        owners_committees=[{"committee_id": id_, "compound_id": "H"} for id_ in ("K", "L")],
        meetings=[meeting(1)],
        meeting_participants=attended("P", "L", "E"),
    )
    assert subjects(graph, "triad-not-meeting") == []


def test_parties_that_are_not_live_do_not_stand_for_it() -> None:
    graph = compound(
        owners_committees=[
            {"committee_id": "K", "compound_id": "H"},
            {"committee_id": "old", "compound_id": "H", "dissolved_on": ago(1)},
        ],
        meetings=[meeting(5)],
        meeting_participants=attended("O", "old", "E"),
    )
    assert subjects(graph, "triad-not-meeting") == ["H"]


@pytest.mark.parametrize(
    "lacking",
    [{"party_organizations": []}, {"owners_committees": []}, {"property_services": []}],
)
def test_an_incomplete_triad_is_not_asked_to_meet(lacking: dict[str, list[Row]]) -> None:
    graph = compound(**lacking)
    assert subjects(graph, "triad-not-meeting") == []
    assert subjects(graph, "cadence-overdue") == []


def _rhythm(**late: int) -> list[Row]:
    return [meeting(days + late.get(step, 0), step=step, id_=step) for step, days in DAYS.items()]


def test_a_compound_that_keeps_the_rhythm() -> None:
    assert subjects(compound(meetings=_rhythm()), "cadence-overdue") == []


@pytest.mark.parametrize("step", list(DAYS))
def test_each_step_is_overdue_a_day_later(step: str) -> None:
    found = evidence(compound(meetings=_rhythm(**{step: 1})), "cadence-overdue")
    assert found == {"steps": [step], "last_met_on": {step: ago(DAYS[step] + 1).isoformat()}}


def test_steps_never_held_are_overdue_in_the_order_of_the_cadence() -> None:
    found = evidence(compound(meetings=[meeting(1, step="month")]), "cadence-overdue")
    assert found == {"steps": ["day", "week", "quarter", "year"], "last_met_on": {}}


def test_meetings_to_come_do_not_keep_the_rhythm() -> None:
    ahead = [meeting(-1, step=step, id_=step) for step in DAYS]
    assert evidence(compound(meetings=ahead), "cadence-overdue")["steps"] == list(DAYS)


def test_without_a_meetings_table_the_findings_name_it() -> None:
    graph = world(
        places=LADDER,
        party_organizations=[{"org_id": "O", "kind": "branch", "place_id": "H"}],
        enterprises=[{"unit_id": "E"}],
        owners_committees=[{"committee_id": "K", "compound_id": "H"}],
        property_services=[{"enterprise_id": "E", "compound_id": "H"}],
        coverage=[],
    )
    (found,) = findings(graph, "triad-not-meeting")
    assert found.evidence["absent_tables"] == ["meetings", "meeting_participants"]
    (found,) = findings(graph, "cadence-overdue")
    assert found.evidence["absent_tables"] == ["meetings"]


def test_the_windows_are_parameters() -> None:
    graph = compound(meetings=[meeting(10)], meeting_participants=attended("O", "K", "E"))
    assert subjects(graph, "triad-not-meeting", parameters={"triad-not-meeting": {"days": 9}}) == ["H"]
    assert subjects(graph, "triad-not-meeting", as_of=date(2024, 6, 25)) == []
