"""Public networks with dates, read as histories: EU research projects, and the response to a hurricane."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from graphmodel.analysis.recommendation import History, history_of, occasions_of_ties

DATA = Path(os.environ.get("GONGJIAN_NETWORKS", Path(__file__).parents[2] / "shared" / "data" / "networks"))
"""Where the networks lie: the folders ``cordis_h2020`` and ``katrina``; GONGJIAN_NETWORKS names another place."""

_KATRINA = ["scale_label", "type_label", "group_label", "fema.region", "hq.state"]


def cordis(data: Path = DATA) -> History:
    """Return who took part in which Horizon 2020 project, from its first day, with the programme, and the country and type of each organization."""
    columns = ["rcn", "pic", "type", "country", "start_date", "programme_part"]
    table = pd.read_csv(
        data / "cordis_h2020" / "train_2014_2018.csv.xz", usecols=columns, dtype=str, keep_default_na=False
    )
    table["day"] = pd.to_datetime(table["start_date"]).dt.date
    attributes = table.drop_duplicates("pic").set_index("pic")[["country", "type"]]
    named = table.rename(columns={"pic": "node", "rcn": "occasion", "programme_part": "context"})
    return history_of(
        named[["node", "occasion", "day", "context"]].replace({"context": {"": None}}), attributes=_filled(attributes)
    )


def katrina(data: Path = DATA, *, attributes: bool = True) -> History:
    """Return who worked with whom on which day of the response to Hurricane Katrina, an occasion a tie and day.

    An organization is known from the first day on which it was there. With ``attributes`` its scale, type, group, region and state count, and of which
    organization it is a part: the top of its line.
    """
    folder = data / "katrina"
    ties = pd.read_csv(folder / "by_date.edges.csv", usecols=["date", "source", "target"])
    ties = ties.rename(columns={"source": "a", "target": "b"}).assign(day=pd.to_datetime(ties["date"]).dt.date)
    present = pd.read_csv(folder / "presence_by_date.csv", usecols=["date", "id"])
    known = pd.to_datetime(present["date"]).dt.date.groupby(present["id"]).min().to_dict()
    told = {}
    if attributes:
        # When an organization appeared is left out: it tells of days to come.
        nodes = pd.read_csv(folder / "combined.nodes.csv", usecols=["id", *_KATRINA], dtype=str, keep_default_na=False)
        lineage = pd.read_csv(folder / "lineage.edges.csv")
        parents = dict(zip(lineage["target"], lineage["source"], strict=True))
        told = {"attributes": _filled(nodes.set_index("id")), "kin": _tops(parents)}
    return history_of(occasions_of_ties(ties), known=known, **told)


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with None for what is empty; NA stands for Namibia here."""
    return table.where(table != "", None)


def _tops(parents: Mapping[str, str]) -> pd.DataFrame:
    """Return the top of the line of each node that is part of another or has parts."""
    tops = {}
    for node in {*parents, *parents.values()}:
        top, seen = node, {node}
        while (above := parents.get(top)) is not None and above not in seen:
            seen.add(above)
            top = above
        tops[node] = top
    return pd.DataFrame({"top": pd.Series(tops)})
