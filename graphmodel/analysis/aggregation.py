"""Pairs of occasions summed up: by pair, channel and layer, and by pair alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.occasions import CHANNELS, STANDING
from graphmodel.analysis.projection import UNDATED, Numbers, Pairs, runs_of
from graphmodel.schema.enumerations import LAYERS, LINES

_CHANNELS = tuple(item.value for item in CHANNELS)
_LAYERS = (*(item.value for item in LAYERS), None)
_LINES = tuple(item.value for item in LINES)
_NEVER = date.max.toordinal()


def by_pair_channel_layer(pairs: Pairs, weights: NDArray[np.float64]) -> pd.DataFrame:
    """Sum pairs up to one row a pair, channel and layer, in this order (channels and layers as declared)."""
    channel = pairs.of_occasions(lambda occasion: _CHANNELS.index(occasion.channel))
    layer = pairs.of_occasions(lambda occasion: _LAYERS.index(occasion.layer))
    keys = ((pairs.a * len(pairs.ids) + pairs.b) * len(_CHANNELS) + channel) * len(_LAYERS) + layer
    order, begins = runs_of(keys)
    heads = order[begins]
    columns = {
        "a": [pairs.ids[number] for number in pairs.a[heads]],
        "b": [pairs.ids[number] for number in pairs.b[heads]],
        "channel": [_CHANNELS[number] for number in channel[heads]],
        "layer": [_LAYERS[number] for number in layer[heads]],
        "count": np.diff(begins, append=len(order)),
        "weight": _added(weights[order], begins),
        "first": _dates(_smallest(pairs.first[order], begins)),
        "last": _dates(_largest(pairs.last[order], begins)),
        **{
            line: _added(pairs.of_occasions(lambda occasion, line=line: occasion.line == line)[order], begins)  # type: ignore[misc]
            for line in _LINES
        },
        "through": _through(pairs, order, begins),
    }
    numbers = {"count": int, "weight": float, **dict.fromkeys(_LINES, int)}
    return pd.DataFrame({name: pd.Series(values, dtype=numbers.get(name, object)) for name, values in columns.items()})


def by_pair(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum the rows of `by_pair_channel_layer` up to one row a pair, the heaviest first, then by ids."""
    # The rows of a pair stand together, so that its beginning is where either end changes.
    a, b = frame["a"].to_numpy(dtype=object), frame["b"].to_numpy(dtype=object)
    changes = np.flatnonzero((a[1:] != a[:-1]) | (b[1:] != b[:-1])) + 1
    begins = np.concatenate([[0], changes]).astype(np.int64) if len(frame) else np.zeros(0, dtype=np.int64)
    spans = _spans(begins, len(frame))
    did = np.where(frame["channel"].isin(STANDING), 0, frame["count"]).astype(np.int64)
    channels, layers = frame["channel"].tolist(), frame["layer"].tolist()
    summed = frame.iloc[begins][["a", "a_name", "b", "b_name"]].reset_index(drop=True)
    summed["count"] = _added(frame["count"].to_numpy(), begins)
    summed["weight"] = _added(frame["weight"].to_numpy(), begins)
    summed["together"] = _added(did, begins)
    summed["channels"] = _series(_distinct(channels[begin:end], _CHANNELS) for begin, end in spans)
    summed["layers"] = _series(_distinct(layers[begin:end], _LAYERS[:-1]) for begin, end in spans)
    summed["first"] = _series(min((d for d in days if d), default=None) for days in _cut(frame["first"], spans))
    summed["last"] = _series(max((d for d in days if d), default=None) for days in _cut(frame["last"], spans))
    for line in _LINES:
        summed[line] = _added(frame[line].to_numpy(), begins)
    return summed.sort_values(["weight", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _spans(begins: Numbers, total: int) -> list[tuple[int, int]]:
    return [(int(begin), int(end)) for begin, end in pairwise([*begins, total])]


def _series(values: Iterable[object]) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _cut(column: pd.Series, spans: list[tuple[int, int]]) -> list[list[date | None]]:
    values = column.tolist()
    return [values[begin:end] for begin, end in spans]


def _distinct(values: list[str | None], ordered: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return tuple(value for value in ordered if value in values)


def _added(values: NDArray[np.float64] | Numbers, begins: Numbers) -> NDArray[np.float64] | Numbers:
    # `reduceat` refuses an empty array.
    return np.add.reduceat(values, begins) if len(begins) else values[:0]


def _smallest(days: Numbers, begins: Numbers) -> Numbers:
    known = np.where(days == UNDATED, _NEVER, days)
    found = np.minimum.reduceat(known, begins) if len(begins) else days[:0]
    return np.where(found == _NEVER, UNDATED, found)


def _largest(days: Numbers, begins: Numbers) -> Numbers:
    return np.maximum.reduceat(days, begins) if len(begins) else days[:0]


def _dates(ordinals: Numbers) -> list[date | None]:
    known = {UNDATED: None, **{int(day): date.fromordinal(int(day)) for day in np.unique(ordinals) if day != UNDATED}}
    return [known[day] for day in ordinals.tolist()]


def _through(pairs: Pairs, order: Numbers, begins: Numbers) -> list[tuple[str, ...]]:
    names = [pairs.occasions[number].id for number in pairs.occasion[order].tolist()]
    return [tuple(sorted(names[begin:end])) for begin, end in _spans(begins, len(order))]
