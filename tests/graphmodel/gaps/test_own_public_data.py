"""A field of its own: organization × activity × area of the Ebola response, against the file itself."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path
from unicodedata import normalize

import pytest

from graphmodel.gaps import find_gaps
from graphmodel.gaps.own import coverage_matrix
from graphmodel.gaps.own_file import load_own_rules
from graphmodel.graph import build_graph
from loaders import load

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data" / "networks" / "ebola_3w"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DATA.is_dir() and not os.environ.get("CI"),
        reason=f"the public data are not beside the repository, in {DATA}",
    ),
]


def test_gaps_by_area_and_activity_are_those_of_the_file() -> None:
    graph = build_graph(load(DATA, mapping=ROOT / "examples" / "mappings" / "ebola_3w_activities.toml"))
    nobody, one = load_own_rules(ROOT / "examples" / "rules" / "ebola_3w.toml")
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (DATA / "ebola_3w_2014.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            told[row["pcode"].strip(), row["activity"].strip()].add(normalize("NFKC", row["organisation"]).strip())
    areas = {area for area, _ in told}
    matrix = coverage_matrix(graph, nobody)
    assert set(matrix.places) == areas
    assert {cell: len(parties) for cell, parties in matrix.parties.items()} == {
        (area, activity): len(told.get((area, activity), ())) for area in areas for activity in matrix.values
    }
    found = find_gaps(graph, own=[nobody, one], rules=[nobody.id, one.id])
    missing = sorted(f"{area}|{what}" for area in areas for what in matrix.values if not told.get((area, what)))
    assert [finding.subject for finding in found.findings if finding.rule == nobody.id] == missing
    for finding in found.findings:
        area, what = finding.subject.split("|")
        country = {place for place in areas if place[:3] == area[:3]}
        nearer = set().union(*(told.get((place, what), set()) for place in country)) - told.get((area, what), set())
        everybody = set().union(*(told.get((place, what), set()) for place in areas)) - told.get((area, what), set())
        assert set(finding.evidence["nearby"]) == (nearer or everybody)
        assert finding.scope[1:] == (area,)
