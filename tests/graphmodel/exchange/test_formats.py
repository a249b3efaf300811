"""Every format: what comes back, what other tools read, and what goes wrong elsewhere and must not here."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import datasets, dense_dataset

from graphmodel.errors import InputError
from graphmodel.exchange import export_graph, find_format, import_graph, known_formats
from graphmodel.graph import Dataset, build_graph

LOSSLESS = [name for name, found in known_formats().items() if found.lossless]
LOSSY = [name for name, found in known_formats().items() if not found.lossless]


def edges_of(graph: nx.MultiDiGraph) -> dict[tuple[str, str, str], dict[str, object]]:
    return {(start, end, key): data for start, end, key, data in graph.edges(keys=True, data=True)}


def there_and_back(graph: nx.Graph, name: str) -> nx.MultiDiGraph:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"graph{known_formats()[name].suffix}"
        export_graph(graph, path, to=name)
        return import_graph(path, format=name)


def assert_same(found: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> None:
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert edges_of(found) == edges_of(graph)
    assert found.graph == graph.graph
    kinds = {(name, type(value)) for _, data in graph.nodes(data=True) for name, value in data.items()}
    assert {(name, type(value)) for _, data in found.nodes(data=True) for name, value in data.items()} == kinds


@pytest.mark.parametrize("name", LOSSLESS)
@given(dataset=datasets(max_rows=3))
@settings(max_examples=15)
def test_a_lossless_format_gives_everything_back(name: str, dataset: Dataset) -> None:
    graph = build_graph(dataset)
    assert_same(there_and_back(graph, name), graph)


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_dense_graph_with_parallel_edges_isolates_dates_and_lists_comes_back(name: str) -> None:
    graph = build_graph(dense_dataset(7))
    first = next(iter(graph))
    graph.nodes[first]["sources"] = ("户籍", "a|b;c\\d")
    graph.add_node("alone", labels=("Street", "Place"), name="孤立街道")
    pairs = Counter((start, end) for start, end in graph.edges())
    assert max(pairs.values()) > 1
    assert_same(there_and_back(graph, name), graph)


@pytest.mark.parametrize("name", LOSSY)
def test_a_lossy_format_keeps_nodes_names_and_ties(name: str) -> None:
    graph = build_graph(dense_dataset(7))
    found = there_and_back(graph, name)
    assert set(found) == set(graph)
    assert set(found.edges()) == set(graph.edges())
    for node, data in graph.nodes(data=True):
        assert found.nodes[node].get("name") == data.get("name")


_VALUES = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1
    ),
    st.integers(-(2**53), 2**53),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
)


@st.composite
def _graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw any multigraph whose properties each have values of one kind."""
    graph = nx.MultiDiGraph()
    names = draw(
        st.lists(st.sampled_from(["甲", "乙 b", "o'c", 'd"e', "f;g", "id", "source", "label"]), unique=True, min_size=1)
    )
    for name in names:
        graph.add_node(name)
    kinds = draw(
        st.dictionaries(
            st.sampled_from(["kind", "source", "id", "数值", "label", "start", "weight2"]), _VALUES, max_size=4
        )
    )
    for name in names:
        graph.nodes[name].update({key: value for key, value in kinds.items() if draw(st.booleans())})
    for number in range(draw(st.integers(0, 6))):
        data = {key: value for key, value in kinds.items() if draw(st.booleans())}
        graph.add_edge(draw(st.sampled_from(names)), draw(st.sampled_from(names)), key=f"k{number}", **data)
    return graph


@pytest.mark.parametrize("name", LOSSLESS)
@given(graph=_graphs())
@settings(max_examples=25)
def test_any_multigraph_comes_back_whatever_its_names(name: str, graph: nx.MultiDiGraph) -> None:
    found = there_and_back(graph, name)
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert edges_of(found) == edges_of(graph)


@pytest.mark.parametrize("name", [name for name in known_formats() if name != "ucinet"])
def test_an_undirected_graph_stays_undirected(name: str) -> None:
    found = there_and_back(nx.Graph([("甲", "乙"), ("乙", "丙")]), name)
    assert not found.is_directed()
    assert {frozenset(pair) for pair in found.edges()} == {frozenset("甲乙"), frozenset("乙丙")}


@pytest.mark.parametrize("name", list(known_formats()))
def test_an_empty_graph_and_one_without_edges_are_files_too(name: str) -> None:
    assert len(there_and_back(nx.MultiDiGraph(), name)) == 0
    alone = nx.MultiDiGraph()
    alone.add_node("甲")
    assert list(there_and_back(alone, name)) == ["甲"]


