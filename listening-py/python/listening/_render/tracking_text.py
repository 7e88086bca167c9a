"""A tracking for reading: plain ASCII, as wide as the layout says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from ..types import TrackedMeasure
from .layout import fitted, wrapped
from .numbers import fixed
from .phrases import amount, measure_name

WHOLE = "observable_listening"
"""Id of the whole score."""
_DATES = 1e8
"""Times from here on are seconds since 1970: 1973 and later."""
_NAME = 40
"""Characters of a measure's name in a column; few names are longer."""
_SHOWN = 6
"""Trends and changes of an agent that are shown."""
UNKNOWN = "Cannot be estimated: this needs at least two agents with two calls each."
"""Said where no reliability is known."""


def tracking_text(data: dict[str, Any], measures: Iterable[TrackedMeasure]) -> str:
    """Each agent, then the calls that it takes."""
    lines = [f"TRACKING   {size(data)}"]
    lines += [*wrapped(adjusted, indent="")] if (adjusted := adjusted_for(data)) else []
    for agent in data["agents"]:
        lines += ["", *_agent(agent)]
    chance = by_chance(data["comparisons"])
    if chance:
        lines += ["", *wrapped(chance, indent="")]
    lines += ["", *_needed(measures, data)]
    return "\n".join([*lines, "", *wrapped(data["notice"], indent="")])


def size(data: dict[str, Any]) -> str:
    """How many agents and calls.

    >>> size({"by": "team", "agents": [{}, {}], "calls": 1})
    '2 teams, 1 call'
    """
    return f"{counted(len(data['agents']), data.get('by', 'agent'))}, {counted(data['calls'], 'call')}"


def adjusted_for(data: dict[str, Any]) -> str:
    """What estimates are adjusted for; nothing where they are not.

    >>> adjusted_for({"adjusted_for": ["length", "queue"]})
    'Estimates are adjusted for the length and queue of the calls.'
    """
    names = data.get("adjusted_for")
    return f"Estimates are adjusted for the {' and '.join(names)} of the calls." if names else ""


def by_chance(tested: dict[str, Any]) -> str:
    """How many trends and changes hold, and how many of these are too small to show; nothing where none was looked at.

    >>> tested = {"tested": 359, "standing": 20, "visible": 20}
    >>> by_chance(tested)
    '20 of 359 trends and changes hold after correcting for the number looked at. Only these are shown.'
    >>> by_chance(tested | {"visible": 19}).split(". ", 1)[1]
    'Only these are shown. 1 of them is left out: too small to see in rounded numbers.'
    """
    if not tested["tested"]:
        return ""
    held = tested["standing"]
    unseen = held - tested.get("visible", held)
    return (
        f"{held} of {tested['tested']} trends and changes {'holds' if held == 1 else 'hold'} after correcting for the"
        " number looked at. Only these are shown."
        + (
            f" {unseen} of them {'is' if unseen == 1 else 'are'} left out: too small to see in rounded numbers."
            if unseen
            else ""
        )
    )


def counted(n: int, what: str) -> str:
    """A number of things."""
    return f"{n} {what}{'' if n == 1 else 's'}"


def _needed(measures: Iterable[TrackedMeasure], data: dict[str, Any]) -> list[str]:
    lines = ["HOW MANY CALLS IT TAKES (for a reliability of .8)"]
    for row in measures:
        if row["icc"] is None:
            continue
        name = measure_name(row["measure"])
        calls, likely = needed(row)
        if not likely:
            lines += wrapped(f"{name:<{_NAME}} {unsaid(row, data)}", indent=" " * (_NAME + 3), first="  ")
            continue
        line = f"  {name:<{_NAME}} {calls:>6}  {likely:<14} one call: {fixed(row['icc'], 2)}"
        lines += fitted([line], indent=" " * (_NAME + 11))
    return lines if len(lines) > 1 else [*lines, f"  {UNKNOWN}"]


def unsaid(row: TrackedMeasure, data: dict[str, Any]) -> str:
    """Why no number of calls is given."""
    by = data.get("by", "agent")
    if row["needs_about"] is None:
        return f"no difference between {by}s is seen"
    return f"cannot be said from {counted(row['calls'], 'call')}: needs about {row['needs_about']}"


def needed(row: TrackedMeasure) -> tuple[str, str]:
    """How many calls a measure needs, and between how many that lies: nothing for that where it cannot be said."""
    if row["calls_needed"] is None:
        return _calls(None), ""
    return _calls(row["calls_needed"]), f"({_calls(row['calls_needed_low'])} to {_calls(row['calls_needed_high'])})"


def _calls(calls: int | None) -> str:
    return "none" if calls is None else "9999+" if calls > 9999 else str(calls)


def _agent(agent: dict[str, Any]) -> list[str]:
    lines = [f"{agent['agent']}   {calls_of(agent)}"]
    whole, habit = whole_of(agent), habit_of(agent)
    moved = [text for each in agent["measures"] if (text := moved_of(each))]
    for text in (whole, habit, *moved[:_SHOWN]):
        lines += wrapped(text, indent="    ", first="  ") if text else []
    if len(moved) > _SHOWN:
        lines.append(f"  and {len(moved) - _SHOWN} more")
    return lines + periods_of(agent)


