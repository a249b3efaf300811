"""Hold every rule against planted gaps; ``--write`` puts the table into docs/verification.md. Fails unless all are found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from graphmodel.gaps import RULES, find_gaps
from verification.score import Find, Score, case_datasets, planted_datasets, score

PAGE = Path(__file__).parents[1] / "docs" / "verification.md"
CASES, DISTRICTS = (2022, 7), 300
HEAD = """# Verification · 植入缺口的检出

**摘要。** 在金牛案例（{cases}个种子）和{districts}个随机小区域中植入已知缺口，逐条规则核对：查准率、查全率均须为1，否则 `make verify` 失败。

Written by `make verify`, which fails unless every rule finds all gaps that were planted and no other.

- **Case**: the Jinniu case with {cases} seeds. Its gaps are noted while it is made ([case.md](case.md)), without the code of the rules.
- **Districts**: {districts} random small districts in which all is as it should be (`verification/district.py`), into each of which up to three gaps of each
  rule are put (`verification/plantings.py`), beside what is just none: at every threshold, and on the last day of every window.

| rule | 名称 | case: planted | found | precision | recall | districts: planted | found | precision | recall |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""

Scores = tuple[Mapping[str, Score], Mapping[str, Score]]


def verify(find: Find = find_gaps, *, cases: tuple[int, ...] = CASES, districts: int = DISTRICTS) -> Scores:
    """Return the scores of every rule on the case and on random districts."""
    return score(case_datasets(cases), find), score(planted_datasets(range(districts)), find)


def imperfect(scores: Scores) -> list[str]:
    """Return the rules that missed a gap, made one up, or were not tried."""
    return [rule for rule in RULES if not all(part[rule].is_perfect for part in scores)]


def page(scores: Scores, *, cases: int, districts: int) -> str:
    """Return the page."""
    lines = [
        " | ".join([f"| {rule.id}", rule.title.zh, *(_cells(part[rule.id]) for part in scores)]) + " |"
        for rule in RULES.values()
    ]
    return HEAD.format(cases=cases, districts=districts) + "\n".join(lines) + "\n"


def _cells(found: Score) -> str:
    return f"{found.planted:,} | {found.found:,} | {_share(found.precision)} | {_share(found.recall)}"


def _share(value: float | None) -> str:
    if value is None:
        return "–"
    # Never rounded up to perfection.
    return "1.0" if value == 1 else f"{int(value * 10_000) / 10_000:.4f}"


def main() -> None:
    """Parse the arguments, run, and say whether all was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/verification.md")
    scores = verify()
    text = page(scores, cases=len(CASES), districts=DISTRICTS)
    if parser.parse_args().write:
        PAGE.write_text(text, encoding="utf-8")
    click.echo(text)
    failed = imperfect(scores)
    if failed:
        sys.exit(f"found precision or recall below 1.0 for {', '.join(failed)}; expected 1.0 everywhere")


if __name__ == "__main__":
    main()
