"""Recognition on the way into the database: what several sources list becomes one, by all that was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphmodel.graph import Combined, Dataset, combine
from graphmodel.progress import Progress, silent
from graphmodel.store.judgements import read_judgements, write_judgements
from graphmodel.store.loads import LoadRecord
from graphmodel.store.session import Session
from loaders.resolve.judgements import from_row, to_row
from loaders.resolve.resolving import Resolution, resolve


class Recognition:
    """A combiner for `graphmodel.store`: it resolves all sources together, and keeps afterwards what was decided.

    Every settling begins from the rows as they were listed and from the decisions kept, so its outcome does not depend on the
    order in which sources were loaded.

    Parameters
    ----------
    at
        When decisions of this time are made.
    progress
        Told the comparisons.
    """

    def __init__(self, *, at: datetime, progress: Progress = silent) -> None:
        self.at = at
        self.progress = progress
        self.resolution: Resolution | None = None

    def __call__(self, session: Session | None, datasets: Sequence[Dataset], records: Sequence[LoadRecord]) -> Combined:
        """Combine datasets; units of sources that are not to be recognised join others by their ids alone."""
        apart = {record.source for record in records if not record.recognised}
        chosen = [dataset for dataset in datasets if dataset.about.source not in apart]
        kept = [] if session is None else [from_row(row) for row in read_judgements(session)]
        found = resolve(*chosen, judgements=kept, decided_at=self.at, progress=self.progress)
        self.resolution = found
        if not apart:
            return Combined(found.datasets, found.conflicts, found.standing)
        return combine(datasets, found.standing)

    def keep(self, session: Session) -> None:
        """Keep the decisions in the database."""
        if self.resolution is not None and self.resolution.judgements:
            write_judgements(session, [to_row(item) for item in self.resolution.judgements])
