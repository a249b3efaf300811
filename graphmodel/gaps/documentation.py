"""The page on the rules, and one rule in words: from the catalogue, so that they cannot drift from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import sub

from graphmodel.gaps.catalogue import RULES, VERSION, families
from graphmodel.gaps.rate_words import DEFINITIONS, RATES
from graphmodel.gaps.rates import Z
from graphmodel.gaps.rule import SEVERITY_TITLES, Limits, Rule
from graphmodel.schema import BY_NAME, Bilingual, Language

_TERMS = (
    Bilingual(
        "Only what is live at the date of the data is checked, and only live ties count: a tie needs its own dates to be live "
        "and both its ends. Who took part, raised, offered or handled something did so whether or not they are still live.",
        "只检查在数据日期有效的对象，只计有效的关系：关系自身在有效期内，且两端都有效。参与、提出、提供、承办属既成事实，与当事方现在是否有效无关。",
    ),
    Bilingual(
        "Nothing dated after the date of the data exists; a later date of dispatch, resolution or finishing reads as empty. A "
        "cancelled project counts nowhere.",
        "晚于数据日期的一切视为不存在；晚于该日的派单、办结、完成日期视为空。已取消的项目一律不计。",
    ),
    Bilingual(
        "The recent n days run from n days before the date of the data to that date, both included; more than n days before "
        "means a difference greater than n.",
        "“近n天”指数据日期前n天至当日，两端都含；“超过n天”指相差大于n。",
    ),
    Bilingual(
        "Organization coverage of a unit: a live organization of its own, or a live coverage row of kind organization. It "
        "stands alone with an own organization that is no joint branch, or such a row of mode single. Organization coverage of "
        "a place: a live organization at it, or such a row on it. Work and activity coverage: a live row of that kind; "
        "activity coverage also by taking part in an activity in the recent year, itself or by its own organization.",
        "单位的组织覆盖：有在任的本单位党组织，或有在有效期内的组织覆盖记录。单独组建：有非联合党支部的本单位党组织，或该记录方式为单独组建。"
        "区划与载体的组织覆盖：有设在该地的党组织，或有该记录。工作覆盖、活动覆盖：有在有效期内的相应记录；近一年内单位或其党组织参加过活动，也算活动覆盖。",
    ),
    Bilingual(
        "An organization is at a place which it serves where it belongs to no unit. A thing lies in its place; an organization "
        "without one in its unit's; an owners' committee in its compound; a thing without a place lies nowhere.",
        "党组织“设在”某地：所在地为该地且不属任何单位。事物“位于”其所在地；无所在地的党组织位于其单位所在地；业委会位于其小区；没有所在地的不在任何地方。",
    ),
    Bilingual(
        "Findings are computed on all the data; a scope then keeps those that lie in that place or below. The scope of an "
        "alliance's member is the alliance's place, of a need without a place that of who raised it, of a pair of centres the "
        "top places.",
        "缺口按全部数据计算，再按范围保留位于该地及其下级的。联盟成员的范围为联盟所在地；无所在地的需求取提出方所在地；两类中心之间取最上级区划。",
    ),
    Bilingual(
        "An absent table is an empty one, and named wherever a finding rests on it. A rule without a single subject of its kind "
        "in the data, live or not, is not applicable.",
        "缺少的表视为空表，凡与之有关的缺口都会注明。数据中没有任何一个该类对象（不论是否有效）的规则为不适用。",
    ),
)


def rules_page() -> str:
    """Return the page on every rule: terms, definitions, numbers, remedies, and what the rates are."""
    return "\n\n".join(
        (
            "# Gap rules 缺口规则",
            (
                f"Version {VERSION} of the rules: {len(RULES)} in {len(families())} families. "
                f"规则第{VERSION}版，共{len(families())}类{len(RULES)}条。"
                "`gongjian gaps` runs them, `gongjian gaps --explain RULE` prints one; [gaps.md](gaps.md) says how to use them."
            ),
            "## Terms 用语",
            "\n".join(f"- {term.en} {term.zh}" for term in _TERMS),
            "## All rules 规则一览",
            _table(
                ("rule", "名称", "severity 等级", "family 类别"),
                [
                    (
                        f"[{rule.id}](#{rule.id})",
                        rule.title.zh,
                        f"{rule.severity.value} {SEVERITY_TITLES[rule.severity].zh}",
                        f"{rule.family.title.en} {rule.family.title.zh}",
                    )
                    for rule in RULES.values()
                ],
            ),
            *(
                part
                for family, rules in families()
                for part in (f"## {family.title.en} {family.title.zh}", *map(_section, rules))
            ),
            "## Numbers 参数",
            (
                "Every number can be set in a `rules.toml`: a table for each rule, a key for each number. Every report prints those "
                "it used. 每个数字都可在 `rules.toml` 中设置；每份报告都列出所用的数字。"
            ),
            "```toml\n" + rules_toml().strip() + "\n```",
            "## Rates 覆盖率",
            (
                f"Of a place and its whole subtree, with numerator, denominator and 95 % Wilson interval (z = {Z}); nothing to count "
                "is no rate, neither 0 nor 1. 某地及其全部下级的比率，附分子、分母与95%威尔逊区间；分母为零则无比率。"
            ),
            _table(
                ("rate", "English", "中文"),
                [
                    (f"`{id_}`", f"**{title.en}**: {DEFINITIONS[id_].en}", f"**{title.zh}**：{DEFINITIONS[id_].zh}")
                    for id_, title in RATES.items()
                ],
            ),
        )
    )


def explain(rule: Rule, *, language: Language, limits: Limits | None = None) -> str:
    """Return all there is to say on one rule, in one language.

    Examples
    --------
    >>> print(explain(RULES["alliance-too-small"], language="zh").splitlines()[0])
    联盟成员不足 · alliance-too-small · 中
    """

    def say(text: Bilingual) -> str:
        return text.in_language(language)

    labels = _LABELS[language]
    numbers = rule.defaults | dict(limits or {})
    lines = [
        f"{say(rule.title)} · {rule.id} · {say(SEVERITY_TITLES[rule.severity])}",
        f"{labels['family']}: {say(rule.family.title)}",
        f"{labels['definition']}: {say(rule.explain(limits))}",
        *([f"{labels['notes']}: {say(rule.notes)}"] if rule.notes else []),
        f"{labels['remedy']}: {_open_places(say(rule.remedy))}",
        *(
            f"{labels['number']}: {item.name} = {numbers[item.name]:g} ({say(item.unit)}; {say(item.source)})"
            for item in rule.parameters
        ),
    ]
    if rule.reads:
        tables = (BY_NAME[name] for name in rule.reads)
        lines.append(
            f"{labels['reads']}: {', '.join(item.name if language == 'en' else item.chinese for item in tables)}"
        )
    return "\n".join(lines)


def rules_toml() -> str:
    """Return a ``rules.toml`` with every number at its default, to be edited.

    Examples
    --------
    >>> rules_toml().splitlines()[:2]
    ['[unit-should-have-own-organization]', 'members = 3  # formal party members 名正式党员']
    """
    parts = []
    for rule in RULES.values():
        if rule.parameters:
            numbers = (f"{item.name} = {item.default:g}  # {item.unit.en} {item.unit.zh}" for item in rule.parameters)
            parts.append("\n".join((f"[{rule.id}]", *numbers)))
    return "\n\n".join(parts) + "\n"


_LABELS: dict[Language, dict[str, str]] = {
    "en": {
        "family": "family",
        "definition": "a finding for each",
        "notes": "exactly",
        "remedy": "what closes it",
        "number": "number",
        "reads": "also reads",
    },
    "zh": {
        "family": "类别",
        "definition": "缺口",
        "notes": "说明",
        "remedy": "如何补齐",
        "number": "参数",
        "reads": "另需表",
    },
}


def _section(rule: Rule) -> str:
    definition = rule.explain()
    lines = [
        f"### {rule.id}",
        "",
        f"**{rule.title.en} · {rule.title.zh}** ({rule.severity.value} {SEVERITY_TITLES[rule.severity].zh})",
        "",
        f"{definition.en} {definition.zh}",
        "",
        f"- Closed by 补齐: {_open_places(rule.remedy.en)} {_open_places(rule.remedy.zh)}",
    ]
    lines.extend(
        f"- `{item.name}` = {item.default:g} {item.unit.en} {item.unit.zh} — {item.source.en} {item.source.zh}"
        for item in rule.parameters
    )
    if rule.notes:
        lines.append(f"- Exactly 说明: {rule.notes.en} {rule.notes.zh}")
    if rule.reads:
        lines.append(f"- Also reads 另需表: {', '.join(f'`{name}` {BY_NAME[name].chinese}' for name in rule.reads)}")
    lines.append(f"- Not applicable without any 无此类对象则不适用: {rule.subjects.title.en} {rule.subjects.title.zh}")
    return "\n".join(lines)


def _open_places(template: str) -> str:
    """Return a remedy as it reads before any finding fills it in."""
    return sub(r"\{\w+\}", "…", template)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headers, ["---"] * len(headers), *rows))
