from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.graph.change import compare_graphs
from graphmodel.report.graph_change import element_frame
from graphmodel.schema import BY_NAME, Language


def year(number: int, **compound: Any) -> nx.MultiDiGraph:
    rows: dict[str, list[Any]] = {
        "place_id": ["C1"],
        "name": ["一号院"],
        "level": ["compound"],
        **{name: [v] for name, v in compound.items()},
    }
    firms: dict[str, list[Any]] = {
        "unit_id": ["E1"],
        "name": ["甲"],
        "place_id": ["C1"],
        "operating_status": [compound.get("status")],
    }
    tables = {"places": {name: values for name, values in rows.items() if name != "status"}, "enterprises": firms}
    about = About(as_of=date(number, 12, 31))
    return build_graph(Dataset(about, {name: Records(BY_NAME[name], rows) for name, rows in tables.items()}))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ["户数 820 → 825；老旧小区 – → 是", "经营状态 正常 → 停业"]),
        ("en", ["households 820 → 825; old_compound – → yes", "operating_status operating → suspended"]),
    ],
)
def test_what_changed_is_told_in_the_words_of_the_tables(language: Language, told: list[str]) -> None:
    before = year(2023, households=820, status="operating")
    after = year(2024, households=825, old_compound=True, status="suspended")
    frame = element_frame(compare_graphs(before, after), language)
    assert frame["内容" if language == "zh" else "values"].tolist() == told
