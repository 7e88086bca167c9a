"""The shapes of a report's parts, for type checkers. At run time each is a plain dict."""

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


class Health(TypedDict):
    """A finding about a channel: a fault, or music or tones on it."""

    code: str
    start: float
    end: float
    value: float | None


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


class Channel(TypedDict):
    """A party's channel."""

    channel: int | None
    speech_seconds: float
    active_level_dbov: float | None
    snr_db: float | None
    health: list[Health]


class _Network(TypedDict, total=False):
    network: str


class Engine(_Network):
    """What made a report: its version, and the network that heard the speech where audio was given."""

    version: str


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


class Place(TypedDict):
    """Where to press play: an event, and ten seconds around its start or more."""

    event: str
    kind: str
    start: float
    end: float
    listen_from: float
    listen_to: float


class Cost(TypedDict):
    """A measure that cost points, of the whole score's 100."""

    dimension: str
    measure: str
    points: float
    value: float | None
    unit: str
    low: float | None
    high: float | None
    n: int
    places: list[Place]


class Habit(TypedDict):
    """What to change first: the measure that would show it, and what that would gain."""

    measure: str
    gain: float
    gain_low: float
    aim: float
    advice: str


class Explanation(TypedDict):
    """A score, taken apart."""

    schema: str
    profile: str
    party: Party
    observable_listening: float | None
    rating: str | None
    costs: list[Cost]
    habit: Habit | None


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


class Compared(TypedDict):
    """An old number, as another product counts it, and one of our measures beside it."""

    name: str
    party: Party | None
    value: float | None
    unit: str
    ours: str | None
    ours_party: Party | None
    ours_value: float | None
    ours_unit: str | None
    ours_low: float | None
    ours_high: float | None
    note: str


class Tracked(TypedDict):
    """A measure of an agent over its calls, with 90 % intervals; None where something cannot be told."""

    agent: str
    measure: str
    unit: str
    status: Literal["ok", "insufficient_evidence"]
    calls: int
    exposure: float
    value: float
    low: float | None
    high: float | None
    shrunken: float | None
    shrunken_low: float | None
    shrunken_high: float | None
    trend: float | None
    trend_low: float | None
    trend_high: float | None
    trend_p: float | None
    trend_called: bool
    trend_stands: bool
    change: float | None
    change_low: float | None
    change_high: float | None
    change_p: float | None
    change_called: bool
    change_stands: bool
    outside: int


class TrackedMeasure(TypedDict):
    """A measure over all agents: what they have in common, and how many calls tell them apart."""

    measure: str
    unit: str
    kind: Literal["rate", "share", "value"]
    exposure_unit: str
    agents: int
    calls: int
    mean: float
    prior_mean: float | None
    prior_sd: float | None
    dispersion: float | None
    exposure_per_call: float
    icc: float | None
    icc_low: float | None
    icc_high: float | None
    calls_needed: int | None
    calls_needed_low: int | None
    calls_needed_high: int | None


class Figure(TypedDict):
    """A figure of a calibration with its 90 % interval over agents."""

    value: float | None
    low: float | None
    high: float | None


class UncalibratedFigures(TypedDict):
    """How well the profile's own rating agrees with the raters."""

    kappa: Figure
    spearman: Figure
    mean_absolute_error: Figure


class RaterFigures(UncalibratedFigures):
    """How well two raters agree on the same `n` calls, and the most that anything can agree with one of them."""

    n: int
    ceiling: float | None


class LevelCount(TypedDict):
    """To how many calls a level was given, and is given by the calibration."""

    level: str
    given: int
    calibrated: int


class CalibrationFigures(UncalibratedFigures):
    """How well a calibration agrees with the raters on agents that it had not seen."""

    n: int
    agents: int
    left_out: int
    folds: int
    uncalibrated: UncalibratedFigures
    raters: RaterFigures | None
    levels: list[LevelCount]
