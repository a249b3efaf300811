from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graphmodel.gaps import RULES, load_parameters
from graphmodel.gaps.documentation import explain, rules_page, rules_toml
from graphmodel.gaps.parameters import resolve_parameters
from graphmodel.schema import Language


def test_the_page_has_every_rule_and_no_open_brace() -> None:
    page = rules_page()
    for rule in RULES.values():
        assert f"### {rule.id}\n" in page
        assert rule.title.zh in page
    assert "{" not in page


def test_the_numbers_on_the_page_are_a_rules_file_that_changes_nothing(tmp_path: Path) -> None:
    assert tomllib.loads(rules_toml()) == resolve_parameters()
    path = tmp_path / "rules.toml"
    path.write_text(rules_toml(), encoding="utf-8")
    assert load_parameters(path) == resolve_parameters()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rule", list(RULES))
def test_a_rule_is_explained_in_either_language(rule: str, language: Language) -> None:
    text = explain(RULES[rule], language=language)
    assert rule in text.splitlines()[0]
    assert "{" not in text


def test_an_explanation_takes_the_numbers_that_are_used() -> None:
    text = explain(RULES["need-unclaimed"], language="zh", limits={"days": 30})
    assert "超过30天" in text
    assert "days = 30" in text
