"""A tracking for reading: 80 columns of plain ASCII."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from .text import wrapped
from .tracking import Tracking
from .words import amount

_WHOLE = "observable_listening"
_DATES = 1e8
"""Times from here on are seconds since 1970: 1973 and later."""
_SHOWN = 6
"""Trends and changes of an agent that are shown."""


def tracking_text(tracking: Tracking) -> str:
    """The calls that it takes, then each agent."""
    data = tracking.to_dict()
    tested = data["comparisons"]
    lines = [f"TRACKING   {_counted(len(tracking.agents), 'agent')}, {_counted(tracking.calls, 'call')}", ""]
    lines += _needed(tracking)
    for agent in data["agents"]:
        lines += ["", *_agent(agent)]
    if tested["tested"]:
        lines += ["", *wrapped(
            f"{tested['called']} of {tested['tested']} trends and changes are called by their intervals;"
            f" {tested['expected_by_chance']:.0f} would be by chance alone."
            f" {tested['standing']} stand among all of their agent and are told here.", indent="")]  # fmt: skip
    return "\n".join([*lines, "", *wrapped(data["notice"], indent="")])


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _needed(tracking: Tracking) -> list[str]:
    lines = ["HOW MANY CALLS IT TAKES (for a reliability of .8)"]
    for row in tracking.measures:
        if row["icc"] is None:
            continue
        calls = _calls(row["calls_needed"])
        likely = f"({_calls(row['calls_needed_low'])} to {_calls(row['calls_needed_high'])})"
        lines.append(f"  {row['measure']:<28} {calls:>6}  {likely:<14} one call: {row['icc']:.2f}")
    return lines if len(lines) > 1 else [*lines, "  Cannot be told: this takes two agents with two calls or more."]


def _calls(calls: int | None) -> str:
    return "none" if calls is None else "9999+" if calls > 9999 else str(calls)


def _agent(agent: dict[str, Any]) -> list[str]:
    lines = [f"{agent['agent']}   {_counted(agent['calls'], 'call')}, {agent['scored_calls']} scored,"
             f" {_when(agent['first'])} to {_when(agent['last'])}"]  # fmt: skip
    own = {each["measure"]: each for each in agent["measures"]}
    if _WHOLE in own:
        lines += _whole(own[_WHOLE])
    habit = agent["habit"]
    if habit:
        points, each = habit["points"], own[habit["measure"]]
        value = each["shrunken"] or each["estimate"]
        lines += wrapped(
            f"work on {habit['measure']}: at {_said(value, each['unit'])} it costs {points['value']:.1f} points"
            f" ({points['low']:.1f} to {points['high']:.1f})", indent="    ", first="  ")  # fmt: skip
    moved = [text for each in agent["measures"] for text in _moved(each)]
    for text in moved[:_SHOWN]:
        lines += wrapped(text, indent="    ", first="  ")
    if len(moved) > _SHOWN:
        lines.append(f"  and {len(moved) - _SHOWN} more")
    return lines


def _whole(own: dict[str, Any]) -> list[str]:
    value = own["shrunken"] or own["estimate"]
    text = f"observable listening {_said(value, '')}, by {_counted(own['calls'], 'scored call')}"
    if own["status"] != "ok":
        text += ": too few to say more"
    elif own["chart"] and own["chart"]["outside"]:
        times = own["chart"]["outside"]
        text += f"; outside its limits: {', '.join(_when(time) for time in times[:4])}"
        text += "" if len(times) <= 4 else " and others"
    return wrapped(text, indent="    ", first="  ")


def _moved(own: dict[str, Any]) -> list[str]:
    found = []
    change, trend = own["change"], own["trend"]
    if change and change["stands"]:
        was, now = (amount(change[name]["value"], own["unit"]) for name in ("before", "after"))
        ends = _ends(change["difference"], own["unit"])
        found.append(f"changed: {own['measure']} from {was} to {now} since {_when(change['since'])} (by {ends})")
    elif trend and trend["stands"]:
        by = amount(trend["over_period"]["value"], own["unit"])
        ends = _ends(trend["over_period"], own["unit"])
        found.append(f"trend: {own['measure']} by {by} from first to last call ({ends})")
    return found


def _said(estimate: dict[str, Any], unit: str) -> str:
    return f"{amount(estimate['value'], unit).strip()} ({_ends(estimate, unit)})"


def _ends(estimate: dict[str, Any], unit: str) -> str:
    if estimate["low"] is None:
        return "no interval"
    return f"{amount(estimate['low'], unit).strip()} to {amount(estimate['high'], unit).strip()}"


def _when(time: float) -> str:
    """A date for what is one, else the number.

    >>> _when(1_772_319_600.0), _when(12.0)
    ('2026-02-28', '12')
    """
    try:
        return f"{datetime.fromtimestamp(time, timezone.utc):%Y-%m-%d}" if time > _DATES else f"{time:g}"
    except (OverflowError, ValueError, OSError):
        return f"{time:g}"
