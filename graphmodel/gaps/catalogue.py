"""All rules, in the order of the rules' page."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from types import MappingProxyType

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.alliances import ALLIANCE_FAMILY
from graphmodel.gaps.chain import CHAIN
from graphmodel.gaps.coverage import CARRIER_COVERAGE, UNIT_COVERAGE
from graphmodel.gaps.fusion import FUSION
from graphmodel.gaps.ledger import LEDGER
from graphmodel.gaps.lists import LISTS
from graphmodel.gaps.rule import Family, Rule
from graphmodel.gaps.service import SERVICE
from graphmodel.gaps.strength import STRENGTH
from graphmodel.gaps.triad import TRIAD

VERSION = "1"
"""Version of the rules: it changes when a definition does."""

_PARTS = (UNIT_COVERAGE, STRENGTH, CARRIER_COVERAGE, CHAIN, TRIAD, ALLIANCE_FAMILY, LISTS, FUSION, SERVICE, LEDGER)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for part in _PARTS for rule in part.rules})
"""Every rule by id."""


def families() -> list[tuple[Family, list[Rule]]]:
    """Return the families with their rules, in the order of the page."""
    grouped = groupby(RULES.values(), key=lambda rule: rule.family.id)
    return [(found[0].family, found) for found in (list(rules) for _, rules in grouped)]


def choose(ids: Iterable[str] | None, own: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """Return the rules with the ids or titles, all where None is given, in the order of the page; then those of one's own.

    A title is that in Chinese or English; capitals, full-width forms and spaces at its ends do not matter.

    Raises
    ------
    InputError
        If there is no such rule, or several have the title.

    Examples
    --------
    >>> [rule.id for rule in choose(["term-expired", "stale-coverage"])]
    ['stale-coverage', 'term-expired']
    >>> [rule.id for rule in choose("缺业委会")]
    ['compound-without-owners-committee']
    """
    if ids is None:
        return (*RULES.values(), *own)
    known = {**RULES, **{rule.id: rule for rule in own}}
    wanted = {ids} if isinstance(ids, str) else set(ids)
    found = {text if text in known else _titled(text, known) for text in sorted(wanted)}
    return tuple(rule for rule in known.values() if rule.id in found)


def _titled(text: str, known: Mapping[str, Rule]) -> str:
    """Return the id of the one rule with a title."""
    plain = _plain(text)
    found = [id_ for id_, rule in known.items() if plain in (_plain(rule.title.zh), _plain(rule.title.en))]
    if not found:
        titles = [title for rule in known.values() for title in (rule.title.zh, rule.title.en)]
        raise InputError(unknown_rule(text, [*known, *titles]))
    if len(found) > 1:
        msg = Bilingual(
            f"found {len(found)} rules with the title {text!r}: {', '.join(found)}; give the id of one",
            f"名称为 {text!r} 的规则有 {len(found)} 条：{'、'.join(found)}；请给出其中一条的 id",
        )
        raise InputError(msg)
    return found[0]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def rule_among(own: Sequence[Rule], id_: str) -> Rule:
    """Return a rule by its id: one of one's own, else of the catalogue."""
    return next((rule for rule in own if rule.id == id_), None) or RULES[id_]


def unknown_rule(id_: str, known: Collection[str] = RULES) -> Bilingual:
    """Return what to say of a rule that does not exist."""
    near = get_close_matches(id_, known, n=3, cutoff=0.5)
    hint = Bilingual(f"did you mean {' or '.join(near)}? ", f"是否指 {'、'.join(near)}？") if near else NOTHING
    return Bilingual(
        f"found no rule {id_!r}; {hint.en}`gongjian gaps --list` shows all {len(RULES)}",
        f"没有规则 {id_!r}：{hint.zh}用 `gongjian gaps --list` 查看全部 {len(RULES)} 条",
    )
