"""Ratings of simulated calls by simulated raters: a scale of their own, with small differences between raters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .calls import Call
from .chance import Chance

_LEVELS = (("Outstanding", 86.0), ("Above Average", 74.0), ("Average", 60.0), ("Poor", 42.0))
"""The least points of each level on the raters' sheet, out of their own feeling for it; under them all: Ineffective."""
_STRICT = {"rater-1": -3.0, "rater-2": 0.0, "rater-3": 4.0}
"""How many points each of them gives more than the sheet says."""
_DOUBT = 5.0
"""Standard deviation of one rating of the same call, points."""
_TWICE = 1 / 3
"""Share of the calls that two of them rated."""


class Rating(NamedTuple):
    """A rating."""

    call_id: str
    rater: str
    rating: str


def ratings(calls: Iterable[Call]) -> Iterator[Rating]:
    """Of each call one rating, or those of two raters."""
    for call in calls:
        chance = Chance(f"rating {call.call_id}")
        for rater in chance.some(list(_STRICT), 2 if chance.happens(_TWICE) else 1):
            yield Rating(call.call_id, rater, _level(_sheet(call) + _STRICT[rater] + chance.spread(_DOUBT)))


def _sheet(call: Call) -> float:
    """What their sheet gives a call: it weighs waiting and missing feedback more than the built-in profile."""
    said = call.said
    wait = sum(said.waits) / max(1, len(said.waits))
    cut_ins, feedback = said.cut_ins / said.customer_minutes, said.feedback / said.customer_minutes
    return 95.0 - 4.0 * cut_ins - 12.0 * max(0.0, wait - 0.8) - 5.0 * max(0.0, 4.0 - feedback)


def _level(points: float) -> str:
    return next((level for level, least in _LEVELS if points >= least), "Ineffective")