def calls_of(agent: dict[str, Any]) -> str:
    """How many calls an agent has, and from when to when."""
    return (
        f"{counted(agent['calls'], 'call')}, {agent['scored_calls']} scored,"
        f" {when(agent['first'])} to {when(agent['last'])}"
    )


def best_of(own: dict[str, Any]) -> dict[str, Any]:
    """The estimate to show, as the page does: adjusted for the mix of calls if it is, else shrunken, else plain."""
    best: dict[str, Any] = own.get("adjusted") or own["shrunken"] or own["estimate"]
    return best


def whole_of(agent: dict[str, Any]) -> str:
    """The whole score of an agent; nothing where no call has one."""
    own = next((each for each in agent["measures"] if each["measure"] == WHOLE), None)
    if own is None:
        return ""
    value = best_of(own)
    text = f"observable listening {said(value, '')}, by {counted(own['calls'], 'scored call')}"
    if own["status"] != "ok":
        text += ": too few to say more"
    elif own["chart"] and own["chart"]["outside"]:
        text += f"; {outside(own['chart'])}"
    return text


def periods_of(agent: dict[str, Any]) -> list[str]:
    """The whole score by day, week or month, a line for each; nothing where that was not asked for."""
    own = next((each for each in agent["measures"] if each["measure"] == WHOLE), None)
    periods = own.get("periods", ()) if own else ()
    return [
        f"  {when(each['start']):<12}{said(each['estimate'], ''):<24}{counted(each['calls'], 'call')}"
        for each in periods
    ]


def outside(chart: dict[str, Any]) -> str:
    """Which calls stand outside the limits of a chart."""
    times = chart["outside"]
    text = f"outside its limits: {', '.join(when(time) for time in times[:4])}"
    return text if len(times) <= 4 else f"{text} and others"


def habit_of(agent: dict[str, Any]) -> str:
    """What an agent should work on; nothing where that is not known."""
    habit = agent["habit"]
    if not habit:
        return ""
    points = habit["points"]
    each = next(each for each in agent["measures"] if each["measure"] == habit["measure"])
    value = best_of(each)
    if habit.get("since") is not None:
        # It moved: what it was before is no advice.
        return (
            f"work on: {named(each)}; since {when(habit['since'])} it costs {fixed(points['value'])} points"
            f" ({fixed(points['low'])} to {fixed(points['high'])})"
        )
    return (
        f"work on: {named(each)}; at {said(value, each['unit'])} it costs {fixed(points['value'])} points"
        f" ({fixed(points['low'])} to {fixed(points['high'])})"
    )


def moved_of(own: dict[str, Any]) -> str:
    """The change of a measure, or its trend, where one holds among all of the agent and its numbers show it.

    >>> change = {"stands": True, "visible": False, "before": {"value": 99.96}, "after": {"value": 100.0}}
    >>> moved_of({"measure": "patience", "unit": "points", "change": change, "trend": None})
    ''
    """
    change, trend, unit = own["change"], own["trend"], own["unit"]
    # Older trackings do not say what can be seen.
    if change and change["stands"] and change.get("visible", True):
        was, now = (amount(change[name]["value"], unit) for name in ("before", "after"))
        ends = ends_of(change["difference"], unit)
        when_ = when(change["since"])
        between = (
            f"between {when(change['until'])} and {when_}" if change.get("until") is not None else f"since {when_}"
        )
        return f"changed: {named(own)} from {was} to {now} {between} (by {ends})"
    if trend and trend["stands"] and trend.get("visible", True):
        by, ends = amount(trend["over_period"]["value"], unit), ends_of(trend["over_period"], unit)
        return f"trend: {named(own)} by {by} from first to last call ({ends})"
    return ""


def named(own: dict[str, Any]) -> str:
    """A measure by its name, with its unit where that is no part of the number.

    >>> named({"measure": "interruption_rate", "unit": "1/min"}), named({"measure": "talk_share", "unit": "share"})
    ('interruptions per minute', 'share of the talk')
    """
    return measure_name(own["measure"]) + (" per minute" if own["unit"] == "1/min" else "")


def said(estimate: dict[str, Any], unit: str) -> str:
    """An estimate with its interval."""
    return f"{amount(estimate['value'], unit).strip()} ({ends_of(estimate, unit)})"


def ends_of(estimate: dict[str, Any], unit: str) -> str:
    """The interval of an estimate."""
    if estimate["low"] is None:
        return "no interval"
    return f"{amount(estimate['low'], unit).strip()} to {amount(estimate['high'], unit).strip()}"


def when(time: float) -> str:
    """A date for what is one, else the number.

    >>> when(1_772_319_600.0), when(12.0)
    ('2026-02-28', '12')
    """
    try:
        return f"{datetime.fromtimestamp(time, timezone.utc):%Y-%m-%d}" if time > _DATES else f"{time:g}"
    except (OverflowError, ValueError, OSError):
        return f"{time:g}"
