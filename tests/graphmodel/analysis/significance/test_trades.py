from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from scipy import sparse, stats

from graphmodel.analysis.significance.incidence import Meetings, meetings
from graphmodel.analysis.significance.trades import Chains, DenseChains, SparseChains, chains_of, couples
from tests.graphmodel.analysis.significance.matrices import of_same_degrees

forms = pytest.mark.parametrize(
    "form",
    [partial(kind, across=across) for kind in (DenseChains, SparseChains) for across in (False, True)],
    ids=["dense", "dense across", "sparse", "sparse across"],
)


def all_pairs_of(rows: int) -> Meetings:
    a, b = np.triu_indices(rows, 1)
    return Meetings(a.astype(np.int64), b.astype(np.int64), np.zeros(len(a), dtype=np.int64))


def cells_of(chains: Chains) -> np.ndarray:
    """Return the matrices of all chains, shape (chains, rows, columns)."""
    if isinstance(chains, DenseChains):
        cells = chains._cells.transpose(2, 1, 0).astype(int)
        return cells.swapaxes(1, 2) if chains._across else cells
    assert isinstance(chains, SparseChains)
    row = np.repeat(chains._order, chains._degrees[chains._order])
    cells = np.zeros((len(chains._edges), len(chains._degrees), chains._columns), dtype=int)
    np.add.at(cells, (np.arange(len(cells))[:, None], row, chains._edges.astype(int)), 1)
    return cells.swapaxes(1, 2) if chains._across else cells


@forms
def test_degrees_stay_and_no_edge_is_repeated(form: Callable[..., Any]) -> None:
    generator = np.random.default_rng(0)
    for shape in ((1, 4), (2, 3), (7, 9), (20, 4)):
        matrix = (generator.random(shape) < 0.4).astype(np.int32)
        chains = form(sparse.csr_array(matrix), chains=6, generator=generator)
        chains.advance(25)
        cells = cells_of(chains)
        assert cells.max(initial=0) <= 1
        assert (cells.sum(axis=2) == matrix.sum(axis=1)).all()
        assert (cells.sum(axis=1) == matrix.sum(axis=0)).all()


@forms
def test_every_graph_of_the_degrees_comes_up_equally_often(form: Callable[..., Any]) -> None:
    matrix = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]])
    states = {state.tobytes(): number for number, state in enumerate(of_same_degrees(matrix))}
    chains = form(sparse.csr_array(matrix), chains=8_000, generator=np.random.default_rng(1))
    chains.advance(30)
    counts = np.bincount(
        [states[np.ascontiguousarray(cells).tobytes()] for cells in cells_of(chains)], minlength=len(states)
    )
    assert len(counts) == len(states) == 39
    assert stats.chisquare(counts).pvalue > 1e-4


@forms
def test_shared_columns_are_counted_in_every_chain(form: Callable[..., Any]) -> None:
    matrix = (np.random.default_rng(2).random((6, 8)) < 0.5).astype(np.int32)
    chains = form(sparse.csr_array(matrix), chains=5, generator=np.random.default_rng(3))
    met = all_pairs_of(6)
    assert (chains.shared(met)[0] == (matrix @ matrix.T)[met.a, met.b]).all()
    chains.advance(7)
    cells = cells_of(chains)
    assert (chains.shared(met) == np.einsum("cak,cbk->cab", cells, cells)[:, met.a, met.b]).all()


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_large_among_small_ones_mixes(*, turned: bool) -> None:
    rows = [np.arange(300), np.arange(150, 500), *(np.array([k, (k + 1) % 2000]) for k in range(2000))]
    cells = sparse.coo_array(
        (
            np.ones(sum(map(len, rows)), int),
            (np.repeat(np.arange(len(rows)), list(map(len, rows))), np.concatenate(rows)),
        ),
        shape=(len(rows), 2000),
    )
    chains = chains_of((cells.T if turned else cells).tocsr(), chains=2, generator=np.random.default_rng(4))
    chains.advance(40)
    large = cells_of(chains)[:, :, 0] if turned else cells_of(chains)[:, 0]
    stayed = [np.intersect1d(np.flatnonzero(row), rows[0]).size for row in large]
    assert max(stayed) < 100  # as observed it has 300 of them; at random some 50


def test_every_couple_comes_up() -> None:
    generator = np.random.default_rng(5)
    degrees = np.array([1, 1, 20])
    found = {tuple(sorted(couples(degrees, generator=generator)[:2].tolist())) for _ in range(3000)}
    assert (0, 1) in found
    assert {(0, 2), (1, 2)} & found


def test_a_graph_without_edges_is_sampled_as_it_is() -> None:
    empty = sparse.csr_array((3, 2), dtype=np.int32)
    chains = chains_of(empty, chains=2, generator=np.random.default_rng(0))
    chains.advance(3)
    assert chains.shared(meetings(empty)).shape == (2, 0)
