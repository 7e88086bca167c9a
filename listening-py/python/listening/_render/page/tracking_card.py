"""A tracking as a card: what many calls say of each agent, by name and without a rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Any

from ...types import TrackedMeasure
from ..numbers import fixed
from ..phrases import amount
from ..tracking_text import (
    UNKNOWN,
    WHOLE,
    by_chance,
    calls_of,
    ends_of,
    habit_of,
    moved_of,
    needed,
    outside,
    said,
    size,
    when,
    whole_of,
)
from .markup import Markup, empty, part, tag

_OPEN = 3
"""With more agents than this, each is folded."""
_CHART = 90
"""Height of a chart, in pixels."""
_EDGE = 0.03
"""Of its width, beside the first and the last call."""


def card(data: dict[str, Any], measures: Sequence[TrackedMeasure], title: str, uid: str) -> Markup:
    """The card; `uid` begins every id in it."""
    agents = data["agents"]
    parts = [
        tag("header", tag("h2", title), tag("ul", tag("li", size(data)), class_="facts")),
        _overview(agents, uid),
        _needed(measures),
        tag(
            "section",
            tag("h3", "Each agent"),
            *(_agent(agent, f"{uid}-{k}", len(agents)) for k, agent in enumerate(agents)),
        ),
        tag("p", by_chance(data["comparisons"])) if data["comparisons"]["tested"] else None,
        tag("p", data["notice"], class_="notice"),
    ]
    return tag("article", *parts, class_="listening", id=uid, aria_label=f"Listening over many calls: {title}")


def _table(names: tuple[str, ...], lines: list[Markup], caption: str, look: str | None = None) -> Markup:
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))
    table = tag("table", tag("caption", caption), head, tag("tbody", *lines), class_=look)
    # Wider than a phone: it is moved inside its own frame, with the keyboard too.
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=caption)


def _overview(agents: list[dict[str, Any]], uid: str) -> Markup:
    lines = []
    first, last = _span(agents)
    for k, agent in enumerate(agents):
        own = _whole(agent)
        value = (own["shrunken"] or own["estimate"]) if own else None
        enough = own is not None and own["status"] == "ok"
        moved = [text for each in agent["measures"] if (text := moved_of(each))]
        chart = own["chart"] if own else None
        name = tag("a", agent["agent"], href=f"#{uid}-{k}")
        cells = (
            str(agent["calls"]),
            said(value, "") if value else "not scored",
            _interval(value, first, last),
            (str(len(moved)) if moved else "none") if enough else "too few calls",
            (str(len(chart["outside"])) if chart["outside"] else "none") if chart else "too few calls",
        )
        lines.append(tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells)))
    caption = "Observable listening by agent, with 90 % intervals; in order of the names, which is no rank."
    names = ("agent", "calls", "observable listening", f"{first} to {last}", "moved", "outside its limits")
    return tag("section", tag("h3", "Agents"), _table(names, lines, caption, "agents broad"))


def _whole(agent: dict[str, Any]) -> dict[str, Any] | None:
    return next((each for each in agent["measures"] if each["measure"] == WHOLE), None)


def _span(agents: list[dict[str, Any]]) -> tuple[int, int]:
    """Round points between which all intervals lie."""
    found = [own["shrunken"] or own["estimate"] for agent in agents if (own := _whole(agent))]
    low = min((each["value"] if each["low"] is None else each["low"] for each in found), default=0.0)
    high = max((each["value"] if each["high"] is None else each["high"] for each in found), default=100.0)
    return max(floor(low / 10) * 10, 0), min(ceil(high / 10) * 10, 100)


def _interval(value: dict[str, Any] | None, first: int, last: int) -> Markup:
    """An estimate and its interval on a line between two round points."""

    def at(points: float) -> str:
        return part(min(max((points - first) / max(last - first, 1), 0.0), 1.0))

    drawn = [empty("line", x1=0, x2="100%", y1=9, y2=9, class_="tick")]
    if value and value["low"] is not None:
        ends = [at(value[end]) for end in ("low", "high")]
        drawn.append(empty("line", x1=ends[0], x2=ends[1], y1=9, y2=9, class_="range"))
        drawn += [empty("line", x1=end, x2=end, y1=5, y2=13, class_="range") for end in ends]
    if value:
        drawn.append(empty("circle", cx=at(value["value"]), cy=9, r=4, class_="value"))
    return tag("svg", *drawn, width="100%", height=18, class_="interval", aria_hidden="true")


def _needed(measures: Sequence[TrackedMeasure]) -> Markup:
    lines = []
    for row in measures:
        if row["icc"] is not None:
            calls, likely = needed(row)
            cells = (calls, likely, fixed(row["icc"], 2))
            lines.append(tag("tr", tag("th", row["measure"], scope="row"), *(tag("td", cell) for cell in cells)))
    if not lines:
        return tag("section", tag("h3", "How many calls it takes"), tag("p", UNKNOWN))
    whole = next((row for row in measures if row["measure"] == WHOLE and row["icc"] is not None), None)
    first = tag("p", f"{WHOLE.replace('_', ' ')}: {' '.join(needed(whole))}") if whole else None
    names = ("measure", "calls", "likely", "one call")
    table = _table(names, lines, "For a reliability of .8; and the reliability of one call.")
    note = tag("small", " for a reliability of .8")
    return tag("section", tag("h3", "How many calls it takes", note), first, _folded("All measures", table))


def _agent(agent: dict[str, Any], uid: str, of: int) -> Markup:
    notes = [whole_of(agent), habit_of(agent), *(moved_of(each) for each in agent["measures"])]
    items = [tag("li", text) for text in notes if text]
    # The whole, and what has moved or lies outside its limits.
    charts = [
        _chart(each)
        for each in agent["measures"]
        if each["chart"] and (each["measure"] == WHOLE or moved_of(each) or each["chart"]["outside"])
    ]
    lines = [_measure(each) for each in agent["measures"]]
    names = ("measure", "own calls", "with what agents have in common", "first to last call", "change", "limits")
    caption = f"All measures of {agent['agent']}, with 90 % intervals; * stands among all of the agent."
    more = _folded(f"{len(charts) - 1} more that moved, or have calls outside", *charts[1:]) if charts[1:] else None
    table = _folded("All measures", _table(names, lines, caption, "broad"))
    head = tag("summary", agent["agent"], tag("small", f" {calls_of(agent)}"))
    inside = [tag("ul", *items), *charts[:1], more, table]
    return tag("details", head, *inside, id=uid, class_="one-agent", open="" if of <= _OPEN else None)


def _folded(summary: str, *inside: Markup) -> Markup:
    return tag("details", tag("summary", summary), *inside)


def _measure(own: dict[str, Any]) -> Markup:
    unit, change, trend, chart = own["unit"], own["change"], own["trend"], own["chart"]
    by = " per minute" if unit == "1/min" else ""
    cells = (
        said(own["estimate"], unit),
        said(own["shrunken"], unit) if own["shrunken"] else "",
        f"{said(trend['over_period'], unit)}{' *' if trend['stands'] else ''}" if trend else "",
        f"{said(change['difference'], unit)}{' *' if change['stands'] else ''}" if change else "",
        _limits(chart, unit),
    )
    name = tag("th", own["measure"].replace("_", " ") + by, scope="row")
    return tag("tr", name, *(tag("td", cell) for cell in cells))


def _limits(chart: dict[str, Any] | None, unit: str) -> str:
    """The limits of a control chart, for the last call: they differ with the exposure."""
    if not chart or not chart["points"]:
        return ""
    return ends_of(chart["points"][-1], unit)


def _chart(own: dict[str, Any]) -> Markup:
    """A control chart: the calls in time, the centre and the limits; calls outside have another shape."""
    chart, unit = own["chart"], own["unit"]
    points = chart["points"]
    name = own["measure"].replace("_", " ")
    text = f"{name}: {len(points)} calls around {amount(chart['centre'], unit)}"
    if points:
        text += f", limits {_limits(chart, unit)}"
    text += f"; {outside(chart)}" if chart["outside"] else "; none outside its limits"
    drawing = tag("svg", *_drawn(chart), width="100%", height=_CHART + 4, class_="chart", role="img", aria_label=text)
    ends = [tag("span", when(points[k]["time"])) for k in (0, -1)] if points else []
    return tag("figure", tag("figcaption", text), drawing, tag("div", *ends, class_="dates", aria_hidden="true"))


def _drawn(chart: dict[str, Any]) -> Iterator[Markup]:
    points = chart["points"]
    if not points:
        return
    first, last = points[0]["time"], points[-1]["time"]
    low: float = min(min(each["low"], each["value"]) for each in points)
    high: float = max(max(each["high"], each["value"]) for each in points)
    room = (high - low) or 1.0

    def x(time: float) -> float:
        return _EDGE + (1 - 2 * _EDGE) * ((time - first) / (last - first) if last > first else 0.5)

    def y(value: float) -> float:
        return round(2.0 + _CHART * (1.0 - (value - low) / room), 1)

    for end in ("low", "high"):
        yield _path([(x(each["time"]), y(each[end])) for each in points], "limit")
    centre = y(chart["centre"])
    yield empty("line", x1=0, x2="100%", y1=centre, y2=centre, class_="centre")
    yield _path([(x(each["time"]), y(each["value"])) for each in points], "course")
    beyond = set(chart["outside"])
    for each in points:
        at = {"x": part(x(each["time"])), "y": y(each["value"]), "overflow": "visible"}
        if each["time"] in beyond:
            sign = empty("path", d="M0-6 6 0 0 6-6 0z", class_="sign taken")
            yield tag("svg", tag("title", when(each["time"])), sign, **at)
        else:
            yield empty("circle", cx=at["x"], cy=at["y"], r=2.5, class_="value")


def _path(points: list[tuple[float, float]], look: str) -> Markup:
    """A line whose points are shares across and pixels down."""
    drawn = "M" + "L".join(f"{round(x * 1000, 1):g} {y:g}" for x, y in points)
    path = empty("path", d=drawn, class_=look, vector_effect="non-scaling-stroke")
    return tag(
        "svg", path, viewBox=f"0 0 1000 {_CHART + 4}", preserveAspectRatio="none", width="100%", height=_CHART + 4
    )
