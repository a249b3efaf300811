"""Group units into branches of enough members and few enough units, alike where possible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from scipy.sparse import csr_array, lil_array

from graphmodel.analysis.planning.solver import Solution, maximize

Core: TypeAlias = tuple[int, ...]
"""Member counts of units that together have enough members, ascending, none of which can be left out."""


class Candidate(NamedTuple):
    """A unit to be grouped: its id, its formal members, its place and its trade (None where unknown)."""

    id: str
    members: int
    place: str
    trade: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a branch must keep: at least ``members`` formal members, at most ``units`` units."""

    members: int
    units: int


Group: TypeAlias = tuple[Candidate, ...]

_MIXED = ("", "")


def likeness(group: Sequence[Candidate]) -> int:
    """Return how alike the units of a group are: one for the same known trade, one for the same place.

    Examples
    --------
    >>> likeness([Candidate("a", 1, "p", "catering"), Candidate("b", 2, "q", "catering")])
    1
    """
    trades, places = {unit.trade for unit in group}, {unit.place for unit in group}
    return int(len(trades) == 1 and None not in trades) + int(len(places) == 1)


@cache
def cores(limits: Limits) -> tuple[Core, ...]:
    """Return every smallest set of member counts that founds a branch.

    Examples
    --------
    >>> cores(Limits(members=3, units=5))
    ((1, 1, 1), (1, 2), (2, 2))
    """

    def grow(core: Core) -> Iterator[Core]:
        for members in range(core[-1] if core else 1, limits.members):
            grown = (*core, members)
            total = sum(grown)
            if total < limits.members:
                if len(grown) < limits.units:
                    yield from grow(grown)
            # The smallest is needed, so all are.
            elif total - grown[0] < limits.members:
                yield grown

    return tuple(grow(()))


def most_groups(counts: Mapping[int, int], limits: Limits) -> int:
    """Return how many branches units with so many members each can found at most.

    Examples
    --------
    >>> most_groups({1: 4, 2: 3}, Limits(members=3, units=5))
    3
    """
    kinds = cores(limits)
    if not kinds:
        return 0
    needs = np.array([[core.count(members) for core in kinds] for members in range(1, limits.members)], dtype=float)
    have = np.array([counts.get(members, 0) for members in range(1, limits.members)], dtype=float)
    whole, size = np.ones(len(kinds), dtype=bool), np.full(len(kinds), max(have.sum(), 1))
    limit = csr_array(needs), np.full(len(have), -np.inf), have
    found = maximize(np.ones(len(kinds)), [limit], integer=whole, upper=size, time_limit=10)
    return 0 if found.values is None else int(found.values.sum())


def group_greedily(units: Sequence[Candidate], *, groups: int, limits: Limits) -> list[Group]:
    """Found one branch after the other, each where the most alike units can found one."""
    free = sorted(units)
    found: list[Group] = []
    while len(found) < groups:
        best: tuple[int, int, Group] | None = None
        for weight, pool in _pools(free):
            group = _found_one(pool, limits)
            if group and (best is None or (len(group), weight) > best[:2]):
                best = (len(group), weight, group)
        if best is None:
            break
        found.append(best[2])
        taken = set(best[2])
        free = [unit for unit in free if unit not in taken]
    return found


def _pools(free: Sequence[Candidate]) -> Iterator[tuple[int, list[Candidate]]]:
    """Yield the units by trade and place, by trade, by place, and all, with how alike a group of them is."""
    yield from ((_WEIGHTS[_kind(key)], units) for key, units in sorted(_by_class(free).items(), reverse=True))


def _by_class(units: Sequence[Candidate]) -> dict[tuple[str, str], list[Candidate]]:
    found: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for unit in units:
        for key in _classes(unit):
            found[key].append(unit)
    return dict(found)


def _classes(unit: Candidate) -> list[tuple[str, str]]:
    keys = [_MIXED, ("", unit.place)]
    return keys if unit.trade is None else [*keys, (unit.trade, ""), (unit.trade, unit.place)]


