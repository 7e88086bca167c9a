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
    CANDIDATE = "counts under 10 %"
    """An entry of the assessed party that nothing names: under .1, an event is counted and not named."""
    OTHER = ""
    ECHO = "perhaps an echo"


HOLLOW = (Look.CANDIDATE, Look.ECHO)
COLORED = (Look.CHARGED, Look.CANDIDATE)


def looks(report: ReportDict) -> list[tuple[Event, Look]]:
    """Each event that is shown, with its look."""
    apart = {event["id"] for event in candidates(report)}
    return [(event, _look(event, event["id"] in apart)) for event in shown_events(report)]


def marks(report: ReportDict, party: Party) -> Iterator[tuple[list[float], dict[str, Any]]]:
    """Of each sign beside the talk of a party: when, and how matplotlib draws it."""
    found: dict[tuple[str, Look], list[float]] = {}
    for event, look in looks(report):
        if event["by"] == party:
            found.setdefault((event["kind"], look), []).append(event["start"])
    for kind in MARKS:
        for look in Look:
            if (kind, look) in found:
                yield found[kind, look], _style(kind, look)


def legend(report: ReportDict) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the signs mean: their shapes, then whether they are filled."""
    found = looks(report)
    kinds = {event["kind"] for event, _ in found}
    yield from ((name, _style(kind, Look.OTHER)) for kind, (_, name) in MARKS.items() if kind in kinds)
    used = {look for event, look in found if event["kind"] in MARKS and look.value}
    yield from ((look.value, _style("interruption", look)) for look in Look if look in used)


def _style(kind: str, look: Look) -> dict[str, Any]:
    color = CHECK if look in COLORED else INK
    face = "white" if look in HOLLOW else color
    return {"marker": MARKS[kind][0], "linestyle": "none", "color": color, "markerfacecolor": face}


def _look(event: Event, candidate: bool) -> Look:
    if event.get("charged") is not None:
        return Look.CHARGED
    if candidate:
        return Look.CANDIDATE
    return Look.ECHO if event["leak_suspect"] else Look.OTHER
