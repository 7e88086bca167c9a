"""A tracking for reading: plain ASCII, as wide as the layout says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from textwrap import wrap
from typing import Any

from .._native import counted, difference_words, plural, shown_name
from ..types import TrackedMeasure
from .layout import width, wrapped
from .numbers import fixed
from .phrases import amount, measure_name

WHOLE = "observable_listening"
"""Id of the whole score."""
_DATES = 1e8
"""Times from here on are seconds since 1970: 1973 and later."""
_LEAST = 14
"""Characters that a measure's name has in a column at the least."""
_SHOWN = 6
"""Trends and changes of an agent that are shown."""
_PAIRS = 15
"""Pairs that are shown."""
_ALL_IN = "all are on the page (--html) and in --json"
"""Where the rest is."""
UNKNOWN = "Cannot be estimated: this needs at least two agents with two calls each."
"""Said where no reliability is known."""


def tracking_text(data: dict[str, Any], measures: Iterable[TrackedMeasure]) -> str:
    """Each agent, then the pairs where they were asked for, then the calls that it takes."""
    lines = [f"TRACKING   {size(data)}"]
    lines += [*wrapped(adjusted, indent="")] if (adjusted := adjusted_for(data)) else []
    for agent in data["agents"]:
        lines += ["", *_agent(agent)]
    chance = by_chance(data["comparisons"])
    if chance:
        lines += ["", *wrapped(chance, indent="")]
    if data.get("pairs"):
        lines += ["", *pairs_lines(data["pairs"], noun(data))]
    lines += ["", *needed_lines(measures, noun(data))]
    return "\n".join([*lines, "", *wrapped(data["notice"], indent="")])


def noun(data: dict[str, Any]) -> str:
    """What the calls are grouped by, as a word."""
    return shown_name(data.get("by", "agent")).replace("_", " ")


def size(data: dict[str, Any]) -> str:
    """How many agents and calls.

    >>> size({"by": "city", "agents": [{}, {}], "calls": 1})
    '2 cities, 1 call'
    """
    return f"{counted(len(data['agents']), noun(data))}, {counted(data['calls'], 'call')}"


def adjusted_for(data: dict[str, Any]) -> str:
    """What estimates are adjusted for; nothing where they are not.

    >>> adjusted_for({"adjusted_for": ["length", "queue"]})
    'Estimates are adjusted for the length and queue of the calls.'
    """
    names = [shown_name(name).replace("_", " ") for name in data.get("adjusted_for", ())]
    return f"Estimates are adjusted for the {' and '.join(names)} of the calls." if names else ""


def by_chance(tested: dict[str, Any]) -> str:
    """How many trends and changes hold, and how many of these are too small to show; nothing where none was looked at.

    >>> tested = {"tested": 359, "standing": 20, "visible": 20}
    >>> by_chance(tested)
    '20 of 359 trends and changes hold after correcting for the number looked at. Only these are shown.'
    >>> by_chance(tested | {"visible": 19}).split(". ", 1)[1]
    'Only these are shown. 1 of them is left out: too small to see in rounded numbers.'
    >>> by_chance(tested | {"standing": 0, "visible": 0})
    'None of 359 trends and changes holds after correcting for the number looked at.'
    """
    if not tested["tested"]:
        return ""
    held, all_of = tested["standing"], tested["tested"]
    what = "1 trend or change" if all_of == 1 else f"{all_of} trends and changes"
    correction = "after correcting for the number looked at."
    if not held:
        return f"None of {what} holds {correction}"
    visible = tested.get("visible", held)
    unseen = held - visible
    small = "too small to see in rounded numbers."
    if not visible:
        rest = f" {'It is' if unseen == 1 else 'They are'} {small}"
    else:
        left_out = f" {unseen} of them {'is' if unseen == 1 else 'are'} left out: {small}" if unseen else ""
        rest = f" Only {'this is' if held == 1 else 'these are'} shown.{left_out}"
    return f"{held} of {what} {'holds' if held == 1 else 'hold'} {correction}{rest}"


def pairs_lines(pairs: list[dict[str, Any]], by: str) -> list[str]:
    """How far apart each two are in the whole score, by name, and how many differences of all measures exclude zero."""
    shown = [pair for pair in pairs if pair["measure"] == WHOLE] or [
        pair for pair in pairs if pair["measure"] == pairs[0]["measure"]
    ]
    name = measure_name(shown[0]["measure"])
    lines = wrapped(
        f"PAIRS OF {plural(by).upper()} (how far the second is above the first in {name}; * excludes zero)",
        indent="  ",
        first="",
    )
    for pair in shown[:_PAIRS]:
        difference, star = pair["difference"], " *" if pair["called"] else ""
        unit = "points" if shown[0]["measure"] == WHOLE else ""
        text = f"{shown_name(pair['a'])}, {shown_name(pair['b'])}: {difference_of(difference, unit)}{star}"
        lines += wrapped(text, indent="    ", first="  ")
    if len(shown) > _PAIRS:
        lines += wrapped(f"and {counted(len(shown) - _PAIRS, 'more pair')}: {_ALL_IN}", indent="    ", first="  ")
    called = sum(pair["called"] for pair in pairs)
    return lines + wrapped(
        f"The interval excludes zero in {called} of {counted(len(pairs), 'difference')} of all measures; by chance "
        "alone it does in one of ten. No order follows. All of them are in --json.",
        indent="  ",
        first="  ",
    )


