from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

from graphmodel.errors import InputError, SchemaError
from graphmodel.gaps import RULES, Rule, Severity
from graphmodel.gaps.catalogue import choose, families
from graphmodel.gaps.rule import Family
from graphmodel.gaps.subjects import UNITS
from graphmodel.schema import BY_NAME, Bilingual

EVERY = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def braces(texts: Bilingual) -> set[str]:
    return {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}


def test_the_families_in_their_order() -> None:
    assert {family.id: len(rules) for family, rules in families()} == {
        "coverage": 14,
        "chain": 7,
        "triad": 5,
        "alliances": 5,
        "lists": 5,
        "fusion": 3,
        "service": 3,
        "ledger": 1,
    }


@EVERY
def test_a_rule_says_everything_in_both_languages(rule: Rule) -> None:
    texts = [rule.title, rule.definition, rule.remedy, rule.family.title, *([rule.notes] if rule.notes else [])]
    for english, chinese in texts:
        assert any(character.isascii() and character.isalpha() for character in english)
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)


@EVERY
def test_a_definition_names_its_own_numbers_only(rule: Rule) -> None:
    assert braces(rule.definition) == {parameter.name for parameter in rule.parameters}
    english, chinese = rule.explain()
    assert "{" not in english + chinese


@EVERY
def test_both_languages_of_a_remedy_say_the_same(rule: Rule) -> None:
    assert braces(Bilingual(rule.remedy.en, "")) == braces(Bilingual("", rule.remedy.zh))


@EVERY
def test_a_rule_reads_tables_that_there_are(rule: Rule) -> None:
    assert set(rule.reads) <= set(BY_NAME)


def test_rules_are_chosen_in_the_order_of_the_page() -> None:
    assert [rule.id for rule in choose(["request-overdue", "stale-coverage"])] == ["stale-coverage", "request-overdue"]
    assert [rule.id for rule in choose(None)] == list(RULES)


def test_a_rule_declared_twice_is_a_mistake() -> None:
    family = Family("f", Bilingual("F", "族"))
    for _ in range(2):
        texts = ("a", "一")
        if family.rules:
            with pytest.raises(SchemaError, match="declared twice"):
                family.rule("r", title=texts, definition=texts, severity=Severity.LOW, subjects=UNITS, remedy=texts)
        else:
            family.rule("r", title=texts, definition=texts, severity=Severity.LOW, subjects=UNITS, remedy=texts)(
                lambda _facts, _limits: iter(())
            )


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_chosen_by_either_title(rule: Rule) -> None:
    assert choose([rule.title.zh]) == choose(f" {rule.title.en.upper()} ") == (rule,)


def test_a_title_that_is_none_or_that_several_have_is_an_error() -> None:
    with pytest.raises(InputError, match=r"found no rule '缺业委'; did you mean 缺业委会"):
        choose(["缺业委"])
    first, *_ = RULES.values()
    with pytest.raises(InputError, match=f"found 2 rules with the title .*: {first.id}, mine; give the id of one"):
        choose([first.title.zh], [replace(first, id="mine")])
