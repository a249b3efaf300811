"""Planted and found gaps, held against each other rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from graphmodel.gaps import RULES, GapReport
from graphmodel.graph import Dataset, build_graph
from loaders.cases.jinniu import generate, ground_truth
from verification.district import sound_district
from verification.plantings import PLANTINGS, near_misses, publish

Find: TypeAlias = Callable[[nx.MultiDiGraph], GapReport]
Planted: TypeAlias = tuple[Dataset, frozenset[tuple[str, str]]]
"""A dataset and the gaps in it, as (rule, subject)."""

_MOST = 3


@dataclass(frozen=True, slots=True)
class Score:
    """How many gaps were planted, found, and both."""

    planted: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.planted + other.planted, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float | None:
        """Share of what was found that was planted; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what was planted that was found; None where nothing was planted."""
        return self.right / self.planted if self.planted else None

    @property
    def is_perfect(self) -> bool:
        """Whether something was planted, and exactly that was found."""
        return 0 < self.planted == self.found == self.right


def case_datasets(seeds: Iterable[int]) -> Iterator[Planted]:
    """Yield the Jinniu case of each seed, with the list of its gaps that is noted while it is made."""
    for seed in seeds:
        gaps = ground_truth(seed=seed)
        yield generate(seed=seed), frozenset((rule, subject) for rule, found in gaps.items() for subject in found)


def planted_datasets(seeds: Iterable[int]) -> Iterator[Planted]:
    """Yield a random district of each seed: sound, then up to three gaps of each rule, and what is just none."""
    for seed in seeds:
        district = sound_district(seed)
        for at in district.random.permutation(len(PLANTINGS)).tolist():
            for _ in range(district.number(0, _MOST)):
                district.one_of([*PLANTINGS.values()][at])(district)
        near_misses(district)
        publish(district, district.number(0, 2))
        yield district.dataset(), frozenset(district.planted)


def score(datasets: Iterable[Planted], find: Find) -> Mapping[str, Score]:
    """Return the score of every rule over some datasets."""
    total = dict.fromkeys(RULES, Score())
    for dataset, planted in datasets:
        found = {(finding.rule, finding.subject) for finding in find(build_graph(dataset)).findings}
        for rule in RULES:
            mine, theirs = ({gap for gap in gaps if gap[0] == rule} for gaps in (planted, found))
            total[rule] += Score(len(mine), len(theirs), len(mine & theirs))
    return total
