"""Where to put what: beside spopt on the same instances, where both have to find the same optimum.

spopt is in requirements/bench.txt; without it only our times are shown. It writes its models with PuLP and is given the
same solver as ours, HiGHS, to full optimality; CBC, which PuLP takes by itself, is shown on the smallest instances. Both
times include making the model, as one who plans has to. spopt has neither existing sites with capacities nor limits on how
many units form a group, so the plans of the district have nothing beside them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from benchmarks.measure import Row, in_turn, seconds, table
from graphmodel.analysis.planning import (
    Plan,
    maximal_covering,
    plan_centres,
    plan_instructors,
    plan_joint_branches,
    set_cover,
)
from graphmodel.graph import build_graph
from loaders.cases.jinniu import generate

RADIUS = 900.0
HAS_SPOPT = all(importlib.util.find_spec(name) is not None for name in ("spopt", "highspy"))
CBC, HIGHS = "spopt with CBC", "spopt with HiGHS"


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


def solved(model: Any, solver: str) -> float:
    """Let spopt solve a model of its own, and return the optimum."""
    import pulp  # noqa: PLC0415 -- not a dependency of the product

    chosen = pulp.HiGHS(msg=False, gapRel=0) if solver == HIGHS else pulp.PULP_CBC_CMD(msg=False, gapRel=0)
    return float(pulp.value(model.solve(chosen).problem.objective))


def most_covered(demands: int, sites: int, number: int, solver: str = HIGHS) -> Row:
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
        from spopt.locate import MCLP  # noqa: PLC0415 -- likewise

        found["theirs"] = solved(MCLP.from_cost_matrix(costs, weights, RADIUS, number), solver)

    return _side_by_side("MCLP", f"{demands:,} × {sites:,}, p = {number}", (ours, theirs), found, solver)


def all_covered(demands: int, sites: int, solver: str = HIGHS) -> Row:
    """Time the smallest cover of a made-up instance."""
    costs, _ = made_up(demands, sites)
    # spopt has no solution where a demand is out of everybody's reach.
    costs = costs[(costs <= RADIUS).any(axis=1)]
    found: dict[str, float] = {}

    def ours() -> None:
        reach = csr_array((costs <= RADIUS).astype(float))
        found["ours"] = set_cover(reach, costs=np.ones(costs.shape[1]), time_limit=60).solution.value

    def theirs() -> None:
        from spopt.locate import LSCP  # noqa: PLC0415 -- likewise

        found["theirs"] = solved(LSCP.from_cost_matrix(costs, RADIUS), solver)

    return _side_by_side("LSCP", f"{len(costs):,} × {sites:,}", (ours, theirs), found, solver)


def _side_by_side(
    job: str, size: str, ways: tuple[Callable[[], None], Callable[[], None]], found: dict[str, float], solver: str
) -> Row:
    if not HAS_SPOPT:
        return Row(job, size, seconds(ways[0]))
    row = Row(job, size, *in_turn(*ways, repeats=1), solver)
    same(found["ours"], found["theirs"])
    return row


def _timed(make: Callable[[], Plan]) -> tuple[float, Plan]:
    """Return the seconds that a plan took, and the plan."""
    made: list[Plan] = []
    return seconds(lambda: made.append(make())), made[0]


def district(graph: nx.MultiDiGraph) -> list[Row]:
    """Time the plans of the whole district, which spopt cannot make: their sites have capacities and their groups rules."""
    plans = {
        "joint branches": lambda: plan_joint_branches(graph),
        "40 instructors": lambda: plan_instructors(graph, instructors=40),
        "8 service centres, each k": lambda: plan_centres(graph, centres=8),
    }
    rows = []
    for job, make in plans.items():
        taken, plan = _timed(make)
        gaps = [f"gap {plan.solution.gap:.2%}"]
        if plan.preference is not None:
            gaps.append(f"preference {plan.preference.gap:.2%}")
        rows.append(Row(f"plan: {job}", f"Jinniu, {len(graph):,} nodes; {', '.join(gaps)}", taken))
    return rows


def run() -> list[Row]:
    """Measure."""
    return [
        most_covered(500, 200, 10, CBC),
        most_covered(500, 200, 10),
        most_covered(800, 250, 15),
        most_covered(2_000, 500, 20),
        all_covered(500, 200, CBC),
        all_covered(500, 200),
        all_covered(800, 250),
        all_covered(1_000, 300),
        *district(build_graph(generate())),
    ]


if __name__ == "__main__":
    print(table(run()))
