from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import networkx as nx
import pytest

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import build_graph
from graphmodel.page.desk import Desk, Source
from graphmodel.progress import Progress
from tests.graphmodel.page.town import town


@pytest.fixture
def desks() -> Iterator[list[Desk]]:
    made: list[Desk] = []
    yield made
    for desk in made:
        desk.executor.shutdown(wait=True, cancel_futures=True)


def test_data_are_read_and_worked_out_ahead(desks: list[Desk]) -> None:
    told: list[Bilingual | str] = []

    def read(progress: Progress) -> nx.MultiDiGraph:
        progress("reading", 1, 2)
        return build_graph(town())

    desk = Desk(Source(read, lambda: ()))
    desks.append(desk)
    desk.read().result(30)
    told.append(desk.progress[0])
    assert desk.analyses is not None
    assert (desk.version, desk.error, desk.is_empty, told) == (1, None, False, ["reading"])
    desk.executor.shutdown(wait=True)
    assert all(desk.analyses.ready(name) is not None for name in ("rates", "gaps", "alliances", "links"))


def test_another_date_is_worked_out_ahead_too(desks: list[Desk]) -> None:
    desk = Desk(Source(lambda _: build_graph(town()), lambda: ()))
    desks.append(desk)
    desk.read().result(30)
    assert desk.analyses is not None
    day = date(2024, 3, 31)
    desk.work_ahead(desk.analyses, day)
    desk.executor.shutdown(wait=True)
    assert desk.analyses.ready("links", day) is not None
    assert desk.analyses.ready("recommended", day, "510106", None) is not None


def test_an_empty_database_is_no_error(desks: list[Desk]) -> None:
    desk = Desk(Source(lambda _: nx.MultiDiGraph(), lambda: ()))
    desks.append(desk)
    desk.read().result(30)
    assert (desk.analyses, desk.error, desk.is_empty) == (None, None, True)


def test_a_failure_is_told_and_reading_again_mends_it(desks: list[Desk]) -> None:
    graphs = [None, build_graph(town())]

    def read(_: Progress) -> nx.MultiDiGraph:
        graph = graphs.pop(0)
        if graph is None:
            msg = Bilingual("the server went away", "服务器断开了")
            raise InputError(msg)
        return graph

    desk = Desk(Source(read, lambda: ()))
    desks.append(desk)
    desk.read().result(30)
    assert (desk.analyses, desk.error) == (None, Bilingual("the server went away", "服务器断开了"))
    desk.read().result(30)
    assert desk.analyses is not None
    assert (desk.error, desk.version) == (None, 2)


def test_a_fault_of_ours_is_logged_and_not_shown(desks: list[Desk], caplog: pytest.LogCaptureFixture) -> None:
    def read(_: Progress) -> nx.MultiDiGraph:
        nothing: dict[str, nx.MultiDiGraph] = {}
        return nothing["secret"]

    desk = Desk(Source(read, lambda: ()))
    desks.append(desk)
    desk.read().result(30)
    assert desk.error == NOTHING
    assert "the data could not be read" in caplog.text
