"""How it was computed, from what, and what it cannot say."""

from __future__ import annotations

from graphmodel.report.document.model import Bullets, Section
from graphmodel.report.document.situation import Situation
from graphmodel.report.gaps import judged_notes, numbers_in_words


def section(at: Situation) -> Section:
    """Tell data, rules, numbers and limits."""
    report = at.gaps
    versions = " · ".join(f"{name} {version}" for name, version in report.versions.items())
    numbers = numbers_in_words(report, at.language)
    told = (
        at.say(
            "A gap is what a rule finds in the graph of the given tables; a tie or an organization that no table lists counts as absent.",
            "缺口是规则在所给表格构成的图中找到的；表中未列的组织或关系视为不存在。",
        ),
        at.say(
            "Intervals are Wilson score intervals at 95 %: two places whose intervals overlap widely may differ by chance alone.",
            "区间为 95% 的 Wilson 区间：区间大幅重叠的两地，其差别可能只是偶然。",
        ),
        *_recommending(at),
        at.say(
            "Priorities weigh severity, people reached and effort; they order work and do not judge anyone.",
            "优先级综合严重程度、涉及人数与所需力度，仅用于安排工作，不作评价。",
        ),
        *judged_notes(report, at.language),
        *([at.say("Numbers of the rules: ", "规则所用数值：") + numbers] if numbers else []),
        versions,
    )
    return Section(at.say("Method and caveats", "方法与说明"), (Bullets(tuple(item for item in told if item)),))


def _recommending(at: Situation) -> tuple[str, ...]:
    if not at.recommended.recommendations:
        return ()
    return (
        at.say(
            "A recommended link is a suggestion to talk: its chance is learnt from who came to build with whom, which past choices shaped.",
            "建议共建仅供商洽参考：可能性由以往谁与谁结成共建学得，以往的选择会影响结果。",
        ),
    )
