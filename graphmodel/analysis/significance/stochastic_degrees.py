"""More than chance, if chance keeps on average how much everyone takes part: the stochastic degree sequence model."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import NamedTuple

import networkx as nx
import numpy as np

from graphmodel.analysis.significance.backbone import Backbone, Tested, check_alpha, keep
from graphmodel.analysis.significance.configuration import Configuration, configuration_model
from graphmodel.analysis.significance.correction import Correction, all_pairs
from graphmodel.analysis.significance.incidence import Meetings, Numbers, Reals, incidence, meetings
from graphmodel.analysis.significance.narrative import Method
from graphmodel.analysis.significance.poisson_binomial import upper_tails

# Probabilities in one array: bounds memory at some hundred megabytes whatever the size of the network.
_MOST_NUMBERS = 2_000_000


def sdsm(
    graph: nx.Graph,
    *,
    nodes: Collection[Hashable],
    alpha: float = 0.05,
    correction: Correction = "benjamini-hochberg",
) -> Backbone:
    """Find the pairs that share more than chance explains, under the stochastic degree sequence model.

    Chance is a two-mode graph in which every node of either mode has its degree on average and everything else is left
    open: the bipartite configuration model, fitted by maximum likelihood (`configuration_model`). There, how many
    columns i and j share is a sum of independent trials with the probabilities p_ik·p_jk, and ``p`` is its exact upper tail
    P(X ≥ observed) [1]_ [2]_. Close to, and a little more cautious than, `fdsm`, in which degrees are fixed.

    Parameters
    ----------
    graph
        Two-mode: every edge runs between ``nodes`` and the others. Weights, directions and repetitions do not count.
    nodes
        The mode that is compared. All of their pairs are tests.
    alpha
        A pair is kept where its adjusted p-value is below.
    correction
        ``none``, ``holm`` or ``benjamini-hochberg``.

    Raises
    ------
    InputError
        If the graph is not two-mode, a node is not in it, alpha is not between 0 and 1, or the correction is unknown.

    References
    ----------
    .. [1] Neal, Z. P. (2014). The backbone of bipartite projections: Inferring relationships from co-authorship,
       co-sponsorship, co-attendance and other co-behaviors. Social Networks 39, 84-97.
    .. [2] Neal, Z. P., Domagalski, R., Sagan, B. (2021). Comparing alternatives to the fixed degree sequence model for
       extracting the backbone of bipartite projections. Scientific Reports 11, 23929.

    Examples
    --------
    >>> import networkx as nx
    >>> davis = nx.davis_southern_women_graph()
    >>> backbone = sdsm(davis, nodes=davis.graph["top"], correction="none")
    >>> backbone.method.tests, len(backbone.frame), backbone.graph.number_of_edges()
    (153, 139, 0)
    """
    check_alpha(alpha)
    read = incidence(graph, nodes=nodes)
    met = meetings(read.matrix)
    model = configuration_model(read.row_degrees, read.column_degrees)
    expected, p = _test(model, met)
    return keep(
        graph,
        read.nodes,
        Tested(met.a, met.b, met.observed, expected, p, {}),
        method=Method("sdsm", alpha, correction, tests=all_pairs(len(read.nodes)), columns=read.matrix.shape[1]),
    )


class _Problems(NamedTuple):
    """Pairs of row classes that met, the different tails asked of them, and which tail each meeting asks."""

    first: Numbers
    second: Numbers
    group: Numbers
    threshold: Numbers
    asked: Numbers


def _problems(model: Configuration, met: Meetings) -> _Problems:
    """Return the few different problems: pairs of equal degrees that met equally often share one."""
    classes = len(model.probabilities)
    one, other = model.row_class[met.a], model.row_class[met.b]
    pair, group = np.unique(np.minimum(one, other) * classes + np.maximum(one, other), return_inverse=True)
    most = int(met.observed.max(initial=0)) + 1
    tail, asked = np.unique(group * most + met.observed, return_inverse=True)
    return _Problems(pair // classes, pair % classes, tail // most, tail % most, asked)


def _test(model: Configuration, met: Meetings) -> tuple[Reals, Reals]:
    """Return the expected number of shared columns and the upper tail of each pair that met."""
    problems = _problems(model, met)
    expected, tails = np.empty(len(problems.group)), np.empty(len(problems.group))
    size = max(1, _MOST_NUMBERS // max(len(model.column_counts), 1))
    for begin in range(0, len(problems.first), size):
        part = slice(begin, begin + size)
        together = model.probabilities[problems.first[part]] * model.probabilities[problems.second[part]]
        those = slice(*np.searchsorted(problems.group, [begin, begin + size]))
        groups = problems.group[those] - begin
        expected[those] = (together @ model.column_counts)[groups]
        tails[those] = upper_tails(together, model.column_counts, groups=groups, thresholds=problems.threshold[those])
    return expected[problems.asked], tails[problems.asked]
