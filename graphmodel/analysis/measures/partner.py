"""PARTNER's view of a partner: trust, value, ties that are not redundant, and relative connectivity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import Floats, Network, as_network
from graphmodel.analysis.measures.structural_holes import effective_size
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, subtree
from graphmodel.schema import BY_NAME

SURVEY_SCALES: Mapping[str, tuple[str, ...]] = {
    "trust": ("reliability", "mission", "openness"),
    "value": ("power", "involvement", "resources"),
}
"""The two scores, and the three questions each is the mean of."""

LOWEST, HIGHEST = BY_NAME["survey"].column("reliability").scale or (1, 4)
_QUESTIONS = tuple(question for questions in SURVEY_SCALES.values() for question in questions)


def survey_ratings(
    graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None
) -> pd.DataFrame:
    """Return the ratings of the optional table survey, as `survey_scores` takes them.

    Of several ratings of one stakeholder by the same other the latest counts; one without a date is the oldest. Both must be live at
    the date, and what was rated after it does not exist.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only ratings of who lies in it or below.

    Returns
    -------
    pandas.DataFrame
        One row a rating, by ids: ``rater``, ``rated``, ``rated_on`` and the six questions (None where not answered).

    Raises
    ------
    InputError
        If the date is unknown, or the scope is no place.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_nodes_from("ab", labels=("Enterprise", "Stakeholder", "Unit"))
    >>> _ = graph.add_edge("a", "b", type="RATES", reliability=4, rated_on=date(2022, 5, 1))
    >>> survey_ratings(graph)[["rater", "rated", "reliability"]].to_numpy().tolist()
    [['a', 'b', 4]]
    """
    snapshot = Snapshot(graph, date_of(graph, as_of))
    inside = None if scope is None else subtree(graph, scope)
    latest: dict[tuple[str, str], tuple[date, Mapping[str, object]]] = {}
    for tie in snapshot.ties("RATES"):
        day = tie.properties.get("rated_on") or date.min
        if day > snapshot.as_of or (inside is not None and snapshot.place(tie.end) not in inside):
            continue
        pair = tie.start, tie.end
        # Of two on one day the last by key, so that the order of the rows does not decide.
        if pair not in latest or (day, tie.key) > (latest[pair][0], str(latest[pair][1]["key"])):
            latest[pair] = day, {**tie.properties, "key": tie.key}
    rows = [
        (*pair, told.get("rated_on"), *(told.get(question) for question in _QUESTIONS))
        for pair, (_, told) in sorted(latest.items())
    ]
    return pd.DataFrame(rows, columns=["rater", "rated", "rated_on", *_QUESTIONS], dtype=object)


def survey_scores(survey: pd.DataFrame) -> pd.DataFrame:
    """Return PARTNER's trust and value score of each organization that partners rated.

    Trust is the mean of reliability, support of the mission and openness to discussion, value that of power, involvement and
    resources, each rated from 1 (not at all) to 4 (a great deal) by the others who know the organization [1]_ [2]_. A
    score is the mean over raters of the mean of the answers given; ``<score>_percent`` is (score - 1) / 3 x 100, our own scaling:
    0 where all say "not at all", 100 where all say "a great deal".

    Parameters
    ----------
    survey
        One row a rating: ``rater``, ``rated``, and any of ``reliability``, ``mission``, ``openness``, ``power``, ``involvement``,
        ``resources`` (1 to 4, or empty). Who rates itself is left out.

    Returns
    -------
    pandas.DataFrame
        One row a rated organization, by id: ``id``, ``raters``, the six means, ``trust``, ``value``, ``trust_percent``,
        ``value_percent``. What nobody answered does not exist (NaN).

    Raises
    ------
    InputError
        If a column is missing, somebody rated the same organization twice, or an answer is off the scale.

    References
    ----------
    .. [1] Varda, D. M., Chandra, A., Stern, S. A., Lurie, N. (2008). Core dimensions of connectivity in public health
       collaboratives. Journal of Public Health Management and Practice 14(5), E1-E7.
    .. [2] Retrum, J. H., Chapman, C. L., Varda, D. M. (2013). Implications of network structure on public health
       collaboratives. Health Education and Behavior 40(1 Suppl), 13S-23S.

    Examples
    --------
    >>> import pandas as pd
    >>> survey = pd.DataFrame({"rater": ["a", "b"], "rated": ["c", "c"], "reliability": [4, 3], "openness": [2, 3]})
    >>> survey_scores(survey)[["id", "raters", "trust", "trust_percent"]].to_dict("records")
    [{'id': 'c', 'raters': 2, 'trust': 3.0, 'trust_percent': 66.66666666666666}]
    """
    checked = _checked(survey)
    scores = {}
    for score, questions in SURVEY_SCALES.items():
        scores[score] = checked[list(questions)].mean(axis=1, skipna=True)
    rated = checked.assign(**scores).groupby("rated", sort=True)
    frame = rated[[*_QUESTIONS, *SURVEY_SCALES]].mean()
    frame.insert(0, "raters", rated["rater"].nunique())
    for score in SURVEY_SCALES:
        frame[f"{score}_percent"] = (frame[score] - LOWEST) / (HIGHEST - LOWEST) * 100
    return frame.reset_index(names="id")


def _checked(survey: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ("rater", "rated") if name not in survey.columns]
    if missing or not set(_QUESTIONS) & set(survey.columns):
        found, expected = list(map(str, survey.columns)), ("rater", "rated", *_QUESTIONS)
        msg = Bilingual(
            f"found the columns {', '.join(found)}, expected {', '.join(expected)} (not all six questions are needed)",
            f"表中的列为 {'、'.join(found)}：应有 {'、'.join(expected)}（六个问题不必齐全）",
        )
        raise InputError(msg)
    answers = survey.reindex(columns=list(_QUESTIONS)).apply(pd.to_numeric, errors="coerce").astype(float)
    given = survey.reindex(columns=list(_QUESTIONS)).notna() & (survey.reindex(columns=list(_QUESTIONS)) != "")
    wrong = np.argwhere((given & ~answers.isin(range(LOWEST, HIGHEST + 1))).to_numpy())
    if len(wrong):
        row, column = wrong[0]
        rater, rated = survey["rater"].iloc[row], survey["rated"].iloc[row]
        found = survey[_QUESTIONS[column]].iloc[row]
        msg = Bilingual(
            f"found {_QUESTIONS[column]} = {found} where {rater} rates {rated},"
            f" expected {LOWEST} to {HIGHEST} or nothing: correct the answer",
            f"{rater} 评价 {rated} 时 {_QUESTIONS[column]} = {found}：应为 {LOWEST} 至 {HIGHEST}，或留空，请改正",
        )
        raise InputError(msg)
    checked = pd.concat([survey[["rater", "rated"]], answers], axis=1)
    checked = checked[checked["rater"] != checked["rated"]]
    twice = checked[checked.duplicated(["rater", "rated"])]
    if len(twice):
        msg = Bilingual(
            f"found two ratings of {twice['rated'].iloc[0]} by {twice['rater'].iloc[0]}, expected one: keep the right one",
            f"{twice['rater'].iloc[0]} 对 {twice['rated'].iloc[0]} 评价了两次：只能有一次，请保留正确的一次",
        )
        raise InputError(msg)
    return checked


def non_redundant_ties(graph: nx.Graph | Network) -> pd.Series:
    """Return how many of a stakeholder's ties reach others that its partners do not: Burt's effective size without weights.

    References
    ----------
    .. [1] Burt, R. S. (1992). Structural Holes. Harvard University Press, p. 52; PARTNER reports it by this name.

    Examples
    --------
    >>> import networkx as nx
    >>> non_redundant_ties(nx.complete_graph(4)).to_dict()
    {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0}
    """
    network = as_network(graph)
    undirected = Network(network.nodes, network.either, directed=False)
    return effective_size(undirected).rename("non_redundant_ties")


def relative_connectivity(graph: nx.Graph | Network, *, survey: pd.DataFrame | None = None) -> pd.Series:
    """Return what each stakeholder gains from its ties, in percent of who gains most.

    PARTNER describes it as the benefit a member receives "based on measures of value, trust, and number of connections to
    others", relative to the member with the highest; how it adds up is not published. Here a tie is worth the mean of
    the partner's trust and value score, scaled to 0-1 (of the one that is known; a partner nobody rated is worth the mean of
    the rated), and the benefit is the sum over the ties. Without a survey every tie is worth 1.

    Parameters
    ----------
    graph
        Any graph; directions are ignored.
    survey
        See `survey_scores`.

    Returns
    -------
    pandas.Series
        0 to 100 for each node; 0 for all where nobody gains anything.

    Raises
    ------
    InputError
        As `survey_scores`.

    Examples
    --------
    >>> import networkx as nx
    >>> relative_connectivity(nx.star_graph(4)).to_dict()
    {0: 100.0, 1: 25.0, 2: 25.0, 3: 25.0, 4: 25.0}
    """
    network = as_network(graph)
    benefit = np.asarray(network.either @ _worth(network, survey), dtype=np.float64)
    most = benefit.max(initial=0.0)
    return network.series(100 * benefit / most if most > 0 else benefit, "relative_connectivity")


def _worth(network: Network, survey: pd.DataFrame | None) -> Floats:
    if survey is None:
        return np.ones(len(network))
    scores = survey_scores(survey).set_index("id")
    percent = scores[[f"{score}_percent" for score in SURVEY_SCALES]].mean(axis=1, skipna=True) / 100
    worth = percent.reindex(pd.Index(network.nodes, dtype=object)).to_numpy(dtype=float)
    rated = worth[~np.isnan(worth)]
    return np.where(np.isnan(worth), rated.mean() if len(rated) else 1.0, worth)
