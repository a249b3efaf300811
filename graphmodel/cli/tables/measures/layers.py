"""The five layers and the two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.cli.tables.measures.asked import Asked


def layers(asked: Asked) -> pd.DataFrame:
    """Return over which of the five layers each stakeholder builds."""
    from graphmodel.analysis.layers import layer_networks, stakeholder_layers  # noqa: PLC0415 -- likewise

    return stakeholder_layers(layer_networks(asked.network))


def overlap(asked: Asked) -> pd.DataFrame:
    """Return how many ties each two layers share."""
    from graphmodel.analysis.layers import layer_networks, layer_overlap  # noqa: PLC0415 -- likewise

    return layer_overlap(layer_networks(asked.network))


def communities(asked: Asked) -> pd.DataFrame:
    """Return what each community lacks, and how far its two lines are fused."""
    from graphmodel.analysis.layers import community_layers  # noqa: PLC0415 -- likewise

    return community_layers(asked.graph, scope=asked.scope).frame
