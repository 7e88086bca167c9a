"""The parts of a report. At run time each is a plain dict.

Made by scripts/generate-types from the schema of a report: change the Rust types, not this file.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

Party: TypeAlias = Literal["agent"] | Literal["customer"]
Rating: TypeAlias = (
    Literal["Outstanding"] | Literal["Above Average"] | Literal["Average"] | Literal["Poor"] | Literal["Ineffective"]
)
ScoreStatus: TypeAlias = Literal["ok"] | Literal["insufficient_evidence"] | Literal["withheld"]
Basis: TypeAlias = Literal["audio"] | Literal["words"] | Literal["none"]


class _EngineOptional(TypedDict, total=False):
    network: str
    """Name and version of the network that detected speech; not there where no audio was given."""


class Engine(_EngineOptional):
    """What made a report."""

    version: str
    """Its version, such as `0.1.0`."""


class _HealthOptional(TypedDict, total=False):
    low: float
    """Lower end of its 90 % interval, in the unit of its code; not there where the value is not an
    estimate.
    """

    high: float
    """Upper end of its 90 % interval, in the unit of its code; not there where the value is not an
    estimate.
    """


class Health(_HealthOptional):
    """A fault of a channel, or a sound on it other than talk."""

    code: str
    """The finding; docs/hearing.md has the unit of each value."""

    start: float
    """Its start, in seconds from the first sample."""

    end: float
    """Its end, in seconds from the first sample."""

    value: float | None
    """Its amount, in the unit of its code; None where it has none."""


class Channel(TypedDict):
    """A party's channel."""

    channel: Literal[0, 1] | None
    """0 (left) or 1 (right); None where no audio was given."""

    speech_seconds: float
    """Length of the party's talk, in seconds."""

    active_level_dbov: float | None
    """Active speech level by ITU-T P.56 method B, dBov, excluding music and the other party's leak; None
    without talk or audio.
    """

    snr_db: float | None
    """That level above the median level outside speech, dB; None where it is not known."""

    health: list[Health]
    """Faults, music and tones on the channel, in order of start."""


class Parties(TypedDict):
    """The channel of each party. An inspection of a mono recording has one."""

    agent: Channel
    """The agent's."""

    customer: Channel
    """The customer's."""


class _TalkspurtOptional(TypedDict, total=False):
    start_sd: float
    """Standard deviation of its start, in seconds; not there where unknown."""

    end_sd: float
    """Standard deviation of its end, in seconds; not there where unknown."""


class Talkspurt(_TalkspurtOptional):
    """Talk of one party without a silence of 180 ms or more."""

    party: Party
    """Who talks."""

    start: float
    """Its start, in seconds from the first sample."""

    end: float
    """Its end, in seconds from the first sample."""


class Turn(TypedDict):
    """A stretch in which a party has the floor."""

    party: Party
    """Who has the floor."""

    start: float
    """Its start, in seconds from the first sample."""

    end: float
    """Its end, in seconds from the first sample."""


class _EventOptional(TypedDict, total=False):
    kinds: dict[str, float]
    """Probability of each kind it might be, 0 to 1, most probable first; not there where no classification
    was made.
    """

    charged: float
    """Its weight against the assessed party, 0 to 1; not there where it does not count.

    This is its largest weight in a scored measure.
    """

    measures: list[str]
    """The scored measures it counts in; not there where there are none."""


class Event(_EventOptional):
    """Something that a party did, or a silence."""

    id: str
    """Identifies the event in measures and deductions."""

    kind: str
    """Its kind."""

    by: Party
    """The party that did it; for a silence, the party that talked last, and for a pause, the party whose
    turn it is.
    """

    start: float
    """Onset, in seconds from the first sample."""

    end: float
    """End, in seconds from the first sample: that of the contribution, or 2.3 s after the onset if that is
    sooner.
    """

    in_overlap: bool
    """Whether the other was talking at the onset."""

    confidence: float | None
    """Probability that the kind is right, 0 to 1; None where no classification was made."""

    status: Literal["provisional", "final", "withdrawn", "committed"]
    """Whether it can still change; those of a report are final."""

    reasons: list[str]
    """The reasons for its kind, in words; the most important first."""

    leak_suspect: bool
    """Whether it may be the other party's echo; if so, it is charged to no one."""


class _MeasureOptional(TypedDict, total=False):
    scored: float
    """The value that the score uses, in `unit`: the best estimate under the profile's prior, with events
    and turns weighted by their probability. Only for measures of the assessed party that the profile
    scores; not there where there is too little evidence for any score.
    """


class Measure(_MeasureOptional):
    """One measure of one party."""

    id: str
    """Its name; docs/methods.md defines each."""

    party: Party
    """The party whose behaviour it describes."""

    value: float | None
    """The value, in `unit`; None where there were no cases."""

    unit: str
    """Unit of the value and its interval."""

    low: float | None
    """Lower end of the 90 % interval, in `unit`; None where the value is a plain fact of this call."""

    high: float | None
    """Upper end of the 90 % interval, in `unit`; None like the lower end."""

    n: int
    """The number of cases: replies, pauses, talkspurts, windows. A count."""

    events: list[str]
    """Ids of the events it is based on."""


