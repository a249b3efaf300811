"""Every format: what comes back, and what cannot be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.exchange import export_graph, find_format, import_graph, known_formats
from graphmodel.graph import Dataset, build_graph
from tests.strategies import datasets, dense_dataset

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
    graph = build_graph(dense_dataset(5))
    first = export_graph(graph, tmp_path / "a" / f"graph{known_formats()[name].suffix}", to=name).files
    second = export_graph(graph, tmp_path / "b" / f"graph{known_formats()[name].suffix}", to=name).files
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize(
    "text",
    [
        "dl n=3 format=edgelist1\nlabels:\nann,bob,tea club\ndata:\n1 2 2\n2 1\n",
        "DL n=3\nformat = edgelist1\nlabels:\nann\nbob\ntea\ndata:\nann bob 2\nbob ann\n",
        'dl n=3, format=edgelist1\nlabels embedded:\ndata:\nann bob 2\nbob "ann"\n',
    ],
)
def test_dl_files_of_others_are_read_with_numbers_or_labels(text: str, tmp_path: Path) -> None:
    (tmp_path / "g.dl").write_text(text, encoding="ascii")
    found = import_graph(tmp_path / "g.dl")
    assert set(found) <= {"ann", "bob", "tea", "tea club"}
    assert [(a, b, weight) for a, b, weight in found.edges(data="weight")] == [("ann", "bob", 2.0), ("bob", "ann", 1.0)]


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
