"""How calls are tracked, as a user gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .. import _native
from .._values.errors import ConfigError
from .._values.times import seconds

_PERIODS = {"D": "day", "W": "week", "M": "month", "day": "day", "week": "week", "month": "month"}
_QUEUE = "queue"
_LENGTH = "length"


class Settings(NamedTuple):
    """Settings that were checked."""

    assessed: str
    by: str
    until: float | None
    since: float | None
    period: str | None
    adjust: tuple[str, ...] | None
    pairs: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """What else is taken of each call."""
        names = (_QUEUE,) if self.adjust is None else self.adjust
        return tuple(name for name in names if name not in (_LENGTH, self.by))

    def track(self, calls: _native.TrackedCalls) -> str:
        """The tracking as JSON.

        Raises:
            ConfigError: Calls are to be adjusted for what none of them has.
        """
        usual = (_QUEUE, _LENGTH) if _QUEUE in calls.labels else ()
        adjust: Sequence[str] = usual if self.adjust is None else self.adjust
        return calls.track(self.assessed, self.by, self.since, self.until, self.period, list(adjust), self.pairs)


def settings(*, by: Any, assessed: Any, period: Any, compare: Any, since: Any, adjust: Any, pairs: bool) -> Settings:
    """Checks what was given.

    Raises:
        ConfigError: Something is not what was expected.

    >>> settings(by="team", assessed="agent", period="W", compare="1970-01-02", since=None, adjust=(), pairs=False)
    Settings(assessed='agent', by='team', until=None, since=86400.0, period='week', adjust=(), pairs=False)
    """
    if assessed not in ("agent", "customer"):
        raise ConfigError(f"setting `assessed` is {assessed!r}: expected 'agent' or 'customer'")
    if by == "time":
        raise ConfigError(
            "setting `by` is 'time': calls are grouped by agent, team, queue or another text that each has; `period` "
            "sums each up by day, week or month"
        )
    if not isinstance(by, str) or by in ("report", ""):
        raise ConfigError(
            f"setting `by` is {by!r}: the name of a key or column was expected, such as 'agent' or 'team'"
        )
    if period is not None and period not in _PERIODS:
        raise ConfigError(f"setting `period` is {period!r}: expected 'day', 'week' or 'month'")
    if compare is not None and since is not None:
        raise ConfigError("settings `compare` and `since` were both given: give `compare` alone")
    if adjust is not None:
        if isinstance(adjust, str):
            # As on the command line.
            adjust = () if adjust == "none" else adjust.split(",")
        adjust = list(adjust) if isinstance(adjust, Iterable) else adjust
        if not isinstance(adjust, list) or not all(isinstance(name, str) for name in adjust):
            raise ConfigError(
                f"setting `adjust` is {adjust!r}: names were expected, such as ('queue', 'length') or 'queue,length', "
                "or 'none'"
            )
        adjust = tuple(dict.fromkeys(adjust))
        if by in adjust:
            raise ConfigError(f"setting `adjust` has {by!r}, which the calls are grouped by: leave it out")
    until, start = _compared(compare) if compare is not None else (None, None)
    if since is not None:
        start = _time("since", since)
    return Settings(assessed, by, until, start, period and _PERIODS[period], adjust, bool(pairs))


def _compared(compare: Any) -> tuple[float | None, float]:
    """When the time before ends, if that is another, and when the time after begins."""
    if isinstance(compare, (tuple, list)):
        if len(compare) != 2:
            raise ConfigError(f"setting `compare` is {compare!r}: one time or two were expected")
        until, since = (_time("compare", time) for time in compare)
        if until > since:
            first, second = (time if isinstance(time, str) else str(time) for time in compare)
            raise ConfigError(
                f"setting `compare` is ({first}, {second}): the first time lies after the second; the end of the time "
                f"before comes first: ({second}, {first})"
            )
        return (None if until == since else until), since
    return None, _time("compare", compare)


def _time(name: str, given: Any) -> float:
    found = seconds(given)
    if found is None:
        raise ConfigError(f"setting `{name}` is {given!r}: expected a time")
    return found
