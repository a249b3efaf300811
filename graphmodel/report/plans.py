"""Plans as people read them: steps with reasons, what is closed and what remains, and what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import pandas as pd

from graphmodel.analysis.planning import Plan, apply_plan
from graphmodel.analysis.provenance import provenance
from graphmodel.gaps import RATES, RULES, coverage_rates, find_gaps
from graphmodel.report.workbook import LineChart, Share, made_up
from graphmodel.schema import Bilingual, Language

HEADERS = {
    "step": Bilingual("no.", "序号"),
    "action": Bilingual("action", "措施"),
    "name": Bilingual("name", "名称"),
    "place": Bilingual("place code", "地点编码"),
    "place_name": Bilingual("place", "地点"),
    "by": Bilingual("code of who", "责任组织编码"),
    "by_name": Bilingual("who", "责任组织"),
    "gain": Bilingual("gain", "新增效果"),
    "closes": Bilingual("gaps closed", "补齐缺口数"),
    "travel_m": Bilingual("travel, m", "路程(米)"),
    "subjects": Bilingual("subject codes", "对象编码"),
    "subject_names": Bilingual("subjects", "对象"),
    "reason": Bilingual("reason", "理由"),
    "rule": Bilingual("rule", "规则"),
    "rate": Bilingual("rate", "比率"),
    "title": Bilingual("gap", "缺口"),
    "subject": Bilingual("subject code", "对象编码"),
    "k": Bilingual("actions", "措施数"),
    "reached": Bilingual("reached", "累计效果"),
    "optimum": Bilingual("optimum", "最优"),
    "before": Bilingual("before", "实施前"),
    "after": Bilingual("after", "实施后"),
    "change": Bilingual("change", "变化"),
}
_ACTIONS = {
    "joint-branch": "组建联合党支部",
    "instructor": "选派党建指导员",
    "centre": "新设党群服务站",
    "own-organization": "单独组建党组织",
    "organization-at-place": "组建党组织",
    "extend-coverage": "延伸组织覆盖",
    "joint-conference": "建立党建联席会议",
    "data-exchange": "开通数据共享",
    "meeting": "召开三方会议",
    "activity": "开展社区活动",
    "alliance-activity": "开展联盟活动",
    "project": "实施共建项目",
}
SHOWN = ("step", "action", "name", "place_name", "by_name", "gain", "closes", "reason")
_OUTCOMES = {
    "total": Bilingual("in all", "总数"),
    "inside_before": Bilingual("inside the circle before", "实施前圈内"),
    "inside_after": Bilingual("inside the circle after", "实施后圈内"),
    "backup_before": Bilingual("with a second centre before", "实施前有第二个中心可达"),
    "backup_after": Bilingual("with a second centre after", "实施后有第二个中心可达"),
}
_PARAMETERS = {
    "members": "支部至少{}名正式党员",
    "units": "联合党支部至多{}个单位",
    "branches": "至多{}个支部",
    "branch": "党支部至多{}名正式党员",
    "general_branch": "党总支至多{}名正式党员",
    "instructors": "党建指导员{}名",
    "capacity": "每名指导员至多联系{}个单位",
    "reach_m": "路程至多{}米",
    "detour": "绕行系数{}",
    "centres": "新设站点{}个",
    "minutes": "步行{}分钟",
    "metres_per_minute": "每分钟步行{}米",
    "seats": "一次活动至多{}个单位",
    "time_limit": "计算时间至多{}秒",
}
"""What each number of a plan means, in Chinese; English gives its name as Python has it."""
SHEETS = {
    "steps": Bilingual("plan", "方案"),
    "closings": Bilingual("closed gaps", "补齐的缺口"),
    "remaining": Bilingual("remaining gaps", "剩余缺口"),
    "curve": Bilingual("marginal curve", "边际曲线"),
    "gaps": Bilingual("gaps before and after", "实施前后缺口"),
    "rates": Bilingual("rates before and after", "实施前后覆盖率"),
}


def headers_of(language: Language) -> dict[str, str]:
    """Return the headers that people read, by column."""
    return {name: title.in_language(language) for name, title in HEADERS.items()}


def steps_frame(plan: Plan, language: Language) -> pd.DataFrame:
    """Return the steps as people read them: one language, titles of rules and actions in it."""
    frame = plan.frame
    frame["reason"] = [_with_titles(text, language) for text in frame[f"reason_{language}"]]
    if language == "zh":
        frame["action"] = [_ACTIONS.get(action, action) for action in frame["action"]]
    return frame.drop(columns=["reason_en", "reason_zh"])


def _with_titles(text: str, language: Language) -> str:
    words = text.split(" ")
    found = (next((rule for rule in RULES if word.endswith(rule)), None) for word in words)
    pairs = zip(words, found, strict=True)
    return " ".join(
        word if rule is None else word.removesuffix(rule) + RULES[rule].title.in_language(language)
        for word, rule in pairs
    )


def plan_sheets(plan: Plan, applied: Mapping[str, pd.DataFrame], language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a plan's workbook by their titles."""
    closings, remaining = plan.closings, plan.remaining
    remaining["reason"] = remaining[f"reason_{language}"]
    remaining = remaining.drop(columns=["reason_en", "reason_zh"])
    for frame in (closings, remaining):
        place = list(frame).index("rule") + 1
        frame.insert(place, "title", [RULES[rule].title.in_language(language) for rule in frame["rule"]])
    steps = steps_frame(plan, language)
    order = [*SHOWN, *(name for name in steps if name not in SHOWN)]
    frames = {"steps": steps[order], "closings": closings, "remaining": remaining, "curve": plan.curve, **applied}
    return {sheet_name(name, plan, language): frame for name, frame in frames.items()}