class _MarkOptional(TypedDict, total=False):
    party: Party
    """Its party; not there where it concerns the whole call."""

    agent: str
    """The agent that a transfer goes to; not there where unknown."""


class Mark(_MarkOptional):
    """A mark of the telephone system on a stretch of the call."""

    kind: str
    """Its kind."""

    start: float
    """Its start, in seconds from the first sample."""

    end: float
    """Its end, in seconds from the first sample."""


class Deduction(TypedDict):
    """Points that a measure cost."""

    measure: str
    """The measure that cost them."""

    points: float
    """Points of the dimension's 100 that it cost."""

    events: list[str]
    """Ids of the events to listen to; none where no single event made it."""


class Dimension(TypedDict):
    """One dimension, 0 to 100."""

    id: str
    """Its name."""

    value: float | None
    """Points, 0 to 100; None where nothing of it could be measured."""

    low: float | None
    """Lower end of the 90 % interval, in points, 0 to 100; None like the value."""

    high: float | None
    """Upper end of the 90 % interval, in points, 0 to 100; None like the value."""

    deductions: list[Deduction]
    """What cost points, largest first."""


class _ScoreOptional(TypedDict, total=False):
    withheld_by: list[str]
    """The findings on the channels for which no score is given; not there where none is the reason."""


class Score(_ScoreOptional):
    """The score of the assessed party."""

    observable_listening: float | None
    """The total in points, 0 to 100: the weighted mean of the dimensions.

    None with less than 10 s of the other's speech or without a change of the floor.
    """

    low: float | None
    """Lower end of the 90 % interval, in points, 0 to 100; None like the value."""

    high: float | None
    """Upper end of the 90 % interval, in points, 0 to 100; None like the value."""

    rating: Rating | None
    """Level of the total; None, like its range, where the evidence is insufficient."""

    rating_low: Rating | None
    """Level of the lower end; None like that of the total."""

    rating_high: Rating | None
    """Level of the upper end; None like that of the total."""

    dimensions: list[Dimension]
    """The four dimensions: patience, attentiveness, give and take, composure."""

    coverage: float
    """Share of the profile's weight that could be measured, 0 to 1."""

    status: ScoreStatus
    """Whether there is enough evidence for a rating."""


class _LegOptional(TypedDict, total=False):
    agent: str
    """The agent's name, as given by the transfer to them; not there before the first transfer."""


class Leg(_LegOptional):
    """A part of the call with one agent, scored separately."""

    start: float
    """Its start, in seconds from the first sample."""

    end: float
    """Its end, in seconds from the first sample."""

    score: Score
    """The score of the assessed party in it."""

    measures: list[Measure]
    """Its measures, by party; the report's own `measures` cover the whole call."""


class Trait(TypedDict):
    """A pair of opposite words from rating forms: effective and ineffective."""

    effective: str
    """The effective listener."""

    ineffective: str
    """The ineffective listener."""

    value: float | None
    """Points, 0 (ineffective) to 100 (effective); None where it was not measured."""

    basis: Basis
    """What it is based on."""

    measures: list[str]
    """The dimensions it is derived from."""


class Characteristic(TypedDict):
    """One of the five characteristics of a good listener."""

    id: str
    """Its name."""

    value: float | None
    """Points, 0 to 100; None where it was not measured."""

    basis: Basis
    """What it is based on."""


class NotMeasured(TypedDict):
    """Something that the report does not contain."""

    id: str
    """What is missing."""

    reason: str
    """Why it is missing."""

    needs: str
    """What would be needed."""


class _ReportDictOptional(TypedDict, total=False):
    engine: Engine
    """The engine that made it; not there in older reports."""

    basis: str
    """How it was known who talked when; not there in older reports."""

    marks: list[Mark]
    """Marks of the telephone system, in order of start; not there where there are none."""

    legs: list[Leg]
    """The parts of the call with one agent each, in order, if a transfer names an agent; not there
    otherwise.
    """

    assessed: Party
    """The party whose listening was scored; not there in older reports, which are assumed to assess the
    agent.
    """


class ReportDict(_ReportDictOptional):
    """What Listening says of a call.

    Times are in seconds from the first sample, with three decimals at most. A report may carry names put
    beside it, such as id, agent and time.
    """

    schema: Literal["listening.report/1"]
    """Name and version of this schema."""

    profile: str
    """Name and version of the profile that scored it, followed by the hash of a calibration, as in
    `contact_center/2+calibration:0123456789abcdef`.
    """

    duration: float
    """Length of the call, in seconds."""

    parties: Parties
    """The channel of each party. An inspection of a mono recording has one."""

    talkspurts: list[Talkspurt]
    """Talk without a silence of 180 ms or more, in order of start."""

    turns: list[Turn]
    """Turns: stretches in which a party has the floor, in order of start."""

    events: list[Event]
    """What the parties did, and silences, in order of start; final ones only."""

    measures: list[Measure]
    """All measures of both parties."""

    score: Score
    """The score of the assessed party."""

    traits: list[Trait]
    """The eleven pairs of opposite words from rating forms."""

    characteristics: list[Characteristic]
    """The five characteristics of a good listener."""

    not_measured: list[NotMeasured]
    """What the report does not contain."""

    notice: str
    """What the report must not be used for."""


Span: TypeAlias = Turn
"""A talkspurt or a turn, in seconds."""
