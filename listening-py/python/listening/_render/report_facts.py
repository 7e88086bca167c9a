"""A report in words, without layout: the text and the card say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .._native import shown_name
from ..types import Dimension, Event, Explanation, Party, ReportDict, Sound
from .numbers import fixed
from .phrases import (
    COUNTING,
    DIMENSIONS,
    ENTRIES,
    KINDS,
    OTHER,
    amount,
    clock,
    findings,
    measure_phrase,
    percent,
    reason,
    sound,
    span,
)
from .phrases import sounds as sounds_of

PARTIES: tuple[Party, Party] = ("agent", "customer")

_SILENCES = ("dead_air", "hold", "gap", "pause")

LASTING = frozenset({*_SILENCES, "butting_in", "backchannel", "unanswered_turn"})
"""Kinds whose length says something by itself."""

_PERHAPS = 0.25
"""Probability from which on another kind is named beside the most probable one."""

_PROSODY = ("customer_activation", "activation_trend", "activation_tack_points", "settle_time")
"""Measures of the customer's voice, which are there where they are asked for."""

_WORDS = (
    "words_per_minute",
    "question_share",
    "acknowledged_content",
    "paraphrase",
    "customer_repeats_self",
)
"""Measures of the words, which are there where words are given."""

_PLACES = 3
"""Places that are given for a sound."""

_TOO_LITTLE = "Too little talk of the other party, or too few changes of speaker, for"


class PointsLost(NamedTuple):
    """Points that a measure cost."""

    dimension: str
    points: float
    """Of the dimension's 100."""
    why: str
    events: list[Event]
    """Where to listen."""


def assessed(report: ReportDict) -> Party:
    """Whose listening is scored. A report of before it said so is taken as the agent's."""
    return report.get("assessed", "agent")


def parties_of(report: ReportDict) -> list[Party]:
    """The parties that the report is about: both, but for a mono recording that was inspected."""
    return [party for party in PARTIES if party in report["parties"]]


def sounds(report: ReportDict) -> list[Sound]:
    """Music and tones on the channels, in order of start."""
    found = [each for party in parties_of(report) for each in sounds_of(party, report["parties"][party]["health"])]
    return sorted(found, key=lambda each: each["start"])


def spans(report: ReportDict, party: Party) -> list[tuple[float, float]]:
    """When a party talks."""
    return [(s["start"], s["end"]) for s in report["talkspurts"] if s["party"] == party]


def overlaps(report: ReportDict) -> list[tuple[float, float]]:
    """When both talk."""
    agent, customer = spans(report, "agent"), spans(report, "customer")
    found, i, k = [], 0, 0
    while i < len(agent) and k < len(customer):
        start, end = max(agent[i][0], customer[k][0]), min(agent[i][1], customer[k][1])
        if start < end:
            found.append((start, end))
        if agent[i][1] <= customer[k][1]:
            i += 1
        else:
            k += 1
    return found


def talk_shares(report: ReportDict) -> list[str]:
    """Who talks how much of the call; nothing of an empty one."""
    if report["duration"] <= 0:
        return []
    seconds = {party: report["parties"][party]["speech_seconds"] for party in parties_of(report)}
    both = sum(end - start for start, end in overlaps(report))
    silent = max(0.0, report["duration"] - sum(seconds.values()) + both)
    shares = {**{f"{party} talks": seconds[party] for party in seconds}, "both at once": both, "both silent": silent}
    return [f"{name} {percent(part / report['duration'])}" for name, part in shares.items()]


def to_check(report: ReportDict) -> list[tuple[Party, str]]:
    """The faults of each party's channel."""
    return [
        (party, found)
        for party in parties_of(report)
        for found in findings(report["parties"][party]["health"], report["duration"])
    ]


def on_the_line(report: ReportDict) -> list[tuple[Party, str]]:
    """Music and tones, a text for each kind on a channel."""
    kinds: dict[tuple[Party, str], list[Sound]] = {}
    for each in sounds(report):
        kinds.setdefault((each["party"], each["sound"]), []).append(each)
    lines = []
    for (party, code), found in kinds.items():
        counts = [each["count"] for each in found if each["count"] is not None]
        places = "; ".join(span(each["start"], each["end"]) for each in found[:_PLACES])
        more = f"; and {len(found) - _PLACES} more" if len(found) > _PLACES else ""
        lines.append((party, f"{sound(code, sum(counts) if counts else None)}, {places}{more}"))
    return lines


