"""What surrounds a drawing: the sheet, a title that states the finding, and a footer that says what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from graphmodel.analysis.provenance import Provenance
from graphmodel.charts.fonts import MISSING, legible, width
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, INK, QUIET
from graphmodel.schema import Language

_TITLE_COLUMNS = 108


def sheet(ax: Axes | None, *, size: tuple[float, float] = A4_LANDSCAPE, right: float = 0.97) -> tuple[Figure, Axes]:
    """Return the figure and axes to draw in: those of ``ax``, or a new sheet with room for title and footer."""
    if ax is not None:
        figure = ax.get_figure(root=True)
        assert figure is not None  # noqa: S101 -- axes that were never in a figure cannot be drawn in
        return figure, ax
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    return figure, figure.add_axes((0.03, 0.11, right - 0.03, 0.76))


def write_title(ax: Axes, finding: str, reading: str = "") -> None:
    """Write what the picture shows above it, and below that how to read it."""
    _write(ax, reading, 14, gid="reading", size=8.5, color=QUIET, top=True)
    # A long finding is written smaller rather than cut.
    _write(
        ax, finding, 30, gid="title", size=min(14, 14 * _TITLE_COLUMNS / max(width(finding), 1)), color=INK, top=True
    )


def write_footer(
    ax: Axes, told: Provenance, language: Language, notes: Sequence[str] = (), *, drop: float = 18
) -> None:
    """Write notes and provenance below the picture; what is synthetic is said on a line of its own, in the colour of alarm.

    ``drop`` is the distance below the axes in points.
    """
    replaced = any(MISSING in text.get_text() for text in ax.texts)
    rests_on = legible(told.line(language), longest=160)
    lines = [*notes, *([_missing(language)] if replaced or MISSING in rests_on else []), rests_on]
    for number, line in enumerate(lines):
        _write(ax, line, -drop - 11 * number, gid="footer", size=7.5, color=QUIET)
    if told.synthetic:
        text = legible(told.synthetic, longest=120)
        _write(ax, text, -drop - 11 * len(lines), gid="synthetic", size=7.5, color=ALARM)


def _write(ax: Axes, text: str, rise: float, *, gid: str, size: float, color: str, top: bool = False) -> None:
    """Write a line at the left edge, ``rise`` points above the upper or (negative) below the lower one."""
    ax.annotate(
        text,
        (0, 1 if top else 0),
        (0, rise),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=size,
        color=color,
        va="bottom" if top else "top",
        annotation_clip=False,
    ).set_gid(gid)


def _missing(language: Language) -> str:
    return f"{MISSING} 为字库所缺的字" if language == "zh" else f"{MISSING} stands for a character that the font lacks"
