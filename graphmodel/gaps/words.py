"""Findings in words: names for ids, Chinese for stored values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import Any

from graphmodel.bilingual import LISTED
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
    limits = facts.parameters.get(rule.id, {})
    english, chinese = {"name": name}, {"name": name}
    for key in _braces(rule.remedy):
        value = evidence.get(key, limits.get(key))
        english[key], chinese[key] = _say(facts, key, value, "en"), _say(facts, key, value, "zh")
    return Bilingual(rule.remedy.en.format_map(english), rule.remedy.zh.format_map(chinese))


def scope_title(scope: str | None, name: str | None) -> str | None:
    """Return name and code of a place: two streets may share a name, and ``--scope`` takes the code.

    Examples
    --------
    >>> scope_title("510106024", "抚琴街道"), scope_title("510106024", None), scope_title(None, None)
    ('抚琴街道 510106024', '510106024', None)
    """
    return scope if name in (None, scope) else f"{name} {scope}"


def path_of(facts: Facts, scope: tuple[str, ...], subject: str, name: str) -> str:
    """Return the way down to a subject by names: ``district › street › … › subject``."""
    steps = facts.once(_paths)
    above = scope[:-1] if scope and scope[-1] == subject else scope
    if above not in steps:
        # Several top places side by side, as of a pair of centres, are no way down.
        a_way = len(above) < 2 or facts.snapshot.scope(above[1])[0] == above[0]  # noqa: PLR2004 -- two places
        steps[above] = "".join(f"{facts.name(place)} › " for place in above) if a_way else ""
    return steps[above] + name


def _paths(_: Facts) -> dict[tuple[str, ...], str]:
    return {}


@cache
def _braces(texts: Bilingual) -> tuple[str, ...]:
    """Return what the texts have in braces, but for the name."""
    found = {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}
    return tuple(sorted(found - {"name"}))


def _say(facts: Facts, key: str, value: Any, language: Language) -> str:
    return in_words(lambda text: facts.name(text) if text in facts.data else text, key, value, language)


def in_words(name_of: Callable[[str], str], key: str, value: Any, language: Language) -> str:
    """Return a value of the evidence as people read it.

    Parameters
    ----------
    name_of
        Gives what an id is called, and any other text as it is.
    key, value
        The name of the fact and the fact; of a long list the first few are named.
    language
        Of the words for stored values.

    Examples
    --------
    >>> in_words(str, "steps", ["week", "month"], "zh")
    '周会、月商'
    >>> in_words(str, "members", None, "en")
    'not known'
    """
    if isinstance(value, Mapping):
        pairs = (f"{_one(name_of, 'steps', name, language)} {item}" for name, item in value.items())
        return LISTED.in_language(language).join(pairs) or _NOBODY.in_language(language)
    if not isinstance(value, list):
        return _one(name_of, key, value, language)
    if not value:
        return _NOBODY.in_language(language)
    said = [_one(name_of, key, item, language) for item in value[:_MOST_NAMED]]
    if language == "zh":
        return "、".join(said) + (f"等{len(value)}个" if len(value) > _MOST_NAMED else "")
    return ", ".join(said) + (f" and {len(value) - _MOST_NAMED} more" if len(value) > _MOST_NAMED else "")


def _one(name_of: Callable[[str], str], key: str, value: Any, language: Language) -> str:
    if value is None:
        return _UNKNOWN.in_language(language)
    if key in _CHINESE:
        return _CHINESE[key].get(value, str(value)) if language == "zh" else str(value).replace("_", " ")
    return name_of(value) if isinstance(value, str) else f"{value:,}"
