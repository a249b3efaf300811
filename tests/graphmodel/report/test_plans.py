from __future__ import annotations

import pytest

from graphmodel.analysis.planning import plan_centres
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
