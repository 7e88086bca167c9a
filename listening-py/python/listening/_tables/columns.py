"""The columns of the long tables, each with its kind as `Table` takes it."""

from __future__ import annotations

from collections.abc import Mapping

from .._batch.call_rows import HELD, SCORE
from .._batch.call_rows import columns as call_columns
from .._values.columns import EVENT, MARK, MEASURE, SPAN, TALKSPURT

OF = {"call_id": "str", "agent": "str", "time": "time"}
"""What every long table begins with; the columns that are carried from a manifest follow."""

LONG: Mapping[str, Mapping[str, str]] = {
    "legs": {"leg": "int", "start": "float", "end": "float", **SCORE},
    "events": EVENT,
    "talkspurts": TALKSPURT,
    "turns": SPAN,
    "measures": {"leg": "int", **MEASURE, "not_rated_because": "str"},
    # The agent of the call comes before.
    "marks": {"to_agent" if name == "agent" else name: kind for name, kind in MARK.items()},
}
"""What is of each row itself."""

NAMES = ("calls", *LONG)
"""The tables."""


def table_columns(table: str, carried: Mapping[str, str] | None = None) -> dict[str, str]:
    """The columns of a table in order, each with its kind.

    >>> list(table_columns("turns", {"team": "str"}))
    ['call_id', 'agent', 'time', 'team', 'party', 'start', 'end']
    """
    if table == "calls":
        return {name: kind for name, kind in call_columns(carried).items() if name not in HELD}
    return {**OF, **(carried or {}), **LONG[table]}


def taken_names() -> frozenset[str]:
    """The names of all columns of ours, but for call_id, agent and time."""
    ours = {*call_columns(), *(name for own in LONG.values() for name in own)}
    return frozenset(ours - OF.keys())
