"""The facts that make a gap, in a line that people read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import networkx as nx

from graphmodel.gaps import Finding
from graphmodel.gaps.figures import FIGURES
from graphmodel.gaps.words import in_words
from graphmodel.report.absent import table_title
from graphmodel.schema import BY_NAME, Bilingual, Language

EVIDENCE_TITLES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "absent_tables": Bilingual("absent tables", "缺少的表"),
        "alliance": Bilingual("alliance", "联盟"),
        "allowed_levels": Bilingual("parent should be of level", "上级应为"),
        "category": Bilingual("category", "类别"),
        "centres": Bilingual("centres", "中心"),
        "community": Bilingual("community", "社区"),
        "compound": Bilingual("compound", "小区（院落）"),
        "covered": Bilingual("units covered", "覆盖单位数"),
        "covered_units": Bilingual("they are", "所覆盖单位"),
        "cycle": Bilingual("in the circle", "环中组织"),
        "days_open": Bilingual("days since it was raised", "已过天数"),
        "days_overdue": Bilingual("days overdue", "逾期天数"),
        "development": Bilingual("projects of the development line", "发展线项目数"),
        "dispatched_on": Bilingual("dispatched on", "派单日期"),
        "distance_m": Bilingual("distance, m", "距离（米）"),
        "due_on": Bilingual("due on", "应完成日期"),
        "elsewhere": Bilingual("resources of the category elsewhere", "他处同类资源数"),
        "events": Bilingual("what keeps it awake", "联盟活动与项目"),
        "expires_on": Bilingual("expired on", "截止日期"),
        "figure": Bilingual("figure", "指标"),
        "formal_members": Bilingual("formal members", "正式党员数"),
        "found": Bilingual("live members", "现有成员数"),
        "given": Bilingual("by the data", "数据所得"),
        "governance": Bilingual("projects of the governance line", "治理线项目数"),
        "handled_by": Bilingual("handled by", "承办单位"),
        "households": Bilingual("households", "户数"),
        "kind": Bilingual("kind", "类型"),
        "kinds": Bilingual("kinds", "种类"),
        "last_met_on": Bilingual("last met on", "最近一次"),
        "last_used_on": Bilingual("last used on", "最近使用日期"),
        "layers": Bilingual("missing layers", "缺少的联动"),
        "leads": Bilingual("led by", "牵头单位"),
        "level": Bilingual("level", "层级"),
        "limit_m": Bilingual("limit, m", "上限（米）"),
        "member": Bilingual("member", "成员"),
        "member_ids": Bilingual("members", "成员单位"),
        "members": Bilingual("live members", "成员数"),
        "nearest": Bilingual("nearest centre", "最近的中心"),
        "offered_by": Bilingual("offered by", "提供单位"),
        "operating_status": Bilingual("status", "经营状态"),
        "organizations": Bilingual("party organizations", "党组织"),
        "owners_committees": Bilingual("owners' committees", "业主委员会"),
        "parent": Bilingual("parent", "上级地点"),
        "parent_level": Bilingual("level of the parent", "上级层级"),
        "participants": Bilingual("participants", "参与单位"),
        "party_members": Bilingual("party members", "党员数"),
        "place": Bilingual("place", "地点"),
        "property_enterprises": Bilingual("property firms", "物业企业"),
        "published": Bilingual("published", "公布数"),
        "raised_by": Bilingual("raised by", "提出单位"),
        "raised_on": Bilingual("raised on", "提出日期"),
        "relation": Bilingual("published as", "公布方式"),
        "status": Bilingual("status", "状态"),
        "steps": Bilingual("overdue steps", "逾期环节"),
        "street": Bilingual("street", "街道"),
        "superior": Bilingual("superior", "上级组织"),
        "superior_place": Bilingual("place of the superior", "上级组织所在地"),
        "term_ends_on": Bilingual("term ended on", "任期届满"),
        "units": Bilingual("units in it", "所含单位数"),
    }
)
"""What the facts of the evidence are called."""

_OWN_TITLES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "lacks": Bilingual("what is lacking", "所缺"),
        "parties": Bilingual("parties there", "现有单位"),
        "nearby": Bilingual("parties nearby", "邻近单位"),
        "parties_elsewhere": Bilingual("parties elsewhere", "其他地方的单位数"),
    }
)
"""Those of rules of one's own."""

# Stored words of the tables that the rules' own sentences never say.
_STORED = {
    "kind": [*BY_NAME["party_organizations"].by_name["kind"].values, *BY_NAME["alliances"].by_name["kind"].values],
    "kinds": [*BY_NAME["coverage"].by_name["kind"].values, *BY_NAME["service_centres"].by_name["kind"].values],
    "relation": list(BY_NAME["published_totals"].by_name["relation"].values),
}
_CHINESE = {key: {value.value: value.chinese for value in values} for key, values in _STORED.items()}


def evidence_text(graph: nx.MultiDiGraph, finding: Finding, language: Language) -> str:
    """Return the facts of a finding in words, names for ids; the way to it stands in a column of its own.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> branch = {"org_id": ["P1"], "name": ["甲党支部"], "kind": ["branch"], "formal_members": [60]}
    >>> data = Dataset(
    ...     About(as_of=date(2024, 6, 30)), {"party_organizations": Records(BY_NAME["party_organizations"], branch)}
    ... )
    >>> graph = build_graph(data)
    >>> (finding,) = find_gaps(graph, rules=["branch-over-size"]).findings
    >>> evidence_text(graph, finding, "zh"), evidence_text(graph, finding, "en")
    ('正式党员数：60', 'formal members: 60')
    """
    names = graph.nodes

    def name_of(text: str) -> str:
        values = names.get(text, {})
        return str(values.get("name") or values.get("title") or text)

    facts = []
    for key, value in finding.evidence.items():
        if key == "path":
            continue
        known = EVIDENCE_TITLES.get(key) or _OWN_TITLES.get(key)
        title = key if known is None else known.in_language(language)
        said = in_words(name_of, key, _translated(key, value, language), language)
        facts.append(Bilingual(f"{title}: {said}", f"{title}：{said}").in_language(language))
    return Bilingual("; ", "；").in_language(language).join(facts)


def _translated(key: str, value: object, language: Language) -> object:
    if isinstance(value, list):
        return [_translated(key, item, language) for item in value]
    if not isinstance(value, str):
        return value
    if key == "figure":
        return FIGURES[value].title.in_language(language) if value in FIGURES else value
    if key == "absent_tables":
        return table_title(value, language)
    if key not in _CHINESE:
        return value
    return _CHINESE[key].get(value, value) if language == "zh" else value.replace("_", " ")
