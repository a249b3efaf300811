from __future__ import annotations

from graphmodel.page.analyses import Analyses


def test_the_page_opens_with_the_top_place_that_holds_most(analyses: Analyses) -> None:
    assert analyses.places.default == "510106"
    assert analyses.places.children(None) == ["510106", "511424"]


def test_choices_go_down_the_ladder_and_say_the_way(analyses: Analyses) -> None:
    assert list(analyses.places.options.items()) == [
        ("510106", "金牛区　510106"),
        ("510106024", "西安路街道　510106024"),
        ("510106024001", "西安路街道 › 青羊北路社区　510106024001"),
        ("510106024002", "西安路街道 › 永陵社区　510106024002"),
        ("510106025", "抚琴街道　510106025"),
        ("511424", "丹棱县　511424"),
    ]


def test_the_way_leads_from_the_top(analyses: Analyses) -> None:
    assert analyses.places.way("K1") == ("510106", "510106024", "510106024001", "K1")
    assert analyses.places.way(None) == ()
    assert "K1" in analyses.places
    assert "E00" not in analyses.places
    assert None not in analyses.places
