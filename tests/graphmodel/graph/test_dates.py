from __future__ import annotations

from datetime import date, datetime
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.graph import date_of, day_of


@given(st.dates())
def test_a_day_is_itself_as_date_as_text_and_with_a_time(day: date) -> None:
    assert day_of(day) == day_of(day.isoformat()) == day_of(datetime(day.year, day.month, day.day, 12, 30)) == day  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "day"), [("2023-02", date(2023, 2, 28)), ("2024-02", date(2024, 2, 29)), (" 2024 ", date(2024, 12, 31))]
)
def test_a_month_or_a_year_stands_for_its_last_day(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize("given", ["", "2024-02-30", "2024-13", "0000", "30.6.2024", "2024-6-30x", 2024, 1.5])
def test_anything_else_is_an_error_that_says_what_was_found(given: Any) -> None:
    with pytest.raises(InputError) as caught:
        day_of(given, "since")
    assert f"found since={given!r}, expected a date, or text such as '2024-06-30'" in str(caught.value)


def test_without_any_date_both_users_are_told_what_to_give() -> None:
    with pytest.raises(InputError, match=r"--as-of YYYY-MM-DD \(in Python: as_of='YYYY-MM-DD'\)"):
        date_of(nx.MultiDiGraph())
