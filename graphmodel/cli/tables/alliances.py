"""The tables of ``gongjian alliances``: their titles, headers and words, and what is said below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.bilingual import LISTED
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS, LINES
from graphmodel.schema.tables.alliances import KINDS, ROLES

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.analysis.alliances import AllianceReport, ConferenceCoverage

HEADERS = {
    "id": "联盟编码",
    "name": "联盟",
    "kind": "类别",
    "place": "范围编码",
    "place_name": "范围",
    "established_on": "成立日期",
    "members": "成员",
    "leads": "牵头",
    "projects": "近期项目",
    "activities": "近期活动",
    "active_members": "参与成员",
    "last": "最近共建",
    "dormant": "休眠",
    "state": "状态",
    "alliance": "联盟编码",
    "alliance_name": "联盟",
    "member": "成员编码",
    "member_name": "成员",
    "roles": "角色",
    "since": "加入",
    "active": "近期参与",
    "half_year": "半年",
    "reason": "依据",
    "before": "前期共建",
    "joint_work": "历次共建",
    "layers": "近期五联",
    "streets": "所及街道",
    "districts": "所及区县",
    "carried_by": "主要承担者",
    "carried_share": "承担比例",
    "only_sign": "只签名成员",
    "share": "参与比例",
    "only_signs": "只签名",
    "street_name": "街道",
    "district_name": "区县",
    "title": "项目或活动",
    "channel": "途径",
    "layer": "五联类型",
    "line": "双线",
    "first": "始",
    "recent": "近期",
    "member_ids": "参与成员编码",
    "member_names": "参与成员",
    "a": "甲编码",
    "a_name": "甲联盟",
    "b": "乙编码",
    "b_name": "乙联盟",
    "shared": "共有成员",
    "members_a": "甲成员",
    "members_b": "乙成员",
    "jaccard": "Jaccard系数",
    "overlap": "重叠率",
    "shared_names": "共有者",
    "street": "街道编码",
    "conference": "联席会议编码",
    "conference_name": "联席会议",
    "standing": "常任",
    "others": "其他成员",
    "composition": "构成",
    "complete": "符合1+6+N",
    "communities": "社区",
    "reached": "覆盖社区",
    "reached_share": "覆盖率",
    "not_reached": "未覆盖社区",
    "figure": "指标",
    **{layer.value: layer.chinese for layer in LAYERS},
}
SHEETS = {
    "alliances": "联盟 alliances",
    "members": "成员 members",
    "pulse": "半年 pulse",
    "work": "共建 work",
    "overlap": "重叠 overlap",
    "conferences": "联席会议 conferences",
}
OWN_HEADERS = {
    "pulse": {"projects": "项目", "activities": "活动"},
    "work": {"id": "编号", "last": "止", "members": "参与数"},
}
"""Headers that mean something else in one table."""
TITLES = {
    "alliances": Bilingual("Alliances and joint conferences", "联盟与联席会议"),
    "members": Bilingual("Members of alliances", "联盟成员"),
    "pulse": Bilingual("Joint work by half-year and layer", "分半年与五联类型的共建"),
    "work": Bilingual("Joint projects and activities", "共同参与的项目与活动"),
    "overlap": Bilingual("Alliances with members in common", "成员重叠的联盟"),
    "conferences": Bilingual("Joint conferences 1+6+N of streets", "街道“1+6+N”联席会议"),
    "compare": Bilingual("Alliances side by side", "联盟对比"),
}
_SHOWN = {
    "alliances": ("name", "state", "reason", "members", "streets", "only_sign", "carried_by", "last"),
    "members": ("alliance_name", "member_name", "roles", "since", "active", "joint_work", "only_signs", "last"),
    "work": ("alliance_name", "title", "channel", "layer", "first", "last", "members"),
    "overlap": ("a_name", "b_name", "shared", "members_a", "members_b", "overlap", "joint_work", "shared_names"),
    "conferences": (
        "street_name",
        "composition",
        "complete",
        "state",
        "communities",
        "reached",
        "reached_share",
        "not_reached",
    ),
}
_MOST_NAMES = 3


def readable(frame: pd.DataFrame, table: str, language: Language) -> pd.DataFrame:
    """Keep what fits a terminal, long lists of names cut short, yes and no in words."""
    yes, no = ("yes", "no") if language == "en" else ("是", "否")
    shown = frame[list(_SHOWN[table])] if table in _SHOWN else frame.drop(columns="alliance")
    for name in ("carried_by", "shared_names", "not_reached"):
        if name in shown:
            shown = shown.assign(**{name: [listed(value, language) for value in shown[name]]})
    for name in ("active", "only_signs", "complete"):
        if name in shown:
            shown = shown.assign(**{name: [yes if value else no for value in shown[name]]})
    for name in ("overlap", "reached_share"):
        if name in shown:
            percent = ["" if value is None else f"{value:.0%}" for value in shown[name].astype(object)]
            shown = shown.assign(**{name: percent})
    return shown


def listed(value: object, language: Language) -> object:
    """Return a tuple of names as text, cut after a few; anything else as it is."""
    if not isinstance(value, tuple):
        return value
    more = len(value) - _MOST_NAMES
    rest = "" if more <= 0 else f" and {more} more" if language == "en" else f"等{len(value)}家"
    return LISTED.in_language(language).join(str(item) for item in value[:_MOST_NAMES]) + rest


def worded(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Say states, layers, lines, channels and roles in the words of the language."""
    from graphmodel.analysis.alliances import STATES  # noqa: PLC0415 -- likewise
    from graphmodel.analysis.occasions import CHANNELS  # noqa: PLC0415 -- likewise

    by_column = {
        "state": {name: text.in_language(language) for name, text in STATES.items()},
        **({} if language == "en" else {
            "layer": {item.value: item.chinese for item in LAYERS},
            "layers": {item.value: item.chinese for item in LAYERS},
            "line": {item.value: item.chinese for item in LINES},
            "channel": {item.value: item.chinese for item in CHANNELS},
            "roles": {item.value: item.chinese for item in ROLES},
            "kind": {**{item.value: item.chinese for item in KINDS}, **_kinds()},
        }),
    }  # fmt: skip

    def said(value: object, words: dict[str, str]) -> object:
        if isinstance(value, tuple):
            return tuple(words.get(item, item) for item in value)
        return words.get(value, value) if isinstance(value, str) else value

    columns = {
        name: [said(value, words) for value in frame[name]] for name, words in by_column.items() if name in frame
    }
    return frame.assign(**columns)


