from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from graphmodel.graph.sphere import EARTH_RADIUS_M, great_circle_m
from tests.graphmodel.gaps.worlds import ago, evidence, subjects, world

Row = dict[str, Any]
OUTSIDE = "compound-outside-15-minutes"
RADIUS_DEGREES = math.degrees(15 * 80 / 1.3 / EARTH_RADIUS_M)


def circle(north: float, *, kind: str = "party_service", located: bool = True, **centre: Any) -> Any:
    """A compound at 30.7° N, and a centre so many degrees north of it."""
    where = {"longitude": 104.05, "latitude": 30.7 + north} if located else {}
    return world(
        places=[{"place_id": "H", "level": "compound", "longitude": 104.05, "latitude": 30.7}],
        service_centres=[{"centre_id": "X", "kind": kind, **where, **centre}],
    )


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, []), (0.999_999, []), (1.000_001, ["H"]), (-1.000_001, ["H"]), (5.0, ["H"])]
)
def test_farther_than_the_radius_is_outside(share: float, expected: list[str]) -> None:
    assert subjects(circle(share * RADIUS_DEGREES), OUTSIDE) == expected


def test_exactly_at_the_radius_is_inside() -> None:
    # Farther is strict: a centre at the same spot is not outside a circle of no size.
    assert subjects(circle(0), OUTSIDE, parameters={OUTSIDE: {"minutes": 0}}) == []


def test_the_evidence_tells_distance_and_centre() -> None:
    assert evidence(circle(0.01), OUTSIDE) == {"nearest": "X", "distance_m": 1112.0, "limit_m": 923.1}


@pytest.mark.parametrize("centre", [{"kind": "media"}, {"located": False}, {"located": False, "place_id": "H"}])
def test_only_party_service_centres_with_their_own_coordinates_count(centre: Row) -> None:
    assert evidence(circle(0, **centre), OUTSIDE) == {"nearest": None, "limit_m": 923.1}


def test_without_any_centre_every_compound_with_coordinates_is_outside() -> None:
    places: list[Row] = [
        {"place_id": "H", "level": "compound", "longitude": 104.0, "latitude": 30.7},
        {"place_id": "I", "level": "compound"},
        {"place_id": "C", "level": "community", "longitude": 104.0, "latitude": 30.7},
    ]
    assert subjects(world(places=places), OUTSIDE) == ["H"]


def test_the_nearest_of_many_centres_decides() -> None:
    rng = np.random.default_rng(7)
    compounds, centres = (
        rng.uniform((103.9, 30.6), (104.2, 30.8), (60, 2)),
        rng.uniform((103.9, 30.6), (104.2, 30.8), (25, 2)),
    )
    graph = world(
        places=[
            {"place_id": f"H{at:02}", "level": "compound", "longitude": float(x), "latitude": float(y)}
            for at, (x, y) in enumerate(compounds)
        ],
        service_centres=[
            {"centre_id": f"X{at}", "kind": "party_service", "longitude": float(x), "latitude": float(y)}
            for at, (x, y) in enumerate(centres)
        ],
    )
    nearest = great_circle_m(compounds[:, None], centres[None]).min(axis=1)
    assert subjects(graph, OUTSIDE) == [f"H{at:02}" for at in np.flatnonzero(nearest > 15 * 80 / 1.3)]


def test_great_circle_between_known_cities() -> None:
    # Paris (2.3522 E, 48.8566 N) to London (0.1278 W, 51.5074 N): 343.6 km.
    found = great_circle_m(np.array([2.3522, 48.8566]), np.array([-0.1278, 51.5074]))
    assert found == pytest.approx(343_556, abs=50)


def request(**dates: Any) -> Any:
    return world(requests=[{"request_id": "Q", **dates}])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"raised_on": ago(3)}, ["Q"]),
        ({"raised_on": ago(2)}, []),
        ({"raised_on": ago(-1)}, []),
        ({"raised_on": ago(9), "dispatched_on": ago(0)}, []),
        ({"raised_on": ago(9), "dispatched_on": ago(-1)}, ["Q"]),
        ({"raised_on": ago(9), "resolved_on": ago(0)}, []),
        ({"raised_on": ago(9), "resolved_on": ago(-1)}, ["Q"]),
    ],
)
def test_requests_should_be_dispatched_within_two_days(dates: Row, expected: list[str]) -> None:
    assert subjects(request(**dates), "request-not-dispatched") == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"raised_on": ago(16), "dispatched_on": ago(16)}, ["Q"]),
        ({"raised_on": ago(15), "dispatched_on": ago(15)}, []),
        ({"raised_on": ago(16), "dispatched_on": ago(0)}, ["Q"]),
        ({"raised_on": ago(16), "dispatched_on": ago(-1)}, []),
        ({"raised_on": ago(16)}, []),
        ({"raised_on": ago(16), "dispatched_on": ago(9), "resolved_on": ago(0)}, []),
        ({"raised_on": ago(16), "dispatched_on": ago(9), "resolved_on": ago(-1)}, ["Q"]),
    ],
)
def test_dispatched_requests_should_be_resolved_within_15_days(dates: Row, expected: list[str]) -> None:
    assert subjects(request(**dates), "request-overdue") == expected
