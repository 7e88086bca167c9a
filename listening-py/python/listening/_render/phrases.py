"""Times, measures, events and findings in words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from .._native import WORDS
from ..types import Event, Health, Measure, Party, Sound
from .numbers import fixed, unsigned

OTHER: dict[str, Party] = {"agent": "customer", "customer": "agent"}

_WORDS: dict[str, Any] = json.loads(WORDS)
"""The words that pages use too."""

DIMENSIONS: dict[str, str] = _WORDS["dimensions"]

KINDS: dict[str, str] = {
    kind["id"]: kind["heading"].upper() + (f" ({kind['note']})" if kind["note"] else "") for kind in _WORDS["kinds"]
}
"""Kinds of events that are listed one by one, with their headings, besides what counts and what might have."""

ENTRIES: tuple[str, ...] = tuple(_WORDS["entries"])
"""Kinds of entries, which count where there is enough to it."""

COUNTING: frozenset[str] = frozenset(_WORDS["counting"])
"""Measures of trespasses and silences, in which an event counts; others name it for how waits or turns are spread."""

_MEASURES: dict[str, str] = {id: words["did"] for id, words in _WORDS["measures"].items() if "did" in words}

_NAMES: dict[str, str] = {id: words["name"] for id, words in _WORDS["measures"].items()}

SOUNDS: dict[str, str] = _WORDS["sounds"]
"""Sounds on a channel besides talk, which are no faults of it."""

_COUNTED: dict[str, tuple[str, str]] = {code: (one, several) for code, (one, several) in _WORDS["counted"].items()}
"""Sounds that are counted by themselves: one, and several."""

_HEALTH: dict[str, tuple[str, str, str]] = {
    code: (words["what"], words["much"], words["meaning"]) for code, words in _WORDS["health"].items()
}
"""Of each fault: what it is, how much of it, and what that means or what to do."""

_AMOUNTS: dict[str, Callable[[float], str]] = {
    "silent": "{:.0f} dBov".format,
    "clipping": "{:.1%}".format,
    "dc_offset": "{:+.3f}".format,
    "dropouts": "{:.1%}".format,
    "lost_audio": "{:.1f} s".format,
    "misaligned": "{:.2f} s".format,
    "drifting": "{:.0f} millionths".format,
    "moved": lambda seconds: f"{abs(seconds):.2f} s {'earlier' if seconds < 0 else 'later'}",
    "unequal_lengths": "{:.1f} s".format,
    "muted_speech": "{:.1f} s".format,
    "restarted": lambda times: "once" if times == 1 else f"{times:.0f} times",
    "gain_step": "{:+.0f} dB".format,
    "agc": "{:.0f} dB".format,
    "duplicated": "{:.1%}".format,
    "echo": "{:.0f} dB".format,
    "round_trip_ms": "{:.0f} ms".format,
    "echo_bursts": "{:.0f} ms".format,
    "late_copy": "{:.0f} ms".format,
    "crosstalk": "{:.0f} dB".format,
    "roles_swapped": "{:.0f} clues".format,
    "coding": "{:g} kbit/s".format,
    "word_times": "{:,.0f}".format,
    "talk_without_turn": "{:.0%}".format,
    "turn_without_talk": "{:.0%}".format,
    "beyond_turns": "{:.0f} s".format,
}


def measure_name(id: str) -> str:
    """The name of a measure or a dimension in lower case, as pages have it; the id with spaces where it has none.

    >>> measure_name("response_latency_p90"), measure_name("give_and_take"), measure_name("new_rate")
    ('time to reply, slowest tenth', 'give and take', 'new rate')
    """
    return _NAMES.get(id) or DIMENSIONS.get(id, id.replace("_", " ")).lower()


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
    return f"{fixed(share * 100, 0)} %"


def amount(value: float, unit: str) -> str:
    """A value with its unit.

    >>> amount(1.533, "1/min"), amount(0.125, "share"), amount(4.67, "s"), amount(-0.04, "s")
    ('1.5', '12 %', '4.7 s', '0.0 s')
    """
    if unit == "share":
        return percent(value)
    if unit == "count":
        return fixed(value, 0) if value == int(value) else fixed(value)
    return fixed(value) + ("" if unit in ("1/min", "ratio", "correlation") else f" {unit}")


NOTHING = "nothing to measure"
"""Of a measure that has no value, or no case to speak of."""


def without_cases(measure: Measure) -> bool:
    """Whether a measure has nothing to tell: no value, or one of something that did not happen.

    For a rate or a count, none in this many minutes is reported; a time or a share of nothing is not.
    """
    return measure["value"] is None or (measure["n"] == 0 and measure["unit"] not in ("1/min", "count"))


def measure_phrase(measure: Measure) -> str:
    """A measure as something that its party did, with its interval, its cases, and what it is scored as."""
    value = measure["value"]
    if value is None or without_cases(measure):
        return f"{measure['id'].replace('_', ' ')}: {NOTHING}"
    unit = measure["unit"]
    pattern = _MEASURES.get(measure["id"], "")
    text = pattern.format(value=amount(value, unit), other=OTHER[measure["party"]])
    if not pattern:
        plain = "/min" if unit == "1/min" else ""
        text = f"{measure['id'].replace('_', ' ')}: {amount(value, unit)}{plain}"
    return text + evidence(measure)


def measure_value(measure: Measure | None) -> str:
    """A measure's value alone, with the same behind it."""
    if measure is None or measure["value"] is None or without_cases(measure):
        return NOTHING
    return amount(measure["value"], measure["unit"]) + evidence(measure)


