"""Talkspurts as pairs of seconds: taken from whatever holds them, or refused by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from .._values.errors import TalkspurtError
from .._values.type_names import named_type

Pair: TypeAlias = tuple[float, float]
"""Start and end, in seconds."""


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
