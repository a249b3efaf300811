from __future__ import annotations

from datetime import date

import pytest

from graphmodel.errors import SchemaError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME, TABLES

PLACES = BY_NAME["places"]


def dataset(name: str = "甲", *, about: About | None = None) -> Dataset:
    return Dataset(
        about or About("s"),
        {"places": Records(PLACES, {"place_id": ["p"], "name": [name], "level": ["zone"]})},
    )


def test_the_same_rows_are_the_same_load() -> None:
    assert dataset().load == dataset().load


@pytest.mark.parametrize(
    "other",
    [
        dataset("乙"),
        dataset(about=About("t")),
        dataset(about=About("s", as_of=date(2024, 6, 30))),
        dataset(about=About("s", synthetic=True)),
        Dataset(About("s")),
        Dataset(About("s"), {**dataset().tables, "needs": Records(BY_NAME["needs"], {})}),
    ],
)
def test_other_rows_or_another_origin_are_another_load(other: Dataset) -> None:
    assert other.load != dataset().load


def test_an_absent_table_is_not_an_empty_one() -> None:
    empty = Dataset(tables={"needs": Records(BY_NAME["needs"], {})})
    assert "needs" not in empty.absent
    assert len(empty.absent) == len(TABLES) - 1
    assert empty.records("places") is None
    assert len(empty) == 0


def test_a_column_that_no_row_fills_reads_as_unknown() -> None:
    records = dataset().tables["places"]
    assert records.column("households") == [None]


def test_a_column_of_another_table_is_refused() -> None:
    with pytest.raises(SchemaError, match="no column 'org_id'; it has "):
        Records(PLACES, {"org_id": ["x"]})


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(SchemaError, match=r"lengths \[1, 2\]"):
        Records(PLACES, {"place_id": ["x"], "name": ["a", "b"]})
