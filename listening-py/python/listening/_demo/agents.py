"""The simulated agents: how each listens, and what a training changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True)
class Habits:
    """How an agent listens."""

    wait: float = 0.55
    """The usual wait before a reply, seconds."""

    cut_in: float = 0.04
    """In what share of the customer's turns the agent cuts in."""

    feedback: float = 0.24
    """At what share of the customer's pauses the agent gives feedback."""


@dataclass(frozen=True)
class Agent:
    """A made agent."""

    name: str
    team: str
    what: str
    """The habit in words."""

    habits: Habits
    trained: Habits
    """The same after the training."""

    voice: float = 1.0
    """How much higher than in the demo call the voice is."""

    def on(self, day: date) -> Habits:
        """The habits on a day."""
        return self.trained if day >= NEW_HABITS else self.habits


FIRST_DAY = date(2026, 3, 2)
"""A Monday."""

WEEKS = 12

NEW_HABITS = date(2026, 4, 15)
"""The day after the training, in week seven."""

QUEUES = ("orders", "returns")


def _agent(name: str, team: str, what: str, habits: Habits, trained: Habits | None = None, voice: float = 1.0) -> Agent:
    return Agent(name, team, what, habits, trained or habits, voice)


_CUTS_IN = Habits(cut_in=0.75, wait=0.4)
_GIVES_NO_FEEDBACK = Habits(feedback=0.01)

AGENTS = (
    _agent("ann", "north", "lets others finish, answers at once, shows that she listens", Habits()),
    _agent(
        "ben", "north", "cuts in; far less since the training", _CUTS_IN, replace(_CUTS_IN, cut_in=0.06), voice=0.88
    ),
    _agent("cara", "south", "waits long before she answers", Habits(wait=3.9), voice=1.08),
    _agent(
        "dan",
        "south",
        "gave no feedback; does since the training",
        _GIVES_NO_FEEDBACK,
        replace(_GIVES_NO_FEEDBACK, feedback=0.22),
        voice=0.94,
    ),
)
"""The four, by name."""


def at(day: date, minutes: int) -> str:
    """A time of a day as tables have it, in UTC.

    >>> at(FIRST_DAY, 570)
    '2026-03-02T09:30:00Z'
    """
    return f"{datetime(day.year, day.month, day.day, minutes // 60, minutes % 60):%Y-%m-%dT%H:%M:%S}Z"