def sheet_name(name: str, plan: Plan, language: Language) -> str:
    """Return the title of a sheet, which says so where the data are synthetic."""
    return SHEETS[name].in_language(language) + made_up(language, synthetic=plan.synthetic)


def curve_chart(plan: Plan, language: Language) -> dict[str, LineChart]:
    """Return the chart that stands beside the table of the marginal curve: what each number of actions reaches."""
    known = plan.curve["optimum"].notna().sum() > 1
    lines = ("reached", "optimum") if known else ("reached",)
    unit = plan.unit.in_language(language)
    return {sheet_name("curve", plan, language): LineChart("k", lines, unit)}


def before_and_after(
    graph: nx.MultiDiGraph, plan: Plan, language: Language, *, parameters: Mapping[str, Mapping[str, float]]
) -> dict[str, pd.DataFrame]:
    """Return ``gaps`` by rule and coverage ``rates`` before and after a plan; rules without any finding are left out."""
    graphs = (graph, apply_plan(graph, plan))
    before, after = (find_gaps(each, scope=plan.scope, parameters=parameters).counts for each in graphs)
    gaps = [
        (rule, RULES[rule].title.in_language(language), before.get(rule, 0), after.get(rule, 0))
        for rule in RULES
        if before.get(rule, 0) or after.get(rule, 0)
    ]
    first, then = (
        coverage_rates(each, scope=plan.scope, depth=0, parameters=parameters).of(plan.scope) for each in graphs
    )
    rates = [
        (rate, RATES[rate].in_language(language), Share.of(first[rate].value), Share.of(then[rate].value))
        for rate in RATES
    ]
    frame = pd.DataFrame(gaps, columns=["rule", "title", "before", "after"])
    frame["change"] = frame["after"] - frame["before"]
    return {"gaps": frame, "rates": pd.DataFrame(rates, columns=["rate", "title", "before", "after"], dtype=object)}


def plan_notes(graph: nx.MultiDiGraph, plan: Plan, language: Language) -> list[str]:
    """Return what to know of a plan: what it reaches, how good it is, what it assumes, and on which data it rests."""
    reached, closes = sum(step.gain for step in plan.steps), len(plan.closes)
    unit = plan.unit.in_language(language)
    lines = [
        _words(
            language,
            f"{unit}: {reached:,.0f}; findings closed: {closes:,}; remaining: {len(plan.left):,}",
            f"{unit} {reached:,.0f}；补齐缺口 {closes:,}；剩余 {len(plan.left):,}",
        ),
        _quality(plan, language),
        *(f"{_outcome(name, language)} {value:,.0f}" for name, value in plan.outcome.items()),
        _numbers(plan.parameters, language),
        *(text.in_language(language) for text in plan.assumptions),
    ]
    return [*lines, *provenance(graph, as_of=plan.as_of, scope=plan.scope).lines(language)]


def _quality(plan: Plan, language: Language) -> str:
    solution = plan.solution
    if solution.is_optimal:
        return _words(language, "proven to be the best possible", "已证明为最优方案")
    gap = f"{100 * solution.gap:.2f}%"
    return _words(
        language,
        f"at most {gap} from the best possible; more time (--time-limit of `gongjian plan`) may find better",
        f"与最优方案相差至多 {gap}；延长计算时间（gongjian plan 的 --time-limit）可能更好",
    )


def _numbers(parameters: Mapping[str, float], language: Language) -> str:
    if language == "zh":
        return "；".join(_PARAMETERS[name].format(f"{value:g}") for name, value in parameters.items())
    return " · ".join(f"{name} {value:g}" for name, value in parameters.items())


def _outcome(name: str, language: Language) -> str:
    return _OUTCOMES[name].in_language(language) if name in _OUTCOMES else name


def _words(language: Language, english: str, chinese: str) -> str:
    return Bilingual(english, chinese).in_language(language)


def plan_dict(plan: Plan, applied: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return a plan as JSON has it."""
    solution = plan.solution
    return {
        "kind": plan.kind,
        "as_of": plan.as_of.isoformat(),
        "scope": plan.scope,
        "synthetic": plan.synthetic,
        "parameters": dict(plan.parameters),
        "assumptions": [text._asdict() for text in plan.assumptions],
        "solution": {
            "value": solution.value,
            "bound": solution.bound,
            "greedy": solution.greedy,
            "gap": solution.gap,
            "minimized": solution.minimized,
        },
        "outcome": dict(plan.outcome),
        "steps": _records(plan.frame),
        "closings": _records(plan.closings),
        "remaining": _records(plan.remaining),
        "curve": _records(plan.curve),
        **{f"{name}_before_and_after": _records(frame) for name, frame in applied.items()},
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]
