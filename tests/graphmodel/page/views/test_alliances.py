from __future__ import annotations

from graphmodel.graph import build_graph
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.views.alliances import alliances_view
from tests.graphmodel.page.town import town


def test_a_place_shows_its_alliances_those_asleep_first(analyses: Analyses) -> None:
    view = alliances_view(analyses, Choice(), place=None)
    assert [(row.name, row.is_asleep) for row in view.rows] == [("沉睡联盟", True), ("产业联盟", False)]
    assert (view.asleep, view.days) == (1, 183)
    assert [row.name for row in alliances_view(analyses, Choice(), place="510106024").rows] == ["产业联盟"]


def test_the_pulse_has_a_beat_for_each_half_year(analyses: Analyses) -> None:
    row = alliances_view(analyses, Choice(), place="510106024").rows[0]
    assert [(beat.half_year, beat.count, beat.height) for beat in row.pulse][-2:] == [
        ("2023H2", 0, 0),
        ("2024H1", 1, 100),
    ]
    assert row.pulse_text.endswith("2024H1: 1")


def test_a_chosen_alliance_shows_its_members(analyses: Analyses) -> None:
    view = alliances_view(analyses, Choice(alliance="A1"), place=None)
    assert view.chosen is not None
    assert [(member.roles, member.took_part) for member in view.members] == [("牵头", True), ("成员", True)]
    assert alliances_view(analyses, Choice(alliance="A1"), place="510106025").chosen is None


def test_who_leads_is_named_first_then_who_is_standing() -> None:
    members = {"alliance_id": ["A1"] * 4, "member_id": ["E03", "E04", "E05", "E06"]}
    roles = {"role": ["member", "standing", "member", "lead"]}
    graph = build_graph(town(alliance_members={**members, **roles}))
    view = alliances_view(Analyses(graph), Choice(alliance="A1"), place=None)
    assert [member.roles for member in view.members] == ["牵头", "常任", "成员", "成员"]


def test_a_place_without_alliances_is_empty(analyses: Analyses) -> None:
    assert alliances_view(analyses, Choice(), place="511424").rows == ()
