from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.gaps.acknowledgement import acknowledge, set_apart
from graphmodel.gaps.saved import narrow, read_report
from graphmodel.graph import Dataset, build_graph
from tests.graphmodel.gaps.worlds import world
from tests.strategies import datasets


@settings(max_examples=20, deadline=None)
@given(datasets(max_rows=2))
def test_a_report_survives_being_saved(tmp_path_factory: pytest.TempPathFactory, dataset: Dataset) -> None:
    report = find_gaps(build_graph(dataset))
    path = tmp_path_factory.mktemp("saved") / "report.json"
    path.write_text(report.to_json(), encoding="utf-8")
    assert read_report(path) == report
    places = dataset.records("places")
    for place in () if places is None else places.column("place_id"):
        scoped = find_gaps(build_graph(dataset), scope=place, rules=["layer-missing", "term-expired"])
        assert narrow(report, scope=place, rules=["layer-missing", "term-expired"]).findings == scoped.findings


def test_what_was_acknowledged_is_a_finding_as_well(tmp_path: Path) -> None:
    report = find_gaps(world(enterprises=[{"unit_id": f"E{at}", "party_members": 3} for at in range(3)]))
    known = acknowledge(report.findings[1], reason="搬迁", role="党建办", on=report.as_of, until=report.as_of)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(set_apart(report, [known]).to_dict()), encoding="utf-8")
    assert read_report(path) == report


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [{"rule": "x"}]}', json.dumps({"findings": 3})])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="not to be a saved report"):
        read_report(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the report"):
        read_report(tmp_path / "none.json")
