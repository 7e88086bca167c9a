"""Estimates for each agent over many calls, where one call says little."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from ._native import counted
from ._render.layout import wrapped
from ._render.tracking_text import tracking_text, when
from ._review.tracked_calls import Gathered, checked
from ._review.tracking_parts import named, parts
from ._review.tracking_rows import measure_row, mix_rows, pair_row, period_rows, tracked_row
from ._review.tracking_settings import Settings, settings
from ._values.columns import MIX_EFFECT, TRACKED, TRACKED_MEASURE, TRACKED_PAIR, TRACKED_PERIOD
from ._values.errors import ReportWarning, RowError
from ._values.json_value import JsonValue
from ._values.paths import checked_path
from ._values.table import Table
from .types import Break, MixEffect, Tracked, TrackedMeasure, TrackedPair, TrackedPeriod

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Tracking", "track"]


def track(
    calls: Any,
    *,
    by: str = "agent",
    assessed: Literal["agent", "customer"] = "agent",
    period: str | None = None,
    compare: Any = None,
    since: Any = None,
    adjust: str | Sequence[str] | None = None,
    pairs: bool = False,
) -> Tracking:
    """Pools the calls of each agent, shrunken towards the distribution over agents.

    Calls of different profiles or engines are never pooled: if they are mixed, there is a `ReportWarning`,
    `Tracking.breaks` lists the switches, and rows and text are separate for each.

    Args:
        calls: A path to a table of ``listening batch`` (.parquet) or to lines of JSON, as for ``listening track``. Or
            (agent, time, report) for each call, or mappings or a data frame with these names, in any order; a mapping
            may also be a report that carries agent and time itself. The time is in seconds since any epoch, the
            position in the order of calls, a `datetime` (without a zone: UTC) or ISO 8601 text. The report is a
            `Report`, its dict or its JSON. Rows of calls that could not be analysed, and rows without an agent or a
            time, are left out; a warning counts them.
        by: The grouping: the key of a mapping or the column of a data frame, such as ``team``. For anything
            but ``agent``, the legs of a transferred call count for the call's own group.
        assessed: The party whose listening is tracked, as in `Config`. If reports score the other party, their scores
            are left out, with a `ReportWarning`; their measures are not.
        period: ``day``, ``week`` (from Monday) or ``month``, or ``D``, ``W``, ``M``: also summarises the calls of each
            period (`Tracking.periods`). Times are then since 1970.
        compare: A time: compares the calls before it with those from it on. Or two times, such as the first day
            of a training and the day after its last: compares the calls before the first with those from the second on.
            Default: the halves of each agent's calls.
        since: The same as `compare` with one time.
        adjust: What estimates are adjusted for: names of keys or columns, such as ``queue``, and ``length``, as a list
            or separated by commas. Default: queue and length if calls have a ``queue``; ``none`` or ``()`` for no
            adjustment.
        pairs: Whether to compute the differences between all pairs of agents (`Tracking.pairs`); at most 200 agents.

    Raises:
        RowError: A row is no call (the message gives its position, from 0), or none can be used.
        ConfigError: A setting is invalid.

    >>> import listening
    >>> report = listening.from_talkspurts(agent=[(0.0, 4.0)], customer=[(4.2, 50.0)])
    >>> tracking = listening.track([("ann", day, report) for day in range(6)])
    >>> row = tracking.row("ann", "interruption_rate")
    >>> row["calls"], row["value"], row["high"]
    (6, 0.0, 0.4194)
    """
    how = settings(by=by, assessed=assessed, period=period, compare=compare, since=since, adjust=adjust, pairs=pairs)
    gathered = Gathered(by, how.labels)
    if isinstance(calls, (str, os.PathLike)):
        # Slow to import, and needed for files alone.
        from ._batch.written_tables import tracked_file

        return tracked(tracked_file(os.fspath(checked_path(calls)), gathered), how)
    try:
        return tracked(checked(calls, gathered), how)
    except RowError as error:
        raise RowError(gathered.placed(str(error), "row")) from None


def tracked(gathered: Gathered, how: Settings) -> Tracking:
    """The same for calls already gathered."""
    tracking = Tracking(how.track(gathered.calls))
    for warning in tracking._data.get("warnings", ()):
        warnings.warn(warning, ReportWarning, stacklevel=3)
    return tracking


class Tracking(JsonValue):
    """Estimates for each agent over many calls: pooled, shrunken towards the distribution over agents, and over time.

    Created by `listening.track`. Agents are not ranked: where intervals overlap, an order is chance. Trackings are
    equal if their JSON is, and can be pickled and hashed.
    """

    __slots__ = ()

    _kind = "tracking"
    _schema = "listening.tracking/1"

    @property
    def calls(self) -> int:
        """The number of calls."""
        return cast("int", self._data["calls"])

    @property
    def agents(self) -> list[str]:
        """The agents, by name."""
        return list(dict.fromkeys(agent["agent"] for agent in self._data["agents"]))

    @property
    def breaks(self) -> list[Break]:
        """The places where an agent's calls switch to another profile or engine; no estimate spans them."""
        return cast("list[Break]", json.loads(self._json).get("breaks", []))

    @property
    def measures(self) -> Table[TrackedMeasure]:
        """Each measure over all agents, with the number of calls needed to distinguish agents.

        The latest profile's and engine's come first.
        """
        return _measures(self._data)

    def table(self) -> Table[Tracked]:
        """One row per agent and measure: ``.to_pandas()``, ``.to_polars()``, ``.to_arrow()``.

        Calls of several profiles or engines have one row for each, the latest first.
        """
        found = [tracked_row(agent, own) for agent in self._data["agents"] for own in agent["measures"]]
        return Table(found, TRACKED)

    @property
    def by(self) -> str:
        """The grouping of the calls: the `agent` of a row is the name of an agent, a team or a queue."""
        return cast("str", self._data["by"])

    @property
    def adjusted_for(self) -> list[str]:
        """What estimates are adjusted for."""
        return list(self._data.get("adjusted_for", ()))

    @property
    def periods(self) -> Table[TrackedPeriod]:
        """One row per measure, agent and day, week or month; `agent` is None in the rows of all agents together.

        Empty unless `track` was given a `period`.
        """
        return Table(list(period_rows(self._data)), TRACKED_PERIOD)

    @property
    def pairs(self) -> Table[TrackedPair]:
        """One row per measure and pair of agents: how far the second is above the first.

        Empty unless `track` was called with `pairs`.
        """
        return Table([pair_row(pair) for pair in self._data.get("pairs", ())], TRACKED_PAIR)

    @property
    def mix(self) -> Table[MixEffect]:
        """The difference between calls of each queue and length and the most common ones, by measure."""
        return Table(list(mix_rows(self._data)), MIX_EFFECT)

    def agent(self, id: str) -> dict[str, Any]:
        """Everything about an agent, including the habit to work on and the charts: a new dict.

        If calls have several profiles or engines, those of the latest.
        """
        for agent in json.loads(self._json)["agents"]:
            if agent["agent"] == id:
                return cast("dict[str, Any]", agent)
        raise KeyError(f"no agent {id!r}: there are {', '.join(self.agents)}")

    def row(self, agent: str, measure: str) -> Tracked:
        """The row of one agent and measure, as in `agent`. A `KeyError` lists the existing measures."""
        return tracked_row(self.agent(agent), self._measure(agent, measure))

    def _measure(self, agent: str, measure: str) -> dict[str, Any]:
        """Everything about one agent and measure."""
        measures = cast("list[dict[str, Any]]", self.agent(agent)["measures"])
        for own in measures:
            if own["measure"] == measure:
                return own
        raise KeyError(
            f"no measure {measure!r} of {agent!r}: there are {', '.join(own['measure'] for own in measures)}"
        )

    @property
    def notice(self) -> str:
        """What this must not be used for, and why agents are not ranked."""
        return cast("str", self._data["notice"])

    def to_text(self) -> str:
        """The tracking as text, 80 columns wide: the output of ``listening track`` for an unknown terminal width."""
        found = parts(self._data)
        if len(found) < 2:
            return tracking_text(self._data, self.measures)
        reported = [
            f"{name.upper()}\n{tracking_text({**part, 'notice': ''}, _measures(part)).rstrip()}" for name, part in found
        ]
        notice = "\n".join(wrapped(self._data["notice"], indent=""))
        return "\n\n".join([*reported, "\n".join(self._broken()), notice])

    def _broken(self) -> list[str]:
        """The breaks as text: those between the same two combinations together."""
        lines = ["BREAKS (nothing is pooled over one)"]
        agents: dict[tuple[str, str], list[str]] = {}
        for each in self.breaks:
            at = f"{each['agent']} {when(each['time'])}"
            agents.setdefault((named({**each["before"]}), named({**each["after"]})), []).append(at)
        for (before, after), where in agents.items():
            lines += wrapped(f"from {before} to {after}: {', '.join(where)}", indent="    ", first="  ")
        # No agent may have calls on both sides.
        return lines if len(lines) > 1 else [*lines, "  between agents: none has calls on both sides"]

    @overload
    def to_html(self, path: None = None, *, title: str | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, title: str | None = None) -> None: ...
    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str | None:
        """A page that needs no network: agents side by side with intervals, and changes, without a rank.

        Args:
            path: The file to write; without one, the page is only returned.
            title: Its heading.
        """
        # Slow to import, and needed for pages alone, as all of that folder.
        from ._render.page import pages

        text = pages.tracking_page(self._json, title)
        if path is None:
            return text
        pages.write(path, text)
        return None

    def _repr_html_(self) -> str:
        """The same as a card, called by Jupyter."""
        from ._render.page import pages

        return pages.tracking_cell(self._json)

    def plot(self, measure: str = "observable_listening", agent: str | None = None, ax: Axes | None = None) -> Axes:
        """Plots a measure: all agents with 90 % intervals, or one agent over time. Needs the extra ``plot``.

        Args:
            measure: Its id. If calls have several profiles or engines, the latest is plotted.
            agent: The agent whose control chart is plotted; default: all agents, sorted by name.
            ax: The axes to draw on; default: a new figure.

        Raises:
            KeyError: There is no such agent, or no such measure.
            ListeningError: The agent has too few calls for a control chart.
            ModuleNotFoundError: matplotlib is not installed.
        """
        from ._render import tracking_plot

        if agent is not None:
            return tracking_plot.plot_chart(agent, self._measure(agent, measure), ax)
        rows = [row for row in self.table() if row["measure"] == measure]
        maker = next(((row["profile"], row["engine"], row["network"]) for row in self.measures), None)
        latest = [row for row in rows if (row["profile"], row["engine"], row["network"]) == maker]
        rows = latest or rows
        if not rows:
            known = ", ".join(dict.fromkeys(row["measure"] for row in self.measures))
            raise KeyError(f"no measure {measure!r}: there are {known}")
        return tracking_plot.plot_agents(rows, ax)

    def _summary(self) -> str:
        return f"of {counted(len(self.agents), 'agent')}, {counted(self.calls, 'call')}"


def _measures(data: dict[str, Any]) -> Table[TrackedMeasure]:
    return Table([measure_row(row) for row in data["measures"]], TRACKED_MEASURE)
