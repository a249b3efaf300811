from __future__ import annotations

import re
from pathlib import Path

from loaders.cases.jinniu import generate, ground_truth

PAGE = Path(__file__).parents[4] / "docs" / "case.md"


def counts() -> dict[str, int]:
    lines = re.findall(
        r"^\| ([a-z0-9_-]+) \| ([\d,]+) \|(?: [^|]*\|)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: int(number.replace(",", "")) for name, number in lines}


def test_the_rows_of_every_table_are_current() -> None:
    rows = {name: len(records) for name, records in generate().tables.items()}
    assert {name: counts().get(name) for name in rows} == rows


def test_the_gaps_of_every_rule_are_current() -> None:
    gaps = {rule: len(subjects) for rule, subjects in ground_truth().items()}
    assert {rule: counts().get(rule) for rule in gaps} == gaps