def evidence(measure: Measure) -> str:
    """What a value rests on, in brackets: its interval, the number of cases, and what the score reads if it is another.

    >>> rate = {"value": 2.2, "scored": 0.9, "unit": "1/min", "low": 0.2, "high": 8.4, "n": 2}
    >>> evidence(rate), evidence({**rate, "low": None, "high": None, "unit": "s", "scored": 2.2})
    (' (0.2 to 8.4, n = 2; scored as 0.9)', '')
    """
    unit, low, high = measure["unit"], measure["low"], measure["high"]
    said = [] if low is None or high is None else [f"{amount(low, unit)} to {amount(high, unit)}"]
    if said or unit in ("1/min", "share"):
        said.append(f"n = {measure['n']}")
    scored, value = measure.get("scored"), measure["value"]
    parts = [", ".join(said)] if said else []
    if scored is not None and value is not None and amount(scored, unit) != amount(value, unit):
        parts.append(f"scored as {amount(scored, unit)}")
    return f" ({'; '.join(parts)})" if parts else ""


def counts(event: Event) -> str:
    """How much an event counts, or how probable its kind is where it does not: one probability, with its name.

    >>> counts({"confidence": 0.42, "charged": 0.997}), counts({"confidence": 0.42}), counts({"confidence": None})
    ('counts 100 %', 'confidence 42 %', '')
    """
    charged = event.get("charged")
    if charged is not None:
        return f"counts {percent(charged)}"
    return "" if event["confidence"] is None else f"confidence {percent(event['confidence'])}"


def reason(text: str, by: str) -> str:
    """A reason of an event by `by`, with the holder of the floor named and numbers made short.

    >>> reason("holder stopped 920 ms after onset", "agent")
    'customer stopped 0.92 s after onset'
    """
    text = text.replace("holder", OTHER[by]).replace("_", " ")
    return re.sub(r"\b(\d+) ms\b", lambda ms: _seconds(int(ms[1])), text)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms / 1000:g} s"


def faults(health: Iterable[Health]) -> list[Health]:
    """The faults of a channel."""
    return [each for each in health if each["code"] not in SOUNDS]


def sounds(party: Party, health: Iterable[Health]) -> list[Sound]:
    """The sounds on a party's channel besides talk."""
    return [
        {
            "party": party,
            "sound": each["code"],
            "start": each["start"],
            "end": each["end"],
            "count": None if each["value"] is None else round(each["value"]),
        }
        for each in health
        if each["code"] in SOUNDS
    ]


def sound(code: str, count: int | None) -> str:
    """A sound, and how often.

    >>> sound("ringback", 4), sound("dtmf", 6), sound("dtmf", 1), sound("music", None)
    ('ringing 4 times', '6 key presses', 'key press', 'music')
    """
    name = SOUNDS[code]
    one, several = _COUNTED.get(code, (name, ""))
    if count is None or count < 2:
        return one
    return f"{count} {several}" if several else f"{name} {count} times"


