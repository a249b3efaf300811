"""Where stakeholders stand: each, the whole, between groups, and what if."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.tables.measures.asked import named, with_names

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.cli.tables.measures.asked import Asked

_CLOSELY = 20


def positions(asked: Asked) -> pd.DataFrame:
    """Return the position of each stakeholder, with scores from the survey where there is one."""
    from graphmodel.analysis.measures import position_measures, survey_ratings  # noqa: PLC0415 -- likewise

    known = {node: group for node, group in asked.groups.items() if group is not None}
    ratings = survey_ratings(asked.graph)
    return position_measures(
        asked.ties,
        weight="weight",
        group=known or None,
        survey=None if ratings.empty else ratings,
        pivots=asked.pivots,
        **asked.parameters,
    ).frame


def network(asked: Asked) -> pd.DataFrame:
    """Return the figures of the whole network that exist."""
    from graphmodel.analysis.measures import network_measures  # noqa: PLC0415 -- likewise

    frame = network_measures(asked.ties, weight="weight", pivots=asked.pivots, **asked.parameters).frame
    return frame.rename(columns={"chinese": "name"}).loc[frame["value"].notna()].reset_index(drop=True)


def holes(asked: Asked) -> pd.DataFrame:
    """Return the pairs of groups: ties beside what evenly spread ties would give, and who is tied to both."""
    from graphmodel.analysis.measures import group_holes  # noqa: PLC0415 -- likewise

    frame = group_holes(asked.ties, group=asked.groups)
    frame["by"] = [[named(asked.ties, node) for node in nodes] for nodes in frame["by"]]
    return frame


def departures(asked: Asked) -> pd.DataFrame:
    """Return what is lost when each stakeholder leaves, ranked."""
    from graphmodel.analysis.measures import departures  # noqa: PLC0415 -- likewise

    groups = asked.groups if any(asked.groups.values()) else None
    found = departures(asked.ties, group=groups, closely=_CLOSELY, progress=asked.progress)
    return with_names(found, asked.ties, "id")


def new_ties(asked: Asked) -> pd.DataFrame:
    """Return which single tie would lower the mean distance or constraint most."""
    from graphmodel.analysis.measures import new_ties  # noqa: PLC0415 -- likewise

    frame = new_ties(asked.ties, by=asked.by, progress=asked.progress).frame
    return with_names(frame, asked.ties, "a", "b")
