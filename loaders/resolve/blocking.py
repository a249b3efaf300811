"""Which pairs are worth comparing: all pairs of 60,000 names would be two thousand million."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sp

from graphmodel.bilingual import Bilingual
from graphmodel.progress import Progress, silent
from loaders.resolve.features import name_key
from loaders.resolve.profile import Profile

NEIGHBOURS = 10
"""Most similar names that are compared with each."""

CLOSE = 0.45
"""Cosine similarity below which names are not compared."""

COMMON = 1_000
"""Names that share a pair of characters, above which the pair says nothing; it bounds time and memory."""

_CROWD = 50
"""Rows that share a name, above which not every pair of them is compared: each with the first only."""

_CHUNK = 2_000


def candidate_pairs(profiles: Sequence[Profile], *, progress: Progress = silent) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that may be the same organization, each once, as positions (smaller, larger).

    Rows of one table that share a registration or a normalised name are candidates, and for each row the `NEIGHBOURS`
    whose names have the most telling pairs of characters in common (TF-IDF, cosine at least `CLOSE`).

    Examples
    --------
    >>> names = ("成都万邦物业有限公司", "成都万邦物业管理有限公司", "四川金利商贸有限公司")
    >>> list(candidate_pairs([Profile(str(i), name, "x") for i, name in enumerate(names)]))
    [(0, 1)]
    """
    by_table: dict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        by_table[profile.table].append(position)
    for positions in by_table.values():
        found = _equal(profiles, positions)
        found |= _similar(profiles, positions, progress)
        yield from sorted(found)


def _equal(profiles: Sequence[Profile], positions: Sequence[int]) -> set[tuple[int, int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position in positions:
        profile = profiles[position]
        codes = {*profile.codes.items(), ("code", profile.uscc), ("code", profile.registration_number)}
        for kind, key in (*sorted((kind, key) for kind, key in codes if key), ("name", name_key(profile.parsed))):
            groups[kind, key].append(position)
    found: set[tuple[int, int]] = set()
    for members in groups.values():
        firsts = members if len(members) <= _CROWD else members[:1]
        found.update((one, other) for one in firsts for other in members if one < other)
    return found


def _similar(profiles: Sequence[Profile], positions: Sequence[int], progress: Progress) -> set[tuple[int, int]]:
    matrix = _grams([profiles[position].parsed.core for position in positions])
    transposed = matrix.T.tocsr()
    found: set[tuple[int, int]] = set()
    for start in range(0, len(positions), _CHUNK):
        product = (matrix[start : start + _CHUNK] @ transposed).tocsr()
        for row in range(product.shape[0]):
            span = slice(product.indptr[row], product.indptr[row + 1])
            columns, values = product.indices[span], product.data[span]
            close = values >= CLOSE
            columns, values = columns[close], values[close]
            if len(columns) > NEIGHBOURS + 1:
                # The row itself is among them. Equal values in a stable order, so that a repeat finds the same.
                order = np.lexsort((columns, -values))[: NEIGHBOURS + 1]
                columns = columns[order]
            one = positions[start + row]
            others = (positions[column] for column in columns if column != start + row)
            found.update((min(one, other), max(one, other)) for other in others)
        progress(
            Bilingual("looking for similar names", "查找相近名称"), min(start + _CHUNK, len(positions)), len(positions)
        )
    return found


def _grams(texts: Sequence[str]) -> sp.csr_matrix:
    """Return a row of length 1 for each text: its pairs of neighbouring characters, weighted by how few texts have them."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    starts = [0]
    for text in texts:
        marked = f"^{text}"
        indices.extend(
            columns.setdefault(gram, len(columns))
            for gram in sorted({marked[place : place + 2] for place in range(len(marked) - 1)})
        )
        starts.append(len(indices))
    matrix = sp.csr_matrix(
        (np.ones(len(indices), dtype=np.float32), np.array(indices, dtype=np.int32), np.array(starts)),
        shape=(len(texts), max(len(columns), 1)),
    )
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weight = np.where(frequency > COMMON, 0.0, np.log(max(len(texts), 2) / np.maximum(frequency, 1)) + 1)
    matrix = matrix.multiply(weight.astype(np.float32)[None, :]).tocsr()
    matrix.eliminate_zeros()
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale: sp.csr_matrix = sp.diags(1 / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return (scale @ matrix).tocsr()
