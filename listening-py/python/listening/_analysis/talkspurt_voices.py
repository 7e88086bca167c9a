"""How each talkspurt of an inspection sounds, as rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._render.frames import column
from ..types import ReportDict
from .talkspurt_times import times

if TYPE_CHECKING:
    import numpy as np

_AROUND, _LEAST = 500, 20
"""Frames of 10 ms on each side in which the background is heard, and how few of them say nothing."""

_PARTIES = ("agent", "customer")


def talkspurt_rows(
    report: ReportDict, tracks: Mapping[Any, np.ndarray[Any, Any]], heard: Sequence[Any]
) -> list[dict[str, Any]]:
    """A row for each talkspurt of a report, in its order.

    Args:
        report: The report.
        tracks: Each party's frames.
        heard: What the engine says of how each talkspurt sounded and ended.
    """
    import numpy as np

    spurts = report["talkspurts"]
    agent = np.array([spurt["party"] == "agent" for spurt in spurts], dtype=bool)
    start, end = (np.array([spurt[name] for spurt in spurts], dtype=float) for name in ("start", "end"))
    found = times(np.zeros(len(spurts), dtype=int), agent, start, end)
    reported = {(row[0], round(row[1], 3)): row for row in heard}
    usual = {party: _usual_pitch(track) for party, track in tracks.items()}
    rows: list[dict[str, Any]] = []
    for number, spurt in enumerate(spurts):
        party, pause = spurt["party"], float(found.pause_before[number])
        after = int(found.after[number])
        row: dict[str, Any] = {
            "party": party,
            "start": spurt["start"],
            "end": spurt["end"],
            "start_sd": spurt.get("start_sd"),
            "end_sd": spurt.get("end_sd"),
            "pause_before": None if math.isnan(pause) else pause,
            "after": None if after < 0 else _PARTIES[after],
            "overlap": float(found.overlap[number]),
        }
        ending = reported.get((party, round(spurt["start"], 3)))
        rows.append(row | (_voice(ending, usual.get(party)) if ending else {}) | _background(spurt, tracks.get(party)))
    return rows


def _voice(ending: Any, usual: float | None) -> dict[str, Any]:
    level, pitch, spread, rate = ending[9]
    semitones = None if pitch is None or usual is None else round(12 * math.log2(pitch / usual), 3)
    voice = {"level_dbov": level, "pitch_hz": pitch, "pitch_semitones": semitones, "pitch_range": spread, "rate": rate}
    return {**voice, "contour": ending[3], "movement": ending[4]}


def _usual_pitch(track: np.ndarray[Any, Any]) -> float | None:
    """The party's median pitch over the call, in hertz."""
    import numpy as np

    hertz = column(track, "f0_hz")
    voiced = hertz[~np.isnan(hertz)]
    return float(np.median(voiced)) if len(voiced) else None


def _background(spurt: Any, track: np.ndarray[Any, Any] | None) -> dict[str, Any]:
    """The median level of what is no talk around a talkspurt, nor the other party's echo."""
    import numpy as np

    if track is None:
        return {}
    first, last = round(spurt["start"] * 100), round(spurt["end"] * 100)
    near = np.concatenate([track[max(first - _AROUND, 0) : first], track[last : last + _AROUND]])
    still = near[(column(near, "speech") < 0.5) & (column(near, "leak") == 0)]
    if len(still) < _LEAST:
        return {}
    return {"background_dbov": round(float(np.median(column(still, "level_db"))), 1)}
