"""Independent readers find all nodes, edges and values in what is exported: networkx, pandas, pyarrow, openpyxl, the XML library."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
from openpyxl import load_workbook

from graphmodel.exchange import export_graph
from graphmodel.graph import build_graph
from tests.strategies import dense_dataset

GRAPH = build_graph(dense_dataset(7))


def test_graphml_gexf_and_node_link_by_networkx(tmp_path: Path) -> None:
    graphml = nx.read_graphml(export_graph(GRAPH, tmp_path / "g.graphml").files[0], force_multigraph=True)
    gexf = nx.read_gexf(export_graph(GRAPH, tmp_path / "g.gexf").files[0])
    data = json.loads(export_graph(GRAPH, tmp_path / "g.json").files[0].read_text(encoding="utf-8"))
    for found in (graphml, gexf, nx.node_link_graph(data, edges="edges")):
        assert len(found) == len(GRAPH)
        assert found.number_of_edges() == GRAPH.number_of_edges()


def test_pajek_by_networkx(tmp_path: Path) -> None:
    plain = nx.MultiDiGraph([("甲", "乙"), ("甲", "乙"), ("乙", "甲")])
    export_graph(plain, tmp_path / "g.net")
    # Pajek takes a file for Unicode by its mark, which networkx does not know.
    found = nx.parse_pajek((tmp_path / "g.net").read_text(encoding="utf-8-sig"))
    assert sorted(found.edges(data="weight")) == [("乙", "甲", 1.0), ("甲", "乙", 2.0)]


def test_cytoscape_by_networkx(tmp_path: Path) -> None:
    data = json.loads(export_graph(GRAPH, tmp_path / "g.cyjs").files[0].read_text(encoding="utf-8"))
    assert {item["data"]["source"] for item in data["elements"]["edges"]} <= set(GRAPH)
    assert len(data["elements"]["edges"]) == GRAPH.number_of_edges()


def test_kumu_finds_label_and_from_in_the_first_cells(tmp_path: Path) -> None:
    book = load_workbook(export_graph(GRAPH, tmp_path / "g.xlsx").files[0])
    assert [sheet["A1"].value for sheet in book] == ["Label", "From"]
    assert book["Connections"]["B1"].value == "To"
    assert book["Elements"].max_row == len(GRAPH) + 1
    # A name that begins like a formula is a name.
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_gephi_finds_its_columns(tmp_path: Path) -> None:
    folder = export_graph(GRAPH, tmp_path / "g", to="gephi-csv").files[0].parent
    with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Type"] for row in rows} == {"Directed"}
    # Rows of one id would be dropped but for the first.
    assert len({row["Id"] for row in rows}) == len(rows) == GRAPH.number_of_edges()


def test_ucinet_gets_short_codes_of_plain_letters(tmp_path: Path) -> None:
    text = export_graph(GRAPH, tmp_path / "g.dl").files[-1].read_bytes().decode("ascii")
    labels = text.split("labels:\n")[1].split("data:")[0].split()
    assert all(len(label) <= 18 and label == label.upper() for label in labels)
    with (tmp_path / "g.codebook.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["node_id"] for row in csv.DictReader(file)}
    assert [names[label] for label in labels] == list(GRAPH)


def test_pajek_keeps_attributes_beside_the_network(tmp_path: Path) -> None:
    export_graph(GRAPH, tmp_path / "g.net")
    with (tmp_path / "g.codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == [GRAPH.nodes[node].get("kind", "") for node in GRAPH]
    for suffix in (".clu", ".vec"):
        assert len((tmp_path / f"g{suffix}").read_text(encoding="utf-8-sig").split()) == 2 + len(GRAPH)


def test_gephi_s_tables_by_pandas(tmp_path: Path) -> None:
    export_graph(GRAPH, tmp_path / "g", to="gephi-csv")
    nodes = pd.read_csv(tmp_path / "g" / "nodes.csv", dtype=str, keep_default_na=False)
    edges = pd.read_csv(tmp_path / "g" / "edges.csv", dtype=str, keep_default_na=False)
    assert nodes["Id"].tolist() == list(GRAPH)
    assert nodes["name"].tolist() == [GRAPH.nodes[node].get("name", "") for node in GRAPH]
    assert list(zip(edges["Source"], edges["Target"], strict=True)) == [(a, b) for a, b in GRAPH.edges()]
    assert set(edges["Source"]) | set(edges["Target"]) <= set(nodes["Id"])


def test_kgx_tables_by_pandas(tmp_path: Path) -> None:
    export_graph(GRAPH, tmp_path / "g", to="kgx")
    nodes = pd.read_csv(tmp_path / "g" / "nodes.tsv", sep="\t", dtype=str, keep_default_na=False)
    edges = pd.read_csv(tmp_path / "g" / "edges.tsv", sep="\t", dtype=str, keep_default_na=False)
    assert {"id", "category"} <= set(nodes.columns)
    assert {"subject", "predicate", "object"} <= set(edges.columns)
    assert nodes["id"].tolist() == [f"gongjian:{node}" for node in GRAPH]
    assert set(edges["subject"]) | set(edges["object"]) <= set(nodes["id"])
    assert len(edges) == GRAPH.number_of_edges()


def test_the_tables_for_neo4j_admin_by_pandas(tmp_path: Path) -> None:
    export_graph(GRAPH, tmp_path / "g", to="neo4j-admin")
    nodes = pd.read_csv(tmp_path / "g" / "nodes.csv", dtype=str, keep_default_na=False)
    edges = pd.read_csv(tmp_path / "g" / "relationships.csv", dtype=str, keep_default_na=False)
    assert nodes["id:ID"].tolist() == list(GRAPH)
    assert list(zip(edges[":START_ID"], edges[":END_ID"], strict=True)) == list(GRAPH.edges())
    assert edges[":TYPE"].tolist() == [kind for *_, kind in GRAPH.edges(data="type")]


def test_parquet_by_pandas_and_pyarrow_with_types(tmp_path: Path) -> None:
    files = export_graph(GRAPH, tmp_path / "g", to="parquet").files
    nodes, edges = (next(path for path in files if path.stem == stem) for stem in ("nodes", "edges"))
    assert len(pd.read_parquet(nodes)) == len(GRAPH)
    assert len(pd.read_parquet(edges)) == GRAPH.number_of_edges()
    types = {field.name: str(field.type) for field in pq.read_schema(nodes)}
    assert types["labels"].startswith("list<")
    assert "date32[day]" in types.values()


def test_graphml_declares_every_attribute_and_gives_every_edge_an_id_of_its_own(tmp_path: Path) -> None:
    root = ET.parse(export_graph(GRAPH, tmp_path / "g.graphml").files[0]).getroot()  # noqa: S314 -- written just now
    space = "{http://graphml.graphdrawing.org/xmlns}"
    declared = {key.get("id") for key in root.iter(f"{space}key")}
    assert {data.get("key") for data in root.iter(f"{space}data")} <= declared
    assert {key.get("attr.type") for key in root.iter(f"{space}key")} <= {
        "boolean",
        "int",
        "long",
        "float",
        "double",
        "string",
    }
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(ids)) == len(ids) == GRAPH.number_of_edges()


def test_kumu_s_blueprint_joins_elements_that_are_there(tmp_path: Path) -> None:
    data = json.loads(export_graph(GRAPH, tmp_path / "g.kumu.json").files[0].read_text(encoding="utf-8"))
    ids = [element["id"] for element in data["elements"]]
    assert ids == list(GRAPH)
    assert all(element["label"] for element in data["elements"])
    assert {end for tie in data["connections"] for end in (tie["from"], tie["to"])} <= set(ids)
