from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.page.choice import TABS, Choice, read_address, read_choice

words = st.none() | st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable())
choices = st.builds(
    Choice,
    language=st.sampled_from(["zh", "en"]),
    tab=st.sampled_from(TABS),
    place=words,
    date=st.none() | st.dates(),
    severity=words,
    rule=words,
    closer=words,
    layer=words,
    alliance=words,
    chart=words,
    page=st.integers(1, 100_000),
)


@given(choices)
def test_an_address_brings_back_what_was_chosen(choice: Choice) -> None:
    address = choice.address
    assert urlsplit(address).path == ("/" if choice.language == "zh" else "/en")
    assert read_address(address, choice.language) == choice


@given(st.dictionaries(st.sampled_from(["tab", "place", "date", "page", "severity", "x"]), st.text(max_size=300)))
def test_no_address_is_an_error(query: dict[str, str]) -> None:
    choice = read_choice(query, "zh")
    assert choice.tab in TABS
    assert choice.page >= 1


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-3"},
        {"page": "²"},
        {"date": "2022-02-30"},
        {"tab": "secret"},
        {"place": ""},
        {"since": "soon"},
    ],
)
def test_what_makes_no_sense_counts_as_not_given(query: dict[str, str]) -> None:
    assert read_choice(query, "zh") == Choice()


def test_another_list_begins_at_its_first_page_and_keeps_the_rest() -> None:
    choice = Choice(tab="gaps", place="510106", date=date(2024, 6, 30), page=7)
    assert choice.to(severity="high") == Choice(tab="gaps", place="510106", date=date(2024, 6, 30), severity="high")
    assert choice.to(page=8).page == 8
