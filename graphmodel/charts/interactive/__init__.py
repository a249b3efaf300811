"""The interactive view: a self-contained page on sigma.js."""

from __future__ import annotations

from graphmodel.charts.interactive.view import (
    DESCRIPTION,
    TITLE,
    InteractiveView,
    check_ending,
    interactive_view,
    interactive_views,
)

__all__ = ["DESCRIPTION", "TITLE", "InteractiveView", "check_ending", "interactive_view", "interactive_views"]
