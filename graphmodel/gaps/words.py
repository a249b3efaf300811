"""Findings in words: names for ids, Chinese for stored values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Rule
from graphmodel.schema import BY_NAME, Bilingual, EnumerationValue, Language
from graphmodel.schema.enumerations import LAYERS, LEVELS, OPERATING_STATUSES, STEPS

_TITLES: dict[str, tuple[EnumerationValue, ...]] = {
    "level": LEVELS,
    "parent_level": LEVELS,
    "allowed_levels": LEVELS,
    "operating_status": OPERATING_STATUSES,
    "status": BY_NAME["projects"].by_name["status"].values,
    "steps": STEPS,
    "layers": LAYERS,
    "kinds": BY_NAME["service_centres"].by_name["kind"].values,
}
_CHINESE = {name: {item.value: item.chinese for item in values} for name, values in _TITLES.items()}
_UNKNOWN = Bilingual("not known", "不详")
_NOBODY = Bilingual("none", "无")
_MOST_NAMED = 5


def remedy_of(rule: Rule, facts: Facts, name: str, evidence: Mapping[str, Any]) -> Bilingual:
    """Return what closes a gap, in both languages, with names for the ids of the evidence."""
    known = {**facts.parameters.get(rule.id, {}), **evidence}
    return Bilingual(
        rule.remedy.en.format_map(_Words(facts, known, name, "en")),
        rule.remedy.zh.format_map(_Words(facts, known, name, "zh")),
    )


def path_of(facts: Facts, scope: tuple[str, ...], subject: str, name: str) -> str:
    """Return the way down to a subject by names: ``district › street › … › subject``."""
    steps = [facts.name(place) for place in scope if place != subject]
    return " › ".join([*steps, name])


class _Words(dict[str, str]):
    """What a template's braces stand for, worked out only when asked for (most evidence is not)."""

    def __init__(self, facts: Facts, evidence: Mapping[str, Any], name: str, language: Language) -> None:
        super().__init__(name=name)
        self._facts, self._evidence, self._language = facts, evidence, language

    def __missing__(self, key: str) -> str:
        value = self._evidence.get(key)
        if isinstance(value, list):
            return self._listed(key, value)
        return self._said(key, value)

    def _listed(self, key: str, values: list[Any]) -> str:
        if not values:
            return _NOBODY.in_language(self._language)
        said = [self._said(key, value) for value in values[:_MOST_NAMED]]
        separator, rest = (", ", " and {} more") if self._language == "en" else ("、", "等{}个")
        more = rest.format(len(values) - _MOST_NAMED if self._language == "en" else len(values))
        return separator.join(said) + (more if len(values) > _MOST_NAMED else "")

    def _said(self, key: str, value: Any) -> str:
        if value is None:
            return _UNKNOWN.in_language(self._language)
        if key in _CHINESE:
            return _CHINESE[key].get(value, str(value)) if self._language == "zh" else str(value).replace("_", " ")
        if isinstance(value, str):
            return self._facts.name(value) if value in self._facts.data else value
        return f"{value:,}" if isinstance(value, int) else str(value)
