"""One look for every chart: sizes for A4, few colours that survive colour blindness and a grey printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from graphmodel.charts.fonts import register_fonts

A4_LANDSCAPE = (11.69, 8.27)
"""Inches."""

INK = "#1F2933"
QUIET = "#66717D"
FAINT = "#D5DAE0"
PAPER = "#FFFFFF"
ALARM = "#C2410C"

LAYER_COLORS: Mapping[str | None, str] = {
    "safety": "#0072B2",
    "culture": "#AA3377",
    "activity": "#E69F00",
    "environment": "#009E73",
    "mediation": "#7A4A1E",
    None: "#9AA5B1",
}
"""After Okabe and Ito (2008), darkened where a thin line would vanish."""

LAYER_DASHES: Mapping[str | None, Any] = {
    "safety": "solid",
    "culture": (0, (6, 1.5)),
    "activity": "solid",
    "environment": (0, (3, 1.2)),
    "mediation": (0, (1.2, 1.2)),
    None: (0, (9, 1.5, 1.5, 1.5)),
}
"""A second sign beside colour."""

KIND_MARKERS: Mapping[str | None, str] = {
    "PartyOrganization": "o",
    "Enterprise": "s",
    "SocialOrganization": "^",
    "PublicInstitution": "D",
    "OwnersCommittee": "p",
    "Place": "h",
    None: "X",
}

COMMUNITY_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", "#6A3D9A", "#7A4A1E")
"""For the eight largest communities; after Okabe and Ito (2008)."""

GAP_COLORS = LinearSegmentedColormap.from_list("gap", ["#9A3412", "#E08A4F", "#F7D7B5", "#FDF8F1"])
"""From no coverage (dark) to full coverage (paper): lightness only rises, so that a grey print reads the same."""

SEVERITY_COLORS: Mapping[str, str] = {"high": "#9A3412", "medium": "#E08A4F", "low": "#F7D7B5", "none": PAPER}
"""Gaps by severity, in the shades of `GAP_COLORS`."""

BLUE = "#0072B2"
"""What is there, done or better."""

ORANGE = "#D55E00"
"""What is missing or worse; apart from `BLUE` for every kind of colour blindness (Okabe and Ito 2008)."""

MUTED = "#9AA5B1"
"""What stands back."""

BLUES = LinearSegmentedColormap.from_list("blues", [PAPER, "#CFE3F0", "#6AAED6", "#0B4F7D"])
"""From nothing (paper) to much (dark)."""

CONTRAST = LinearSegmentedColormap.from_list("contrast", ["#0B5A8F", "#9CC7E3", "#F7F7F5", "#F2B98B", "#B4450A"])
"""From less (blue) over as expected (pale) to more (orange) than chance."""

_SETTINGS: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.unicode_minus": False,
    "figure.dpi": 110,
    "figure.facecolor": PAPER,
    "font.size": 9,
    "legend.frameon": False,
    "patch.linewidth": 0.6,
    # Outlines as drawings: the font is CFF, which type 42 would embed in a way that some readers refuse.
    "pdf.fonttype": 3,
    "savefig.facecolor": PAPER,
    # Shapes, not text with a font's name: the reader of a picture need not have the font.
    "svg.fonttype": "path",
    "svg.hashsalt": "gongjian",
    "text.color": INK,
    # A name may hold a dollar sign; it is never a formula.
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw and save in the house style, whatever the user's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        mpl.rcParams["font.family"] = list(register_fonts())
        yield


def ink_on(color: Any) -> str:
    """Return the text colour that is easier to read on ``color``: ink or paper.

    Examples
    --------
    >>> ink_on("#FFFFFF") == INK, ink_on("#000000") == PAPER
    (True, True)
    """
    # Contrast as WCAG 2 defines it; its linear toe below 0.04 makes no difference to the choice.
    red, green, blue = (((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return INK if (luminance + 0.05) / 0.07 > 1.05 / (luminance + 0.05) else PAPER
