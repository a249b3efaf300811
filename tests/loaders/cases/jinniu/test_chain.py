from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from loaders.cases.jinniu.chain import DANLING, JINNIU, SHIFANG, communities, districts, streets

DIVISIONS = Path(__file__).parents[5] / "shared" / "data" / "divisions"
OFFICIAL = {JINNIU: "jinniu_510106_2023.csv", SHIFANG: "shifang_510682_2023.csv", DANLING: "danling_511424_2023.csv"}


def test_jinniu_has_its_13_streets_and_90_communities() -> None:
    assert len([division for division in streets() if division.parent == JINNIU]) == 13
    assert len([division for division in communities() if division.code.startswith(JINNIU)]) == 90


def test_every_code_begins_with_that_of_its_parent() -> None:
    for division in [*streets(), *communities()]:
        assert division.parent is not None
        assert division.code.startswith(division.parent)


def test_no_code_is_used_twice() -> None:
    codes = Counter(division.code for division in [*districts(), *streets(), *communities()])
    assert set(codes.values()) == {1}


def official(district: str) -> dict[str, str]:
    path = DIVISIONS / OFFICIAL[district]
    if not path.exists():
        pytest.skip(f"the official list {path.name} is not beside the repository")
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    return {
        code: re.sub(r"(?<=村)村民委员会$|(?<=社区)居(民)?委(员)?会$|(?<=村)民委员会$", "", name)
        for code, name in names.items()
    }


@pytest.mark.shared
@pytest.mark.parametrize("district", [JINNIU, SHIFANG, DANLING])
def test_names_and_codes_are_the_official_ones(district: str) -> None:
    names = official(district)
    listed = {
        item.code.ljust(12, "0"): item.name for item in [*streets(), *communities()] if item.code.startswith(district)
    }
    assert {code: names[code] for code in listed} == listed


@pytest.mark.shared
def test_jinniu_is_whole() -> None:
    listed = {
        item.code.ljust(12, "0") for item in [*districts(), *streets(), *communities()] if item.code.startswith(JINNIU)
    }
    assert listed == set(official(JINNIU))
