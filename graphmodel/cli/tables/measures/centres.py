"""The five centres and the data they pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphmodel.cli.tables.measures.asked import Asked


def centres(asked: Asked) -> pd.DataFrame:
    """Tell of each kind of centre how many others it gives data to and gets data from, and how it is placed."""
    from graphmodel.analysis.measures import position_measures  # noqa: PLC0415 -- likewise

    return _with_kinds(asked, position_measures(_exchanges_of(asked), progress=asked.progress).frame, "id")


def exchanges(asked: Asked) -> pd.DataFrame:
    """Tell of each exchange that there is not, from which centre to which, what it would bring."""
    from graphmodel.analysis.measures import new_ties  # noqa: PLC0415 -- likewise

    return _with_kinds(asked, new_ties(_exchanges_of(asked), by=asked.by, progress=asked.progress).frame, "a", "b")


def holes(asked: Asked) -> pd.DataFrame:
    """Tell between which kinds of centre how many exchanges run, and which centre could join two that have none."""
    from graphmodel.analysis.measures import exchange_network, group_holes  # noqa: PLC0415 -- likewise

    _exchanges_of(asked)
    network = exchange_network(asked.graph, scope=asked.scope)
    frame = group_holes(network, group="kind")
    frame["by"] = [tuple(network.nodes[node]["name"] for node in nodes) for nodes in frame["by"]]
    return _with_kinds(asked, frame, "a", "b")


def _exchanges_of(asked: Asked) -> nx.DiGraph:
    from graphmodel.analysis.measures import exchange_network  # noqa: PLC0415 -- likewise

    centres = exchange_network(asked.graph, scope=asked.scope, by_kind=True)
    if not len(centres):
        msg = Bilingual(
            "found none of the five centres: fill in the table service_centres 中心与阵地, or widen the scope",
            "范围内没有五中心中的任何一个：请填写“中心与阵地”表（service_centres），或扩大范围",
        )
        raise InputError(msg)
    return centres


def _with_kinds(asked: Asked, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    from graphmodel.schema.tables.services import CENTRE_KINDS  # noqa: PLC0415 -- likewise

    words = {kind.value: kind.in_language(asked.language) for kind in CENTRE_KINDS}
    for column in columns:
        name = "name" if column == "id" else f"{column}_name"
        if name in frame:
            frame = frame.drop(columns=name)
        frame.insert(frame.columns.get_loc(column) + 1, name, [words[kind] for kind in frame[column]])
    return frame
