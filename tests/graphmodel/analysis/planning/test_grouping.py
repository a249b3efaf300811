from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.planning.grouping import (
    Candidate,
    Group,
    Limits,
    cores,
    group_exactly,
    group_greedily,
    likeness,
    most_groups,
)

POOLS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from("pq"), st.sampled_from(["x", "y", None])), max_size=7
).map(lambda rows: [Candidate(f"u{number}", *row) for number, row in enumerate(rows)])


def partitions(units: Sequence[Candidate], groups: int, limits: Limits) -> Iterator[list[Group]]:
    """Yield every way to put units into at most so many branches, or into none."""
    if not units:
        yield []
        return
    first, rest = units[0], units[1:]
    for found in partitions(rest, groups, limits):
        yield found
        for number, group in enumerate(found):
            if len(group) < limits.units:
                yield [*found[:number], (first, *group), *found[number + 1 :]]
        if len(found) < groups:
            yield [*found, (first,)]


def best_by_hand(units: Sequence[Candidate], groups: int, limits: Limits) -> tuple[int, int]:
    return max(
        (sum(map(len, found)), sum(map(likeness, found)))
        for found in partitions(units, groups, limits)
        if all(sum(unit.members for unit in group) >= limits.members for group in found)
    )


def obeys(found: Sequence[Group], groups: int, limits: Limits) -> bool:
    ids = [unit.id for group in found for unit in group]
    return (
        len(found) <= groups
        and len(set(ids)) == len(ids)
        and all(len(group) <= limits.units for group in found)
        and all(sum(unit.members for unit in group) >= limits.members for group in found)
    )


@settings(max_examples=60, deadline=None)
@given(POOLS, st.integers(1, 2), st.sampled_from([Limits(3, 5), Limits(3, 3)]))
def test_the_exact_grouping_is_the_best_of_all(units: list[Candidate], groups: int, limits: Limits) -> None:
    number = min(
        groups, most_groups({1: sum(u.members == 1 for u in units), 2: sum(u.members == 2 for u in units)}, limits)
    )
    found, solution, preference = group_exactly(units, groups=number, limits=limits, time_limit=20)
    value, liked = best_by_hand(units, number, limits)
    assert obeys(found, number, limits)
    assert (sum(map(len, found)), sum(map(likeness, found))) == (value, liked)
    assert solution.is_optimal
    assert preference.value == liked
    assert preference.bound >= liked


@settings(max_examples=60, deadline=None)
@given(POOLS, st.integers(0, 3))
def test_the_greedy_grouping_obeys_the_rules(units: list[Candidate], groups: int) -> None:
    assert obeys(group_greedily(units, groups=groups, limits=Limits(3, 5)), groups, Limits(3, 5))


def test_cores_are_the_smallest_sets_with_enough_members() -> None:
    assert cores(Limits(3, 5)) == ((1, 1, 1), (1, 2), (2, 2))
    assert cores(Limits(3, 2)) == ((1, 2), (2, 2))
    assert cores(Limits(1, 5)) == ()
    assert (1, 1, 2) in cores(Limits(4, 5))


def test_an_unknown_trade_is_not_the_same_trade() -> None:
    assert likeness([Candidate("a", 1, "p", None), Candidate("b", 2, "p", None)]) == 1