def needed_lines(measures: Iterable[TrackedMeasure], by: str) -> list[str]:
    """How many calls each measure takes, then the measures for which that cannot be said."""
    known, unknown = [], []
    for row in measures:
        if row["icc"] is None:
            continue
        calls, likely = needed(row)
        if likely:
            known.append([measure_name(row["measure"]), calls, likely, fixed(row["icc"], 2)])
        else:
            unknown.append([measure_name(row["measure"]), unsaid(row, by)])
    last = "; last: that of one call" if known else ""
    lines = wrapped(f"HOW MANY CALLS IT TAKES (for a reliability of .8{last})", indent="  ", first="")
    if known:
        lines += table([["", "calls", "likely", "one call"], *known])
    if unknown:
        lines += ["  cannot be said yet:", *table(unknown)]
    return lines if known or unknown else [*lines, f"  {UNKNOWN}"]


def table(rows: list[list[str]]) -> list[str]:
    """Rows in columns, indented by two; the first column takes several lines where it must."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rest = sum(widths[1:]) + 2 * len(widths[1:])
    first = max(min(widths[0], width() - 2 - rest), _LEAST)
    lines = []
    for name, *cells in rows:
        names = wrap(name, first) or [""]
        line = f"  {names[0]:<{first}}" + "".join(
            f"  {cell:<{column}}" for cell, column in zip(cells, widths[1:], strict=True)
        )
        lines += [line.rstrip(), *(f"    {more}" for more in names[1:])]
    return lines


def unsaid(row: TrackedMeasure, by: str) -> str:
    """Why no number of calls is given."""
    if row["needs_about"] is None:
        return f"no difference between {plural(by)} is seen"
    return f"needs about {row['needs_about']} in all, of {row['calls']} now"


def needed(row: TrackedMeasure) -> tuple[str, str]:
    """How many calls a measure needs, and between how many that lies; nothing where no interval is known."""
    calls, low, high = row["calls_needed"], row["calls_needed_low"], row["calls_needed_high"]
    return ("", "") if calls is None or low is None or high is None else (str(calls), f"{low} to {high}")


def _agent(agent: dict[str, Any]) -> list[str]:
    lines = wrapped(f"{shown_name(agent['agent'])}   {calls_of(agent)}", indent="  ", first="")
    whole, habit = whole_of(agent), habit_of(agent)
    moved = [text for each in agent["measures"] if (text := moved_of(each))]
    for text in (whole, habit, *moved[:_SHOWN]):
        lines += wrapped(text, indent="    ", first="  ") if text else []
    if len(moved) > _SHOWN:
        count = len(moved) - _SHOWN
        more = "1 more trend or change" if count == 1 else f"{count} more trends and changes"
        lines += wrapped(f"and {more}: {_ALL_IN}", indent="    ", first="  ")
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
    return text if len(times) <= 4 else f"{text} and {len(times) - 4} more, which the page of --html marks"


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
            f"work on: {named(each)}; since {when(habit['since'])} it costs {fixed(points['value'])} points a call"
            f" ({fixed(points['low'])} to {fixed(points['high'])})"
        )
    return (
        f"work on: {named(each)}; at {said(value, each['unit'])} it costs {fixed(points['value'])} points a call"
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
        by = change["difference"]
        parts = (change["before"]["value"], change["after"]["value"])
        (was, now), interval = _difference(by, unit, parts)
        when_ = when(change["since"])
        between = (
            f"between {when(change['until'])} and {when_}" if change.get("until") is not None else f"since {when_}"
        )
        return f"changed: {named(own)} from {was} to {now} {between} ({interval})"
    if trend and trend["stands"] and trend.get("visible", True):
        return f"trend: {named(own)} by {difference_of(trend['over_period'], unit)} from first to last call"
    return ""


def difference_of(difference: dict[str, Any], unit: str) -> str:
    """A difference with its interval.

    >>> difference_of({"value": -0.012, "low": -0.014, "high": -0.009}, "share")
    '-1.2 (-1.4 to -0.9) percentage points'
    """
    ends = None if difference["low"] is None else (difference["low"], difference["high"])
    _, value, interval, unit = difference_words(difference["value"], ends, unit)
    return f"{value}{unit} (no interval)" if interval is None else f"{value} ({interval}){unit}"


def _difference(difference: dict[str, Any], unit: str, parts: tuple[float, float]) -> tuple[tuple[str, str], str]:
    """What was before and what is after, and the interval of their difference."""
    ends = None if difference["low"] is None else (difference["low"], difference["high"])
    said, value, interval, unit = difference_words(difference["value"], ends, unit, parts)
    assert said is not None
    return said, f"by {value}{unit}" if interval is None else f"by {interval}{unit}"


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
