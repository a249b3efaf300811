"""The shell completes kinds, formats, queries, rules and what the options of a chart may be."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from graphmodel.charts.registry import charts
from graphmodel.cli import gongjian
from graphmodel.exchange.registry import known_formats
from graphmodel.gaps import RULES
from graphmodel.store.queries import query_book


def suggested(line: str) -> list[str]:
    *before, last = line.split(" ")
    shell = ShellComplete(gongjian, {}, "gongjian", "_GONGJIAN_COMPLETE")
    return [found.value for found in shell.get_completions(before, last)]


def test_all_that_there_is_is_suggested() -> None:
    assert suggested("chart ") == sorted([*charts(), "interactive"])
    assert suggested("export --to ") == suggested("import --as ") == list(known_formats())
    assert suggested("query ") == sorted(query_book())
    assert suggested("gaps --rule ") == suggested("gaps --explain ") == sorted(RULES)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("chart cov", ["coverage"]),
        ("chart network --color ", ["communities", "layers"]),
        ("chart network --measure b", ["betweenness"]),
        ("chart plan --plan j", ["joint-branches"]),
        ("chart coverage --measure ", []),
        ("export --to g", ["gephi-csv", "gexf", "graphml"]),
        ("gaps --ran", ["--rank"]),
    ],
)
def test_what_begins_so_and_belongs_to_the_kind_is_suggested(line: str, values: list[str]) -> None:
    assert suggested(line) == values
