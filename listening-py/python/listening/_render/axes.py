"""Axes of matplotlib to draw on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .._values.optional import library

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def new_axes(size: tuple[float, float]) -> Axes:
    """Axes on a new figure of pyplot, `size` in inches, which notebooks show; or an error that says what to install."""
    _, ax = library("matplotlib.pyplot", "plot").subplots(figsize=size, dpi=150, layout="constrained")
    return cast("Axes", ax)
