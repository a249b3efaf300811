"""Pictures: results in, ``(figure, axes)`` out.

``charts()`` lists the kinds, ``make_chart(graph, kind=…, scope=…)`` draws one from a graph, ``save(figure, path)`` writes it as PNG, SVG or
PDF; `coverage_matrix`, `network_chart` and `chain_chart` draw results that are at hand.
"""

from __future__ import annotations

from graphmodel.charts.chain import ChainGap, chain_chart
from graphmodel.charts.coverage import coverage_matrix
from graphmodel.charts.fonts import check_glyphs, legible
from graphmodel.charts.interactive import InteractiveView, interactive_view
from graphmodel.charts.marginal_curve import marginal_curve
from graphmodel.charts.network import network_chart
from graphmodel.charts.registry import Chart, charts, make_chart
from graphmodel.charts.save import render, save
from graphmodel.charts.what_if import what_if, what_if_chart

__all__ = [
    "ChainGap",
    "Chart",
    "InteractiveView",
    "chain_chart",
    "charts",
    "check_glyphs",
    "coverage_matrix",
    "interactive_view",
    "legible",
    "make_chart",
    "marginal_curve",
    "network_chart",
    "render",
    "save",
    "what_if",
    "what_if_chart",
]
