"""The planted truth finds every gap, and a rule that misses one or makes one up does not pass."""

from __future__ import annotations

import sys
from dataclasses import replace

import networkx as nx
import pytest

from graphmodel.gaps import RULES, Finding, GapReport, find_gaps
from graphmodel.graph import build_graph
from verification import __main__ as program
from verification.district import sound_district
from verification.plantings import PLANTINGS
from verification.score import Score, planted_datasets, score

DISTRICTS = 12


def test_a_sound_district_has_no_gap() -> None:
    for seed in range(DISTRICTS):
        assert find_gaps(build_graph(sound_district(seed).dataset())).findings == ()


@pytest.mark.parametrize("rule", PLANTINGS)
def test_each_planting_makes_the_gaps_that_it_notes(rule: str) -> None:
    for seed, plant in enumerate(PLANTINGS[rule] * 2):
        district = sound_district(seed)
        plant(district)
        found = {(finding.rule, finding.subject) for finding in find_gaps(build_graph(district.dataset())).findings}
        assert found == district.planted
        assert any(planted == rule for planted, _ in found)


def test_all_planted_gaps_are_found_and_no_others() -> None:
    scores = program.verify(cases=(7,), districts=DISTRICTS)
    assert program.imperfect(scores) == []
    page = program.page(scores, cases=1, districts=DISTRICTS)
    assert [line.split(" | ")[0] for line in page.splitlines()[-len(RULES) :]] == [f"| {rule}" for rule in RULES]
    assert page.count("| 1.0 | 1.0 |") == 2 * len(RULES)


def missing_one(graph: nx.MultiDiGraph) -> GapReport:
    report = find_gaps(graph)
    fault = next((finding for finding in report.findings if finding.rule == "term-expired"), None)
    return replace(report, findings=tuple(finding for finding in report.findings if finding is not fault))


def making_one_up(graph: nx.MultiDiGraph) -> GapReport:
    report = find_gaps(graph)
    first: Finding = report.findings[0]
    return replace(report, findings=(*report.findings, replace(first, rule="resource-idle", subject="nothing")))


def test_a_fault_is_noticed() -> None:
    sound = score([], find_gaps)
    perfect = dict.fromkeys(RULES, Score(1, 1, 1))
    missed = score(planted_datasets(range(DISTRICTS)), missing_one)
    assert program.imperfect((perfect, missed)) == ["term-expired"]
    assert missed["term-expired"].precision == 1
    assert (missed["term-expired"].recall or 0) < 1
    invented = score(planted_datasets(range(DISTRICTS)), making_one_up)
    assert program.imperfect((perfect, invented)) == ["resource-idle"]
    assert (invented["resource-idle"].precision or 0) < 1
    # A rule that nothing was planted for has proven nothing.
    assert program.imperfect((perfect, sound)) == list(RULES)


def test_the_program_fails_where_a_rule_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = {fault: dict.fromkeys(RULES, Score(9999, 9999, 9999)) for fault in (False, True)}
    scores[True]["term-expired"] = Score(9999, 9999, 9998)
    monkeypatch.setattr(sys, "argv", ["verification"])
    monkeypatch.setattr(program, "verify", lambda: (scores[False], scores[False]))
    program.main()
    assert "0.99" not in capsys.readouterr().out
    monkeypatch.setattr(program, "verify", lambda: (scores[False], scores[True]))
    with pytest.raises(SystemExit, match=r"below 1\.0 for term-expired"):
        program.main()
    assert "0.9998" in capsys.readouterr().out
