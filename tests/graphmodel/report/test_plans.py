from __future__ import annotations

from dataclasses import replace

import pytest

from graphmodel.analysis.planning import plan_centres, plan_instructors, plan_joint_branches, plan_remedies
from graphmodel.analysis.planning.solver import Solution
from graphmodel.report import plans
from graphmodel.report.workbook import Share
from graphmodel.schema import Language
from tests.graphmodel.gaps.worlds import LADDER, world


@pytest.mark.parametrize(("language", "inside"), [("zh", "实施后圈内 90"), ("en", "inside the circle after 90")])
def test_notes_and_rates_are_in_the_readers_language(language: Language, inside: str) -> None:
    compound = {**LADDER[3], "longitude": 104.0, "latitude": 30.7, "households": 90}
    graph = world(places=(*LADDER[:3], compound), enterprises=[{"unit_id": "E", "place_id": "H"}])
    plan = plan_centres(graph, centres=1)
    assert inside in plans.plan_notes(graph, plan, language)
    applied = plans.before_and_after(graph, plan, language, parameters={})
    rates = applied["rates"].set_index("rate")
    assert isinstance(rates.loc["organization_coverage", "before"], Share)
    assert str(rates.loc["organization_coverage", "before"]) == "0.0%"
    assert applied["gaps"].set_index("rule").loc["compound-outside-15-minutes", "change"] == -1
    assert next(iter(plans.plan_sheets(plan, applied, language))) == {"zh": "方案", "en": "plan"}[language]


@pytest.mark.parametrize(
    ("bound", "language", "said"),
    [
        (98.0, "zh", "已证明为最优方案"),
        (98.0, "en", "proven to be the best possible"),
        (100.0, "zh", "与最优方案相差至多 2.04%；延长计算时间（gongjian plan 的 --time-limit）可能更好"),
        (100.0, "en", "at most 2.04% from the best possible; more time (--time-limit of `gongjian plan`) may find better"),
    ],
)  # fmt: skip
def test_how_good_a_plan_is_says_what_could_better_it_wherever_it_stands(
    bound: float, language: Language, said: str
) -> None:
    graph = world(places=LADDER)
    plan = replace(plan_centres(graph, centres=1), solution=Solution(98.0, bound, 95.0))
    assert said in plans.plan_notes(graph, plan, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "党建指导员1名；每名指导员至多联系7个单位；路程至多3000米；绕行系数1.3；计算时间至多50秒"),
        ("en", "instructors 1 · capacity 7 · reach_m 3000 · detour 1.3 · time_limit 50"),
    ],
)
def test_the_numbers_of_a_plan_are_named_in_the_readers_language(language: Language, said: str) -> None:
    graph = world(places=LADDER)
    plan = plan_instructors(graph, instructors=1, capacity=7, detour=1.3, time_limit=50)
    assert said in plans.plan_notes(graph, plan, language)


def test_every_number_of_every_plan_has_a_chinese_name() -> None:
    graph = world(places=LADDER)
    for plan in (
        plan_joint_branches(graph, branches=1),
        plan_instructors(graph, instructors=1),
        plan_centres(graph, centres=1),
        plan_remedies(graph, findings=()),
    ):
        numbers = plans.plan_notes(graph, plan, "zh")
        assert not [name for name in plan.parameters if any(name in line.split() for line in numbers)]
