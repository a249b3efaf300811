from __future__ import annotations

from datetime import timedelta

import pytest

from graphmodel.analysis.matching import claims
from tests.graphmodel.analysis.made_up import AS_OF
from tests.graphmodel.analysis.matching.made_up import add_need, add_project, district

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "project", "state", "disagrees"),
    [
        (None, None, "open", False),
        ("open", "open", "open", False),
        ("open", "claimed", "claimed", True),
        ("claimed", "claimed", "claimed", False),
        ("claimed", None, "claimed", False),
        ("claimed", "done", "met", True),
        ("met", "done", "met", False),
        ("met", "claimed", "met", True),
        ("open", "cancelled", "open", False),
        ("withdrawn", None, "withdrawn", False),
        ("withdrawn", "claimed", "withdrawn", True),
    ],
)
def test_a_need_is_as_far_as_its_status_or_its_furthest_project(
    status: str | None,
    project: str | None,
    state: str,
    disagrees: bool,  # noqa: FBT001 -- a table of cases
) -> None:
    graph = district()
    add_need(graph, "n", **({} if status is None else {"status": status}))
    if project is not None:
        add_project(graph, "p", status=project, need="n")
    [row] = claims(graph).frame.to_dict("records")
    assert (row["state"], row["disagrees"]) == (state, disagrees)


def test_who_claimed_it_and_whether_jointly() -> None:
    graph = district()
    add_need(graph, "n1", status="claimed")
    add_project(graph, "p1", status="claimed", need="n1", claimers="ab")
    add_need(graph, "n2", status="claimed")
    add_project(graph, "p2", status="claimed", need="n2", claimers="c")
    graph.add_edge("a", "p2", type="TOOK_PART_IN", role="partner")
    report = claims(graph)
    assert report.frame[["id", "claimers", "joint"]].to_numpy().tolist() == [
        ["n1", ("a", "b"), True],
        ["n2", ("c",), False],
    ]
    assert report.counts.set_index("state").loc["claimed", ["needs", "overdue", "joint"]].tolist() == [2, 0, 1]


@pytest.mark.parametrize(("days", "state", "late"), [(0, "open", None), (1, "hall", 1), (40, "hall", 40)])
def test_what_nobody_claimed_by_its_deadline_is_in_the_hall(days: int, state: str, late: int | None) -> None:
    graph = district()
    add_need(graph, "n", expires_on=AS_OF - days * DAY)
    [row] = claims(graph).frame.to_dict("records")
    assert (row["state"], row["days_overdue"]) == (state, late)


def test_what_is_claimed_is_late_once_its_last_project_is() -> None:
    graph = district()
    add_need(graph, "n", status="claimed", expires_on=AS_OF - 90 * DAY)
    add_project(graph, "p1", status="claimed", need="n", due_on=AS_OF - 20 * DAY)
    add_project(graph, "p2", status="claimed", need="n", due_on=AS_OF - 5 * DAY)
    [row] = claims(graph).frame.to_dict("records")
    assert (row["due_on"], row["days_overdue"]) == (AS_OF - 5 * DAY, 5)
    add_project(graph, "p3", status="done", need="n", due_on=AS_OF - 90 * DAY)
    [row] = claims(graph).frame.to_dict("records")
    assert (row["state"], row["days_overdue"]) == ("met", None)


def test_the_most_overdue_comes_first_and_scope_bounds() -> None:
    graph = district()
    for node, place, days in (("n1", "C1", 3), ("n2", "C1", 9), ("n3", "C3", 5)):
        add_need(graph, node, place, expires_on=AS_OF - days * DAY)
    assert claims(graph).frame["id"].tolist() == ["n2", "n3", "n1"]
    assert claims(graph, scope="S1").frame["id"].tolist() == ["n2", "n1"]
    empty = claims(graph, scope="Q")
    assert (len(empty.frame), empty.counts["needs"].sum()) == (0, 0)
