"""Which row stands for an organization that several rows list, and what is known of it then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.resolve.judgements import Row
from loaders.resolve.profile import Profile


@dataclass(frozen=True, slots=True)
class Merged:
    """One organization out of several rows: the row that stands, and all rows with their names and sources."""

    id: str
    source: str
    members: tuple[Profile, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names it has, that of the row that stands first."""
        first = [member.name for member in self.members if (member.source, member.id) == (self.source, self.id)]
        return tuple(dict.fromkeys([*first, *(member.name for member in self.members)]))

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources that list it, sorted."""
        return tuple(sorted({member.source for member in self.members}))


def standing_row(rows: Iterable[Row], profiles: Mapping[Row, Profile], order: Mapping[Row, int]) -> Row:
    """Return the row that stands for a group: of the source that comes first one with a trusted registration, else its first.

    ``order`` is the place of each row among all, source after source.
    """
    group = sorted(rows, key=order.__getitem__)
    first = [row for row in group if row[0] == group[0][0]]
    return min(first, key=lambda row: (not profiles[row].codes, order[row]))
