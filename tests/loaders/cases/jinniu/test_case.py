from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import networkx as nx
import pytest
from stdnum.cn import uscc

from graphmodel.gaps import RULES, find_gaps
from graphmodel.graph import Dataset, build_graph, scope_of
from graphmodel.schema import TABLES
from graphmodel.schema.two_languages import two_languages
from loaders.cases.jinniu import generate, ground_truth, write_case
from loaders.cases.jinniu.case import build
from loaders.checking import check
from loaders.private import looks_private


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return generate()


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> nx.MultiDiGraph:
    return build_graph(dataset)


def found(graph: nx.MultiDiGraph) -> dict[str, tuple[str, ...]]:
    subjects: dict[str, list[str]] = {}
    for finding in find_gaps(graph).findings:
        subjects.setdefault(finding.rule, []).append(finding.subject)
    return {rule: tuple(sorted(listed)) for rule, listed in subjects.items()}


def test_the_same_seed_gives_the_same_case(dataset: Dataset) -> None:
    build.cache_clear()
    assert generate().load == dataset.load


def test_another_seed_gives_another_case(dataset: Dataset) -> None:
    assert generate(seed=7).load != dataset.load


def test_every_table_is_filled(dataset: Dataset) -> None:
    assert [table.name for table in TABLES if not len(dataset.tables[table.name])] == []


def test_it_says_that_it_is_synthetic(graph: nx.MultiDiGraph) -> None:
    assert graph.graph["synthetic"] is True
    assert two_languages(graph.graph["sources"]["jinniu-case"]["note"]).zh == "社区以下为合成数据"


def test_size(graph: nx.MultiDiGraph) -> None:
    assert 60_000 <= graph.number_of_nodes() <= 80_000
    assert graph.number_of_edges() <= 230_000


def test_every_rule_has_a_gap() -> None:
    assert set(ground_truth()) == set(RULES)
    assert all(ground_truth().values())


def test_the_rules_find_exactly_the_gaps_that_were_made(graph: nx.MultiDiGraph) -> None:
    assert found(graph) == ground_truth()


def test_the_rules_find_exactly_the_gaps_of_another_seed() -> None:
    assert found(build_graph(generate(seed=11))) == ground_truth(seed=11)


def test_nothing_in_jinniu_contradicts_a_published_figure(graph: nx.MultiDiGraph) -> None:
    rules = ["carrier-without-organization", "compound-without-work-coverage", "place-without-organization"]
    assert not find_gaps(graph, scope="510106", rules=rules).findings
    differing = find_gaps(graph, rules=["published-total-differs"]).findings
    assert all(not finding.subject.endswith("|510106") for finding in differing)


def texts(dataset: Dataset) -> set[str]:
    columns = chain.from_iterable(records.columns.values() for records in dataset.tables.values())
    return {value for column in columns for value in column if isinstance(value, str)}


def test_no_cell_looks_private(dataset: Dataset) -> None:
    numbers = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\w)")
    assert [text for text in texts(dataset) if looks_private(text) or numbers.search(text)] == []


def test_credit_codes_hold_their_check_digits_and_name_no_real_division(dataset: Dataset) -> None:
    codes = [
        code
        for name in ("enterprises", "social_organizations", "public_institutions")
        for code in dataset.tables[name].column("uscc")
        if code
    ]
    assert set(Counter(codes).values()) == {1}
    assert {code[2:8] for code in codes} == {"519999"}
    assert all(uscc.is_valid(code) for code in codes)


def test_few_are_large_and_many_are_small(dataset: Dataset) -> None:
    employees = sorted((count for count in dataset.tables["enterprises"].column("employees") if count), reverse=True)
    assert sum(employees[: len(employees) // 10]) > 0.4 * sum(employees)
    assert max(employees) > 500


def test_partners_are_mostly_neighbours(graph: nx.MultiDiGraph) -> None:
    street = {node: scope[1] for node in graph if len(scope := scope_of(graph, node)) > 1}
    ends = [(a, b) for a, b, kind in graph.edges(data="type") if kind == "BUILDS_WITH"]
    known = [(street[a], street[b]) for a, b in ends if a in street and b in street]
    assert sum(a == b for a, b in known) > 0.5 * len(known)


def test_written_and_read_again_it_is_the_same(dataset: Dataset, tmp_path: Path) -> None:
    files = write_case(tmp_path)
    assert {path.name for path in files} >= {"about.csv", "places.csv", "ground_truth.csv"}
    (tmp_path / "ground_truth.csv").unlink()
    result = check(tmp_path)
    assert result.problems == ()
    assert result.dataset.load == dataset.load


def test_the_list_of_gaps_has_a_line_for_each(tmp_path: Path) -> None:
    lines = write_case(tmp_path)[-1].read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "rule,subject"
    assert len(lines) == 1 + sum(map(len, ground_truth().values()))
