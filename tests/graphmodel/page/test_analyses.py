from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import networkx as nx
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps import Severity, find_gaps
from graphmodel.gaps.acknowledgement import acknowledge
from graphmodel.page.analyses import Analyses


def test_rates_are_those_of_the_analysis_for_every_place(analyses: Analyses) -> None:
    rate = analyses.rates()["510106024"]["organization_coverage"]
    assert (rate.numerator, rate.denominator) == (5, 20)
    assert analyses.rates()[None]["organization_coverage"].denominator == 30


def test_counts_add_up_to_the_report(analyses: Analyses) -> None:
    gaps = analyses.gaps()
    report = find_gaps(analyses.graph)
    assert len(gaps.priority.items) == len(report)
    for severity in Severity:
        expected = sum(finding.severity == severity and "510106025" in finding.scope for finding in report.findings)
        assert gaps.counts["510106025"][severity] == expected


def test_sharing_what_is_worked_out_changes_no_result(analyses: Analyses) -> None:
    shared, alone = analyses.gaps().parts.report, find_gaps(analyses.graph)
    assert shared.findings == alone.findings


def test_acknowledged_gaps_are_counted_apart(analyses: Analyses) -> None:
    finding = find_gaps(analyses.graph).findings[0]
    known = acknowledge(finding, reason="厂区搬迁", role="街道党建办", on=date(2024, 6, 1), until=date(2024, 12, 31))
    apart = Analyses(analyses.graph, [known]).gaps()
    assert len(apart.priority.items) == len(analyses.gaps().priority.items) - 1
    assert len(apart.parts.acknowledged) == 1


def test_a_result_is_worked_out_once_though_many_ask() -> None:
    asked, begun, release = Barrier(5), Event(), Event()
    worked: list[int] = []
    analyses = Analyses(nx.MultiDiGraph())

    def work() -> str:
        worked.append(1)
        begun.set()
        release.wait(10)
        return "result"

    def ask() -> str:
        asked.wait(10)
        return analyses.once(("key",), work)

    with ThreadPoolExecutor(5) as pool:
        answers = [pool.submit(ask) for _ in range(5)]
        assert begun.wait(10)
        release.set()
        assert [answer.result(10) for answer in answers] == ["result"] * 5
    assert worked == [1]


def test_an_error_reaches_who_asks_and_is_not_kept() -> None:
    analyses = Analyses(nx.MultiDiGraph())

    def fail() -> str:
        raise InputError(Bilingual("found nothing", "一无所有"))

    with pytest.raises(InputError, match="found nothing"):
        analyses.once(("key",), fail)
    assert analyses.once(("key",), lambda: "mended") == "mended"


def test_no_date_is_an_error_in_words() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("510106", labels=("District", "Place"), name="金牛区", level="district")
    with pytest.raises(InputError, match="found no date"):
        Analyses(graph).rates()
    assert Analyses(graph).rates(date(2024, 6, 30))["510106"]["triad"].value is None


def test_what_is_not_worked_out_is_not_ready(analyses: Analyses) -> None:
    fresh = Analyses(analyses.graph)
    assert fresh.ready("gaps") is None
    assert fresh.gaps() is fresh.ready("gaps")


def test_old_dates_are_forgotten(analyses: Analyses) -> None:
    fresh = Analyses(analyses.graph)
    for day in range(1, 29):
        for work_out in (fresh.rates, fresh.gaps):
            work_out(date(2024, 2, day))
    assert len(fresh._found) <= 40
    assert len(fresh._facts) <= 3
    assert len(fresh._snapshots) <= 3
