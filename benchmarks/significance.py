"""What is more than chance: against the same figures pair by pair with scipy, and against a plain curveball loop."""

from __future__ import annotations

import csv
import lzma
import random
import time
from collections.abc import Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from scipy import stats

from benchmarks.measure import Row, table
from benchmarks.measure import seconds as _seconds
from benchmarks.projection import participations
from graphmodel.analysis.significance import configuration_model, fdsm, sdsm
from graphmodel.analysis.significance.incidence import incidence

# Seconds of processor time: what else the machine does falls on neither side.
seconds = partial(_seconds, clock=time.process_time)

CORDIS = Path(__file__).parents[2] / "shared" / "data" / "networks" / "cordis_h2020" / "train_2014_2018.csv.xz"
PAIRS_OF_SCIPY = 100
SAMPLES = 2_000


def cordis() -> tuple[nx.Graph, list[object]]:
    """Return the organizations and projects of Horizon 2020, 2014-2018."""
    graph, organizations = nx.Graph(), set()
    with lzma.open(CORDIS, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            organizations.add(row["pic"])
            graph.add_edge(row["pic"], ("project", row["rcn"]))
    return graph, sorted(organizations)


def exact_tails(job: str, graph: nx.Graph, nodes: Sequence[object]) -> Row:
    """Time the p-values of all pairs that met; scipy computes some of them one by one, and they have to agree."""
    backbones = []
    ours = seconds(lambda: backbones.append(sdsm(graph, nodes=nodes)))
    frame = backbones[0].frame
    read = incidence(graph, nodes=nodes)
    model = configuration_model(read.row_degrees, read.column_degrees)
    position = {node: number for number, node in enumerate(read.nodes)}
    some = frame.sample(PAIRS_OF_SCIPY, random_state=1)
    found: list[float] = []

    def one_by_one() -> None:
        for row in some.itertuples():
            a, b = (model.probabilities[model.row_class[position[node]], model.column_class] for node in (row.a, row.b))
            found.append(float(stats.poisson_binom.sf(row.observed - 1, a * b)))

    theirs = seconds(one_by_one) * len(frame) / PAIRS_OF_SCIPY
    np.testing.assert_allclose(some["p"], found, rtol=1e-6, atol=1e-12)
    columns = len(graph) - len(nodes)
    size = f"{len(nodes):,} × {columns:,}, {graph.number_of_edges():,} participations, {len(frame):,} pairs"
    return Row(job, size, ours, theirs, f"scipy.stats.poisson_binom for each pair, from {PAIRS_OF_SCIPY} pairs")


def plain_curveball(graph: nx.Graph, nodes: list[object], samples: int) -> dict[tuple[object, object], float]:
    """Return p-values as the published algorithm has it: two sets at a time, 10 trades a row between samples."""
    generator = random.Random(1)  # noqa: S311 - a simulation
    rows = [set(graph[node]) for node in nodes]
    pairs = list(combinations(range(len(rows)), 2))
    observed = [len(rows[a] & rows[b]) for a, b in pairs]
    reached = [0] * len(pairs)
    for _ in range(samples):
        for _ in range(10 * len(rows)):
            a, b = generator.sample(range(len(rows)), 2)
            both, either = rows[a] & rows[b], list(rows[a] ^ rows[b])
            generator.shuffle(either)
            keep = len(rows[a]) - len(both)
            rows[a], rows[b] = both | set(either[:keep]), both | set(either[keep:])
        for number, (a, b) in enumerate(pairs):
            reached[number] += len(rows[a] & rows[b]) >= observed[number]
    return {(nodes[a], nodes[b]): (1 + n) / (1 + samples) for (a, b), n in zip(pairs, reached, strict=True)}


def sampled() -> Row:
    """Time samples of Davis' women at events; both have to agree within what so many samples can tell."""
    graph = nx.davis_southern_women_graph()
    nodes = sorted(graph.graph["top"])
    backbones, plain = [], {}
    ours = seconds(lambda: backbones.append(fdsm(graph, nodes=nodes, correction="none", samples=SAMPLES)))
    theirs = seconds(lambda: plain.update(plain_curveball(graph, nodes, SAMPLES)))
    for row in backbones[0].frame.itertuples():
        if abs(row.p - plain[row.a, row.b]) > 5 * max(row.standard_error, 1 / SAMPLES) * 2**0.5:
            msg = f"found p = {row.p} and {plain[row.a, row.b]} for {row.a}, {row.b}, expected the same"
            raise AssertionError(msg)
    size = f"18 × 14, {SAMPLES:,} samples"
    return Row("FDSM, graphs of the same degrees", size, ours, theirs, "curveball trades on Python sets")


def run() -> list[Row]:
    """Measure; the European projects where their data lie beside the repository."""
    rows = [exact_tails("SDSM, exact p-values", *participations(20_000, 3_500, 60_000)), sampled()]
    if CORDIS.exists():
        rows.insert(1, exact_tails("SDSM, Horizon 2020 2014-2018", *cordis()))
    return rows


if __name__ == "__main__":
    print(table(run()))
