from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

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
    assert [labels for labels, _ in nodes] == ["Load", "KeptRows", "Entity:Community:Place", "Entity:Compound:Place"]
    community = rows(nodes[2][1][0])
    assert community[0]["name:string"] == '引"号'
    assert community[0]["households:long"] == "3"
    assert community[0]["demonstration:boolean"] == "true"
    [(kind, files)] = relationships
    assert kind == "PART_OF"
    assert rows(files[0])[0][":START_ID"] == "p"
