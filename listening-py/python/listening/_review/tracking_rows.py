"""Trackings as flat rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from ..types import MixEffect, Tracked, TrackedMeasure, TrackedPair, TrackedPeriod


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
        **_ends("adjusted", own.get("adjusted")),
        **_ends("shrunken", own["shrunken"]),
        **_ends("trend", trend.get("over_period")),
        "trend_p": trend.get("p"),
        "trend_called": trend.get("called", False),
        "trend_stands": trend.get("stands", False),
        "trend_visible": trend.get("visible", False),
        **_ends("change", change.get("difference")),
        "change_p": change.get("p"),
        "change_called": change.get("called", False),
        "change_stands": change.get("stands", False),
        "change_visible": change.get("visible", False),
        "outside": len(chart.get("outside", ())),
    }
    return cast("Tracked", row)


def measure_row(row: dict[str, Any]) -> TrackedMeasure:
    """The row of a measure over all agents."""
    found = {name: value for name, value in row.items() if name not in ("mix", "periods", "distribution")}
    made_by, reliability = _made_by(found.pop("made_by")), found.pop("reliability") or {}
    differs = found.pop("differs", None) or {}
    needed: dict[str, Any] = {
        name: None if (calls := reliability.get(name)) is None else int(calls)
        for name in ("calls_needed", "calls_needed_low", "calls_needed_high", "needs_about")
    }
    needed |= {"differs": differs.get("holds", False), "differs_p": differs.get("p")}
    spread = row.get("distribution") or {}
    needed |= {name: spread.get(name) for name in ("p10", "p25", "p50", "p75", "p90")}
    return cast(
        "TrackedMeasure",
        {"measure": found.pop("measure"), **made_by, **found, **_ends("icc", reliability.get("icc")), **needed},
    )


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def period_rows(data: dict[str, Any]) -> Iterator[TrackedPeriod]:
    """The rows of each measure by period: of all agents, then of each."""
    everyone = [(None, row["made_by"], row) for row in data["measures"]]
    each = [(agent["agent"], agent["made_by"], own) for agent in data["agents"] for own in agent["measures"]]
    for agent, made_by, own in (*everyone, *each):
        for period in own.get("periods", ()):
            row = {
                "agent": agent,
                **_made_by(made_by),
                **{name: own[name] for name in ("measure", "unit")},
                **{name: _when(period[name]) for name in ("start", "end")},
                **{name: period[name] for name in ("calls", "exposure")},
                **_ends("", period["estimate"]),
            }
            yield cast("TrackedPeriod", row)


def pair_row(pair: dict[str, Any]) -> TrackedPair:
    """The row of a measure and two agents."""
    names = {name: pair[name] for name in ("measure", "a", "b", "called")}
    row = {**_made_by(pair["made_by"]), **names, **_ends("difference", pair["difference"])}
    return cast("TrackedPair", row)


def mix_rows(data: dict[str, Any]) -> Iterator[MixEffect]:
    """The rows of what calls are adjusted by."""
    for row in data["measures"]:
        for effect in row.get("mix", ()):
            found = {
                "measure": row["measure"],
                **_made_by(row["made_by"]),
                **{name: effect[name] for name in ("factor", "level", "reference")},
                "effect_unit": "times" if row["kind"] == "rate" else row["unit"],
                **_ends("effect", effect["effect"]),
            }
            yield cast("MixEffect", found)


def _when(time: float) -> datetime:
    """A time since 1970; the last that a calendar holds for what lies beyond."""
    try:
        return _EPOCH + timedelta(seconds=time)
    except OverflowError:
        return (datetime.max if time > 0 else datetime.min).replace(tzinfo=timezone.utc)
