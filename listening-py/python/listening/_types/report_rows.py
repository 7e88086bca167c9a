"""The parts of a report. At run time each is a plain dict."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

Party: TypeAlias = Literal["agent"] | Literal["customer"]


class Span(TypedDict):
    """A talkspurt or a turn, in seconds."""

    party: Party
    start: float
    end: float


class Event(TypedDict):
    """Something that a party did, or a silence."""

    id: str
    kind: str
    by: Party
    start: float
    end: float
    in_overlap: bool
    confidence: float | None
    status: Literal["provisional", "final"]
    reasons: list[str]
    leak_suspect: bool


class Measure(TypedDict):
    """One measure of one party, with its 90 % interval where it has one."""

    id: str
    party: Party
    value: float | None
    unit: str
    low: float | None
    high: float | None
    n: int
    events: list[str]


class Health(TypedDict):
    """A finding about a channel: a fault, or music or tones on it."""

    code: str
    start: float
    end: float
    value: float | None


class Channel(TypedDict):
    """A party's channel."""

    channel: int | None
    speech_seconds: float
    active_level_dbov: float | None
    snr_db: float | None
    health: list[Health]


class Parties(TypedDict):
    """Both channels."""

    agent: Channel
    customer: Channel


class Deduction(TypedDict):
    """Points of a dimension's 100 that a measure cost, and the events to listen to."""

    measure: str
    points: float
    events: list[str]


class Dimension(TypedDict):
    """One of the four dimensions, 0 to 100."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    deductions: list[Deduction]


class Score(TypedDict):
    """The score of the assessed party, 0 to 100."""

    observable_listening: float | None
    low: float | None
    high: float | None
    rating: str | None
    rating_low: str | None
    rating_high: str | None
    dimensions: list[Dimension]
    coverage: float
    status: Literal["ok", "insufficient_evidence"]


class Trait(TypedDict):
    """A pair of words from the rating sheets, 0 (ineffective) to 100 (effective)."""

    effective: str
    ineffective: str
    value: float | None
    basis: str
    measures: list[str]


class Characteristic(TypedDict):
    """One of the five characteristics of a good listener."""

    id: str
    value: float | None
    basis: str


class NotMeasured(TypedDict):
    """Something that the report does not say."""

    id: str
    reason: str
    needs: str


class Engine(TypedDict, total=False):
    """What made a report."""

    version: str
    network: str
    """Absent where no audio was given."""


class _ReportOrigin(TypedDict, total=False):
    """Absent in reports of before there were these keys."""

    engine: Engine
    assessed: Party
    """Whose listening was scored."""


class ReportDict(_ReportOrigin):
    """A whole report, in the order of its schema."""

    schema: str
    profile: str
    duration: float
    parties: Parties
    talkspurts: list[Span]
    turns: list[Span]
    events: list[Event]
    measures: list[Measure]
    score: Score
    traits: list[Trait]
    characteristics: list[Characteristic]
    not_measured: list[NotMeasured]
    notice: str
