"""The rows that are made from finished reports. At run time each is a plain dict."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypedDict

from .report_rows import Party


class Place(TypedDict):
    """Where to press play: an event, and ten seconds around its start or more."""

    event: str
    kind: str
    start: float
    end: float
    listen_from: float
    listen_to: float


class _Scored(TypedDict, total=False):
    scored: float
    """What the profile's curve read; absent where it is the value."""


class Cost(_Scored):
    """A measure that cost points, of the whole score's 100."""

    dimension: str
    measure: str
    points: float
    value: float | None
    """What was counted."""
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


class _Warned(TypedDict, total=False):
    warnings: list[str]
    """What a reader should know; absent where there is nothing."""


class Explanation(_Warned):
    """A score, taken apart."""

    schema: str
    profile: str
    party: Party
    observable_listening: float | None
    rating: str | None
    costs: list[Cost]
    habit: Habit | None


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


class MadeBy(TypedDict):
    """The profile that scored a report and the engine that heard the call, as in a `Tracked` row."""

    profile: str
    engine: str | None
    network: str | None


class Break(TypedDict):
    """Where an agent's calls go on under another profile or engine. Nothing is estimated over it."""

    agent: str
    time: float
    """Of its first call after."""
    before: MadeBy
    after: MadeBy


class Tracked(TypedDict):
    """A measure of an agent over its calls, with 90 % intervals; None where something is not known."""

    agent: str
    profile: str
    """The profile that scored the calls: an agent has rows for each profile and engine, which are never pooled."""
    engine: str | None
    """Version of the engine; None of reports that do not say it."""
    network: str | None
    """The network that heard the speech; None where no audio was given."""
    measure: str
    unit: str
    status: Literal["ok", "insufficient_evidence"]
    calls: int
    exposure: float
    value: float
    low: float | None
    high: float | None
    adjusted: float | None
    """As if the calls were of the mix of all; None unless calls were adjusted."""
    adjusted_low: float | None
    adjusted_high: float | None
    shrunken: float | None
    shrunken_low: float | None
    shrunken_high: float | None
    trend: float | None
    trend_low: float | None
    trend_high: float | None
    trend_p: float | None
    trend_called: bool
    trend_stands: bool
    """Whether it also holds after correcting for the number of trends and changes that were looked at."""
    trend_visible: bool
    """Whether numbers show it as they are rounded: shares in whole percent, everything else with one decimal."""
    change: float | None
    change_low: float | None
    change_high: float | None
    change_p: float | None
    change_called: bool
    change_stands: bool
    """As of a trend."""
    change_visible: bool
    """As of a trend."""
    outside: int


class TrackedMeasure(TypedDict):
    """A measure over all agents: what they have in common, and how many calls tell them apart."""

    measure: str
    profile: str
    engine: str | None
    network: str | None
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
    """Calls of an agent for a reliability of .8; None where these calls cannot say it."""
    calls_needed_low: int | None
    calls_needed_high: int | None
    needs_about: int | None
    """Where they cannot: about how many calls of all agents could."""
    differs: bool
    """Whether agents differ by more than chance, corrected for the number of measures."""
    differs_p: float | None
    p10: float | None
    """A tenth of all calls is below this; None of fewer than twenty."""
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None


class TrackedPeriod(TypedDict):
    """A measure in a day, week or month, with its 90 % interval."""

    agent: str | None
    """None: all agents together."""
    profile: str
    engine: str | None
    network: str | None
    measure: str
    unit: str
    start: datetime
    end: datetime
    calls: int
    exposure: float
    value: float
    low: float | None
    high: float | None


class TrackedPair(TypedDict):
    """How far agent `b` is above agent `a`, with a 90 % interval, adjusted where calls were."""

    profile: str
    engine: str | None
    network: str | None
    measure: str
    a: str
    b: str
    called: bool
    """Whether the interval excludes zero: of equal agents one pair in ten."""
    difference: float
    difference_low: float | None
    difference_high: float | None


class MixEffect(TypedDict):
    """How calls of a queue or length differ from the commonest, with a 90 % interval."""

    measure: str
    profile: str
    engine: str | None
    network: str | None
    factor: str
    level: str
    reference: str
    effect_unit: str
    """``times`` (a rate is this many times that of the reference), or the measure's unit (more by this)."""
    effect: float
    effect_low: float
    effect_high: float


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
