"""WebVTT: cues that a player shows while the call is heard.

Source of the form: W3C, WebVTT: The Web Video Text Tracks Format.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...types import Event, ReportDict
from ..phrases import reason
from .labels import label, notable

_LEAST = 1000
"""Milliseconds for which a cue is shown at least, to be read."""


def webvtt(report: ReportDict, every: bool = False) -> str:
    """The report's events, a cue each, called by the event's id; the reasons stand under the label."""
    score = report["score"]
    value, rating = score["observable_listening"], score["rating"]
    said = "not scored" if value is None else f"{value:.1f} of 100, {rating or 'not rated'}"
    blocks = ["WEBVTT", _text(f"NOTE Observable listening: {said}. {report['notice']}")]
    blocks += ["\n".join(_cue(event)) for event in notable(report, every)]
    return "\n\n".join(blocks) + "\n"


def _cue(event: Event) -> Iterable[str]:
    start = round(event["start"] * 1000)
    end = max(round(event["end"] * 1000), start + _LEAST)
    yield event["id"]
    yield f"{_clock(start)} --> {_clock(end)}"
    yield f"<v {event['by']}>{_text(label(event))}"
    if event["reasons"]:
        yield _text("; ".join(reason(text, event["by"]) for text in event["reasons"]))


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"


def _text(text: str) -> str:
    """Text without what has a meaning of its own in a cue."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
