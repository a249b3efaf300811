from __future__ import annotations

from graphmodel.gaps import Severity
from graphmodel.gaps.priority import prioritize
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.views.gaps import PAGE, gaps_view


def test_a_street_shows_its_gaps_in_the_order_of_their_priority(analyses: Analyses) -> None:
    gaps = analyses.gaps()
    view = gaps_view(gaps, Choice(), place="510106024")
    expected = [
        item.finding.name
        for item in prioritize(analyses.graph, gaps.parts.report).items
        if "510106024" in item.finding.scope
    ]
    assert [row.name for row in view.rows.items] == expected[:PAGE]
    assert view.total == len(expected) == view.rows.total
    assert set(view.counts) == {severity.value for severity in Severity}


def test_choices_narrow_the_list_and_say_how_many_there_are(analyses: Analyses) -> None:
    gaps = analyses.gaps()
    rule = "unit-should-have-own-organization"
    view = gaps_view(gaps, Choice(rule=rule), place=None)
    # One firm has five party members and no organization.
    assert [row.people for row in view.rows.items] == [900]
    assert view.rules[rule].endswith("（1）")
    assert len(view.rules) > 1
    closer = view.rows.items[0].closers[0]
    assert closer == ("P1", "西安路街道党工委")
    alone = gaps_view(gaps, Choice(closer="P1", severity="high"), place=None)
    assert {row.severity for row in alone.rows.items} == {"high"}
    assert all("P1" in {id_ for id_, _ in row.closers} for row in alone.rows.items)
    assert gaps_view(gaps, Choice(rule="no-such-rule"), place=None).rows.total == 0


def test_the_last_page_ends_the_list(analyses: Analyses) -> None:
    view = gaps_view(analyses.gaps(), Choice(page=10_000), place=None)
    assert view.rows.page == view.rows.pages
    assert len(view.rows.items) == view.rows.total - (view.rows.pages - 1) * PAGE


def test_the_way_does_not_repeat_the_name(analyses: Analyses) -> None:
    row = gaps_view(analyses.gaps(), Choice(rule="unit-should-have-own-organization"), place=None).rows.items[0]
    assert row.way == "金牛区 › 西安路街道"


def test_words_follow_the_language(analyses: Analyses) -> None:
    choice = Choice(language="en", rule="unit-should-have-own-organization")
    row = gaps_view(analyses.gaps(), choice, place=None).rows.items[0]
    assert row.severity_title == "high"
    assert row.effort == "found, elect or merge a body"