def _kind(key: tuple[str, str]) -> tuple[bool, bool]:
    return bool(key[0]), bool(key[1])


_WEIGHTS = {(False, False): 0, (True, False): 1, (False, True): 1, (True, True): 2}


def _found_one(pool: Sequence[Candidate], limits: Limits) -> Group | None:
    """Return one branch from a pool: a smallest core, filled up with units that need no core of their own first."""
    have = Counter(unit.members for unit in pool)
    fitting = [core for core in cores(limits) if not Counter(core) - have]
    if not fitting:
        return None
    core = min(fitting, key=lambda counts: (sum(counts), len(counts)))
    by_members: dict[int, list[Candidate]] = defaultdict(list)
    for unit in pool:
        by_members[unit.members].append(unit)
    chosen = [by_members[members].pop(0) for members in core]
    rest = [unit for members in sorted(by_members) for unit in by_members[members]]
    return tuple(sorted([*chosen, *rest[: limits.units - len(chosen)]]))


def group_exactly(
    units: Sequence[Candidate], *, groups: int, limits: Limits, time_limit: float
) -> tuple[list[Group], Solution, Solution]:
    """Group the most units into at most ``groups`` branches, and of all such ways take one with the most likeness.

    Units of the same trade, place and number of members are alike, so it is counted, not chosen, how many of them go to
    branches of one trade and place, of one trade, of one place, or to mixed ones. A class of branches can take units if it
    holds as many cores as branches and no more units than they have room for; both are linear.

    Returns
    -------
    groups, solution, preference
        ``solution`` counts units, ``preference`` likeness.
    """
    greedy = group_greedily(units, groups=groups, limits=limits)
    most = min(limits.units * groups, len(units)) if groups else 0
    chosen, ceiling = greedy, 2.0 * groups
    if time_limit > 0 and groups and (_value(greedy), _likeness(greedy)) < (most, 2 * groups):
        exact, bound = _solve(units, groups, limits, time_limit)
        # The bound is on units and likeness together, of which it leaves this to likeness.
        ceiling = min(ceiling, max(bound - most * (2 * groups + 1), 0.0))
        if (_value(exact), _likeness(exact)) > (_value(greedy), _likeness(greedy)):
            chosen = exact
    liked = float(_likeness(chosen))
    return (
        chosen,
        Solution(_value(chosen), most, _value(greedy)),
        Solution(liked, max(ceiling, liked) if _value(chosen) == most else 2.0 * groups, _likeness(greedy)),
    )


def _value(groups: Sequence[Group]) -> int:
    return sum(map(len, groups))


def _likeness(groups: Sequence[Group]) -> int:
    return sum(map(likeness, groups))


class _Model(NamedTuple):
    classes: list[tuple[str, str]]
    cells: list[tuple[str | None, str, int]]
    kinds: tuple[Core, ...]
    flows: list[tuple[int, int]]


def _solve(units: Sequence[Candidate], groups: int, limits: Limits, time_limit: float) -> tuple[list[Group], float]:
    model = _model(units, limits)
    have = Counter((unit.trade, unit.place, unit.members) for unit in units)
    founded, flows = len(model.classes) * len(model.kinds), len(model.flows)
    size = founded + flows
    worth = 2 * groups + 1
    weights = [float(_WEIGHTS[_kind(key)]) for key in model.classes for _ in model.kinds]
    upper = np.array([float(groups)] * founded + [float(have[model.cells[cell]]) for cell, _ in model.flows])
    outcome = maximize(
        np.array([*weights, *[float(worth)] * flows]),
        _constraints(model, have, groups, limits),
        integer=np.ones(size, dtype=bool),
        upper=upper,
        time_limit=time_limit,
    )
    if outcome.values is None:
        return [], outcome.bound
    return _read(model, units, outcome.values.astype(int).tolist(), limits), outcome.bound


