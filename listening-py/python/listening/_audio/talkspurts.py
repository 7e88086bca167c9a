"""Talkspurts as pairs of seconds: taken from whatever holds them, or refused by place."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from .._values.errors import TalkspurtError, TimesWarning
from .._values.type_names import named_type

Pair: TypeAlias = tuple[float, float]
"""Start and end, in seconds."""


_LONG = 100.0
"""Seconds that half of a call's talkspurts do not last."""

_DAY = 86_400.0
"""Seconds that no call lasts."""


def pairs(party: str, spurts: Iterable[Any]) -> list[Pair]:
    """The talkspurts of one party, each given as a pair or as a row with ``start`` and ``end``.

    >>> pairs("agent", [(0, 1), {"start": 2, "end": 2.5}])
    [(0.0, 1.0), (2.0, 2.5)]
    """
    try:
        listed = list(spurts)
    except TypeError:
        raise TalkspurtError(f"{party}'s talkspurts are {named_type(spurts)}: give a list of (start, end)") from None
    return [pair(f"{party}'s talkspurt {index}", spurt) for index, spurt in enumerate(listed)]


def warn_not_seconds(spurts: Sequence[Pair], duration: float, depth: int) -> None:
    """Warns of times that seem to be milliseconds, from `depth` callers up: nobody talks for minutes at each turn."""
    lengths = sorted(end - start for start, end in spurts)
    middle = lengths[len(lengths) // 2] if lengths else 0.0
    if middle >= _LONG or duration >= _DAY:
        warnings.warn(
            f"the call lasts {duration:,.0f} s and half of its talkspurts {middle:,.1f} s or more: times are in "
            "seconds; divide milliseconds by 1000",
            TimesWarning,
            stacklevel=depth + 1,
        )


def pair(what: str, spurt: Any) -> Pair:
    """One talkspurt; an error calls it `what`."""
    try:
        times = (spurt["start"], spurt["end"]) if isinstance(spurt, Mapping) else tuple(spurt)
        start, end = times
    except (TypeError, ValueError, KeyError):
        raise TalkspurtError(f"{what} is {spurt!r}: a pair (start, end) in seconds was expected") from None
    return number(what, start), number(what, end)


def number(what: str, value: Any) -> float:
    """A number of seconds; an error calls what holds it `what`."""
    # A string of digits would pass float(), and bool is a number to Python: neither is a time.
    if not isinstance(value, (str, bytes, bool)):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise TalkspurtError(f"{what} holds {value!r}: a number of seconds was expected")
