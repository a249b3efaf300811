"""What is said of reports that are held against each other."""

from __future__ import annotations

from pathlib import Path

from graphmodel.gaps import find_gaps
from graphmodel.gaps.change import compare_gaps
from graphmodel.gaps.saved import narrow, read_report
from graphmodel.report.following import change_notes
from tests.graphmodel.gaps.worlds import world

GRAPH = world(places=[{"place_id": "510106024", "name": "抚琴街道", "level": "street"}])
RULES = ["place-without-organization", "term-expired"]


def test_the_place_compared_is_told_by_name_and_code(tmp_path: Path) -> None:
    report = find_gaps(GRAPH, scope="抚琴街道", rules=RULES)
    path = tmp_path / "june.json"
    path.write_text(report.to_json(), encoding="utf-8")
    for earlier, later in ((report, report), (report, read_report(path)), (read_report(path), report)):
        change = compare_gaps(earlier, later)
        assert change_notes(change, "zh")[0] == "2024-06-30 → 2024-06-30 · 范围 抚琴街道 510106024 · 比较了2条规则"
        assert "scope 抚琴街道 510106024 · 2 rules" in change_notes(change, "en")[0]


def test_a_place_without_a_known_name_is_told_by_its_code_and_everything_as_such() -> None:
    report = find_gaps(GRAPH, rules=RULES)
    part = narrow(report, scope="510106024")
    assert "· 范围 510106024 ·" in change_notes(compare_gaps(part, part), "zh")[0]
    assert "· 范围 全部 ·" in change_notes(compare_gaps(report, report), "zh")[0]
