"""Many calls, drawn: agents beside each other, or one over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .._native import shown_name
from .._values.errors import ListeningError
from ..types import Tracked
from .axes import new_axes
from .phrases import amount
from .symbols import CHECK, INK, PARTY, SILENT
from .tracking_text import outside, when

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_agents(found: Sequence[Tracked], ax: Axes | None) -> Axes:
    """A measure of all agents: estimates with their intervals, in order of the names, for a rank would be chance."""
    ax = new_axes((7.2, 1.0 + 0.26 * len(found))) if ax is None else ax
    for k, row in enumerate(found):
        value, low, high = row["value"], row["low"], row["high"]
        if row["shrunken"] is not None:
            # What its own calls say alone, beside.
            ax.plot([value], [k], marker="o", markersize=3.5, color="white", markeredgecolor=SILENT, zorder=2)
            value, low, high = row["shrunken"], row["shrunken_low"], row["shrunken_high"]
        if low is not None and high is not None:
            ax.plot([low, high], [k, k], color=INK, linewidth=1.2, marker="|", markersize=6, zorder=1)
        ax.plot([value], [k], marker="s", markersize=4.5, color=PARTY["agent"], linestyle="none", zorder=3)
    ax.set_yticks(
        range(len(found)), [_plain(f"{shown_name(row['agent'])} ({row['calls']})") for row in found], fontsize=8
    )
    ax.set_ylim(len(found) - 0.5, -0.5)
    ax.set_xlabel(
        f"{found[0]['measure'].replace('_', ' ')}, {_unit(found[0]['unit'])}; 90 % intervals", fontsize=8, color=INK
    )
    return _bare(ax)


def plot_chart(agent: str, own: dict[str, Any], ax: Axes | None) -> Axes:
    """A measure of an agent: its calls in time, with the centre and the limits of its control chart."""
    if not own["chart"]:
        raise ListeningError(f"{agent!r} has too few calls for a control chart of {own['measure']!r}: it takes five")
    ax = new_axes((7.2, 2.4)) if ax is None else ax
    chart, points = own["chart"], own["chart"]["points"]
    times = [each["time"] for each in points]
    for end in ("low", "high"):
        ax.plot(times, [each[end] for each in points], color=SILENT, linewidth=0.9, linestyle=(0, (5, 3)))
    ax.axhline(chart["centre"], color=SILENT, linewidth=0.9)
    ax.plot(times, [each["value"] for each in points], color=PARTY["agent"], linewidth=0.8, marker="o", markersize=3)
    beyond = [each for each in points if each["time"] in set(chart["outside"])]
    if beyond:
        at = [each["time"] for each in beyond], [each["value"] for each in beyond]
        ax.plot(*at, color=CHECK, marker="D", markersize=5.5, linestyle="none")
    text = f"{shown_name(agent)}: {own['measure'].replace('_', ' ')} around {amount(chart['centre'], own['unit'])}"
    text += f"; {outside(chart)}" if chart["outside"] else ""
    ax.set_title(_plain(text), loc="left", fontsize=9, color=INK, parse_math=False)
    ax.set_ylabel(_unit(own["unit"]), fontsize=8, color=INK)
    ticks = sorted({times[0], times[len(times) // 2], times[-1]})
    ax.set_xticks(ticks, [when(time) for time in ticks], fontsize=8)
    return _bare(ax)


def _unit(unit: str) -> str:
    return "per minute" if unit == "1/min" else unit


def _plain(text: str) -> str:
    """A name as it is: matplotlib would take dollars for formulas."""
    return text.replace("$", r"\$")


def _bare(ax: Axes) -> Axes:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        ax.spines[side].set_color(SILENT)
    ax.tick_params(color=SILENT, labelcolor=INK, labelsize=8)
    return ax
