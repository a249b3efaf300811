"""What users of other tools complain of when graphs are read and written: none of it happens here. A test a complaint."""

from __future__ import annotations

import csv
import math
import warnings
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
import pytest

from graphmodel.errors import InputError
from graphmodel.exchange import export_graph, import_graph, known_formats

EVERY = list(known_formats())
LOSSLESS = [name for name, found in known_formats().items() if found.lossless]
every_format = pytest.mark.parametrize("name", EVERY)
every_lossless_format = pytest.mark.parametrize("name", LOSSLESS)


def there_and_back(graph: nx.Graph, name: str) -> nx.MultiDiGraph:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"graph{known_formats()[name].suffix}"
        export_graph(graph, path, to=name)
        return import_graph(path, format=name)


def spreadsheet(folder: Path, nodes: str, edges: str) -> Path:
    (folder / "nodes.csv").write_text(nodes, encoding="utf-8")
    (folder / "edges.csv").write_text(edges, encoding="utf-8")
    return folder


class TestSpreadsheetsOfNodesAndEdges:
    def test_source_and_target_are_found_behind_blanks_and_a_byte_order_mark(self, tmp_path: Path) -> None:
        found = import_graph(
            spreadsheet(tmp_path, "\ufeff Id , Label\n1,甲\n2,乙\n", "\ufeffSource, Target ,Weight\n1,2,2.5\n1,2,1\n")
        )
        assert dict(found.nodes(data="name")) == {"1": "甲", "2": "乙"}
        assert [weight for *_, weight in found.edges(data="Weight")] == [2.5, 1.0]

    @pytest.mark.parametrize("header", ["Source,Destination", "from,to", "源,目标", "起点,终点", "SOURCE,TARGET"])
    def test_a_file_of_edges_is_not_read_as_nodes_because_its_headers_have_other_names(
        self, tmp_path: Path, header: str
    ) -> None:
        found = import_graph(spreadsheet(tmp_path, "Id\n1\n2\n", f"{header}\n1,2\n"))
        assert list(found.edges()) == [("1", "2")]

    def test_where_the_ends_of_edges_cannot_be_found_the_columns_are_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"without Source in edges\.csv \(columns: x, y\)"):
            import_graph(spreadsheet(tmp_path, "Id\n1\n2\n", "x,y\n1,2\n"))

    def test_one_bad_row_among_many_is_told_with_its_line(self, tmp_path: Path) -> None:
        rows = [f"n{number},n{number + 1}" for number in range(600)]
        rows[597] += ",one cell too many"
        nodes = "Id\n" + "".join(f"n{number}\n" for number in range(601))
        with pytest.raises(InputError, match=r"found 3 cells in line 599 of edges\.csv, expected 2"):
            import_graph(spreadsheet(tmp_path, nodes, "Source,Target\n" + "\n".join(rows) + "\n"))

    def test_one_bad_value_among_many_is_told_with_its_node_and_column(self, tmp_path: Path) -> None:
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((f"n{number}", {"households": number}) for number in range(50))
        path = export_graph(graph, tmp_path / "g", to="gephi-csv").files[0].parent / "nodes.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("n31,n31,31", "n31,n31,约31"), encoding="utf-8")
        with pytest.raises(InputError, match="found '约31' as households of the node 'n31', expected a whole number"):
            import_graph(tmp_path / "g")

    def test_edges_of_the_same_id_are_all_kept_not_only_the_first(self, tmp_path: Path) -> None:
        edges = "Source,Target,Id\n1,2,0\n2,1,0\n1,2,0\n"
        assert import_graph(spreadsheet(tmp_path, "Id\n1\n2\n", edges)).number_of_edges() == 3

    def test_nodes_are_not_doubled_by_the_edges_that_follow(self, tmp_path: Path) -> None:
        nodes = "Id,Label\n" + "".join(f"{number},名{number}\n" for number in range(684))
        edges = "Source,Target\n" + "".join(f" {number},{number + 1} \n".replace(" ", "") for number in range(683))
        assert len(import_graph(spreadsheet(tmp_path, nodes, edges))) == 684

    def test_no_node_is_made_of_a_misspelt_end(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="to or from 'l', which is no node"):
            import_graph(spreadsheet(tmp_path, "Id,Label\n1,甲\n", "Source,Target\n1,l\n"))

    def test_a_node_that_stands_twice_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="found the node '1' twice"):
            import_graph(spreadsheet(tmp_path, "Id,Label\n1,甲\n1,乙\n", "Source,Target\n"))

    def test_tables_that_a_chinese_spreadsheet_saved_are_read_though_they_are_not_in_utf_8(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "nodes.csv").write_bytes("编号,名称\n1,抚琴社区\n2,党支部\n".encode("gb18030"))
        (tmp_path / "edges.csv").write_bytes("起点,终点\n1,2\n".encode("gb18030"))
        assert dict(import_graph(tmp_path).nodes(data="name")) == {"1": "抚琴社区", "2": "党支部"}

    def test_codes_stay_text_and_only_plain_numbers_become_numbers(self, tmp_path: Path) -> None:
        nodes = "Id,phone,code,blank,share,deep\n1,+86,010,1_2,0.5,-3\n2,028,2,２,1e3,4\n"
        found = import_graph(spreadsheet(tmp_path, nodes, "Source,Target\n"))
        assert found.nodes["1"] == {"phone": "+86", "code": "010", "blank": "1_2", "share": 0.5, "deep": -3}

    @every_lossless_format
    def test_quotes_make_no_more_nodes(self, name: str) -> None:
        names = ['引"号', '""', "单'引", "`反`", "“弯”", "'", '"开头', '结尾"']
        graph = nx.MultiDiGraph()
        nx.add_path(graph, names)
        assert set(there_and_back(graph, name)) == set(names)


