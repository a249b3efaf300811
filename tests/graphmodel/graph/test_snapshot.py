from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest

from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, sharing_snapshots

DAY = date(2024, 6, 30)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
ORGANIZATION = ("PartyOrganization", "Stakeholder")


def graph_of(**nodes: dict[str, object]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(as_of=DAY)
    graph.add_nodes_from(nodes.items())
    return graph


@pytest.mark.parametrize(
    ("dates", "live"),
    [
        ({}, True),
        ({"established_on": DAY}, True),
        ({"established_on": AFTER}, False),
        ({"dissolved_on": DAY}, True),
        ({"dissolved_on": BEFORE}, False),
        ({"established_on": AFTER, "dissolved_on": BEFORE}, False),
    ],
)
def test_a_lifetime_includes_both_its_days(dates: dict[str, date], *, live: bool) -> None:
    graph = graph_of(o={"labels": ORGANIZATION, **dates})
    assert Snapshot(graph, DAY).nodes("PartyOrganization") == (["o"] if live else [])
    assert Snapshot(graph, DAY).every("PartyOrganization") == ["o"]


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"status": "open"}, True),
        ({"status": "cancelled"}, False),
        ({"status": "done", "started_on": AFTER}, False),
        ({"status": "done", "started_on": DAY}, True),
    ],
)
def test_a_project_counts_when_it_has_begun_and_is_not_cancelled(values: dict[str, object], *, counts: bool) -> None:
    graph = graph_of(p={"labels": ("Project",), **values})
    assert ("p" in Snapshot(graph, DAY).present) is counts


@pytest.mark.parametrize(
    ("end", "tie", "counts"),
    [
        ({}, {}, 1),
        ({}, {"until": BEFORE}, 0),
        ({}, {"since": AFTER}, 0),
        ({}, {"since": DAY, "until": DAY}, 1),
        ({"dissolved_on": BEFORE}, {}, 0),
    ],
)
def test_a_tie_counts_when_its_dates_and_both_ends_do(end: dict[str, date], tie: dict[str, date], counts: int) -> None:
    graph = graph_of(o={"labels": ORGANIZATION, **end}, e={"labels": ("Enterprise", "Stakeholder", "Unit")})
    graph.add_edge("o", "e", type="COVERS", kind="work", **tie)
    snapshot = Snapshot(graph, DAY)
    assert len(snapshot.incoming("COVERS", "e")) == len(snapshot.outgoing("COVERS", "o")) == counts
    assert len(list(snapshot.ties("COVERS"))) == counts


def test_having_taken_part_outlives_the_participant_but_not_the_date() -> None:
    graph = graph_of(
        gone={"labels": ORGANIZATION, "dissolved_on": BEFORE},
        held={"labels": ("Activity",), "held_on": DAY},
        planned={"labels": ("Activity",), "held_on": AFTER},
    )
    graph.add_edge("gone", "held", type="TOOK_PART_IN")
    graph.add_edge("gone", "planned", type="TOOK_PART_IN")
    snapshot = Snapshot(graph, DAY)
    assert [tie.end for tie in snapshot.outgoing("TOOK_PART_IN", "gone")] == ["held"]


def test_a_date_after_the_day_reads_as_empty() -> None:
    snapshot = Snapshot(graph_of(r={"labels": ("Request",), "resolved_on": AFTER, "raised_on": DAY}), DAY)
    assert snapshot.past("r", "resolved_on") is None
    assert snapshot.past("r", "raised_on") == DAY


def test_the_date_is_as_given_or_as_the_data_say_and_never_today() -> None:
    assert date_of(graph_of()) == DAY
    assert date_of(graph_of(), BEFORE) == BEFORE
    with pytest.raises(InputError, match="--as-of"):
        date_of(nx.MultiDiGraph())


def test_what_is_shared_is_looked_through_once_for_each_graph_and_date() -> None:
    graph, other = graph_of(o={"labels": ORGANIZATION}), graph_of(p={"labels": ORGANIZATION, "dissolved_on": BEFORE})
    other.add_node("u", labels=("Enterprise",))
    other.add_edge("p", "u", type="COVERS")
    alone = Snapshot(graph, DAY)
    shared: dict[tuple[int, date], Snapshot] = {}
    with sharing_snapshots(shared):
        first, second = Snapshot(other, DAY), Snapshot(other, DAY)
        assert second.present is first.present
        assert (list(second.ties("COVERS")), second.nodes("PartyOrganization")) == ([], [])
        # Another date and another graph are others.
        assert [tie.start for tie in Snapshot(other, BEFORE).ties("COVERS")] == ["p"]
        assert Snapshot(graph, DAY).nodes("PartyOrganization") == ["o"]
    assert len(shared) == 3
    with sharing_snapshots(shared):
        assert Snapshot(other, DAY).present is first.present
    assert Snapshot(other, DAY).present is not first.present
    assert alone.present == {"o"}