def _model(units: Sequence[Candidate], limits: Limits) -> _Model:
    kinds = cores(limits)
    useful = sorted(
        key
        for key, pool in _by_class(units).items()
        if any(not Counter(core) - Counter(unit.members for unit in pool) for core in kinds)
    )
    cells = sorted(
        {(unit.trade, unit.place, unit.members) for unit in units}, key=lambda cell: (cell[0] or "", *cell[1:])
    )
    numbers = {key: number for number, key in enumerate(useful)}
    flows = [
        (row, numbers[key])
        for row, (trade, place, members) in enumerate(cells)
        for key in _classes(Candidate("", members, place, trade))
        if key in numbers
    ]
    return _Model(useful, cells, kinds, flows)


def _constraints(
    model: _Model, have: Mapping[tuple[str | None, str, int], int], groups: int, limits: Limits
) -> list[tuple[csr_array, np.ndarray, np.ndarray]]:
    """Return: no unit twice; each core has its units; room for all; no more branches than allowed."""
    kinds, classes = len(model.kinds), len(model.classes)
    founded = classes * kinds
    size = founded + len(model.flows)
    once, room = lil_array((len(model.cells), size)), lil_array((classes, size))
    enough = lil_array((classes * (limits.members - 1), size))
    for position, (cell, number) in enumerate(model.flows, founded):
        once[cell, position] = 1
        room[number, position] = 1
        if model.cells[cell][2]:
            enough[number * (limits.members - 1) + model.cells[cell][2] - 1, position] = 1
    for number in range(classes):
        for kind, core in enumerate(model.kinds):
            room[number, number * kinds + kind] = -limits.units
            for members in set(core):
                enough[number * (limits.members - 1) + members - 1, number * kinds + kind] = -core.count(members)
    total = np.zeros((1, size))
    total[0, :founded] = 1
    return [
        (csr_array(once), np.full(len(model.cells), -np.inf), np.array([float(have[cell]) for cell in model.cells])),
        (csr_array(room), np.full(classes, -np.inf), np.zeros(classes)),
        (csr_array(enough), np.zeros(enough.shape[0]), np.full(enough.shape[0], np.inf)),
        (csr_array(total), np.array([-np.inf]), np.array([float(groups)])),
    ]


def _read(model: _Model, units: Sequence[Candidate], values: Sequence[int], limits: Limits) -> list[Group]:
    """Return the branches that counts stand for, units in the order of their ids."""
    waiting: dict[tuple[str | None, str, int], list[Candidate]] = defaultdict(list)
    for unit in sorted(units):
        waiting[unit.trade, unit.place, unit.members].append(unit)
    founded = len(model.classes) * len(model.kinds)
    taken: dict[int, list[Candidate]] = defaultdict(list)
    for count, (cell, number) in zip(values[founded:], model.flows, strict=True):
        pool = waiting[model.cells[cell]]
        taken[number] += pool[:count]
        del pool[:count]
    groups: list[Group] = []
    for number in range(len(model.classes)):
        counts = values[number * len(model.kinds) : (number + 1) * len(model.kinds)]
        groups += _deal(taken[number], dict(zip(model.kinds, counts, strict=True)), limits)
    return groups


def _deal(units: Sequence[Candidate], counts: Mapping[Core, int], limits: Limits) -> list[Group]:
    """Give each branch its core, then the rest to whichever is smallest and most alike."""
    ordered = sorted(units, key=lambda unit: (unit.trade or "", unit.place, unit.id))
    groups: list[list[Candidate]] = []
    for core, count in counts.items():
        for _ in range(count):
            group: list[Candidate] = []
            for members in core:
                unit = next(unit for unit in ordered if unit.members == members)
                ordered.remove(unit)
                group.append(unit)
            groups.append(group)
    for unit in ordered:
        open_ = [group for group in groups if len(group) < limits.units]
        min(open_, key=lambda group: (-sum(other.trade == unit.trade for other in group), len(group))).append(unit)
    return [tuple(sorted(group)) for group in groups]
