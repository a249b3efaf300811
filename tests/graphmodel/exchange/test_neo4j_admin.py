"""The CSV files for ``neo4j-admin``, imported into a real Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from graphmodel.exchange import export_graph
from graphmodel.store import connection_settings, open_session, server

pytestmark = pytest.mark.neo4j

NAMES = ['引"号', "分;号", "逗,号|竖", "两\n行", "制\t表", "反\\斜杠", "$x{y}`", "' OR 1=1", "//注释", "𠮷野家 👷"]


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    server.stop(tmp_path / "data" / "neo4j")


def test_neo4j_imports_what_we_export(data_dir: Path, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for number, name in enumerate(NAMES):
        graph.add_node(
            name,
            labels=("Enterprise", "Unit"),
            name=name,
            employees=number,
            sources=(name, "另一"),
            live=number % 2 == 0,
        )
        graph.add_edge(name, NAMES[number - 1], key="a", type="BUILDS_WITH", agreement=name)
        graph.add_edge(name, NAMES[number - 1], key="b", type="BUILDS_WITH", share=0.5)
    export_graph(graph, tmp_path / "csv", to="neo4j-admin")
    arguments = (tmp_path / "csv" / "arguments.txt").read_text(encoding="utf-8").splitlines()
    server.bulk_import(
        data_dir / "neo4j",
        nodes=[("Entity", [tmp_path / "csv" / "nodes.csv"])],
        relationships=[("UNTYPED", [tmp_path / "csv" / "relationships.csv"])],
        options=[line for line in arguments if not line.startswith(("--nodes", "--relationships"))],
    )
    with open_session(connection_settings({"GONGJIAN_DATA_DIR": str(data_dir)})) as session:
        nodes = session.run("MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties").data()
        edges = session.run(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, r.edge_key AS key, r.share AS share"
        ).data()
    assert {row["id"] for row in nodes} == set(NAMES)
    for row in nodes:
        assert {"Enterprise", "Unit"} <= set(row["labels"])
        expected = {name: value for name, value in graph.nodes[row["id"]].items() if name != "labels"}
        assert row["properties"] == {"id": row["id"], **expected, "sources": list(expected["sources"])}
    assert {(row["a"], row["b"], row["key"]) for row in edges} == set(graph.edges(keys=True))
    assert {row["type"] for row in edges} == {"BUILDS_WITH"}
    assert {row["share"] for row in edges if row["key"] == "b"} == {0.5}
