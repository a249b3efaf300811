"""Supplies that hospitals asked for and makers offered in early 2020: real lists, in the words people wrote."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graphmodel.analysis.matching import match_needs

SHARED = Path(__file__).parents[5] / "shared" / "data" / "needs_resources"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real public data is not at {SHARED}"),
]

# What the two lists call the same; read off the lists by hand.
SYNONYMS = {
    "n95": "n95口罩",
    "医用防护口罩|n95口罩": "n95口罩",
    "一次性医用口罩": "普通医用口罩",
    "医用口罩": "普通医用口罩",
}


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def lists() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(as_of=date(2020, 2, 15))
    for number, row in enumerate(rows("hubei_hospital_needs_2020.csv")):
        if row["supply_needed"].strip() and row["hospital"]:
            graph.add_node(row["hospital"], labels=("PublicInstitution", "Stakeholder", "Unit"), name=row["hospital"])
            graph.add_node(f"need{number}", labels=("Need",), title=row["supply_needed"], category=row["supply_needed"])
            graph.add_edge(row["hospital"], f"need{number}", type="RAISED")
    for number, row in enumerate(rows("factory_offers_2020.csv")):
        graph.add_node(row["factory"], labels=("Enterprise", "Stakeholder", "Unit"), name=row["factory"])
        graph.add_node(
            f"offer{number}", labels=("Resource",), title=row["product"], category=row["product"], capacity=40
        )
        graph.add_edge(row["factory"], f"offer{number}", type="OFFERS")
    return graph


def test_only_the_same_words_match_without_likeness(lists: nx.MultiDiGraph) -> None:
    """Of 23 supplies one is called the same on both lists: 防护服."""
    found = match_needs(lists, reach="any", per_offerer=None)
    assert set(found.frame["category"]) == {"防护服"}
    assert (found.met, found.solution.is_optimal) == (40, True)


def test_likeness_finds_what_is_meant_and_leaves_what_is_not(lists: nx.MultiDiGraph) -> None:
    found = match_needs(lists, reach="any", per_offerer=None, similar=0.85)
    pairs = set(zip(found.frame["resource_category"], found.frame["category"], strict=True))
    assert ("N95", "医用防护口罩 | N95口罩") in pairs
    assert ("防护服", "防护服") in pairs
    assert not any("口罩" in need for offer, need in pairs if "口罩" not in offer and offer != "N95")
    # One maker offers masks, N95 and suits that are called alike; 40 of each.
    assert found.met == 3 * 40
    assert found.solution.is_optimal
    # Nobody offered goggles or gowns, and test kits met no hospital's need.
    told = found.needs.set_index("category")["reason"]
    assert set(told["手术衣"]) == {"no-resource"}
    assert found.resources.loc[found.resources["category"] == "核酸检测试剂盒", "given"].sum() == 0


def test_an_offerer_serves_so_many_hospitals(lists: nx.MultiDiGraph) -> None:
    found = match_needs(lists, reach="any", per_offerer=5, similar=0.85)
    assert found.frame.groupby("offered_by")["need"].nunique().max() == 5
    assert found.met == 5
    assert set(found.unmet["reason"]) == {"no-resource", "offerer-limit"}


def test_a_table_of_synonyms_finds_what_likeness_misses(lists: nx.MultiDiGraph) -> None:
    found = match_needs(lists, reach="any", per_offerer=None, synonyms=SYNONYMS)
    assert found.frame.groupby(["resource_category", "category"])["amount"].sum().to_dict() == {
        ("N95", "医用防护口罩 | N95口罩"): 40,
        ("一次性医用口罩", "普通医用口罩"): 40,
        ("医用口罩", "普通医用口罩"): 40,
        ("防护服", "防护服"): 40,
    }
