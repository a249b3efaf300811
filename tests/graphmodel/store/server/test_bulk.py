from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError, StoreError
from graphmodel.store import server

pytestmark = pytest.mark.neo4j

Ask = Callable[[Path, str], list[list[object]]]
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r), max(n.name)"


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_import_replaces_the_database_or_leaves_it_alone(home: Path, tmp_path: Path, ask: Ask) -> None:
    people = written(tmp_path, "nodes.csv", "id:ID,name", "a,金牛", 'b,"多行', '名称"')
    ties = written(tmp_path, "ties.csv", ":START_ID,:END_ID,since:date", "a,b,2022-01-01")
    wrong = written(tmp_path, "wrong.csv", "id:ID,n:int", "a,1", "b,many")
    seen: list[tuple[Bilingual | str, int, int | None]] = []

    state = server.bulk_import(
        home,
        nodes=[("Place:Street", [people])],
        relationships=[("PART_OF", [ties])],
        options=["--multiline-fields=true"],
        progress=lambda *told: seen.append(told),
    )
    assert state.running
    assert (Bilingual("importing into Neo4j (%)", "导入 Neo4j（%）"), 100, 100) in seen
    assert ask(home, COUNT) == [[2, 1, "金牛"]]
    assert ask(home, "MATCH (n:Place:Street) RETURN count(n)") == [[2]]

    with pytest.raises(StoreError, match=r'database is as it was: .*wrong\.csv.*Not an integer: "many"'):
        server.bulk_import(home, nodes=[("Place", [wrong])])
    assert ask(home, COUNT) == [[2, 1, "金牛"]]
    assert not list(home.glob("import-*"))


def test_missing_file_is_found_before_the_server_is_touched(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"found no file .*gone\.csv"):
        server.bulk_import(home, nodes=[("Place", [tmp_path / "gone.csv"])])
    assert not home.exists()
