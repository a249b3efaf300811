"""What surrounds a drawing: the sheet, a title that states the finding, and a footer that says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2DBase, ScaledTranslation, Transform, blended_transform_factory

from graphmodel.analysis.provenance import Provenance
from graphmodel.charts.fonts import MISSING, legible, width
from graphmodel.charts.save import render
from graphmodel.charts.style import A4_LANDSCAPE, ALARM, INK, QUIET
from graphmodel.schema import Language
from graphmodel.schema.two_languages import in_language

_TITLE_COLUMNS = 108
_MARGIN = 0.35
# Characters, as wide as Chinese ones, that fit into a line of the footer.
_LONGEST_SCOPE, _LONGEST_SOURCE, _LONGEST_NOTE = 20, 64, 100


class Margins(NamedTuple):
    """Inches between the edges of a sheet and the axes."""

    left: float = 0.35
    right: float = 0.35
    bottom: float = 0.9
    top: float = 0.85


class Sheet(Figure):
    """A figure that shows itself in a notebook, whichever backend of matplotlib is in use there."""

    def _repr_png_(self) -> bytes:
        return render(self, "png", dpi=110)


def sheet(
    ax: Axes | None,
    *,
    size: tuple[float, float] = A4_LANDSCAPE,
    right: float = 0.97,
    margins: Margins | None = None,
) -> tuple[Figure, Axes]:
    """Return the figure and axes to draw in: those of ``ax``, or a new sheet with room for title and footer."""
    if ax is not None:
        figure = ax.get_figure(root=True)
        assert figure is not None  # noqa: S101 -- axes that were never in a figure cannot be drawn in
        return figure, ax
    figure = Sheet(figsize=size)
    FigureCanvasAgg(figure)
    if margins is not None:
        (wide, high), (left, edge, bottom, top) = size, margins
        box = (left / wide, bottom / high, 1 - (left + edge) / wide, 1 - (bottom + top) / high)
        return figure, figure.add_axes(box)
    return figure, figure.add_axes((0.03, 0.11, right - 0.03, 0.76))


def beside(axes: Axes, side: int) -> Transform:
    """Return a transform for what stands beside the axes: x in inches from its left (0) or right (1) edge, y in data."""
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 -- it is being drawn in
    across = figure.dpi_scale_trans + ScaledTranslation(side, 0, cast("Affine2DBase", axes.transAxes))
    return blended_transform_factory(across, axes.transData)


def write_title(ax: Axes, finding: str, reading: str = "", *, rise: float = 14) -> None:
    """Write what the picture shows above it, and below that how to read it, ``rise`` points above the axes."""
    left = -_indent(ax)
    _write(ax, reading, (left, rise), gid="reading", size=8.5, color=QUIET, top=True)
    # A long finding is written smaller rather than cut.
    size = min(14, 14 * _TITLE_COLUMNS / max(width(finding), 1))
    _write(ax, finding, (left, rise + 16), gid="title", size=size, color=INK, top=True)


def write_footer(
    ax: Axes,
    told: Provenance,
    language: Language,
    notes: Sequence[str] = (),
    *,
    drop: float = 18,
    rules: bool = False,
) -> None:
    """Write notes and provenance below the picture; what is synthetic is said on a line of its own, in the colour of alarm.

    ``drop`` is the distance below the axes in points; ``rules`` says that the picture rests on the gap rules, whose version is told.
    """
    replaced = any(MISSING in text.get_text() for text in _texts(ax))
    short = replace(
        told,
        scope=None if told.scope is None else legible(told.scope, longest=_LONGEST_SCOPE),
        source=None if told.source is None else _fitting(in_language(told.source, language), _LONGEST_SOURCE),
    )
    rests_on = short.line(language) + (_rules(language) if rules else "")
    left = -_indent(ax)
    lines = [*notes, *([_missing(language)] if replaced or MISSING in rests_on else []), rests_on]
    for number, line in enumerate(lines):
        _write(ax, line, (left, -drop - 11 * number), gid="footer", size=7.5, color=QUIET)
    if told.synthetic:
        text = _fitting(in_language(told.synthetic, language), _LONGEST_NOTE)
        _write(ax, text, (left, -drop - 11 * len(lines)), gid="synthetic", size=7.5, color=ALARM)


def _fitting(text: str, longest: int) -> str:
    """Return a text as it can be drawn, shortened where it is wider than ``longest`` Chinese characters."""
    shown = legible(text)
    return shown if width(shown) <= 2 * longest else legible(text, longest=longest)


def _indent(ax: Axes) -> float:
    """Return how far right of the sheet's margin the axes begin, in points; nothing where others have a part of the sheet."""
    figure = ax.get_figure(root=True)
    if figure is None or len(figure.axes) != 1:
        return 0.0
    box = ax.get_position()
    return 72 * max(0.0, float(box.x0) * figure.get_figwidth() - _MARGIN)


def _texts(ax: Axes) -> Iterator[Text]:
    for axes in (ax, *ax.child_axes):
        yield from axes.findobj(Text)


def _rules(language: Language) -> str:
    from graphmodel.gaps.catalogue import VERSION  # noqa: PLC0415 -- the rules are loaded only when they are needed

    return f" · rules version {VERSION}" if language == "en" else f" · 规则版本 {VERSION}"


def _write(
    ax: Axes, text: str, offset: tuple[float, float], *, gid: str, size: float, color: str, top: bool = False
) -> None:
    """Write a line ``offset`` points from the upper or lower left corner of the axes."""
    ax.annotate(
        text,
        (0, 1 if top else 0),
        offset,
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=size,
        color=color,
        va="bottom" if top else "top",
        annotation_clip=False,
    ).set_gid(gid)


def _missing(language: Language) -> str:
    return (
        f"{MISSING} 为字库所缺的字" if language == "zh" else f"{MISSING} stands for a character that no font here has"
    )