def marks(report: ReportDict) -> list[tuple[float, float, str]]:
    """What the telephone system said: from when to when, and what."""
    found = []
    for mark in report.get("marks", []):
        what = mark["kind"].replace("_", " ") if mark["kind"] != "ivr" else "IVR"
        what += f" to {shown_name(mark['agent'])}" if "agent" in mark else ""
        found.append((mark["start"], mark["end"], what + (f" by {mark['party']}" if "party" in mark else "")))
    return found


def marked(report: ReportDict) -> list[str]:
    """The same in words, a text for each."""
    return [f"{what}, {span(start, end) if end > start else clock(start)}" for start, end, what in marks(report)]


def legs(report: ReportDict) -> list[str]:
    """The parts of the call with one agent each, and how each was scored."""
    lines = []
    for leg in report.get("legs", []):
        score = leg["score"]
        who = f"with {shown_name(leg['agent'])}" if "agent" in leg else "before the first transfer"
        said = "too little to score"
        if score["observable_listening"] is not None:
            said = f"{score['observable_listening']:.1f}, likely {score['low']:.1f} to {score['high']:.1f}"
            said += f" ({score['rating']})" if score["rating"] else ""
        lines.append(f"{who}, {span(leg['start'], leg['end'])}: {said}")
    return lines


def rated(report: ReportDict) -> str:
    """The rating's name."""
    return report["score"]["rating"] or "not rated"


def score_notes(report: ReportDict) -> list[str]:
    """Notes under the score: its range and what it rests on, or why there is none."""
    score = report["score"]
    if score["observable_listening"] is None:
        return [f"{_TOO_LITTLE} a score. What was found is listed below."]
    likely = f"likely {score['low']:.1f} to {score['high']:.1f}"
    low, high = score["rating_low"], score["rating_high"]
    if low and high:
        likely += f" ({low})" if low == high else f" ({low} to {high})"
    notes = [likely, f"{percent(score['coverage'])} of the scale could be measured"]
    if "+calibration:" in report["profile"] and score["rating"]:
        notes.append("levels by the centre's own calibration, points by the profile")
    if score["rating"] is None:
        notes.append(f"Insufficient evidence: {_TOO_LITTLE[0].lower()}{_TOO_LITTLE[1:]} a rating.")
    return notes


def dimension_name(dimension: Dimension) -> str:
    """A dimension's name for reading."""
    return DIMENSIONS.get(dimension["id"], dimension["id"].replace("_", " "))


def dimension_likely(dimension: Dimension) -> str:
    """A dimension's range."""
    if dimension["value"] is None:
        return "not measured"
    low, high = f"{dimension['low']:.0f}", f"{dimension['high']:.0f}"
    # Where nothing in the call could have moved it, there is no range to speak of.
    return "" if low == high else f"likely {low} to {high}"


def points_lost(report: ReportDict) -> list[PointsLost]:
    """Every deduction, in order of the dimensions."""
    party = assessed(report)
    measures = {row["id"]: row for row in report["measures"] if row["party"] == party}
    events = {row["id"]: row for row in report["events"]}
    found = []
    for dimension in report["score"]["dimensions"]:
        for each in dimension["deductions"]:
            measure = measures.get(each["measure"])
            why = measure_phrase(measure) if measure else each["measure"].replace("_", " ")
            places = [events[id] for id in each["events"] if id in events]
            found.append(PointsLost(dimension_name(dimension), each["points"], why, places))
    return found


def habit(report: ReportDict, explanation: Explanation | None) -> str | None:
    """What to change first; nothing where there is no explanation, or none of one habit."""
    found = explanation["habit"] if explanation else None
    if found is None:
        return None
    measure = next(row for row in report["measures"] if row["id"] == found["measure"])
    aim = amount(found["aim"], measure["unit"]) + (" per min" if measure["unit"] == "1/min" else "")
    gain = f"would gain up to {found['gain']:.1f} points of the whole"
    if found["gain_low"] >= 0.05:
        gain += f", and {found['gain_low']:.1f} at the least"
    return f"{found['advice']} {found['measure'].replace('_', ' ')} at {aim} {gain}."


def longest_turn(report: ReportDict, party: Party) -> tuple[int, str]:
    """How many turns a party has, and a note on the longest."""
    turns = [turn for turn in report["turns"] if turn["party"] == party]
    if not turns:
        return 0, "none"
    longest = max(turns, key=lambda turn: turn["end"] - turn["start"])
    return len(turns), f"longest {longest['end'] - longest['start']:.1f} s, from {clock(longest['start'])}"