def _kinds() -> dict[str, str]:
    from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS  # noqa: PLC0415 -- likewise

    return dict(STAKEHOLDER_KINDS)


def alliances_told(report: AllianceReport, language: Language) -> list[str]:
    """Say how many alliances sleep, and how many memberships are on paper only."""
    asleep, total = int(report.frame["dormant"].sum()), len(report.frame)
    paper = int(report.frame["only_sign"].sum())
    seats = int(report.frame["members"].sum())
    if language == "en":
        return [
            f"{asleep} of {total} alliances are asleep: no joint work of two live members in {report.window_days} days",
            f"{paper:,} of {seats:,} memberships are on paper only: never in joint work",
        ]
    return [
        f"{total} 个联盟中 {asleep} 个休眠（含从未启动）：{report.window_days} 天内没有两个以上现有成员共同参与的项目或活动",
        f"{seats:,} 个成员席位中 {paper:,} 个只签名：从未参与共建",
    ]


def conferences_told(found: ConferenceCoverage, language: Language) -> list[str]:
    """Say how many streets have a joint conference, and a complete one."""
    if not found.streets:
        return []
    complete = found.frame.loc[found.frame["complete"], "street"].nunique()
    if language == "en":
        return [
            (
                f"{found.with_conference} of {found.streets} streets have a joint conference; {complete} have one with a lead and "
                f"{found.standing} standing members (1+6+N)"
            )
        ]
    return [
        f"{found.streets} 个街道中 {found.with_conference} 个有党建联席会议，其中 {complete} 个有牵头和 {found.standing} 个常任成员（1+6+N）"
    ]
