"""How sure the figures are: beside random networks, and if ties were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.tables.measures.asked import with_names

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.cli.tables.measures.asked import Asked


def context(asked: Asked) -> pd.DataFrame:
    """Return the figures of the whole beside random networks of the same degrees."""
    from graphmodel.analysis.measures import network_context  # noqa: PLC0415 -- likewise

    return network_context(asked.ties, **asked.parameters)


def position_context(asked: Asked) -> pd.DataFrame:
    """Return positions beside random networks of the same degrees."""
    from graphmodel.analysis.measures import position_context  # noqa: PLC0415 -- likewise

    return with_names(position_context(asked.ties, **asked.parameters), asked.ties, "id")


def stability(asked: Asked) -> pd.DataFrame:
    """Return how well rankings survive when ties are missing."""
    from graphmodel.analysis.measures import rank_stability  # noqa: PLC0415 -- likewise

    return rank_stability(asked.ties, **asked.parameters)
