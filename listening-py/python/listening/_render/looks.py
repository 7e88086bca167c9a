"""How events are drawn: filled where they count, hollow where they might have, or may be an echo."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from ..types import Event, Party, ReportDict
from .report_facts import candidates, shown_events
from .symbols import CHECK, INK, MARKS


class Look(Enum):
    """How an event's sign is drawn, with what the legend says of it."""

    CHARGED = "counts"
    CANDIDATE = "does not count"
    """It might have counted against the assessed party."""
    OTHER = ""
    ECHO = "perhaps an echo"


HOLLOW = (Look.CANDIDATE, Look.ECHO)
COLORED = (Look.CHARGED, Look.CANDIDATE)


def looks(report: ReportDict) -> list[tuple[Event, Look]]:
    """Each event that is shown, with its look."""
    apart = {event["id"] for event in candidates(report)}
    return [(event, _look(event, event["id"] in apart)) for event in shown_events(report)]


def marks(report: ReportDict, party: Party) -> Iterator[tuple[list[float], str, dict[str, Any]]]:
    """Of each sign beside the talk of a party: when, its name, and how matplotlib draws it."""
    found: dict[tuple[str, Look], list[float]] = {}
    for event, look in looks(report):
        if event["by"] == party:
            found.setdefault((event["kind"], look), []).append(event["start"])
    for kind, (sign, name) in MARKS.items():
        for look in Look:
            if (kind, look) in found:
                color = CHECK if look in COLORED else INK
                style = {"marker": sign, "linestyle": "none", "color": color}
                style["markerfacecolor"] = "white" if look in HOLLOW else color
                yield found[kind, look], f"{name}, {look.value}" if look.value else name, style


def _look(event: Event, candidate: bool) -> Look:
    if event.get("charged") is not None:
        return Look.CHARGED
    if candidate:
        return Look.CANDIDATE
    return Look.ECHO if event["leak_suspect"] else Look.OTHER
