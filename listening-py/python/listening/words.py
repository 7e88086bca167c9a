"""How times, measures, events and findings are put for a reader."""

from __future__ import annotations

import re

from . import rows

OTHER: dict[str, rows.Party] = {"agent": "customer", "customer": "agent"}

DIMENSIONS = {
    "patience": "Patience",
    "attentiveness": "Attentiveness",
    "give_and_take": "Give and take",
    "composure": "Composure",
}

_MEASURES = {
    "interruption_rate": "cut in on the {other} {value} times per minute of their speech",
    "pause_respect": "left {value} of the {other}'s pauses alone",
    "opening_uninterrupted_s": "let the {other} talk for {value} in all before first cutting in",
    "immediate_reply_share": "gave {value} of the replies at once, or before the {other} ended",
    "response_latency_p50": "took {value} or longer for half of the replies",
    "dead_air_rate": "left silences of 3 s or more after the {other} spoke, {value} per minute",
    "unanswered_turn_rate": "left {value} of the {other}'s turns without an answer",
    "bid_yield_share": "gave way to {value} of the {other}'s attempts to speak",
    "backchannel_rate": "gave {value} backchannels per minute of the {other}'s speech",
    "backchannel_responsiveness": "answered {value} of the {other}'s openings for a backchannel",
    "talk_share": "had {value} of the talk",
    "longest_monologue_s": "held the longest turn for {value}",
    "hurry_index": "said {value} of the longer talkspurts well above their own usual pace",
    "delivery_stability": "changed level by {value} from talkspurt to talkspurt",
}

_HEALTH = {
    "silent": "dead: nothing is on it ({value:.0f} dBov)",
    "no_speech": "no speech was heard on it",
    "clipping": "clipped: {share} of the samples under speech stand at full scale",
    "dc_offset": "not centred: offset {value:+.3f} of full scale",
    "out_of_range": "samples beyond full scale",
    "dropouts": "drops out: {share} of the speech is digital silence",
    "duplicated": "the same audio is on both channels ({share}): who talks cannot be told",
    "echo": "the other party is heard on it, at {value:.0f} dB: overlaps may be echo",
    "truncated": "the recording is cut short",
}


def clock(seconds: float) -> str:
    """A moment of the call.

    >>> clock(59.96), clock(4000.0)
    ('01:00.0', '1:06:40.0')
    """
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes:02d}"
    return f"{head}:{tenths // 10:02d}.{tenths % 10}"


def percent(share: float) -> str:
    """A share of one, in percent.

    >>> percent(0.403)
    '40 %'
    """
    return f"{share * 100:.0f} %"


def amount(value: float, unit: str) -> str:
    """A value with its unit.

    >>> amount(1.533, "1/min"), amount(0.125, "share"), amount(4.67, "s")
    ('1.5', '12 %', '4.7 s')
    """
    if unit == "share":
        return percent(value)
    if unit == "count":
        return f"{value:.0f}"
    return f"{value:.1f}" + ("" if unit == "1/min" else f" {unit}")


def said(measure: rows.Measure) -> str:
    """A measure as something that its party did, with its interval."""
    value = measure["value"]
    if value is None:
        return measure["id"].replace("_", " ") + ": nothing to measure"
    unit = measure["unit"]
    pattern = _MEASURES.get(measure["id"], "")
    text = pattern.format(value=amount(value, unit), other=OTHER[measure["party"]])
    if not pattern:
        plain = "/min" if unit == "1/min" else ""
        text = f"{measure['id'].replace('_', ' ')}: {amount(value, unit)}{plain}"
    low, high = measure["low"], measure["high"]
    if low is None or high is None:
        return text
    return f"{text} ({amount(low, unit)} to {amount(high, unit)}, n = {measure['n']})"


def reason(text: str, by: str) -> str:
    """A reason of an event by `by`, with the holder of the floor named and numbers made short.

    >>> reason("holder stopped 920 ms after onset", "agent")
    'customer stopped 0.92 s after onset'
    >>> reason("else butting_in with probability 0.22", "customer")
    'else butting in (22 %)'
    """
    text = text.replace("holder", OTHER[by]).replace("_", " ")
    text = re.sub(r"\b(\d+) ms\b", lambda ms: _seconds(int(ms[1])), text)
    return re.sub(r" with probability (\d\.\d+)", lambda p: f" ({percent(float(p[1]))})", text)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms / 1000:g} s"


def finding(health: rows.Health) -> str:
    """What is wrong with a channel."""
    pattern = _HEALTH.get(health["code"])
    value = health["value"]
    if health["code"] == "duplicated" and value is None:
        return "nearly the same audio is on both channels: who talks cannot be told"
    if pattern is None or ("{" in pattern and value is None):
        return health["code"].replace("_", " ") + ("" if value is None else f" ({value:g})")
    return pattern.format(value=value, share=f"{(value or 0) * 100:.1f} %")
