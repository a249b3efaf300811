from __future__ import annotations

from datetime import date
from typing import Any

from graphmodel.gaps import find_gaps
from graphmodel.gaps.highlights import highlights
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME


def test_one_rule_a_family_the_gravest_first_with_its_largest_case() -> None:
    tables: dict[str, dict[str, list[Any]]] = {
        "places": {
            "place_id": ["d", "s", "c", "x", "y"],
            "name": ["区", "街", "社区", "小区甲", "小区乙"],
            "level": ["district", "street", "community", "compound", "compound"],
            "parent_id": [None, "d", "s", "c", "c"],
            "households": [None, None, None, 10, 900],
        },
        "resources": {"resource_id": ["r"], "title": ["停车位"], "category": ["停车"], "offered_by": ["e"]},
        "enterprises": {"unit_id": ["e"], "name": ["某公司"], "place_id": ["c"], "party_members": [0]},
    }
    dataset = Dataset(
        About(as_of=date(2024, 6, 30)),
        {name: Records(BY_NAME[name], columns) for name, columns in tables.items()},
    )
    found = highlights(find_gaps(build_graph(dataset)))
    families = [item.rule.family.id for item in found]
    assert len(set(families)) == len(families)
    assert [item.rule.severity for item in found] == sorted(
        (item.rule.severity for item in found), key=["high", "medium", "low"].index
    )
    compounds = next(item for item in found if item.rule.id == "compound-without-organization")
    assert (compounds.count, compounds.largest.subject) == (2, "y")
    assert "小区乙" in compounds.sentence("zh")
    assert len(highlights(find_gaps(build_graph(dataset)), count=2)) == 2
