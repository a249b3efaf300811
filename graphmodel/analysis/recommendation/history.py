"""Who took part in what and when, as arrays: what links are predicted from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.projection import MOST_PAIRS, UNDATED
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Numbers = NDArray[np.int64]
UNKNOWN = -1
"""Stands for an unknown group among codes."""


@dataclass(frozen=True)
class History:
    """Participations of nodes in occasions, with their days, and what is known of the nodes.

    Attributes
    ----------
    nodes
        What the rows of every array stand for.
    node, occasion, day
        One entry a participation: positions of the node and of the occasion, and the ordinal of the day from which it counts, 0 where unknown
        (then it was always there).
    context
        One entry an occasion: the code of its kind (a layer, a programme), `UNKNOWN` where it has none.
    standing
        One entry an occasion: whether it still stands at every later day (an alliance, a link) rather than lies back.
    groups
        Codes by node of the groups it belongs to, by attribute (place, sector); `UNKNOWN` where not known.
    kin
        Codes by node of what it shares with its own kind of house only (a carrier, a superior); `UNKNOWN` where none.
    known
        Ordinal of the day from which each node is known without having taken part; where None it is known by taking part.
    """

    nodes: Sequence[Hashable]
    node: Numbers
    occasion: Numbers
    day: Numbers
    context: Numbers
    standing: NDArray[np.bool_]
    groups: Mapping[str, Numbers] = field(default_factory=dict)
    kin: Mapping[str, Numbers] = field(default_factory=dict)
    known: Numbers | None = None

    def __len__(self) -> int:
        return len(self.nodes)

    def incidence(self, day: int) -> csr_array:
        """Return the nodes × occasions matrix of ones of what had begun by a day; taking part twice is once."""
        begun = self.day <= day
        shape = (len(self.nodes), len(self.context))
        found = csr_array((np.ones(int(begun.sum())), (self.node[begun], self.occasion[begun])), shape=shape)
        found.data[:] = 1.0
        return found

    def known_by(self, day: int) -> NDArray[np.bool_]:
        """Return which nodes had been seen by a day."""
        seen = np.zeros(len(self), dtype=bool)
        seen[self.node[self.day <= day]] = True
        return seen if self.known is None else seen | (self.known <= day)

    def until(self, day: int) -> History:
        """Return what was known by a day and nothing else: neither later participations nor nodes first seen later."""
        known = self.known_by(day)
        kept = np.flatnonzero(known)
        position = np.cumsum(known) - 1
        begun = self.day <= day
        return replace(
            self,
            nodes=[self.nodes[number] for number in kept.tolist()],
            node=position[self.node[begun]],
            occasion=self.occasion[begun],
            day=self.day[begun],
            groups={name: codes[kept] for name, codes in self.groups.items()},
            kin={name: codes[kept] for name, codes in self.kin.items()},
            known=None if self.known is None else self.known[kept],
        )

    def days(self) -> tuple[int, int]:
        """Return the ordinals between which nearly everything lies: the 5 % quantile of the known days, and the last.

        Raises
        ------
        InputError
            If no participation has a date.
        """
        dated = self.day[self.day != UNDATED]
        if not len(dated):
            msg = Bilingual(
                "found no participation with a date, expected some: predictions are learnt from what came after what",
                "参与记录都没有日期：预测须由先后次序学得，请补充日期",
            )
            raise InputError(msg)
        return int(np.quantile(dated, 0.05)), int(dated.max())


def history_of(
    participations: pd.DataFrame,
    *,
    attributes: pd.DataFrame | None = None,
    kin: pd.DataFrame | None = None,
    known: Mapping[Hashable, date] | None = None,
) -> History:
    """Return a history from a table of participations.

    Parameters
    ----------
    participations
        One row a participation: ``node``, ``occasion``, ``day`` (`datetime.date`, or None), and perhaps ``context``, the kind of the occasion. A tie of
        two is an occasion of two.
    attributes, kin
        One column an attribute, indexed by node: what may make like and like meet, and what makes two neighbours in one house.
    known
        The day from which a node is known, also one that never took part.

    Raises
    ------
    InputError
        If a column is missing, or the occasions make more than ten million pairs.

    Examples
    --------
    >>> from datetime import date
    >>> rows = [("a", "p", date(2024, 1, 1)), ("b", "p", date(2024, 1, 1)), ("b", "q", date(2024, 2, 1))]
    >>> history = history_of(pd.DataFrame(rows, columns=["node", "occasion", "day"]))
    >>> history.incidence(date(2024, 1, 31).toordinal()).toarray().tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    missing = {"node", "occasion", "day"} - set(participations.columns)
    if missing:
        msg = Bilingual(
            f"found no column {', '.join(sorted(missing))}, expected node, occasion and day",
            f"缺少列 {'、'.join(sorted(missing))}：应有 node、occasion、day",
        )
        raise InputError(msg)
    rows = participations.dropna(subset=["node", "occasion"])
    nodes = sorted({*rows["node"], *(known or ())}, key=str)
    position = {node: number for number, node in enumerate(nodes)}
    occasion, occasions = pd.factorize(rows["occasion"])
    days = np.array([UNDATED if pd.isna(day) else day.toordinal() for day in rows["day"]], dtype=np.int64)
    context = np.full(len(occasions), UNKNOWN, dtype=np.int64)
    if "context" in rows:
        context[occasion] = pd.factorize(rows["context"])[0]
    found = History(
        nodes=nodes,
        node=np.array([position[node] for node in rows["node"]], dtype=np.int64),
        occasion=occasion.astype(np.int64),
        day=days,
        context=context,
        standing=np.zeros(len(occasions), dtype=bool),
        groups=_codes(attributes, nodes),
        kin=_codes(kin, nodes),
        known=None if known is None else _ordinals(known, nodes),
    )
    check_size(found)
    return found


