"""From datasets to datasets in which every organization is one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Conflict, Dataset, combine
from graphmodel.progress import Progress, silent
from loaders.resolve.blocking import candidate_pairs
from loaders.resolve.clusters import Clusters, cluster, key_of, row_of
from loaders.resolve.judgements import AUTOMATIC, Judgement, Row, holding, with_judgement, withdrawn
from loaders.resolve.merging import Merged, standing_row
from loaders.resolve.pairs import Outcome, Pair, judge
from loaders.resolve.profile import Profile, profiles_of

_STEP = 20_000


@dataclass(frozen=True)
class Resolution:
    """What resolving gave: the datasets to go on with, and everything that is to be kept or asked.

    ``judgements`` are all there are now, those given and the automatic ones of this time; ``review`` the pairs to ask
    about, the likeliest first; ``merged`` the organizations out of several rows with all their names and sources; ``conflicts``
    the values on which rows of one thing differ; ``standing`` says of each row that goes which stands for it.
    """

    datasets: tuple[Dataset, ...]
    judgements: tuple[Judgement, ...] = ()
    review: tuple[Pair, ...] = ()
    merged: tuple[Merged, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    standing: Mapping[Row, Row] = field(default_factory=dict)

    @property
    def dataset(self) -> Dataset:
        """The dataset, where one was given."""
        if len(self.datasets) != 1:
            msg = Bilingual(
                f"found {len(self.datasets)} datasets, expected one: use `datasets`",
                f"这里有 {len(self.datasets)} 个数据集，应只有一个：请改用 datasets",
            )
            raise InputError(msg)
        return self.datasets[0]

    @property
    def frame(self) -> pd.DataFrame:
        """The organizations out of several rows: ``id``, ``source``, ``names``, ``ids``, ``sources``."""
        rows = [
            {
                "id": item.id,
                "source": item.source,
                "names": item.names,
                "ids": tuple(member.id for member in item.members),
                "sources": item.sources,
            }
            for item in self.merged
        ]
        return pd.DataFrame(rows, columns=["id", "source", "names", "ids", "sources"])


def compare_all(profiles: Sequence[Profile], *, progress: Progress = silent) -> list[Pair]:
    """Compare every candidate pair of rows; see `candidate_pairs` and `judge`."""
    candidates = list(candidate_pairs(profiles, progress=progress))
    pairs = []
    for number, (one, other) in enumerate(candidates, start=1):
        pairs.append(judge(profiles[one], profiles[other]))
        if number % _STEP == 0 or number == len(candidates):
            progress(Bilingual("comparing organizations", "比对单位"), number, len(candidates))
    return pairs


def resolve(
    *datasets: Dataset,
    judgements: Iterable[Judgement] = (),
    known: Iterable[Profile] = (),
    decided_at: datetime | None = None,
    progress: Progress = silent,
) -> Resolution:
    """Recognise the same unit in different rows, and let one row stand for all of them.

    Enterprises, social organizations and public institutions are compared, each with its like. What people decided
    comes first, then equal registrations, then a score of names and other features (`loaders.resolve.FEATURES`); what
    is neither surely the same nor surely different is left as it is and listed for review. Two rows of one dataset are never
    merged by their score alone: a ledger is taken to list an organization once.

    Parameters
    ----------
    datasets
        Accepted records in their order of precedence; where rows of one organization differ, the earlier dataset's value
        stands. Rows with the same id are the same in any case.
    judgements
        Decisions kept from before.
    known
        Organizations that exist already, of other sources, for instance `profiles_of_graph` of the database. They are
        never changed: a row that is one of them is left out, and what referred to the row refers to them.
    decided_at
        When, as kept with the automatic decisions.
    progress
        Called while rows are compared.

    Returns
    -------
    Resolution
        See there. With the same datasets and judgements it is always the same.

    Raises
    ------
    InputError
        If two datasets have the same source.

    Examples
    --------
    >>> from graphmodel.graph import About, Records
    >>> from graphmodel.schema import BY_NAME
    >>> def ledger(source, id_, name):
    ...     rows = Records(BY_NAME["enterprises"], {"unit_id": [id_], "name": [name]})
    ...     return Dataset(About(source), {"enterprises": rows})
    >>> found = resolve(ledger("registry", "E1", "成都万邦物业管理有限公司"), ledger("street", "7", "成都万邦物业有限公司"))
    >>> found.merged[0].id, found.merged[0].names, found.merged[0].sources
    ('E1', ('成都万邦物业管理有限公司', '成都万邦物业有限公司'), ('registry', 'street'))
    >>> [len(dataset) for dataset in found.datasets]
    [1, 0]
    """
    sources = [dataset.about.source for dataset in datasets]
    settled = [profile for profile in known if profile.source not in sources]
    profiles = [*settled, *profiles_of(*datasets)]
    before = tuple(judgements)
    found = cluster(profiles, compare_all(profiles, progress=progress), holding(before))
    merged, standing = _merged(found, profiles, {row_of(profile) for profile in settled})
    combined = combine(datasets, standing)
    after = _kept(before, found, profiles, decided_at)
    return Resolution(combined.datasets, after, found.review, merged, combined.conflicts, combined.standing)


def _merged(
    found: Clusters, profiles: Sequence[Profile], settled: set[Row]
) -> tuple[tuple[Merged, ...], dict[Row, Row]]:
    by_row = {row_of(profile): profile for profile in profiles}
    order = {row_of(profile): position for position, profile in enumerate(profiles)}
    merged, standing = [], {}
    for group in found.groups:
        stands = standing_row(settled.intersection(group) or group, by_row, order)
        standing.update(dict.fromkeys(group, stands))
        members = tuple(by_row[row] for row in sorted(group, key=order.__getitem__))
        merged.append(Merged(stands[1], stands[0], members))
    return tuple(sorted(merged, key=lambda item: order[item.source, item.id])), standing


def _kept(
    before: tuple[Judgement, ...], found: Clusters, profiles: Sequence[Profile], decided_at: datetime | None
) -> tuple[Judgement, ...]:
    """Add this time's automatic decisions, and withdraw those on rows at hand that no longer come out."""
    accepted = {key_of(pair): pair for pair in found.accepted}
    there = {row_of(profile) for profile in profiles}
    outdated = [
        key
        for key, item in holding(before).items()
        if not item.by_person and key not in accepted and there.issuperset(key)
    ]
    after = withdrawn(before, outdated, at=decided_at, by=AUTOMATIC)
    known = holding(after)
    for key in sorted(accepted):
        if key not in known:
            after = (*after, judgement_of(accepted[key], Outcome.SAME.value, decided_at=decided_at))
        elif known[key].verdict != Outcome.SAME:
            after = with_judgement(after, judgement_of(accepted[key], Outcome.SAME.value, decided_at=decided_at))
    return after


def judgement_of(
    pair: Pair, verdict: str, *, decided_by: str = AUTOMATIC, decided_at: datetime | None = None
) -> Judgement:
    """Return a decision on a pair, with its score and reason."""
    left, right = sorted((pair.left, pair.right), key=row_of)
    return Judgement(
        left.source,
        left.id,
        left.name,
        right.source,
        right.id,
        right.name,
        verdict,
        round(pair.score, 4),
        f"{pair.reason.zh} · {pair.reason.en}",
        decided_by,
        decided_at,
    )