def interruption_bounds(report: ReportDict) -> Iterator[tuple[Party, str]]:
    """How often somebody came in while the other talked, and as how many interruptions that counts."""
    counts = {
        (row["id"], row["party"]): row["value"] for row in report["measures"] if row["id"].startswith("interruptions_")
    }
    for party in PARTIES:
        sure = counts.get(("interruptions_certain", party))
        likely = counts.get(("interruptions_expected", party))
        most = counts.get(("interruptions_possible", party))
        if sure is not None and likely is not None and most:
            times = "once" if most == 1 else f"{amount(most, 'count')} times"
            yield (
                party,
                f"came in while the {OTHER[party]} talked {times}, feedback left out: as much as each counts, that is "
                f"{likely:.1f} interruptions, {amount(sure, 'count')} of them at 90 % or more",
            )


def weighed(report: ReportDict) -> bool:
    """Whether a report says how much each event counts; those of before there were these keys do not."""
    judged = [event for event in report["events"] if event["kind"] in ENTRIES and event["confidence"] is not None]
    return not judged or any("kinds" in event for event in judged)


def charged_events(report: ReportDict) -> list[Event]:
    """What counts against the assessed party, heaviest first: `Report.charged`."""
    found = [event for event in report["events"] if event.get("charged") is not None]
    return sorted(found, key=lambda event: (-(event.get("charged") or 0.0), event["start"]))


def candidates(report: ReportDict) -> list[Event]:
    """Entries of the assessed party that count under 10 %; none where a report does not say what counts."""
    if not weighed(report):
        return []
    party = assessed(report)
    return [
        event
        for event in report["events"]
        if event["kind"] in ENTRIES and event["by"] == party and event.get("charged") is None
    ]


def other_events(report: ReportDict) -> list[Event]:
    """The rest of what is listed one by one."""
    apart = {event["id"] for event in (*charged_events(report), *candidates(report))}
    return [event for event in report["events"] if event["kind"] in KINDS and event["id"] not in apart]


def shown_events(report: ReportDict) -> list[Event]:
    """All of these, in order of start."""
    shown = {event["id"] for each in (charged_events, candidates, other_events) for event in each(report)}
    return [event for event in report["events"] if event["id"] in shown]


def what_of(event: Event, report: ReportDict) -> str:
    """What counts: the kind, and who did it where that is not the assessed party."""
    kind = event["kind"].replace("_", " ")
    if event["kind"] in _SILENCES:
        return f"{kind} after {event['by']}"
    return kind if event["by"] == assessed(report) else f"{kind} of {event['by']}"


def why_of(event: Event) -> str:
    """What an event rests on: the measures that name it where it counts, what else it may be, and its reasons."""
    parts = []
    if event["leak_suspect"]:
        parts.append("may be the other channel's echo: not charged")
    if event.get("charged") is not None:
        named = event.get("measures", [])
        where = [id for id in named if id in COUNTING] or named
        parts.append("in " + ", ".join(id.replace("_", " ") for id in where))
    others = [kind for kind, p in event.get("kinds", {}).items() if kind != event["kind"] and p >= _PERHAPS]
    if others:
        parts.append("may also be " + " or ".join(kind.replace("_", " ") for kind in others))
    return "; ".join([*parts, *(reason(text, event["by"]) for text in event["reasons"])])


def whose(event: Event) -> str:
    """Whose event it is; a silence is after somebody."""
    return ("after " if event["kind"] in _SILENCES else "") + event["by"]


def not_measured(report: ReportDict) -> list[tuple[str, str]]:
    """What the report does not say, and why."""
    return [
        (row["id"], row["reason"] + ("" if row["needs"] == "not offered" else f" (needs {row['needs']})"))
        for row in report["not_measured"]
    ]


def prosody(report: ReportDict) -> list[tuple[str, str]]:
    """How the customer's voice moves, where it was asked for."""
    measures = {row["id"]: row for row in report["measures"] if row["party"] == "customer"}
    found = []
    for row in (measures[id] for id in _PROSODY if id in measures):
        value, low, high = row["value"], row["low"], row["high"]
        text = "nothing to measure" if value is None else amount(value, row["unit"])
        if low is not None and high is not None:
            text += f" ({fixed(low)} to {fixed(high)})"
        found.append((row["id"].replace("_", " "), text))
    return found


def in_words(report: ReportDict) -> list[tuple[Party, str]]:
    """What the words show, where they were given."""
    return [
        (party, measure_phrase(row))
        for party in PARTIES
        for row in report["measures"]
        if row["party"] == party and row["id"] in _WORDS and row["value"] is not None
    ]
