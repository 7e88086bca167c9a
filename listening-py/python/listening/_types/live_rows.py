"""The state of a live call. At run time each is a plain dict."""

from __future__ import annotations

from typing import Literal, TypedDict

from .report_rows import Party


class FloorHeld(TypedDict):
    """Who holds the floor, since when, and for how many seconds; `provisional` until a final event says so."""

    by: Party
    since: float
    seconds: float
    provisional: bool


class RunningSilence(TypedDict):
    """Nobody talks: whose talk it follows, since when, for how many seconds, and from 3 s on what it has become."""

    after: Party
    since: float
    seconds: float
    kind: Literal["dead_air", "hold"] | None


class _PartyNowOptional(TypedDict, total=False):
    floor_taken: float
    """How probable it is that the party takes the floor, 0 to 1; not there where that is not open."""

    turn_end: float
    """How probable it is that its turn is over; not there as above."""


class PartyNow(_PartyNowOptional):
    """One party: whether it talks, seconds since it was heard, its talk up to `known`, and its final events by kind."""

    talking: bool
    silent_seconds: float | None
    talk_seconds: float
    talk_share: float | None
    events: dict[str, int]


class PartiesNow(TypedDict):
    """Both parties."""

    agent: PartyNow
    customer: PartyNow


class _SnapshotOptional(TypedDict, total=False):
    mark: str
    """The kind of a mark that runs; not there where none does."""


class Snapshot(_SnapshotOptional):
    """The state of a call at `position`, in seconds; all talk before `known` is final."""

    position: float
    known: float
    floor: FloorHeld | None
    silence: RunningSilence | None
    parties: PartiesNow