def span(start: float, end: float) -> str:
    """A part of the call.

    >>> span(0.66, 13.66)
    '00:00.7 to 00:13.7'
    """
    return f"{clock(start)} to {clock(end)}"


def by_code(health: Iterable[Health]) -> list[list[Health]]:
    """The findings grouped by code, in order of the first."""
    kinds: dict[str, list[Health]] = {}
    for each in health:
        kinds.setdefault(each["code"], []).append(each)
    return list(kinds.values())


def findings(health: Iterable[Health], duration: float) -> list[str]:
    """The faults of a channel of a call of this length, a line for each kind.

    >>> lost = [{"code": "dropouts", "start": at, "end": at + 2, "value": 0.02} for at in (72.3, 80)]
    >>> findings(lost, 100)
    ['drops out in 2 places, first at 01:12.3: 2.0 % of the time is digital silence inside speech (packets were lost)']
    """
    return [_finding(found, duration) for found in by_code(faults(health))]


def brief(health: Iterable[Health], duration: float | None = None) -> str:
    """The faults of a channel, in fewer words than `findings`; in a call of this length, also where and how much.

    >>> echo = [{"code": "echo", "start": 0, "end": 9, "value": -15.5}]
    >>> brief(echo), brief(echo, 9), brief(echo, 20)[31:]
    ('the other party is heard on it', 'the other party is heard on it, -16 dB', 'from 00:00.0 to 00:09.0, -16 dB')
    """
    said = []
    for found in by_code(faults(health)):
        code = found[0]["code"]
        what = _HEALTH.get(code, (code.replace("_", " "),))[0]
        if duration is not None:
            what += _places(found, duration)
            what += f", {_amount(code, found)}" if found[0]["value"] is not None else ""
        said.append(what)
    return "; ".join(said)


def partial(health: Health, duration: float) -> bool:
    """Whether a fault concerns a part of the call only."""
    return health["code"] not in ("truncated", "unfinished", "coding", "word_times") and not (
        health["start"] <= 0 and health["end"] >= duration
    )


def _finding(found: list[Health], duration: float) -> str:
    """One kind of fault, in one place or several."""
    code = found[0]["code"]
    what, much, meaning = _HEALTH.get(code, (code.replace("_", " "), "{}", ""))
    values = [each["value"] for each in found if each["value"] is not None]
    if code == "duplicated" and not values:
        what = "nearly the same audio is on both channels"
    text = what + _places(found, duration)
    if values and much:
        text += f": {much.format(_amount(code, found))}"
    if meaning:
        text += f" ({meaning})" if values and much else f": {meaning}"
    return text


def _places(found: list[Health], duration: float) -> str:
    first = found[0]
    if len(found) > 1:
        return f" in {len(found)} places, first at {clock(first['start'])}"
    if not partial(first, duration):
        return ""
    if clock(first["start"]) == clock(first["end"]):
        return f" at {clock(first['start'])}"
    return f" from {span(first['start'], first['end'])}"


def _form(code: str) -> Callable[[float], str]:
    """How an amount of a finding is written."""
    form = _AMOUNTS.get(code, "{:g}".format)
    return lambda value: unsigned(form(value))


def _amount(code: str, found: list[Health]) -> str:
    """How much: each step, all that was lost, and of all else the mean over the time."""
    form = _form(code)
    amounts = [(each["value"], each["end"] - each["start"]) for each in found if each["value"] is not None]
    if code == "gain_step":
        return ", ".join(form(value) for value, _ in amounts)
    if code in ("misaligned", "drifting"):
        return ", ".join(_estimate(form, each) for each in found if each["value"] is not None)
    if code in ("lost_audio", "muted_speech", "restarted"):
        return form(sum(value for value, _ in amounts))
    time = sum(length for _, length in amounts)
    mean = sum(value * length for value, length in amounts) / time if time > 0 else amounts[0][0]
    return form(mean).replace("%", " %")


def _estimate(form: Callable[[float], str], found: Health) -> str:
    """A value that was estimated, with its interval."""
    value, low, high = found["value"], found.get("low"), found.get("high")
    said = form(value) if value is not None else ""
    return said if low is None or high is None else f"{said} ({form(low)} to {form(high)})"
