"""What many calls say of each agent, where one call says little."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from . import _native, types as rows
from ._values.errors import ConfigError, ListeningError, RowError
from ._values.table import TRACKED, TRACKED_MEASURE, Table
from ._review.tracked_calls import checked, placed, seconds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SCHEMA = "listening.tracking/1"


def track(
    calls: Any,
    *,
    assessed: Literal["agent", "customer"] = "agent",
    since: Any = None,
) -> Tracking:
    """Pools the calls of each agent, with what the agents have in common.

    Args:
        calls: (agent, time, report) for each call, or mappings or a data frame with these names, in any order. The
            time is in seconds since any epoch, the order of the call, a `datetime` (without a zone: UTC) or a text in
            ISO 8601. The report is a `Report`, its dict or its JSON. Rows that `listening batch` wrote of calls that
            could not be analysed are left out, and with a warning those of a data frame that have no agent.
        assessed: Whose listening the reports assess, as in `Config`.
        since: Changes are told between the calls before this time and those from it on; between the halves of each
            agent's calls if not given.

    Raises:
        RowError: A row is not what was expected, and the message names its position, from 0; or none has an agent.
        ConfigError: A setting is not.

    >>> import listening
    >>> report = listening.from_talkspurts(agent=[(0.0, 4.0)], customer=[(4.2, 50.0)])
    >>> tracking = listening.track([("ann", day, report) for day in range(6)])
    >>> row = tracking.row("ann", "interruption_rate")
    >>> row["calls"], row["value"], row["high"]
    (6, 0.0, 0.4194)
    """
    rows, numbers = checked(calls)
    try:
        return tracked(rows, assessed, since)
    except RowError as error:
        raise RowError(placed(str(error), numbers, "row")) from None


def tracked(calls: list[tuple[str, float, str]], assessed: str, since: Any) -> Tracking:
    """The same of rows that were checked."""
    if assessed not in ("agent", "customer"):
        raise ConfigError(f"setting `assessed` is {assessed!r}: expected 'agent' or 'customer'")
    from_then = None if since is None else seconds(since)
    if since is not None and from_then is None:
        raise ConfigError(f"setting `since` is {since!r}: expected a time")
    return Tracking(_native.track(calls, assessed, from_then))


class Tracking:
    """What many calls say of each agent: pooled, shrunken towards what the agents have in common, and over time.

    Made by `listening.track`. No rank is given: where intervals overlap, an order is chance. Trackings are equal when
    their JSON is, and can be pickled and hashed.
    """

    __slots__ = ("_data", "_json")

    def __init__(self, json: str) -> None:
        self._json = json
        self._data = _parsed(json)

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return cast("int", self._data["calls"])

    @property
    def agents(self) -> list[str]:
        """The agents, by name."""
        return [agent["agent"] for agent in self._data["agents"]]

    @property
    def measures(self) -> Table[rows.TrackedMeasure]:
        """Each measure over all agents, with the calls that it takes to tell agents apart."""
        return Table([_overall(row) for row in self._data["measures"]], TRACKED_MEASURE)

    def table(self) -> Table[rows.Tracked]:
        """A row for each agent and measure: ``.to_pandas()``, ``.to_polars()``, ``.to_arrow()``."""
        found = [_flat(agent["agent"], own) for agent in self._data["agents"] for own in agent["measures"]]
        return Table(found, TRACKED)

    def agent(self, id: str) -> dict[str, Any]:
        """All that is said of an agent, with its habit to work on and its charts: a fresh dict."""
        for agent in json.loads(self._json)["agents"]:
            if agent["agent"] == id:
                return cast("dict[str, Any]", agent)
        raise KeyError(f"no agent {id!r}: there are {', '.join(self.agents)}")

    def row(self, agent: str, measure: str) -> rows.Tracked:
        """The row of one agent and measure. A `KeyError` names the measures that there are."""
        measures = self.agent(agent)["measures"]
        for own in measures:
            if own["measure"] == measure:
                return _flat(agent, own)
        raise KeyError(
            f"no measure {measure!r} of {agent!r}: there are {', '.join(own['measure'] for own in measures)}"
        )

    @property
    def notice(self) -> str:
        """What this is not to be used for, and why no rank is given."""
        return cast("str", self._data["notice"])

    def to_json(self) -> str:
        """The whole in schema ``listening.tracking/1``, as the engine wrote it: one line."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """A fresh dict of the whole, in the order of the schema."""
        return cast("dict[str, Any]", json.loads(self._json))

    def to_text(self) -> str:
        """For reading, 80 columns wide: what ``listening track`` prints."""
        from ._render.tracking_text import tracking_text

        return tracking_text(self)

    @overload
    def to_html(self, path: None = None, *, title: str | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, title: str | None = None) -> None: ...
    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str | None:
        """A page that needs no network: each agent with intervals, movements and control charts, and no rank.

        Args:
            path: Where to write it; it is given back if there is none.
            title: Its heading.
        """
        from ._render.page.pages import tracking_page, write

        text = tracking_page(self, title)
        if path is None:
            return text
        write(path, text)
        return None

    def _repr_html_(self) -> str:
        """The same as a card, as Jupyter asks for it."""
        from ._render.page.pages import tracking_cell

        return tracking_cell(self)

    def plot(self, measure: str = "observable_listening", agent: str | None = None, ax: Axes | None = None) -> Axes:
        """Draws a measure: of all agents with 90 % intervals, or of one agent over time. Needs the extra ``plot``.

        Args:
            measure: Its id.
            agent: Whose control chart is drawn; all agents, in order of their names, if not given.
            ax: Where to draw; on a new figure if not given.

        Raises:
            KeyError: There is no such agent, or no such measure.
            ListeningError: The agent has too few calls for a control chart.
            ModuleNotFoundError: matplotlib is not installed.
        """
        from ._render.tracking_plot import plot

        return plot(self, measure, agent, ax)

    def __repr__(self) -> str:
        return f"<Tracking of {len(self.agents)} agents, {self.calls} calls>"

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, Tracking) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[Tracking], tuple[str]]:
        return Tracking, (self._json,)


def _ends(prefix: str, estimate: Any) -> dict[str, float | None]:
    given = estimate or {}
    first = prefix or "value"
    ends = f"{prefix}_" if prefix else ""
    return {first: given.get("value"), f"{ends}low": given.get("low"), f"{ends}high": given.get("high")}


def _flat(agent: str, own: dict[str, Any]) -> rows.Tracked:
    trend, change, chart = (own[name] or {} for name in ("trend", "change", "chart"))
    row = {
        "agent": agent,
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
    return cast("rows.Tracked", row)


def _overall(row: dict[str, Any]) -> rows.TrackedMeasure:
    found = dict(row)
    reliability = found.pop("reliability") or {}
    needed = {
        name: None if (calls := reliability.get(name)) is None else int(calls)
        for name in ("calls_needed", "calls_needed_low", "calls_needed_high")
    }
    return cast("rows.TrackedMeasure", {**found, **_ends("icc", reliability.get("icc")), **needed})


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (TypeError, ValueError) as error:
        raise ListeningError(f"not a tracking: {error}") from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise ListeningError(f"not a tracking of schema {SCHEMA}: its schema is {schema!r}")
    return cast("dict[str, Any]", data)
