from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import datasets

from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.gaps.saved import narrow, read_report
from graphmodel.graph import Dataset, build_graph


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


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [{"rule": "x"}]}', json.dumps({"findings": 3})])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="not to be a saved report"):
        read_report(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the report"):
        read_report(tmp_path / "none.json")
