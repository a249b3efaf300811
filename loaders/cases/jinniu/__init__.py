"""The Jinniu case: a synthetic district on the real chain of places, with gaps of every kind and the list of them.

Real are the district, its 13 streets and 90 communities with their statistical codes, and those of its two partners.
Everything below a community is made by a seeded generator that meets the published figures of 2022.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.graph import Dataset
from loaders.cases.jinniu.case import SEED, build
from loaders.cases.jinniu.files import write_case

__all__ = ["SEED", "generate", "ground_truth", "write_case"]


def generate(*, seed: int = SEED) -> Dataset:
    """Return the case: the same for the same seed.

    Examples
    --------
    >>> dataset = generate()
    >>> dataset.about.as_of, dataset.about.synthetic
    (datetime.date(2022, 6, 30), True)
    """
    return build(seed).dataset


def ground_truth(*, seed: int = SEED) -> Mapping[str, tuple[str, ...]]:
    """Return the gaps in the case: for each rule all its subjects, sorted, as they follow from how the case was made.

    Examples
    --------
    >>> len(ground_truth()["stale-coverage"])
    45
    """
    return dict(build(seed).gaps)
