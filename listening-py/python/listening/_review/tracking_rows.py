"""Trackings as flat rows."""

from __future__ import annotations

from typing import Any, cast

from ..types import Tracked, TrackedMeasure


def _ends(prefix: str, estimate: Any) -> dict[str, float | None]:
    given = estimate or {}
    first = prefix or "value"
    ends = f"{prefix}_" if prefix else ""
    return {first: given.get("value"), f"{ends}low": given.get("low"), f"{ends}high": given.get("high")}


def _made_by(maker: dict[str, Any]) -> dict[str, str | None]:
    return {name: maker[name] for name in ("profile", "engine", "network")}


def tracked_row(agent: dict[str, Any], own: dict[str, Any]) -> Tracked:
    """The row of an agent and a measure."""
    trend, change, chart = (own[name] or {} for name in ("trend", "change", "chart"))
    row = {
        "agent": agent["agent"],
        **_made_by(agent["made_by"]),
        **{name: own[name] for name in ("measure", "unit", "status", "calls", "exposure")},
        **_ends("", own["estimate"]),
        **_ends("shrunken", own["shrunken"]),
        **_ends("trend", trend.get("over_period")),
        "trend_p": trend.get("p"),
        "trend_called": trend.get("called", False),
        "trend_stands": trend.get("stands", False),
        **_ends("change", change.get("difference")),
        "change_p": change.get("p"),
        "change_called": change.get("called", False),
        "change_stands": change.get("stands", False),
        "outside": len(chart.get("outside", ())),
    }
    return cast("Tracked", row)


def measure_row(row: dict[str, Any]) -> TrackedMeasure:
    """The row of a measure over all agents."""
    found = dict(row)
    made_by, reliability = _made_by(found.pop("made_by")), found.pop("reliability") or {}
    needed = {
        name: None if (calls := reliability.get(name)) is None else int(calls)
        for name in ("calls_needed", "calls_needed_low", "calls_needed_high")
    }
    return cast(
        "TrackedMeasure",
        {"measure": found.pop("measure"), **made_by, **found, **_ends("icc", reliability.get("icc")), **needed},
    )
