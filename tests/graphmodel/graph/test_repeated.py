from __future__ import annotations

import pytest

from graphmodel.graph.dataset import About, Dataset, Records
from graphmodel.graph.repeated import Repeated, repeated_source
from graphmodel.schema import BY_NAME


def places(source: str, ids: str) -> Dataset:
    rows = {"place_id": list(ids), "name": list(ids), "level": ["zone"] * len(ids)}
    return Dataset(About(source), {"places": Records(BY_NAME["places"], rows)})


@pytest.mark.parametrize(
    ("listed", "expected"),
    [("ab", Repeated("a", 2, 2)), ("abxy", Repeated("a", 2, 4)), ("abxyz", None), ("xyz", None), ("", None)],
)
def test_half_of_the_ids_are_enough(listed: str, expected: Repeated | None) -> None:
    assert repeated_source(places("new", listed), [places("a", "abcdef"), places("b", "a")]) == expected


def test_the_source_that_lists_most_is_named() -> None:
    others = [places("few", "ab"), places("most", "abc"), places("none", "xy")]
    assert repeated_source(places("new", "abcd"), others) == Repeated("most", 3, 4)
    assert repeated_source(places("new", "abcd"), []) is None
