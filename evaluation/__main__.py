"""Evaluate recommended links on public networks; ``--write`` puts the tables into docs/evaluation.md. Fails unless ours is the best of each table."""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import NamedTuple

import click

from evaluation.networks import DATA, cordis, katrina
from evaluation.page import HEAD, section
from graphmodel.analysis.recommendation import Evaluation, History, evaluate_recommendations

PAGE = Path(__file__).parents[1] / "docs" / "evaluation.md"
SAMPLES = 1_000


class Split(NamedTuple):
    """What is asked: all that is known by a day, against what came by another, among nodes with at least so many occasions."""

    known: date
    until: date
    minimum: int = 0


KATRINA = tuple(Split(date(2005, 8, day), date(2005, 9, 1)) for day in (28, 29, 30, 31))
CORDIS = tuple(Split(date(year, 12, 31), date(year + 1, 12, 31), 5) for year in (2015, 2016, 2017))
EVERYONE = (Split(date(2015, 12, 31), date(2016, 12, 31)),)
"""All organizations, also those with one project: the largest of the splits."""


def evaluate(history: History, splits: Iterable[Split], *, samples: int = SAMPLES) -> Iterator[Evaluation]:
    """Yield the evaluation of each split."""
    for split in splits:
        yield evaluate_recommendations(
            history, split=split.known, until=split.until, minimum=split.minimum, samples=samples
        )


def not_best(found: Iterable[Evaluation]) -> list[str]:
    """Return the splits in which some baseline has the higher average precision."""
    return [f"{one.split} → {one.until}" for one in found if one.advantage["difference"] <= 0]


def main() -> None:
    """Parse the arguments, run, and say whether ours was the best everywhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/evaluation.md")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(
            f"found no networks at {DATA}: name the folder that holds cordis_h2020 and katrina in GONGJIAN_NETWORKS"
        )
    begin = process_time()
    research, response, bare = cordis(), katrina(), katrina(attributes=False)
    parts = {
        "katrina": list(evaluate(response, KATRINA)),
        "cordis": list(evaluate(research, CORDIS)),
        "everyone": list(evaluate(research, EVERYONE, samples=200)),
        "bare": list(evaluate(bare, KATRINA)),
    }
    minutes = (process_time() - begin) / 60
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    text = HEAD.format(minutes=minutes, gigabytes=gigabytes) + "".join(
        section(name, found) for name, found in parts.items()
    )
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    click.echo(text)
    failed = [split for name in ("katrina", "cordis", "everyone") for split in not_best(parts[name])]
    if failed:
        sys.exit(f"found a baseline that is better at {', '.join(failed)}; expected ours to be the best")


if __name__ == "__main__":
    main()
