"""An inspection, drawn: a panel for each party over one time axis."""

from __future__ import annotations

import os
import warnings
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, TypeAlias

from .._values.errors import ConfigError
from .._values.optional import library
from .._values.paths import checked_path
from ..types import Party, ReportDict
from .frames import Tracks, column, echoes, times
from .looks import legend as meanings
from .looks import marks
from .phrases import OTHER, SOUNDS, brief, clock, faults, findings, partial, percent
from .report_facts import overlaps, parties_of, sounds
from .symbols import BOTH, CHECK, FAINT, INK, PALE, PARTY, SILENCES, SILENT, SOUND, STEPS

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Span: TypeAlias = tuple[float, float]

_HATCHED: dict[str, dict[str, Any]] = {
    SOUND: {"facecolor": "#009E7333", "edgecolor": "#009E7399", "hatch": "////"},
    SILENT: {"facecolor": "#8A909933", "edgecolor": "#8A909999", "hatch": "...."},
}
_FLOOR, _TOP = -90.0, 6.0
"""Levels shown, dBov: there is room for the marks above full scale."""
_MARKED_AT = 2.0
_NAMED_AT = -7.0
"""Where names of sounds stand: under the marks and, mostly, above the talk."""
_LETTER = 0.078
"""Width of a letter of such a name, in inches."""
_BESIDE = 0.8
"""Inches beside the panels."""
_ECHO = "the other party's echo"
_LEAST_ECHO = 0.1
"""Seconds of it that can be seen beside talk."""
_STRIP = 0.04
"""Height of the strip that shows where something is wrong, of its panel."""
_PITCHES = (60, 80, 100, 150, 200, 300, 400, 500)
_LEAST_HERTZ = (90.0, 260.0)
"""Pitches that are named, and that are shown at least, Hz."""
_DOTS = 110
"""To the inch."""
_POINTS = 4000
"""Points that a line or an outline may have."""


def check(path: str | os.PathLike[str]) -> str:
    """The form that the ending of `path` says; an error where it cannot be drawn."""
    figure = library("matplotlib.figure", "plot").Figure()
    forms = sorted(figure.canvas.get_supported_filetypes())
    form = os.path.splitext(os.fsdecode(checked_path(path)))[1].lower().lstrip(".")
    if form not in forms:
        raise ConfigError(f"{os.fsdecode(path)}: the ending must say the form of the plot, one of {', '.join(forms)}")
    return form


def draw(report: ReportDict, tracks: Tracks, path: str | os.PathLike[str], title: str) -> None:
    """Draws to a file; its ending says the form."""
    form = check(path)
    size = _width(report["duration"]), 9.6 if len(parties_of(report)) == 2 else 4.8
    figure = library("matplotlib.figure", "plot").Figure(figsize=size, dpi=_DOTS, layout="constrained")
    fill(figure, report, tracks, title)
    with warnings.catch_warnings():
        # A letter of the title that the font lacks is drawn as a box.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(path, format=form)


def _width(duration: float) -> float:
    """In inches: a longer call is wider, to a limit."""
    return min(max(14.0, 14.0 + (duration - 120) / 48), 24.0)


def fill(figure: Figure, report: ReportDict, tracks: Tracks, title: str) -> None:
    """Draws on an empty figure."""
    from matplotlib import legend_handler

    parties = parties_of(report)
    # Level, pitch and probability of the first party, what concerns both, and the same of the second.
    heights = [4, 2, 1, 0.5, 4, 2, 1] if len(parties) == 2 else [4, 2, 1]
    grid = figure.subplots(len(heights), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights})
    axes: list[Axes] = list(grid[:, 0])
    for each in axes:
        _bare(each)
    legend: dict[str, Any] = {}
    for party in parties:
        legend[f"{party} talks"] = _patch(facecolor=PARTY[party])
    legend["other sound"] = _patch(facecolor=PALE)
    names = dict.fromkeys(SOUNDS[each["sound"]] for each in sounds(report))
    if names:
        legend[", ".join(names)] = _patch(**_HATCHED[SOUND])
    for party, first in zip(parties, (0, 4), strict=False):
        _party(axes[first : first + 3], report, party, tracks[party], legend)
    if len(parties) == 2:
        _both(axes, report, legend)
        for party, first in zip(parties, (0, 4), strict=True):
            _mark(axes[first], report, party, legend)
    ticks = _ticks(report["duration"])
    axes[-1].set_xlim(0, max(report["duration"], 0.01))
    axes[-1].set_xticks(ticks, [clock(at).removesuffix(".0").removeprefix("0") for at in ticks])
    axes[-1].tick_params(bottom=True, labelbottom=True)
    figure.suptitle(
        f"{' '.join(title.encode(errors='replace').decode().split())}   {clock(report['duration'])}",
        x=0.008, ha="left", fontsize=14, fontweight="bold", color=INK, parse_math=False,
    )  # fmt: skip
    one_row = sum(len(name) + 5 for name in legend) < _width(report["duration"]) * 12
    columns = len(legend) if one_row else (len(legend) + 1) // 2
    figure.legend(
        list(legend.values()), list(legend), handler_map={tuple: legend_handler.HandlerTuple(ndivide=None)},
        loc="outside lower left", ncols=columns, frameon=False, fontsize=10, handlelength=1.4, columnspacing=1.4,
    )  # fmt: skip


