"""A load is taken back: the graph is as before it, and a killed client leaves nothing that a repeat does not mend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, settle, write_dataset
from graphmodel.store.loads import read_loads
from graphmodel.store.write import undo_load

pytestmark = pytest.mark.neo4j


def places(*names: str) -> Dataset:
    columns = {"place_id": [f"p{n}" for n in range(len(names))], "name": list(names), "level": ["zone"] * len(names)}
    where: dict[str, Any] = {"source_file": ["区划.csv"] * len(names), "source_row": list(range(2, 2 + len(names)))}
    return Dataset(About("a", as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], columns, where)})


def test_undoing_a_load_brings_back_the_one_before_and_at_last_nothing(
    empty_database: Callable[[], Connection],
) -> None:
    connection = empty_database()
    first, second = places("甲", "乙", "丙"), places("甲", "改名")
    with open_session(connection) as session:
        write_dataset(session, first)
        write_dataset(session, second)
        assert nx.utils.graphs_equal(read_graph(connection), build_graph(second))
        undo_load(session, "a")
        assert nx.utils.graphs_equal(read_graph(connection), build_graph(first))
        undo_load(session, "a")
        assert read_loads(session) == ()
        assert session.run("MATCH (n:Entity|KeptRows) RETURN count(n) AS c").single(strict=True)["c"] == 0


def test_a_client_that_dies_between_two_batches_is_mended_by_a_repeat(
    empty_database: Callable[[], Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle, "BATCH", 2)
    connection = empty_database()

    def dying(what: Bilingual | str, done: int, _total: int | None) -> None:
        if isinstance(what, Bilingual) and what.en == "writing to Neo4j" and done >= 4:
            raise KeyboardInterrupt

    whole = places(*"甲乙丙丁戊己庚")
    with open_session(connection) as session:
        with pytest.raises(KeyboardInterrupt):
            write_dataset(session, whole, progress=dying)
        write_dataset(session, whole)
        rows = session.run("MATCH (n:Place) RETURN n.source_file AS file, n.source_row AS row ORDER BY row").values()
    assert nx.utils.graphs_equal(read_graph(connection), build_graph(whole))
    assert rows == [["区划.csv", number] for number in range(2, 9)]
