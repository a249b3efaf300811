from __future__ import annotations

import pytest

from graphmodel.analysis.recommendation import recommend_links
from graphmodel.errors import InputError
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.views.recommended import recommended_view
from graphmodel.schema import Language
from tests.graphmodel.page.town import SCRIPT


def test_links_to_build_are_those_of_the_analysis_however_often_it_is_asked(tied: Analyses) -> None:
    # The second and third question use what the first has learnt.
    for place in (None, "510106024", "510106025"):
        found = recommend_links(tied.graph, scope=place, count=40)
        view = recommended_view(tied, Choice(), place=place)
        assert view.rows.total == len(found.recommendations)
        assert view.candidates == found.candidates
        expected = [(item.a, item.b, round(item.score, 6)) for item in found.recommendations]
        shown = [(row.a[0], row.b[0], round(row.score, 6)) for row in view.rows.items]
        assert shown == expected[: len(shown)]
    assert recommended_view(tied, Choice(), place=None).rows.items[0].a[1] == SCRIPT


@pytest.mark.parametrize(("language", "word"), [("zh", "共同伙伴"), ("en", "common partner")])
def test_each_has_its_reasons_in_the_language(tied: Analyses, language: Language, word: str) -> None:
    row = recommended_view(tied, Choice(language=language), place=None).rows.items[0]
    assert any(word in reason for reason in row.reasons)


def test_a_partner_has_its_own_list(tied: Analyses) -> None:
    first = recommended_view(tied, Choice(), place=None).rows.items[0]
    view = recommended_view(tied, Choice(partner=first.a[0]), place="510106025")
    assert view.partner == first.a[1]
    assert {row.a[0] for row in view.rows.items} == {first.a[0]}
    with pytest.raises(InputError):
        recommended_view(tied, Choice(partner="nobody"), place=None)


def test_a_place_where_nobody_is_has_none(tied: Analyses) -> None:
    assert recommended_view(tied, Choice(), place="511424").rows.items == ()
