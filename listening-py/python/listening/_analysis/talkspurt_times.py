"""When each talkspurt comes: the pause before it, who talked last, and how long both talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np


class Times(NamedTuple):
    """Of each talkspurt, in the order in which they came."""

    pause_before: np.ndarray[Any, Any]
    """Seconds in which nobody talks, right before it; NaN of a call's first."""

    after: np.ndarray[Any, Any]
    """Who talked last before it: 0 the agent, 1 the customer, -1 nobody."""

    overlap: np.ndarray[Any, Any]
    """Seconds of it in which the other party talks too."""


def times(
    call: np.ndarray[Any, Any], agent: np.ndarray[Any, Any], start: np.ndarray[Any, Any], end: np.ndarray[Any, Any]
) -> Times:
    """Looks at the talkspurts of one call or of many.

    Args:
        call: The number of the call that each is of.
        agent: Whether it is the agent's.
        start: In seconds.
        end: In seconds.
    """
    import numpy as np

    if not len(call):
        return Times(np.zeros(0), np.zeros(0, dtype=np.int8), np.zeros(0))
    order = np.lexsort((start, call))
    call, agent = call[order], agent[order]
    # Calls one after the other, so that all are looked at in one go.
    apart = float(end.max()) + 1.0
    begin, stop = start[order] + apart * call, end[order] + apart * call
    # The latest end of all before, and whose it is.
    latest = np.maximum.accumulate(stop)
    at = np.maximum.accumulate(np.where(stop >= latest, np.arange(len(order)), 0))
    known = np.append(False, call[1:] == call[:-1])
    pause, after = np.full(len(order), np.nan), np.full(len(order), -1, dtype=np.int8)
    pause[known] = np.maximum(begin[1:] - latest[:-1], 0.0)[known[1:]]
    after[known] = np.where(agent[at[:-1]], 0, 1)[known[1:]]
    both = np.zeros(len(order))
    for mine in (agent, ~agent):
        other = begin[~mine], stop[~mine]
        both[mine] = _talked(*other, stop[mine]) - _talked(*other, begin[mine])
    given = np.empty_like(order)
    given[order] = np.arange(len(order))
    # To a thousandth, as times are; what is nearly nothing has no sign.
    return Times(np.round(pause[given], 3), after[given], np.abs(np.round(both[given], 3)))


def _talked(begin: np.ndarray[Any, Any], stop: np.ndarray[Any, Any], at: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """For how long a party has talked up to these times, whose talkspurts do not overlap."""
    import numpy as np

    if not len(begin):
        return np.zeros(len(at))
    before = np.concatenate([[0.0], np.cumsum(stop - begin)])
    count = np.searchsorted(begin, at, side="right")
    last = np.maximum(count - 1, 0)
    talked: np.ndarray[Any, Any] = before[last] + np.where(count > 0, np.minimum(at, stop[last]) - begin[last], 0.0)
    return talked