class TestSeparatorsAndSpecialCharacters:
    @every_lossless_format
    def test_semicolons_bars_line_breaks_and_wide_punctuation_change_nothing(self, name: str) -> None:
        names = [
            "分;号",
            "逗,号",
            "竖|线",
            "两\n行",
            "制\t表",
            "反\\斜",
            "＂全角＂",
            "；",
            "👷 工会",
            "שלום",
            "<b>x</b>",
            "&amp;",
            "长" * 255,
            "=1+1",
            "@SUM(A1)",
            "-2+3",
            "两\r\n行",
            "回\r车",
            " 前后空 ",
            "None",
            "007",
            '["甲"]',
            "a\u2028b\x85c",
            "\ufeff首",
        ]
        graph = nx.MultiDiGraph()
        for item in names:
            graph.add_node(f"n{item}", name=item, tags=(item, "x"))
        nx.add_path(graph, list(graph))
        found = there_and_back(graph, name)
        assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))

    @every_format
    def test_a_file_with_wild_names_is_written_and_has_every_node(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        for number, item in enumerate(["=1+1", "竖\x0b排", "龙🐉<script>", "مرحبا", "长" * 255, "a|b", "空 格", "A"]):
            graph.add_node(f"n{number}", name=item)
        nx.add_path(graph, list(graph))
        assert set(there_and_back(graph, name)) == set(graph)

    @pytest.mark.parametrize("name", ["graphml", "gexf"])
    def test_characters_that_xml_cannot_hold_do_not_make_the_file_unreadable(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲", name="竖\x0b排")
        assert there_and_back(graph, name).nodes["甲"]["name"] == "竖\ufffd排"

    @every_format
    def test_half_a_character_does_not_stop_an_export(self, name: str) -> None:
        """As text has that was cut between two bytes, or came from a name of a file in another encoding."""
        graph = nx.MultiDiGraph(note="x\ud800")
        graph.add_node("甲\udcff", name="抚琴\ud83d", tags=("a\ud800",), mixed={"x": "\ud800"})
        graph.add_edge("甲\udcff", "甲\udcff", key="\ud800")
        assert list(there_and_back(graph, name)) == ["甲\ufffd"]
        assert there_and_back(graph, name).nodes["甲\ufffd"]["name"] == "抚琴\ufffd"


class TestNothingIsLostOnTheWay:
    @every_format
    def test_two_nodes_that_are_the_same_as_text_do_not_become_one_in_silence(self, name: str, tmp_path: Path) -> None:
        graph = nx.Graph([(1, "1")])
        with pytest.raises(InputError, match="two nodes that are both written '1'"):
            export_graph(graph, tmp_path / "graph", to=name)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["graphml", "gexf"])
    def test_two_nodes_that_differ_by_what_xml_cannot_hold_do_not_become_one_in_silence(
        self, name: str, tmp_path: Path
    ) -> None:
        with pytest.raises(InputError, match="two nodes that are both written"):
            export_graph(nx.Graph([("甲\x00", "甲\x01")]), tmp_path / "graph", to=name)

    @every_lossless_format
    def test_attributes_whose_names_are_numbers_keep_their_values(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲")
        graph.nodes["甲"].update({2023: 5, "2024": 6})
        assert there_and_back(graph, name).nodes["甲"] == {"2023": 5, "2024": 6}

    @every_lossless_format
    def test_tens_of_thousands_of_edges_do_not_become_fewer(self, name: str) -> None:
        """Many between the same two, as a graph with one edge a pair would keep a quarter of them."""
        graph = nx.MultiDiGraph()
        for number in range(4000):
            graph.add_edge(f"n{number % 40}", f"n{number % 25}", key=f"k{number}", layer="culture", weight=number)
        found = there_and_back(graph, name)
        assert Counter(found.edges()) == Counter(graph.edges())
        assert sorted(weight for *_, weight in found.edges(data="weight")) == list(range(4000))

    @every_format
    def test_nodes_without_ties_are_not_lost(self, name: str) -> None:
        graph = nx.MultiDiGraph([("甲", "乙")])
        graph.add_node("孤立")
        assert set(there_and_back(graph, name)) == {"甲", "乙", "孤立"}

    @pytest.mark.parametrize("name", ["pajek", "ucinet"])
    def test_attributes_that_the_format_cannot_hold_are_not_dropped_with_a_warning(self, name: str) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲", name="甲社区", households=31, active=True, since=date(2020, 1, 2))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = there_and_back(graph, name)
        assert found.nodes["甲"]["name"] == "甲社区"
        assert found.nodes["甲"]["households"] == 31

    def test_labels_are_not_cut_at_eighteen_characters_nor_put_in_capitals(self, tmp_path: Path) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("first", name="chengdu jinniu community service centre no. 2")
        graph.add_node("second", name="chengdu jinniu community service centre no. 3")
        graph.add_edge("first", "second")
        export_graph(graph, tmp_path / "g.dl")
        with (tmp_path / "g.codebook.csv").open(encoding="utf-8", newline="") as file:
            assert [row["node_label"] for row in csv.DictReader(file)] == [name for _, name in graph.nodes(data="name")]
        assert set(import_graph(tmp_path / "g.dl")) == {"first", "second"}

    @pytest.mark.parametrize("name", ["pajek", "ucinet"])
    def test_the_weights_of_ties_are_not_replaced_by_ones(self, name: str) -> None:
        graph = nx.MultiGraph()
        graph.add_edge("甲", "乙", weight=0.5)
        graph.add_edge("甲", "乙", weight=0.25)
        graph.add_edge("乙", "丙", weight=2)
        found = there_and_back(graph, name)
        weights = {frozenset((start, end)): weight for start, end, weight in found.edges(data="weight")}
        assert weights == {frozenset("甲乙"): 0.75, frozenset("乙丙"): 2.0}

    @every_lossless_format
    def test_a_graph_without_any_value_comes_back_without_any(self, name: str) -> None:
        graph = nx.MultiDiGraph([("甲", "乙")])
        found = there_and_back(graph, name)
        assert dict(found.nodes(data=True)) == {"甲": {}, "乙": {}}


class TestValuesDoNotStopAnExport:
    @pytest.mark.parametrize(
        ("value", "comes_back_as"),
        [
            (np.bool_(1), True),
            (np.int64(3), 3),
            (np.float32(0.5), 0.5),
            (np.str_("甲"), "甲"),
            (date(2024, 6, 1), date(2024, 6, 1)),
            (["a", "b"], ("a", "b")),
            ({"x": 1}, '{"x": 1}'),
        ],
        ids=["boolean of numpy", "integer of numpy", "number of numpy", "text of numpy", "date", "list", "dictionary"],
    )
    @every_lossless_format
    def test_a_value_that_writers_refuse_is_written(self, name: str, value: object, comes_back_as: object) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲", value=value)
        graph.add_edge("甲", "甲", key="k", value=value)
        found = there_and_back(graph, name)
        assert found.nodes["甲"] == {"value": comes_back_as}
        assert [data for *_, data in found.edges(data=True)] == [{"value": comes_back_as}]

    @pytest.mark.parametrize("value", [None, math.nan, np.float64("nan")])
    @every_format
    def test_an_unknown_value_is_left_out(self, name: str, value: object) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node("甲", missing=value)
        assert "missing" not in there_and_back(graph, name).nodes["甲"]


class TestFilesAppearWholeOrNotAtAll:
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

    def test_a_failed_first_export_leaves_no_empty_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(nx, "write_graphml_xml", broken)
        with pytest.raises(KeyboardInterrupt):
            export_graph(nx.MultiDiGraph([("甲", "丙")]), tmp_path / "g.graphml")
        assert list(tmp_path.iterdir()) == []
