from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from graphmodel.analysis.measures import (
    governance_hint,
    position_measures,
    relative_connectivity,
    survey_ratings,
    survey_scores,
)
from graphmodel.errors import InputError
from graphmodel.graph import build_graph
from loaders import check
from tests.graphmodel.analysis.made_up import AS_OF, add_stakeholder, empty_graph


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


def rated(*ratings: tuple[str, str, date | None, dict[str, int]]) -> nx.MultiDiGraph:
    graph = empty_graph()
    for node, place in (("a", "S1"), ("b", "S1"), ("c", "S2")):
        add_stakeholder(graph, node, place)
    for rater, other, day, answers in ratings:
        graph.add_edge(rater, other, type="RATES", **answers, **({} if day is None else {"rated_on": day}))
    return graph


def test_the_latest_rating_of_a_pair_counts_and_none_of_the_future() -> None:
    graph = rated(
        ("a", "b", None, {"reliability": 1}),
        ("a", "b", AS_OF - timedelta(days=9), {"reliability": 2}),
        ("a", "b", AS_OF, {"reliability": 3}),
        ("a", "b", AS_OF + timedelta(days=1), {"reliability": 4}),
        ("c", "b", None, {"reliability": 4, "power": 2}),
    )
    ratings = survey_ratings(graph)
    assert ratings[["rater", "rated", "reliability", "power"]].to_numpy().tolist() == [
        ["a", "b", 3, None],
        ["c", "b", 4, 2],
    ]
    [score] = survey_scores(ratings).to_dict("records")
    assert (score["id"], score["raters"], score["trust"], score["value"]) == ("b", 2, 3.5, 2.0)


def test_who_is_gone_neither_rates_nor_is_rated_and_scope_bounds_the_rated() -> None:
    graph = rated(("a", "b", None, {"power": 1}), ("b", "c", None, {"power": 2}), ("c", "a", None, {"power": 3}))
    assert survey_ratings(graph, scope="S2")["rated"].tolist() == ["c"]
    graph.nodes["c"]["dissolved_on"] = AS_OF - timedelta(days=1)
    assert survey_ratings(graph)["rated"].tolist() == ["b"]


def test_no_survey_is_an_empty_table() -> None:
    ratings = survey_ratings(rated())
    assert ratings.empty
    assert survey_scores(ratings).empty


OFF = "rater_id,rated_id,power,reliability,rated_on\nE1,E2,4,2,2022-05\nE2,E1,5,2,\nE1,E1,1,1,\nE2,E9,1,1,\nE2,E3,,0,\n"


@pytest.fixture
def survey_files(tmp_path: Path) -> Path:
    (tmp_path / "about.csv").write_text("key,value\nas_of,2022-06-30\n", encoding="utf-8")
    (tmp_path / "enterprises.csv").write_text("unit_id,name\nE1,甲\nE2,乙\nE3,丙\n", encoding="utf-8")
    (tmp_path / "survey.csv").write_text(OFF, encoding="utf-8")
    return tmp_path


def test_a_rating_off_the_scale_is_quarantined_with_what_was_expected(survey_files: Path) -> None:
    result = check([survey_files])
    told = [(problem.code, problem.row, problem.column) for problem in result.problems if problem.table == "survey"]
    assert ("off_scale", 3, "power") in told
    assert ("off_scale", 6, "reliability") in told
    assert {"self_reference", "unknown_reference"} <= {code for code, _, _ in told}
    [first, *_] = [problem for problem in result.problems if problem.code == "off_scale"]
    assert "expected a whole number from 1 to 4" in first.message("en")
    assert "应为 1 至 4 的整数" in first.message("zh")
    ratings = survey_ratings(build_graph(result.dataset))
    assert ratings[["rater", "rated", "power", "reliability"]].to_numpy().tolist() == [["E1", "E2", 4, 2]]