def _party(axes: list[Axes], report: ReportDict, party: Party, track: Any, legend: dict[str, Any]) -> None:
    upper, middle, lower = axes
    color = PARTY[party]
    spurts = [(spurt["start"], spurt["end"]) for spurt in report["talkspurts"] if spurt["party"] == party]
    echo, source = _seen(echoes(track), spurts), OTHER[party]
    for each in axes:
        _shade(each, spurts, facecolor=color, alpha=0.16)
        _shade(each, echo, facecolor=PARTY[source], alpha=0.1)
    _sounds(axes, report, party, spurts)
    _pitch(middle, track, color, legend)
    at, level = _loudest(column(track, "level_db"))
    talk = _inside(at, spurts)
    upper.fill_between(at, _FLOOR, level, step="mid", color=PALE, linewidth=0)
    if echo:
        # Pale, and in the colour of the one whose echo it is.
        where = _inside(at, echo) & ~talk
        upper.fill_between(at, _FLOOR, level, where=where, step="mid", color=FAINT[source], linewidth=0)
        # What is but a line is not looked for.
        if max(end - start for start, end in echo) >= 3 * report["duration"] / _width(report["duration"]) / _DOTS:
            legend[_ECHO] = (*legend.get(_ECHO, ()), _patch(facecolor=FAINT[source]))
    upper.fill_between(at, _FLOOR, level, where=talk, step="mid", color=color, linewidth=0)
    upper.set_ylim(_FLOOR, _TOP)
    upper.set_yticks([-75, -50, -25, 0])
    upper.grid(axis="y", color=INK, alpha=0.12, linewidth=0.6)
    upper.set_ylabel("level, dBov", fontsize=9)
    upper.set_title(_facts(report, party), loc="left", fontsize=11, color=INK, fontweight="bold")
    upper.set_title(_wrong(report, party), loc="right", fontsize=10, color=CHECK, fontweight="bold")
    at, speech = _loudest(column(track, "speech"))
    (line,) = lower.plot(at, speech, drawstyle="steps-mid", color=INK, linewidth=0.7)
    lower.axhline(0.5, color=INK, alpha=0.4, linewidth=0.6, linestyle=(0, (4, 3)))
    lower.set_ylim(0, 1.06)
    lower.set_yticks([0, 1])
    lower.set_ylabel("speech", fontsize=9)
    legend["probability of speech"] = line
    wrong = [
        (fault["start"], fault["end"])
        for fault in faults(report["parties"][party]["health"])
        if partial(fault, report["duration"])
    ]
    if wrong:
        # With an edge: a lost packet is too short to be seen without.
        _shade(upper, wrong, top=_STRIP, facecolor=CHECK, edgecolor=CHECK, linewidth=1.2, zorder=3)
        legend["to check"] = _patch(facecolor=CHECK)


