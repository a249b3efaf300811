from __future__ import annotations

import io
from pathlib import Path

import pytest

from graphmodel.graph import build_graph
from graphmodel.page import ahead
from graphmodel.page.ahead import Ahead, days_before, receive, send
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.desk import Desk, Source
from graphmodel.page.downloads import network_page
from tests.graphmodel.page.town import TIED, town, wait_until


def test_the_graph_arrives_as_it_was_sent() -> None:
    graph = build_graph(town(**TIED))
    stream = io.BytesIO()
    send(graph, (), stream)
    stream.seek(0)
    found, acknowledged = receive(stream)
    assert acknowledged == ()
    assert found.graph == graph.graph
    assert list(found.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(found.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_what_another_process_worked_out_is_what_this_one_would() -> None:
    graph = build_graph(town(**TIED))
    analyses, alone = Analyses(graph), Analyses(graph)
    beside = Ahead(analyses)
    try:
        assert beside.process.wait(120) == 0
        assert analyses.shelf is not None
        place, own = analyses.places.default, alone.day()
        for key in (
            ("recommended", own, place, None),
            ("network", own, place),
            ("network", own, "510106024"),
            *((name, day) for name in ("rates", "gaps", "alliances", "links") for day in days_before(own)),
        ):
            assert analyses.shelf.has(key), key
        day = days_before(own)[0]
        assert analyses.recommended(place=place) == alone.recommended(place=place)
        assert analyses.rates(day) == alone.rates(day)
        assert analyses.gaps(day).priority.items == alone.gaps(day).priority.items
        for language in ("zh", "en"):
            choice = Choice(language=language, place="510106024")
            assert network_page(analyses, choice).content == network_page(alone, choice).content
    finally:
        beside.close()
    assert not analyses.shelf.folder.exists()


def test_a_page_that_is_closed_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "LEAST_NODES", 0)
    desk = Desk(Source(lambda _: build_graph(town()), lambda: ()))
    try:
        desk.read().result(60)
        analyses = desk.analyses
        assert analyses is not None
        wait_until(lambda: analyses.shelf is not None)
        assert analyses.shelf is not None
        folder: Path = analyses.shelf.folder
        assert folder.exists()
    finally:
        desk.close()
    assert not folder.exists()
