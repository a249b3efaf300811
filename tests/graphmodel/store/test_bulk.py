from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from graphmodel.store.bulk import write_import_files


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_in_one_file_with_typed_headers(tmp_path: Path) -> None:
    dataset = Dataset(
        About("s", as_of=date(2024, 6, 30)),
        {
            "places": Records(
                BY_NAME["places"],
                {
                    "place_id": ["c", "p"],
                    "name": ['引"号', "两\n行"],
                    "level": ["community", "compound"],
                    "parent_id": [None, "c"],
                    "demonstration": [True, None],
                    "households": [3, None],
                },
            )
        },
    )
    nodes, relationships = write_import_files(dataset, tmp_path)
    assert [labels for labels, _ in nodes] == ["Entity:Community:Place", "Entity:Compound:Place", "Load", "KeptRows"]
    community = rows(nodes[0][1][0])
    assert community[0]["name:string"] == '引"号'
    assert community[0]["households:long"] == "3"
    assert community[0]["demonstration:boolean"] == "true"
    assert "uscc:string" not in community[0], "a column that nothing fills is left out"
    [(kind, files)] = relationships
    assert kind == "PART_OF"
    compound = rows(nodes[1][1][0])[0]
    assert compound["id:string"] == "p"
    assert (rows(files[0])[0][":START_ID"], rows(files[0])[0][":END_ID"]) == (compound[":ID"], community[0][":ID"])


def places(**columns: list[str | None]) -> Dataset:
    return Dataset(
        About("s"), {"places": Records(BY_NAME["places"], {"level": ["zone"] * 2, "name": ["甲", "乙"], **columns})}
    )


def test_what_the_database_would_not_notice_is_refused_before_the_import(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found an id twice"):
        write_import_files(places(place_id=["a", "a"]), tmp_path)
    with pytest.raises(InputError, match="found a tie to or from 'nowhere'"):
        write_import_files(places(place_id=["a", "b"], parent_id=[None, "nowhere"]), tmp_path)


@pytest.mark.parametrize("name", ["回\r车", "两\n行", "两\r\n行", '引"号', "逗,号", "=1+1"])
def test_a_name_stays_in_its_cell_whatever_it_holds(tmp_path: Path, name: str) -> None:
    nodes, _ = write_import_files(places(place_id=["a", "b"], name=[name, "乙"]), tmp_path)
    assert [row["name:string"] for row in rows(nodes[0][1][0])] == [name, "乙"]
