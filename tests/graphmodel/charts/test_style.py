from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType

from graphmodel.charts.style import GAP_COLORS, KIND_MARKERS, LAYER_COLORS, LAYER_DASHES, ink_on, style
from graphmodel.schema.enumerations import LAYERS


def luminance(color: ColorType) -> float:
    return float(
        np.dot(
            [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in to_rgb(color)],
            [0.2126, 0.7152, 0.0722],
        )
    )


def test_every_layer_has_a_colour_and_a_dash_and_no_two_are_the_same_in_both_when_printed_grey() -> None:
    assert set(LAYER_COLORS) == set(LAYER_DASHES) == {None, *(item.value for item in LAYERS)}
    signs = [(str(LAYER_DASHES[layer]), round(luminance(LAYER_COLORS[layer]), 1)) for layer in LAYER_COLORS]
    assert len(set(signs)) == len(signs)
    assert len(set(KIND_MARKERS.values())) == len(KIND_MARKERS)


def test_the_scale_of_gaps_only_gets_lighter() -> None:
    lights = [luminance(GAP_COLORS(value)) for value in np.linspace(0, 1, 50)]
    assert lights == sorted(lights)


@pytest.mark.parametrize("value", np.linspace(0, 1, 11))
def test_numbers_can_be_read_on_every_shade(value: float) -> None:
    shade, ink = luminance(GAP_COLORS(value)), luminance(ink_on(GAP_COLORS(value)))
    assert (max(shade, ink) + 0.05) / (min(shade, ink) + 0.05) >= 3.9


def test_the_user_s_own_settings_come_back() -> None:
    with mpl.rc_context({"font.size": 31.0}):
        with style():
            assert mpl.rcParams["font.size"] == 9
            assert mpl.rcParams["text.parse_math"] is False
        assert mpl.rcParams["font.size"] == 31.0
