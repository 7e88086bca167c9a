"""How an event is called in a label or a cue."""

from __future__ import annotations

from ...types import Event, ReportDict
from ..phrases import counts

SILENCES = ("pause", "gap", "dead_air", "hold")
"""Events that are nobody's act: they stand after the party that talked last."""

_ORDINARY = ("pause", "gap", "smooth_switch", "bid")
"""Events of which every conversation is full."""


def label(event: Event) -> str:
    """An event in a few words, with how much it counts, or how probable its kind is where it does not.

    >>> label({"kind": "butting_in", "by": "agent", "confidence": 0.77, "charged": 0.3, "leak_suspect": False})
    'agent butting in (counts 30 %)'
    >>> label({"kind": "overlap", "by": "agent", "confidence": 0.77, "leak_suspect": False})
    'agent overlap (confidence 77 %)'
    >>> label({"kind": "dead_air", "by": "customer", "confidence": None, "leak_suspect": False})
    'dead air after customer'
    """
    kind = event["kind"].replace("_", " ")
    text = f"{kind} after {event['by']}" if event["kind"] in SILENCES else f"{event['by']} {kind}"
    said = counts(event)
    text += f" ({said})" if said else ""
    return text + (", may be echo" if event["leak_suspect"] else "")


def notable(report: ReportDict, every: bool) -> list[Event]:
    """The events that somebody may want to listen to, all that count among them; each where `every` is asked for."""
    return [event for event in report["events"] if every or event["kind"] not in _ORDINARY or "charged" in event]
