"""The lists of a report in full, one sheet of the workbook each, in the words of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from graphmodel.analysis.occasions import CHANNELS
from graphmodel.report.document.sections import change, recommended
from graphmodel.report.document.situation import Situation
from graphmodel.report.following import headers_of, priority_frame
from graphmodel.report.gaps import gap_sheets
from graphmodel.report.plans import headers_of as plan_headers
from graphmodel.report.plans import steps_frame
from graphmodel.report.workbook import made_up
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import LAYERS
from graphmodel.schema.model import EnumerationValue
from graphmodel.schema.tables.alliances import KINDS

_ALLIANCES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "name": Bilingual("alliance", "联盟"),
        "kind": Bilingual("kind", "类别"),
        "place_name": Bilingual("place", "所在地"),
        "established_on": Bilingual("founded", "成立日期"),
        "leads": Bilingual("led by", "牵头单位"),
        "members": Bilingual("members", "成员"),
        "active_members": Bilingual("active members", "活跃成员"),
        "projects": Bilingual("projects", "项目"),
        "activities": Bilingual("activities", "活动"),
        "last": Bilingual("last joint work", "最近共建"),
        "dormant": Bilingual("asleep", "休眠"),
        "id": Bilingual("code", "编码"),
    }
)
_LINKS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "a_name": Bilingual("one", "甲方"),
        "b_name": Bilingual("the other", "乙方"),
        "together": Bilingual("times together", "共同做事"),
        "weight": Bilingual("strength", "强度"),
        "layers": Bilingual("layers", "五联类型"),
        "channels": Bilingual("through", "途径"),
        "first": Bilingual("first", "最早"),
        "last": Bilingual("last", "最近"),
        "a": Bilingual("code of one", "甲方编码"),
        "b": Bilingual("code of the other", "乙方编码"),
    }
)


def sheets(at: Situation) -> dict[str, pd.DataFrame]:
    """Return every list of a report by the name of its sheet; a list with nothing in it is left out."""
    headers = headers_of(at.language)
    priority = priority_frame(at.priority, at.language).rename(columns=headers)
    found = {} if priority.empty else {at.say("first things first", "优先次序"): priority}
    gaps = gap_sheets(at.graph, at.gaps, at.summary, at.official, language=at.language)
    found |= {name: frame.rename(columns=headers) for name, frame in gaps.items()}
    found |= change.sheets(at)
    found |= _alliances(at)
    found |= _links(at)
    found |= recommended.sheets(at)
    if at.plan.steps:
        steps = steps_frame(at.plan, at.language)
        found[at.say("plan", "方案")] = steps.rename(columns=plan_headers(at.language))
    # A sheet may be copied without its workbook: each says by itself that its data are made up.
    mark = made_up(at.language, synthetic=at.gaps.synthetic)
    return {name.removesuffix(mark) + mark: frame for name, frame in found.items()}


def _alliances(at: Situation) -> dict[str, pd.DataFrame]:
    frame = at.alliances.frame
    if frame.empty:
        return {}
    worded = frame.assign(
        kind=[_word(at, value, _by_value(KINDS)) for value in frame["kind"]],
        dormant=[at.say("yes", "是") if value else at.say("no", "否") for value in frame["dormant"]],
    )
    return {at.say("alliances", "联盟"): _titled(at, worded, _ALLIANCES)}


def _links(at: Situation) -> dict[str, pd.DataFrame]:
    pairs = at.links.pairs
    if pairs.empty:
        return {}
    layers, channels = _by_value(LAYERS), _by_value(CHANNELS)
    worded = pairs.assign(
        layers=[[_word(at, value, layers) for value in row if value] for row in pairs["layers"]],
        channels=[[_word(at, value, channels) for value in row] for row in pairs["channels"]],
    )
    return {at.say("links", "共建关系"): _titled(at, worded, _LINKS)}


def _by_value(values: tuple[EnumerationValue, ...]) -> dict[str, str]:
    return {item.value: item.chinese for item in values}


def _word(at: Situation, value: str | None, chinese: Mapping[str, str]) -> str:
    if value is None:
        return ""
    return at.say(value.replace("_", " "), chinese.get(value, value))


def _titled(at: Situation, frame: pd.DataFrame, titles: Mapping[str, Bilingual]) -> pd.DataFrame:
    return frame[list(titles)].rename(columns={name: title.in_language(at.language) for name, title in titles.items()})
