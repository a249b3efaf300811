from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphmodel.analysis.matching import Transport, solve


@st.composite
def problems(draw: st.DrawFn) -> Transport:
    """Draw problems small enough to try every flow."""
    needs, resources = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    pairs = list(product(range(needs), range(resources)))
    arcs = sorted(draw(st.sets(st.sampled_from(pairs), max_size=5)))
    whole = st.integers(1, 3)
    capacity = draw(st.lists(whole.map(float) | st.just(np.inf), min_size=resources, max_size=resources))
    return Transport(
        quantity=np.array(draw(st.lists(whole, min_size=needs, max_size=needs))),
        capacity=np.array(capacity),
        offerer=np.array(draw(st.lists(st.integers(0, 1), min_size=resources, max_size=resources))),
        need=np.array([need for need, _ in arcs], dtype=np.int64),
        resource=np.array([resource for _, resource in arcs], dtype=np.int64),
        cost=np.array(
            draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, 4.0]), min_size=len(arcs), max_size=len(arcs)))
        ),
        limit=draw(st.none() | st.integers(1, 2)),
    )


def is_possible(problem: Transport, amount: np.ndarray) -> bool:
    """Check a flow against the words of the problem, one need, resource and offerer at a time."""
    got = np.bincount(problem.need, amount, len(problem.quantity))
    gave = np.bincount(problem.resource, amount, len(problem.capacity))
    served: dict[int, set[int]] = {}
    for arc in np.flatnonzero(amount):
        served.setdefault(int(problem.offerer[problem.resource[arc]]), set()).add(int(problem.need[arc]))
    most = max((len(needs) for needs in served.values()), default=0)
    return bool(
        (amount >= 0).all()
        and (got <= problem.quantity).all()
        and (gave <= problem.capacity).all()
        and (problem.limit is None or most <= problem.limit)
    )


def cost_of(problem: Transport, amount: np.ndarray) -> float:
    """What a flow costs: each share its cost, each share that is not met the penalty."""
    shares = amount / problem.quantity[problem.need]
    return float(shares @ problem.cost + (len(problem.quantity) - shares.sum()) * problem.penalty)


@given(problems())
def test_no_flow_is_better_than_the_one_found(problem: Transport) -> None:
    flow = solve(problem)
    assert is_possible(problem, flow.amount)
    assert flow.solution.is_optimal
    ranges = [range(int(most) + 1) for most in problem.most]
    best = min(
        cost_of(problem, amount)
        for amount in (np.array(amounts, dtype=np.int64) for amounts in product(*ranges))
        if is_possible(problem, amount)
    )
    assert cost_of(problem, flow.amount) == pytest.approx(best)
    assert flow.solution.greedy <= flow.solution.value + 1e-9


@given(problems())
def test_no_other_flow_meets_a_whole_need_more(problem: Transport) -> None:
    met = (solve(problem).amount / problem.quantity[problem.need]).sum()
    free = Transport(
        problem.quantity,
        problem.capacity,
        problem.offerer,
        problem.need,
        problem.resource,
        problem.cost * 0,
        problem.limit,
    )
    most = (solve(free).amount / problem.quantity[problem.need]).sum()
    assert most < met + 1


def test_an_offerer_of_many_is_held_to_the_limit_where_the_plain_transport_breaks_it() -> None:
    """One offerer could serve all four at no cost; with a limit of 2 the dearer others come in."""
    need, resource = np.array([0, 1, 2, 3, 0, 1, 2, 3]), np.array([0, 0, 0, 0, 1, 1, 1, 1])
    cost = np.array([0.0, 0.0, 0.0, 0.0, 5.0, 4.0, 3.0, 2.0])
    problem = Transport(np.full(4, 2), np.array([np.inf, np.inf]), np.array([0, 1]), need, resource, cost, 2)
    assert solve(problem).amount.tolist() == [2, 2, 0, 0, 0, 0, 2, 2]


def test_without_arcs_nothing_flows_and_that_is_optimal() -> None:
    none = np.zeros(0, dtype=np.int64)
    flow = solve(Transport(np.array([1]), np.array([1.0]), np.array([0]), none, none, np.zeros(0), 1))
    assert (flow.amount.tolist(), flow.solution.is_optimal) == ([], True)


@example(seed=1)
@given(seed=st.integers(0, 50))
def test_without_time_the_greedy_flow_stands_and_is_possible(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = np.array(list(product(range(12), range(6))))
    problem = Transport(
        quantity=random.integers(1, 9, 12),
        capacity=random.integers(1, 12, 6).astype(float),
        offerer=random.integers(0, 3, 6),
        need=pairs[:, 0],
        resource=pairs[:, 1],
        cost=random.random(len(pairs)),
        limit=2,
    )
    flow = solve(problem, time_limit=0.0)
    assert is_possible(problem, flow.amount)
    assert flow.solution.value >= flow.solution.greedy - 1e-9
    assert flow.solution.bound >= solve(problem).solution.value - 1e-6