@pytest.mark.parametrize("name", list(known_formats()))
def test_the_same_graph_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    if name == "kumu-xlsx":
        pytest.skip("a workbook says when it was made")
    graph = build_graph(dense_dataset(5))
    first = export_graph(graph, tmp_path / "a" / f"graph{known_formats()[name].suffix}", to=name).files
    second = export_graph(graph, tmp_path / "b" / f"graph{known_formats()[name].suffix}", to=name).files
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


class TestOtherToolsReadThem:
    """The plain readers of networkx and of spreadsheets find all nodes and edges."""

    graph = build_graph(dense_dataset(7))

    def test_graphml_gexf_and_node_link_by_networkx(self, tmp_path: Path) -> None:
        graphml = nx.read_graphml(export_graph(self.graph, tmp_path / "g.graphml").files[0], force_multigraph=True)
        gexf = nx.read_gexf(export_graph(self.graph, tmp_path / "g.gexf").files[0])
        data = json.loads(export_graph(self.graph, tmp_path / "g.json").files[0].read_text(encoding="utf-8"))
        for found in (graphml, gexf, nx.node_link_graph(data, edges="edges")):
            assert len(found) == len(self.graph)
            assert found.number_of_edges() == self.graph.number_of_edges()

    def test_pajek_by_networkx(self, tmp_path: Path) -> None:
        plain = nx.MultiDiGraph([("甲", "乙"), ("甲", "乙"), ("乙", "甲")])
        export_graph(plain, tmp_path / "g.net")
        # Pajek takes a file for Unicode by its mark, which networkx does not know.
        found = nx.parse_pajek((tmp_path / "g.net").read_text(encoding="utf-8-sig"))
        assert sorted(found.edges(data="weight")) == [("乙", "甲", 1.0), ("甲", "乙", 2.0)]

    def test_cytoscape_by_networkx(self, tmp_path: Path) -> None:
        data = json.loads(export_graph(self.graph, tmp_path / "g.cyjs").files[0].read_text(encoding="utf-8"))
        assert {item["data"]["source"] for item in data["elements"]["edges"]} <= set(self.graph)
        assert len(data["elements"]["edges"]) == self.graph.number_of_edges()

    def test_kumu_finds_label_and_from_in_the_first_cells(self, tmp_path: Path) -> None:
        book = load_workbook(export_graph(self.graph, tmp_path / "g.xlsx").files[0])
        assert [sheet["A1"].value for sheet in book] == ["Label", "From"]
        assert book["Connections"]["B1"].value == "To"
        assert book["Elements"].max_row == len(self.graph) + 1
        # A name that begins like a formula is a name.
        assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)

    def test_gephi_finds_its_columns(self, tmp_path: Path) -> None:
        folder = export_graph(self.graph, tmp_path / "g", to="gephi-csv").files[0].parent
        with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["Type"] for row in rows} == {"Directed"}
        # Rows of one id would be dropped but for the first.
        assert len({row["Id"] for row in rows}) == len(rows) == self.graph.number_of_edges()

    def test_ucinet_gets_short_codes_of_plain_letters(self, tmp_path: Path) -> None:
        text = export_graph(self.graph, tmp_path / "g.dl").files[-1].read_bytes().decode("ascii")
        labels = text.split("labels:\n")[1].split("data:")[0].split()
        assert all(len(label) <= 18 and label == label.upper() for label in labels)
        with (tmp_path / "g.codebook.csv").open(encoding="utf-8", newline="") as file:
            names = {row["code"]: row["node_id"] for row in csv.DictReader(file)}
        assert [names[label] for label in labels] == list(self.graph)

    def test_pajek_keeps_attributes_beside_the_network(self, tmp_path: Path) -> None:
        export_graph(self.graph, tmp_path / "g.net")
        with (tmp_path / "g.codebook.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["kind"] for row in rows] == [self.graph.nodes[node].get("kind", "") for node in self.graph]
        for suffix in (".clu", ".vec"):
            assert len((tmp_path / f"g{suffix}").read_text(encoding="utf-8-sig").split()) == 2 + len(self.graph)


class TestKnownDefectsOfOthers:
    """What users of other tools complain of."""

    @pytest.mark.parametrize("name", list(known_formats()))
    def test_numbers_of_numpy_none_lists_and_dates_do_not_stop_an_export(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node(
            "甲", flag=np.bool_(1), count=np.int64(3), share=np.float32(0.5), nothing=None, day=date(2024, 6, 1)
        )
        graph.add_node("乙", parts=["a", "b"], missing=math.nan, nested={"x": 1})
        found = there_and_back(graph, name)
        assert set(found) == {"甲", "乙"}
        if name in LOSSLESS:
            assert found.nodes["甲"] == {"flag": True, "count": 3, "share": 0.5, "day": date(2024, 6, 1)}
            assert found.nodes["乙"] == {"parts": ("a", "b"), "nested": '{"x": 1}'}

    def test_parallel_edges_are_not_merged_on_the_way(self) -> None:
        graph = nx.MultiDiGraph()
        graph.add_edges_from([("甲", "乙", f"k{number}", {"layer": "culture"}) for number in range(50)])
        for name in LOSSLESS:
            assert there_and_back(graph, name).number_of_edges() == 50

    def test_a_failed_export_leaves_the_old_file_and_no_half_of_a_new_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "g.graphml"
        export_graph(nx.MultiDiGraph([("甲", "乙")]), path)
        before = path.read_bytes()

        def broken(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(nx, "write_graphml_xml", broken)
        with pytest.raises(InputError, match="No space left"):
            export_graph(nx.MultiDiGraph([("甲", "丙")]), path)
        assert path.read_bytes() == before
        assert [found.name for found in tmp_path.iterdir()] == ["g.graphml"]

    def test_blanks_and_a_mark_before_headers_are_no_missing_columns(self, tmp_path: Path) -> None:
        (tmp_path / "nodes.csv").write_text("\ufeff Id , Label\n1,甲\n2,乙\n3,孤立\n", encoding="utf-8")
        (tmp_path / "edges.csv").write_text("\ufeffSource, Target ,Weight\n1,2,2.5\n1,2,1\n", encoding="utf-8")
        found = import_graph(tmp_path)
        assert dict(found.nodes(data="name")) == {"1": "甲", "2": "乙", "3": "孤立"}
        assert [weight for *_, weight in found.edges(data="Weight")] == [2.5, 1.0]

    def test_no_node_is_made_of_a_misspelt_end(self, tmp_path: Path) -> None:
        (tmp_path / "nodes.csv").write_text("Id,Label\n1,甲\n", encoding="utf-8")
        (tmp_path / "edges.csv").write_text("Source,Target\n1,l\n", encoding="utf-8")
        with pytest.raises(InputError, match="to or from 'l', which is no node"):
            import_graph(tmp_path)

    def test_a_node_that_stands_twice_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "nodes.csv").write_text("Id,Label\n1,甲\n1,乙\n", encoding="utf-8")
        (tmp_path / "edges.csv").write_text("Source,Target\n", encoding="utf-8")
        with pytest.raises(InputError, match="found the node '1' twice"):
            import_graph(tmp_path)

    def test_quotes_and_separators_in_names_make_no_more_nodes(self) -> None:
        names = [
            '引"号',
            "分;号",
            "逗,号",
            "竖|线",
            "单'引",
            "两\n行",
            "制\t表",
            "反\\斜",
            "＂全角＂",
            "👷 工会",
            "שלום",
            "<b>x</b>",
        ]
        graph = nx.MultiDiGraph()
        for name in names:
            graph.add_node(name, name=name)
        nx.add_path(graph, names)
        for name in LOSSLESS:
            assert set(there_and_back(graph, name)) == set(names), name

    @pytest.mark.parametrize("name", ["graphml", "gexf"])
    def test_characters_that_xml_cannot_hold_do_not_make_the_file_unreadable(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲", name="竖\x0b排")
        assert there_and_back(graph, name).nodes["甲"]["name"] == "竖\ufffd排"


class TestWhatCannotBeRead:
    """A clear line for each."""

    def test_unknown_formats_and_endings(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="found the format 'dot', expected one of cytoscape"):
            find_format("dot")
        with pytest.raises(InputError, match=r"found no format for .*graph\.dot"):
            export_graph(nx.MultiDiGraph(), tmp_path / "graph.dot")

    def test_a_file_that_is_not_there_or_not_what_it_says(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="expected a file or folder"):
            import_graph(tmp_path / "gone.gexf")
        for suffix in (".gexf", ".graphml", ".json", ".cyjs", ".net", ".dl", ".xlsx", ".kumu.json"):
            path = tmp_path / f"broken{suffix}"
            path.write_bytes(b"\x00not a graph")
            with pytest.raises(InputError, match=r"does not read as|no single graph"):
                import_graph(path)

    def test_a_path_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(InputError, match="cannot write"):
            export_graph(nx.MultiDiGraph(), tmp_path / "file" / "g.gexf")
