"""Both parties and their events over time, for papers: matplotlib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..types import Party, ReportDict
from .axes import new_axes
from .looks import legend as meanings
from .looks import marks
from .phrases import SOUNDS, clock
from .report_facts import PARTIES, overlaps, parties_of, sounds, spans
from .report_facts import marks as marks_of
from .symbols import BOTH, INK, PARTY, SILENCES, SILENT, SOUND, STEPS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LANE: dict[Party, tuple[float, float]] = {"agent": (0.14, 0.6), "customer": (-0.74, 0.6)}
"""Where a party's talk lies, and how high; the other's mirrors it."""
_MARKED: dict[Party, float] = {"agent": 1.05, "customer": -1.05}
_TOP = 1.35
_TALKS: dict[Party, dict[str, Any]] = {
    "agent": {"facecolor": PARTY["agent"]},
    "customer": {"facecolor": PARTY["customer"], "edgecolor": "#7A5200", "hatch": "/////", "linewidth": 0},
}
"""The customer's is hatched, so that the two can be distinguished on paper without colour."""
_HATCH = {"hold": "xxxx", "dead_air": "...."}
_SIZE = (7.2, 2.1)
"""Of a new figure, in inches: the width of a page."""


def plot(report: ReportDict, ax: Axes | None, title: str | None) -> Axes:
    """Draws on the axes, or on those of a new figure."""
    if ax is None:
        ax = new_axes(_SIZE)
    legend: dict[str, Any] = {}
    for party in parties_of(report):
        _talk(ax, report, party, legend)
    _bars(ax, overlaps(report), (-0.12, 0.24), legend, "both talk", facecolor=BOTH, edgecolor=BOTH, linewidth=0.4)
    _silences(ax, report, legend)
    _marked(ax, report, legend)
    _marks(ax, report, legend)
    _frame(ax, report, title)
    if legend:
        ax.legend(
            list(legend.values()), list(legend), loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=5,
            frameon=False, fontsize=7.5, handlelength=1.4, columnspacing=1.2, borderaxespad=0,
        )  # fmt: skip
    return ax


def _talk(ax: Axes, report: ReportDict, party: Party, legend: dict[str, Any]) -> None:
    turns = [(turn["start"], turn["end"]) for turn in report["turns"] if turn["party"] == party]
    low, high = _LANE[party]
    _bars(ax, turns, (low + 0.12, high - 0.24), facecolor=PARTY[party], alpha=0.3, linewidth=0)
    _bars(ax, spans(report, party), (low, high), legend, f"{party} talks", **{"linewidth": 0, **_TALKS[party]})


def _bars(
    ax: Axes,
    spans: Iterable[tuple[float, float]],
    lane: tuple[float, float],
    legend: dict[str, Any] | None = None,
    name: str = "",
    **style: Any,
) -> None:
    from matplotlib.patches import Patch

    widths = [(start, end - start) for start, end in spans]
    if not widths:
        return
    ax.broken_barh(widths, lane, **style)
    if legend is not None:
        legend.setdefault(name, Patch(**style))


def _silences(ax: Axes, report: ReportDict, legend: dict[str, Any]) -> None:
    for kind, (name, color) in SILENCES.items():
        found = [(event["start"], event["end"]) for event in report["events"] if event["kind"] == kind]
        style = {"facecolor": f"{color}33", "edgecolor": color, "hatch": _HATCH[kind], "linewidth": 0}
        _bars(ax, found, (-0.74, 1.48), legend, name, **style)
    names = ", ".join(dict.fromkeys(SOUNDS[each["sound"]] for each in sounds(report)))
    for party in parties_of(report):
        found = [(each["start"], each["end"]) for each in sounds(report) if each["party"] == party]
        edge = _LANE[party][0] + (0.66 if party == "agent" else -0.12)
        _bars(ax, found, (edge, 0.06), legend, names, facecolor=SOUND, linewidth=0)


def _marked(ax: Axes, report: ReportDict, legend: dict[str, Any]) -> None:
    """What the telephone system said: a frame over both lanes; a moment is at least a hair wide."""
    hair = report["duration"] / 1000
    found = [(start, max(end, start + hair)) for start, end, _ in marks_of(report)]
    style = {"facecolor": f"{SILENT}22", "edgecolor": SILENT, "linestyle": "--", "linewidth": 0.7}
    _bars(ax, found, (-0.84, 1.68), legend, "marked by the telephone system", **style)


def _marks(ax: Axes, report: ReportDict, legend: dict[str, Any]) -> None:
    """Signs beside the talk of who did something."""
    from matplotlib.lines import Line2D

    for party in PARTIES:
        for starts, look in marks(report, party):
            ax.plot(starts, [_MARKED[party]] * len(starts), clip_on=False, markersize=4.5, **look)
    for name, look in meanings(report):
        legend[name] = Line2D([], [], markersize=4.5, **look)


def _frame(ax: Axes, report: ReportDict, title: str | None) -> None:
    """The axes themselves: parties at the left, time below."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(SILENT)
    ax.set_ylim(-_TOP, _TOP)
    ax.set_xlim(0, max(report["duration"], 0.01))
    ax.set_yticks([_LANE[party][0] + 0.3 for party in parties_of(report)], list(parties_of(report)), fontsize=8)
    step = next((step for step in STEPS if report["duration"] / step <= 8), STEPS[-1])
    at = [float(seconds) for seconds in range(0, int(report["duration"]) + 1, step)]
    ax.set_xticks(at, [clock(each).removesuffix(".0").removeprefix("0") for each in at], fontsize=8)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.tick_params(axis="x", color=SILENT, labelcolor=INK)
    if title is not None:
        ax.set_title(title, loc="left", fontsize=9, color=INK, parse_math=False)