def occasions_of_ties(ties: pd.DataFrame) -> pd.DataFrame:
    """Return dated ties of two, columns ``a``, ``b``, ``day`` and perhaps ``context``, as participations: each row is an occasion of its own.

    Ties of a node with itself are left out.

    Raises
    ------
    InputError
        If a column is missing.

    Examples
    --------
    >>> from datetime import date
    >>> ties = pd.DataFrame([("x", "y", date(2024, 1, 1)), ("x", "x", date(2024, 1, 2))], columns=["a", "b", "day"])
    >>> occasions_of_ties(ties)[["node", "occasion"]].to_numpy().tolist()
    [['x', 0], ['y', 0]]
    """
    missing = {"a", "b", "day"} - set(ties.columns)
    if missing:
        msg = Bilingual(
            f"found no column {', '.join(sorted(missing))}, expected a, b and day",
            f"缺少列 {'、'.join(sorted(missing))}：应有 a、b、day",
        )
        raise InputError(msg)
    apart = ties[ties["a"] != ties["b"]].reset_index(drop=True)
    apart = apart.assign(occasion=np.arange(len(apart)))
    both = pd.concat([apart.rename(columns={end: "node"}).drop(columns=other) for end, other in ("ab", "ba")])
    return both.sort_values("occasion", kind="stable").reset_index(drop=True)


def check_size(history: History) -> None:
    """Raise `InputError` where the occasions make more pairs than can be held."""
    sizes = np.bincount(history.occasion, minlength=1)
    total = int((sizes * (sizes - 1) // 2).sum())
    if total > MOST_PAIRS:
        msg = Bilingual(
            f"found occasions with {total:,} pairs, expected at most {MOST_PAIRS:,}: leave out the largest, or narrow the channels",
            f"各次共建合计 {total:,} 对，最多只能处理 {MOST_PAIRS:,} 对：请去掉规模最大的几次，或减少途径",
        )
        raise InputError(msg)


def _codes(table: pd.DataFrame | None, nodes: Sequence[Hashable]) -> dict[str, Numbers]:
    if table is None:
        return {}
    aligned = table.reindex(nodes)
    return {str(name): pd.factorize(aligned[name])[0].astype(np.int64) for name in aligned.columns}


def _ordinals(known: Mapping[Hashable, date], nodes: Sequence[Hashable]) -> Numbers:
    never = date.max.toordinal() + 1
    return np.array([known[node].toordinal() if node in known else never for node in nodes], dtype=np.int64)
