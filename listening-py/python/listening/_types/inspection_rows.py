"""The rows of an inspection, and of the customer's voice. At run time each is a plain dict."""

from __future__ import annotations

from typing import Literal, TypedDict

from .report_rows import Party


class Sound(TypedDict):
    """Music or tones on a party's channel, in seconds, and how many tones."""

    party: Party
    sound: str
    start: float
    end: float
    count: int | None


class Ending(TypedDict):
    """How a talkspurt ends, against the speaker's own norm in the same call."""

    party: Party
    start: float
    end: float
    contour: Literal["rise", "level", "fall"] | None
    movement: float | None
    end_semitones: float | None
    end_db: float | None
    lengthening: float | None
    abrupt: bool


class HeardTalkspurt(TypedDict, total=False):
    """When a talkspurt comes, and how it sounds: docs/tables.md. What is not known is not there, or None."""

    party: Party
    start: float
    end: float
    start_sd: float | None
    end_sd: float | None
    pause_before: float | None
    after: Party | None
    overlap: float
    level_dbov: float
    background_dbov: float
    pitch_hz: float | None
    pitch_semitones: float | None
    pitch_range: float | None
    rate: float
    contour: Literal["rise", "level", "fall"] | None
    movement: float | None


class Activation(TypedDict):
    """The customer's voice in a turn: every number but the times and `n` in its own spreads above its own norm."""

    start: float
    end: float
    activation: float
    low: float
    high: float
    pitch: float | None
    level: float | None
    spread: float | None
    rate: float | None
    n: int
    tack_point: bool


class Accommodation(TypedDict):
    """One way in which the two voices may move together, beside what chance brings."""

    feature: Literal["rate", "pitch", "level", "pause"]
    kind: Literal["proximity", "convergence", "synchrony"]
    value: float
    chance_low: float
    chance_high: float
    n: int
