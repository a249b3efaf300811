"""Who builds with whom at a place, in which layer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from graphmodel.analysis.aggregation import by_pair
from graphmodel.analysis.occasions import CHANNELS
from graphmodel.bilingual import LISTED
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.paging import Paged, paged
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

PAGE = 20
"""Pairs on one page of the list."""

LAYER_TITLES = {layer.value: Bilingual(layer.value, layer.chinese) for layer in LAYERS}
"""The five layers by id."""

_CHANNEL_TITLES = {channel.value: Bilingual(channel.value, channel.chinese) for channel in CHANNELS}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One pair as it is read."""

    a: str
    a_name: str
    b: str
    b_name: str
    together: int
    weight: float
    layers: str
    channels: str
    last: date | None


@dataclass(frozen=True, slots=True)
class LinksView:
    """The pairs of a place, the strongest first; ``paper`` of them are tied on paper only."""

    rows: Paged[LinkRow]
    stakeholders: int
    paper: int


def links_view(analyses: Analyses, choice: Choice, *, place: str | None) -> LinksView:
    """Return the pairs of which at least one lies in a place or below it (None: everywhere), in one layer if one is chosen."""
    pairs = _pairs(analyses, choice, place)
    page = paged(range(len(pairs)), page=choice.page, size=PAGE)
    shown = pairs.iloc[list(page.items)]
    rows = tuple(_row(row, choice.language) for row in shown.itertuples(index=False))
    return LinksView(
        rows=Paged(rows, page.page, page.pages, page.total),
        stakeholders=len(set(pairs["a"]) | set(pairs["b"])),
        paper=int((pairs["together"] == 0).sum()),
    )


def _pairs(analyses: Analyses, choice: Choice, place: str | None) -> pd.DataFrame:
    day = analyses.day(choice.date)
    layer = choice.layer if choice.layer in LAYER_TITLES else None
    return analyses.once(("pairs", day, place, layer), lambda: _summed(analyses, choice, place, layer))


def _summed(analyses: Analyses, choice: Choice, place: str | None, layer: str | None) -> pd.DataFrame:
    network = analyses.links(choice.date)
    frame = network.frame
    if place is not None:
        who = network.stakeholders
        here = set(who["id"][who["place"].isin(analyses.places.inside(place))])
        frame = frame[frame["a"].isin(here) | frame["b"].isin(here)]
    if layer is not None:
        frame = frame[frame["layer"] == layer]
    return by_pair(frame)


def _row(row: object, language: Language) -> LinkRow:
    values = row._asdict()  # type: ignore[attr-defined]
    separator = LISTED.in_language(language)
    layers = (LAYER_TITLES[layer].in_language(language) for layer in values["layers"] if layer)
    channels = (_CHANNEL_TITLES[name].in_language(language) for name in values["channels"])
    return LinkRow(
        a=values["a"],
        a_name=values["a_name"],
        b=values["b"],
        b_name=values["b_name"],
        together=int(values["together"]),
        weight=float(values["weight"]),
        layers=separator.join(layers),
        channels=separator.join(channels),
        last=values["last"],
    )
