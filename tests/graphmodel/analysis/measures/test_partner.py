from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

from graphmodel.analysis.measures import governance_hint, position_measures, relative_connectivity, survey_scores
from graphmodel.errors import InputError


def ratings(**changed: object) -> pd.DataFrame:
    columns: dict[str, object] = {
        "rater": ["a", "b", "c", "c"],
        "rated": ["c", "c", "a", "c"],
        "reliability": [4, 2, 1, 4],
        "mission": [4, None, 1, 4],
        "openness": [4, 3, 1, 4],
        "power": [1, 2, 4, 4],
        "involvement": [1, 2, 4, 4],
        "resources": [1, 2, 4, 4],
    }
    return pd.DataFrame(columns | changed)


def test_scores_are_means_over_the_others_who_rate() -> None:
    found = survey_scores(ratings()).set_index("id")
    assert found.loc["c", ["raters", "trust", "value"]].tolist() == [2, (4 + 2.5) / 2, 1.5]
    assert found.loc["a", ["trust_percent", "value_percent"]].tolist() == [0, 100]


@pytest.mark.parametrize("answer", [0, 5, 2.5, "often"])
def test_an_answer_off_the_scale_is_told(answer: object) -> None:
    with pytest.raises(InputError, match=r"reliability = .* where a rates c, expected 1 to 4"):
        survey_scores(ratings(reliability=[answer, 2, 1, 4]))


def test_a_missing_column_and_a_rating_given_twice_are_told() -> None:
    with pytest.raises(InputError, match="rater"):
        survey_scores(ratings().drop(columns="rater"))
    with pytest.raises(InputError, match="two ratings of c by a"):
        survey_scores(ratings(rater=["a", "a", "c", "c"]))


def test_relative_connectivity_counts_ties_and_with_a_survey_what_they_are_worth() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c")])
    assert relative_connectivity(graph).to_dict() == {"a": 50, "b": 100, "c": 50}
    rated = relative_connectivity(graph, survey=ratings())
    assert rated["b"] == 100
    # a is worth (0 + 100) / 2 %, c (75 + 16.7) / 2 %, b, whom nobody rated, their mean.
    assert rated["a"] == pytest.approx(100 * ((50 + 45.8333) / 2) / (50 + 45.8333), abs=1e-3)
    assert relative_connectivity(nx.empty_graph(2)).tolist() == [0, 0]


def test_the_scores_stand_beside_the_positions() -> None:
    frame = position_measures(nx.Graph([("a", "b"), ("b", "c")]), survey=ratings()).frame.set_index("id")
    assert frame.loc["c", "raters"] == 2
    assert frame["trust"].isna().to_dict() == {"b": True, "a": False, "c": False}


def test_modes_of_governance() -> None:
    assert governance_hint(nx.complete_graph(5)).mode == "shared"
    assert governance_hint(nx.star_graph(11), leads=[0]).mode == "lead_organization"
    assert governance_hint(nx.cycle_graph(12)).mode == "administrative_organization"
    assert governance_hint(nx.cycle_graph(7)).mode == "lead_organization"
    nothing = governance_hint(nx.empty_graph(3))
    assert (nothing.mode, nothing.reasons[0].zh) == (None, "成员之间没有共建联系,无从判断")


def test_a_hint_warns_where_the_wrong_one_leads() -> None:
    graph = nx.star_graph(11)
    assert [note.en for note in governance_hint(graph, leads=[3]).warnings] == [
        "the member with the most partners does not lead"
    ]
    assert [note.en for note in governance_hint(graph).warnings] == ["nobody leads"]
    with pytest.raises(InputError, match="'nobody'"):
        governance_hint(graph, leads=["nobody"])


def test_members_count_though_they_are_not_in_the_graph_and_distrust_speaks_against_sharing() -> None:
    graph = nx.complete_graph(["a", "b", "c"])
    graph.add_edge("a", "elsewhere")
    hint = governance_hint(graph, members=["a", "b", "c", "new"])
    assert (hint.members, hint.density) == (4, 0.5)
    distrusted = pd.DataFrame({"rater": ["a", "b"], "rated": ["b", "c"], "openness": [1, 2]})
    assert governance_hint(graph, members=["a", "b", "c"]).mode == "shared"
    assert governance_hint(graph, members=["a", "b", "c"], survey=distrusted).mode == "lead_organization"
