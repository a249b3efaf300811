from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from loaders.resolve import Judgement, judgements_text, read_judgements
from loaders.resolve.judgements import from_row, holding, to_row, with_judgement, withdrawn

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
TIME = st.none() | st.datetimes(
    dt.datetime(2000, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    dt.datetime(2100, 1, 1),  # noqa: DTZ001 -- likewise
    timezones=st.just(dt.UTC),
).map(lambda time: time.replace(microsecond=0))
JUDGEMENTS = st.builds(
    Judgement,
    st.just("left"),
    TEXT,
    TEXT,
    st.just("right"),
    TEXT,
    TEXT,
    st.sampled_from(["same", "different", "unsure"]),
    st.none() | st.floats(0, 1),
    TEXT,
    TEXT,
    TIME,
    TIME,
    st.sampled_from(["", "reviewer"]),
)


def judgement(verdict: str = "same", by: str = "automatic", **values: Any) -> Judgement:
    return Judgement("x", "1", "甲", "y", "2", "乙", verdict, decided_by=by, **values)


@given(st.lists(JUDGEMENTS, max_size=5))
def test_a_file_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, kept: list[Judgement]) -> None:
    path = tmp_path_factory.mktemp("kept") / "judgements.csv"
    path.write_text(judgements_text(kept), encoding="utf-8-sig", newline="")
    assert read_judgements(path) == tuple(kept)


@given(JUDGEMENTS)
def test_a_mapping_without_what_is_unknown_is_the_same_judgement(item: Judgement) -> None:
    assert from_row({name: value for name, value in to_row(item).items() if value is not None}) == item


def test_no_file_is_no_judgement(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "judgements.csv") == ()


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "left_source,left_id\nx,1\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="expected the columns"):
        read_judgements(path)


def test_an_unknown_verdict_and_a_row_against_itself_are_refused() -> None:
    with pytest.raises(InputError, match="expected same, different, unsure"):
        judgement("maybe")
    with pytest.raises(InputError, match="against itself"):
        Judgement("x", "1", "甲", "x", "1", "甲", "same")


def test_a_change_of_mind_is_kept_with_what_it_replaces() -> None:
    at = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
    kept = with_judgement((judgement("same", "reviewer"),), judgement("different", "office", decided_at=at))
    assert [(item.verdict, item.holds, item.withdrawn_by) for item in kept] == [
        ("same", False, "office"),
        ("different", True, ""),
    ]
    assert kept[0].withdrawn_at == at


def test_a_person_is_not_overruled_by_a_score_but_the_other_way_round() -> None:
    person, score = judgement("different", "reviewer"), judgement("same")
    assert with_judgement((person,), score) == (person,)
    assert next(iter(holding(with_judgement((score,), person)).values())) == person


def test_repeating_a_decision_adds_nothing() -> None:
    kept = (judgement("same", "reviewer"),)
    assert with_judgement(kept, judgement("same", "reviewer", score=0.5)) == kept


def test_withdrawing_deletes_nothing_and_lets_decide_again() -> None:
    kept = withdrawn((judgement("same", "reviewer"),), [judgement().key], at=None, by="office")
    assert len(kept) == 1
    assert holding(kept) == {}
    assert len(with_judgement(kept, judgement("same", "reviewer"))) == 2
