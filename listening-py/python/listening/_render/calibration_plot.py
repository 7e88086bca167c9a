"""A calibration against the raters, drawn: a reliability diagram."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .._values.errors import CalibrationError
from .axes import new_axes
from .symbols import INK, PARTY, SILENT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
POINTS = {"Outstanding": 95.0, "Above Average": 82.5, "Average": 67.5, "Poor": 50.0, "Ineffective": 20.0}
"""What a level counts as: the middle of its points (docs/calibration.md)."""
_GROUP = 10
"""The fewest calls of a mean."""
_GROUPS = 10
_Z90 = 1.645


def plot(expected: Sequence[float | None], ratings: Iterable[Any], ax: Axes | None) -> Axes:
    """Calls, and the mean of those that get about the same points, against the line on which they should lie.

    Args:
        expected: The points of each call by the calibration.
        ratings: What the raters gave.
        ax: Where to draw; on a new figure if not given.
    """
    given = [_points(k, each) for k, each in enumerate(ratings)]
    if len(expected) != len(given):
        raise CalibrationError(
            f"{len(expected)} reports and {len(given)} ratings: one of each was expected for each call"
        )
    pairs = sorted((x, y) for x, y in zip(expected, given, strict=True) if x is not None)
    if not pairs:
        raise CalibrationError("no report has evidence enough to be rated: there is nothing to draw")
    ax = new_axes((3.6, 3.6)) if ax is None else ax
    ax.plot([0, 100], [0, 100], color=SILENT, linewidth=0.9, linestyle=(0, (5, 3)), label="as given")
    ax.plot(
        *zip(*pairs, strict=True), color=SILENT, marker=".", markersize=3, alpha=0.5, linestyle="none", label="a call"
    )
    means = [_mean(group) for group in _groups(pairs)]
    ax.errorbar(
        [x for x, _, _ in means], [y for _, y, _ in means], yerr=[half for _, _, half in means], color=PARTY["agent"],
        marker="s", markersize=4, linewidth=1, capsize=2.5, label="mean, 90 % interval",
    )  # fmt: skip
    ax.set(xlim=(0, 100), ylim=(0, 100), aspect="equal")
    ax.set_xlabel("points by the calibration", fontsize=8, color=INK)
    ax.set_ylabel("points by the raters", fontsize=8, color=INK)
    ax.tick_params(color=SILENT, labelcolor=INK, labelsize=8)
    ax.legend(loc="upper left", frameon=False, fontsize=7.5)
    return ax


def _points(index: int, rating: Any) -> float:
    try:
        points = POINTS[rating] if isinstance(rating, str) else float(rating)
    except (KeyError, TypeError, ValueError):
        points = math.nan
    if not 0 <= points <= 100 or isinstance(rating, bool):
        raise CalibrationError(f"rating {index} is {rating!r}: one of {', '.join(POINTS)} or 0 to 100 was expected")
    return points


def _groups(pairs: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Calls next to each other in points, as many in each; those with the same points stay together."""
    size = max(_GROUP, math.ceil(len(pairs) / _GROUPS))
    groups: list[list[tuple[float, float]]] = [[]]
    for pair in pairs:
        if len(groups[-1]) >= size and pair[0] > groups[-1][-1][0]:
            groups.append([])
        groups[-1].append(pair)
    if len(groups) > 1 and len(groups[-1]) < _GROUP:
        groups[-2] += groups.pop()
    return groups


def _mean(group: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Mean points, mean rating, and half of its interval."""
    n = len(group)
    x, y = (sum(pair[side] for pair in group) / n for side in (0, 1))
    spread = math.sqrt(sum((pair[1] - y) ** 2 for pair in group) / (n - 1)) if n > 1 else 0.0
    return x, y, _Z90 * spread / math.sqrt(n)
