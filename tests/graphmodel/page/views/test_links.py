from __future__ import annotations

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.views.links import links_view


def test_pairs_are_those_of_the_analysis_of_the_place_and_layer(analyses: Analyses) -> None:
    for place in (None, "510106", "510106024", "510106025", "511424"):
        for layer in (None, "culture", "safety"):
            view = links_view(analyses, Choice(layer=layer), place=place)
            expected = cobuilding(analyses.graph, scope=place, layer=layer).pairs
            if layer is not None:
                # Ties without a layer are left out where one is asked for.
                assert view.rows.total == sum(layer in layers for layers in expected["layers"])
            else:
                assert view.rows.total == len(expected)
                assert [row.together for row in view.rows.items] == expected["together"].tolist()


def test_ties_on_paper_are_told_apart(analyses: Analyses) -> None:
    view = links_view(analyses, Choice(), place=None)
    assert (view.stakeholders, view.rows.total, view.paper) == (4, 2, 1)
    done = next(row for row in view.rows.items if row.together)
    assert (done.layers, done.channels) == ("文化联建", "活动、联盟")


def test_an_unknown_layer_is_all_layers_and_an_empty_place_empty(analyses: Analyses) -> None:
    assert links_view(analyses, Choice(layer="stranger"), place=None).rows.total == 2
    assert links_view(analyses, Choice(), place="511424").rows.items == ()
