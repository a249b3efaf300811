"""Where to put what: beside spopt on the same instances, where both have to find the same optimum.

spopt is in requirements/bench.txt; without it only our times are shown.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from benchmarks.measure import Row, in_turn, seconds, table
from graphmodel.analysis.planning import (
    maximal_covering,
    plan_centres,
    plan_instructors,
    plan_joint_branches,
    set_cover,
)
from graphmodel.graph import build_graph
from loaders.cases.jinniu import generate

RADIUS = 900.0
HAS_SPOPT = importlib.util.find_spec("spopt") is not None


def made_up(demands: int, sites: int, *, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return distances in metres between points of a square of 8 km, and the weight of each demand."""
    random = np.random.default_rng(seed)
    first, second = random.random((demands, 1, 2)), random.random((1, sites, 2))
    return 8_000 * np.linalg.norm(first - second, axis=-1), random.integers(20, 400, demands).astype(float)


def same(ours: float, theirs: float) -> None:
    """Raise where two optima differ."""
    if abs(ours - theirs) > 1e-6 * max(1.0, abs(theirs)):
        msg = f"found the optimum {ours} and spopt's {theirs}, expected the same"
        raise AssertionError(msg)


def most_covered(demands: int, sites: int, number: int) -> Row:
    """Time the maximal covering of a made-up instance."""
    costs, weights = made_up(demands, sites)
    found: dict[str, float] = {}

    def ours() -> None:
        reach = csr_array((costs <= RADIUS).astype(float))
        solution = maximal_covering(reach, weights=weights, sites=number, time_limit=60).solution
        if not solution.is_optimal:
            msg = f"found a gap of {solution.gap:.2%} after a minute, expected the optimum"
            raise AssertionError(msg)
        found["ours"] = solution.value

    def theirs() -> None:
        import pulp  # noqa: PLC0415 -- not a dependency of the product
        from spopt.locate import MCLP  # noqa: PLC0415 -- likewise

        model = MCLP.from_cost_matrix(costs, weights, service_radius=RADIUS, p_facilities=number)
        found["theirs"] = float(pulp.value(model.solve(pulp.PULP_CBC_CMD(msg=False)).problem.objective))

    return _side_by_side("MCLP", f"{demands:,} × {sites:,}, p = {number}", ours, theirs, found)


def all_covered(demands: int, sites: int) -> Row:
    """Time the smallest cover of a made-up instance."""
    costs, _ = made_up(demands, sites)
    # spopt has no solution where a demand is out of everybody's reach.
    costs = costs[(costs <= RADIUS).any(axis=1)]
    found: dict[str, float] = {}

    def ours() -> None:
        reach = csr_array((costs <= RADIUS).astype(float))
        found["ours"] = set_cover(reach, costs=np.ones(costs.shape[1]), time_limit=60).solution.value

    def theirs() -> None:
        import pulp  # noqa: PLC0415 -- likewise
        from spopt.locate import LSCP  # noqa: PLC0415 -- likewise

        model = LSCP.from_cost_matrix(costs, service_radius=RADIUS)
        found["theirs"] = float(pulp.value(model.solve(pulp.PULP_CBC_CMD(msg=False)).problem.objective))

    return _side_by_side("LSCP", f"{len(costs):,} × {sites:,}", ours, theirs, found)


def _side_by_side(
    job: str, size: str, ours: Callable[[], None], theirs: Callable[[], None], found: dict[str, float]
) -> Row:
    if not HAS_SPOPT:
        return Row(job, size, seconds(ours))
    row = Row(job, size, *in_turn(ours, theirs), "spopt with CBC")
    same(found["ours"], found["theirs"])
    return row


def district(graph: nx.MultiDiGraph) -> list[Row]:
    """Time the plans of the whole district, which spopt cannot make: their sites have capacities and their groups rules."""
    plans = {
        "joint branches": lambda: plan_joint_branches(graph),
        "40 instructors": lambda: plan_instructors(graph, instructors=40),
        "8 service centres, each k": lambda: plan_centres(graph, centres=8),
    }
    rows = []
    for job, make in plans.items():
        made = []
        taken = seconds(lambda make=make, made=made: made.append(make()))  # type: ignore[misc]
        [plan] = made
        gaps = [f"gap {plan.solution.gap:.2%}"]
        if plan.preference is not None:
            gaps.append(f"preference {plan.preference.gap:.2%}")
        rows.append(Row(f"plan: {job}", f"Jinniu, {len(graph):,} nodes; {', '.join(gaps)}", taken))
    return rows


def run() -> list[Row]:
    """Measure."""
    return [
        most_covered(500, 200, 10),
        most_covered(800, 250, 15),
        all_covered(500, 200),
        all_covered(800, 250),
        *district(build_graph(generate())),
    ]


if __name__ == "__main__":
    print(table(run()))
