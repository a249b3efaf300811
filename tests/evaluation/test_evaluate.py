"""The page's generator runs on a slice, and the recorded order holds on the response to Katrina."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evaluation import __main__ as program
from evaluation.networks import DATA, cordis, katrina
from evaluation.page import section
from graphmodel.analysis.recommendation import Evaluation, History, evaluate_recommendations

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DATA.is_dir() and not os.environ.get("CI"),
        reason=f"the public networks are not beside the repository, in {DATA}",
    ),
]


@pytest.fixture(scope="module")
def response() -> History:
    return katrina()


def test_the_recorded_order_holds_on_every_day(response: History) -> None:
    found = list(program.evaluate(response, program.KATRINA, samples=20))
    assert program.not_best(found) == []
    recorded = program.PAGE.read_text(encoding="utf-8")
    for one in found:
        frame = one.frame.set_index("score")["average_precision"]
        assert frame["random"] == frame.min() == pytest.approx(one.came / one.candidates)
        assert one.best_baseline == "resource allocation"
        # Figures of the page are those of the code.
        assert f"| recommendations | {frame['recommendations']:.4f} |" in recorded
        assert f"{one.candidates:,} candidate pairs, of which {one.came:,} came to be" in recorded


def test_only_who_was_there_is_a_candidate_and_nothing_later_counts(response: History) -> None:
    split = date(2005, 8, 29)
    found = evaluate_recommendations(response, split=split, samples=2)
    known = int(response.known_by(split.toordinal()).sum())
    tied = len(response.until(split.toordinal()).nodes)
    assert found.nodes == known == tied
    cut = response.until(split.toordinal())
    with pytest.raises(Exception, match="no new pair"):
        evaluate_recommendations(cut, split=split, samples=2)


def test_cordis_is_read_whole() -> None:
    research = cordis()
    assert (len(research), len(research.context), len(research.node)) == (27_411, 20_073, 91_334)


def test_the_program_writes_its_page_and_fails_where_a_baseline_is_better(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, response: History, capsys: pytest.CaptureFixture[str]
) -> None:
    splits = program.KATRINA[:1]
    monkeypatch.setattr(program, "PAGE", tmp_path / "evaluation.md")
    monkeypatch.setattr(program, "cordis", lambda: response)
    for name in ("KATRINA", "CORDIS", "EVERYONE"):
        monkeypatch.setattr(program, name, splits)
    monkeypatch.setattr(program, "SAMPLES", 5)
    monkeypatch.setattr(sys, "argv", ["evaluation", "--write"])
    program.main()
    text = (tmp_path / "evaluation.md").read_text(encoding="utf-8")
    assert text.count("| resource allocation |") == 4
    assert "47,477 candidate pairs" in text

    def worse(*_: object, **__: object) -> Iterator[Evaluation]:
        yield from ()

    monkeypatch.setattr(program, "evaluate", worse)
    monkeypatch.setattr(program, "not_best", lambda _: ["2005-08-28"])
    with pytest.raises(SystemExit, match="a baseline that is better at 2005-08-28"):
        program.main()
    assert section("katrina", []) in capsys.readouterr().out
