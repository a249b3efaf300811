"""Every fact of every rule is said in the reader's language."""

from __future__ import annotations

import re

import pytest

from graphmodel.gaps import RULES, find_gaps
from graphmodel.graph import build_graph
from graphmodel.report.evidence import EVIDENCE_TITLES, evidence_text
from graphmodel.schema import Language
from tests.strategies import dense_dataset
from verification.score import planted_datasets

DATASETS = [*map(dense_dataset, range(40)), *(dataset for dataset, _ in planted_datasets(range(4)))]
STORED_WORD = re.compile(r"(?<![\w·-])[a-z]+_[a-z_]+(?![\w-])")


def test_every_fact_has_a_title() -> None:
    seen: dict[str, set[str]] = {}
    for dataset in DATASETS:
        for finding in find_gaps(build_graph(dataset)).findings:
            seen.setdefault(finding.rule, set()).update(finding.evidence)
    assert seen.keys() == RULES.keys()
    assert set().union(*seen.values()) - {"path"} == EVIDENCE_TITLES.keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_stored_word_is_left(language: Language) -> None:
    for dataset in DATASETS[::8]:
        graph = build_graph(dataset)
        for finding in find_gaps(graph).findings:
            text = evidence_text(graph, finding, language)
            assert text or set(finding.evidence) == {"path"}, finding
            if language == "zh":
                assert not STORED_WORD.search(text), text


def test_ids_are_named() -> None:
    graph = build_graph(dense_dataset(0))
    finding = next(item for item in find_gaps(graph).findings if item.rule == "superior-outside-chain")
    superior = finding.evidence["superior"]
    assert f"上级组织：{graph.nodes[superior]['name']}" in evidence_text(graph, finding, "zh")
