from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphmodel.page.paging import paged


@given(st.lists(st.integers()), st.integers(1, 7))
def test_the_pages_together_are_the_list(items: list[int], size: int) -> None:
    pages = paged(items, page=1, size=size).pages
    together = [item for page in range(1, pages + 1) for item in paged(items, page=page, size=size).items]
    assert together == items


def test_items_are_turned_into_rows() -> None:
    assert paged([1, 2, 3], page=2, size=2).map(str).items == ("3",)