def _pitch(axes: Axes, track: Any, color: str, legend: dict[str, Any]) -> None:
    """The pitch, a dot for each voiced frame, on a scale of semitones."""
    import numpy as np

    hertz = column(track, "f0_hz")
    voiced = np.flatnonzero(~np.isnan(hertz))
    axes.set_yscale("log")
    low, high = _hertz(hertz[voiced])
    axes.set_ylim(low, high)
    ticks = [each for each in _PITCHES if low <= each <= high]
    axes.set_yticks(ticks, [str(each) for each in ticks])
    axes.minorticks_off()
    axes.grid(axis="y", color=INK, alpha=0.12, linewidth=0.6)
    axes.set_ylabel("pitch, Hz", fontsize=9)
    if len(voiced):
        # Of a long call no more than can be seen.
        shown = voiced[:: max(1, len(voiced) // _POINTS)]
        style: dict[str, Any] = {"marker": "o", "markersize": 1.6, "markeredgewidth": 0, "linestyle": "none"}
        (dots,) = axes.plot(times(len(hertz))[shown], hertz[shown], color=INK, **style)
        line = axes.axhline(float(np.median(hertz[voiced])), color=color, linewidth=0.9, zorder=1)
        legend["pitch and its median"] = (line, dots)


def _hertz(hertz: np.ndarray[Any, Any]) -> Span:
    """What of the scale is shown: the voice and a little more."""
    import numpy as np

    if not len(hertz):
        return _LEAST_HERTZ
    low, high = np.percentile(hertz, [1, 99])
    return min(float(low) / 1.15, _LEAST_HERTZ[0]), max(float(high) * 1.15, _LEAST_HERTZ[1])


def _seen(echo: list[Span], spurts: list[Span]) -> list[Span]:
    """The echo that is not drowned in the party's own talk, or is most of what was taken for talk."""
    starts, ends = [start for start, _ in spurts], [end for _, end in spurts]
    found = []
    for first, last in echo:
        met = spurts[bisect_right(ends, first) : bisect_left(starts, last)]
        own = [(min(last, end) - max(first, start), end - start) for start, end in met]
        alone = last - first - sum(part for part, _ in own)
        if alone >= _LEAST_ECHO or any(part >= whole / 2 for part, whole in own):
            found.append((first, last))
    return found


def _sounds(axes: list[Axes], report: ReportDict, party: Party, spurts: list[Span]) -> None:
    """Music and tones: each burst hatched, and the name of what they are where there is room for it."""
    found = [each for each in sounds(report) if each["party"] == party]
    spans = [(each["start"], each["end"]) for each in found]
    # Of tones, each burst; music is whole.
    bursts = [
        (event["start"], event["end"]) for event in report["events"] if (event["kind"], event["by"]) == ("tone", party)
    ]
    bursts += [(each["start"], each["end"]) for each in found if each["count"] is None]
    upper = axes[0]
    for panel in axes:
        _shade(panel, spans, facecolor=SOUND, alpha=0.12)
        # With an edge: a pressed key is too short to be seen without.
        _shade(panel, bursts, **{**_HATCHED[SOUND], "linewidth": 0.8})
    names: list[Span] = []
    for each in found:
        name = SOUNDS[each["sound"]]
        # So wide is the name, in seconds of the axis.
        wide = len(name) * _LETTER * report["duration"] / (_width(report["duration"]) - _BESIDE)
        # Where it would stand beside what it names, it keeps clear of talk.
        taken = names if each["end"] - each["start"] >= wide else names + spurts
        at = _room(each["start"], each["end"], wide, report["duration"], taken)
        if at is not None:
            box = {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1.0}
            upper.text(at, _NAMED_AT, name, ha="center", va="center", fontsize=9, color=INK, bbox=box)
            names.append((at - wide / 2, at + wide / 2))


def _room(start: float, end: float, wide: float, duration: float, taken: list[Span]) -> float | None:
    """The middle of a name beside a span, where there is room for one."""
    for aside in (0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1):
        at = (start + end) / 2 + aside * (wide - (end - start)) / 2
        first, last = at - wide / 2, at + wide / 2
        if first >= 0 and last <= duration and all(until <= first or since >= last for since, until in taken):
            return at
    return None


def _both(axes: list[Axes], report: ReportDict, legend: dict[str, Any]) -> None:
    """What concerns both parties: a lane of its own, and silences through all panels."""
    lane = axes[3]
    lane.set_ylim(0, 1)
    lane.set_yticks([0.5], ["both"])
    lane.tick_params(axis="y", length=0)
    both = overlaps(report)
    if both:
        _shade(lane, both, facecolor=BOTH, edgecolor=BOTH, linewidth=1.2)
        legend["both talk"] = _patch(facecolor=BOTH)
    for kind, (name, style) in SILENCES.items():
        spans = [(event["start"], event["end"]) for event in report["events"] if event["kind"] == kind]
        if spans:
            _shade(lane, spans, **_HATCHED[style])
            for each in axes[:3] + axes[4:]:
                _shade(each, spans, facecolor=style, alpha=0.12)
            for start, end in spans:
                # The name is written where there is room for it.
                if (end - start) / report["duration"] > 0.04:
                    lane.text((start + end) / 2, 0.45, name, ha="center", va="center", fontsize=9, color=INK)
            # Hold is music to the eye already.
            if not (kind == "hold" and sounds(report)):
                legend[name] = _patch(**_HATCHED[style])


def _mark(axes: Axes, report: ReportDict, party: Party, legend: dict[str, Any]) -> None:
    """Signs above the level where this party did something."""
    from matplotlib.lines import Line2D

    for starts, look in marks(report, party):
        axes.plot(starts, [_MARKED_AT] * len(starts), clip_on=False, markersize=7, **look)
    for name, look in meanings(report):
        legend[name] = Line2D([], [], markersize=7, **look)


def _facts(report: ReportDict, party: Party) -> str:
    channel = report["parties"][party]
    side = "" if len(parties_of(report)) == 1 else f", {'left' if channel['channel'] == 0 else 'right'} channel"
    facts = [f"talks {channel['speech_seconds']:.1f} s"]
    if report["duration"] > 0:
        facts[0] += f" ({percent(channel['speech_seconds'] / report['duration'])})"
    if channel["active_level_dbov"] is not None:
        facts.append(f"level {channel['active_level_dbov']:.0f} dBov")
    if channel["snr_db"] is not None:
        facts.append(f"SNR {channel['snr_db']:.0f} dB")
    return f"{party.capitalize()}{side}:  {',  '.join(facts)}"


def _wrong(report: ReportDict, party: Party) -> str:
    """What is wrong with the channel, as far as there is room for it."""
    health = report["parties"][party]["health"]
    room = int((_width(report["duration"]) - 7) * 11)
    said = (
        "; ".join(findings(health, report["duration"])),
        brief(health, report["duration"]),
        brief(health),
        "; ".join(dict.fromkeys(fault["code"].replace("_", " ") for fault in faults(health))),
    )
    text = next((text for text in said if len(text) <= room), said[-1])
    return f"check: {text}" if text else ""


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SILENT)
    axes.tick_params(bottom=False, labelbottom=False, color=SILENT, labelcolor=INK, labelsize=9)


def _shade(axes: Axes, spans: list[Span], top: float = 1, **style: Any) -> None:
    """Spans over the whole height, or up to a part of it, as one object: a call has thousands."""
    from matplotlib.collections import PolyCollection

    boxes = [[(start, 0), (start, top), (end, top), (end, 0)] for start, end in spans]
    axes.add_collection(
        PolyCollection(boxes, transform=axes.get_xaxis_transform(), **{"linewidth": 0, "zorder": 0.5, **style}),
        autolim=False,
    )


def _patch(**style: Any) -> Any:
    from matplotlib.patches import Patch

    return Patch(**{"linewidth": 0, **style})


def _loudest(values: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Times and values, the highest for each piece where there are more frames than can be seen."""
    import numpy as np

    piece = max(1, len(values) // _POINTS)
    starts = np.arange(0, len(values), piece)
    if not len(starts):
        return times(0), values
    return times(len(values))[starts] + piece / 200, np.maximum.reduceat(values, starts)


def _inside(at: np.ndarray[Any, Any], spans: list[Span]) -> np.ndarray[Any, Any]:
    """Which moments lie in one of the spans, which are in order."""
    import numpy as np

    edges = np.array(spans, dtype=np.float64).reshape(-1)
    inside: np.ndarray[Any, Any] = np.searchsorted(edges, at, side="right") % 2 == 1
    return inside


def _ticks(duration: float) -> list[float]:
    """Round times with room between them."""
    room = _width(duration) * 1.2
    step = next((step for step in STEPS if duration / step <= room), STEPS[-1])
    return [float(at) for at in range(0, int(duration) + 1, step)]
