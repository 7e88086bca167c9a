"""The data dictionary: of each column of each table its type, its unit, what it is, and when it is null.

What is a key of a report is described by the report's schema; the rest here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .._batch.call_rows import HELD, NOT_ANALYSED, SCORE, TOO_FEW_TURNS, TOO_LITTLE_SPEECH, columns
from .._values.report_schema import report_schema
from .columns import LONG, NAMES, OF, table_columns

TYPES = {
    "str": "text",
    "float": "number",
    "int": "whole number",
    "count": "whole number",
    "bool": "true or false",
    "list": "list of texts",
    "shares": "map of text to number",
    "time": "time, UTC",
}
"""The name of each type."""

_NEVER = "never"
_FAILED = "the call could not be analysed"
_NOT_RATED = "not rated: see `not_rated_because`"
_WITHHELD = "the channels do not show who talked: see `not_rated_because`"
_OR_WITHHELD = ", or `status` is `withheld`"
_NOT_INSPECTED = "made neither from an inspection nor by `batch --tables`"
_TOO_LITTLE = f"{_NOT_INSPECTED}, or too little voiced speech"


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    unit: str
    what: str
    null: str


_OF = {
    "call_id": ("", "The call's id; for a recording in a folder, its path within the folder.", _NEVER),
    "agent": ("", "The agent of the call.", "not known"),
    "time": ("", "The time of the call.", "not known"),
}
_SPURTS = {
    "pause_before": (
        "s",
        "Silence immediately before it; 0 if the other party is talking.",
        "first talkspurt of the call",
    ),
    "after": ("", "The party that talked last before it: `agent` or `customer`.", "first talkspurt of the call"),
    "overlap": ("s", "How long the other party talks during it.", _NEVER),
    "level_dbov": ("dBov", "Its mean level.", _NOT_INSPECTED),
    "background_dbov": (
        "dBov",
        "Median level of the channel without speech, within 5 s before and after it.",
        f"{_NOT_INSPECTED}, or less than 0.2 s of that",
    ),
    "pitch_hz": ("Hz", "Its median pitch.", _TOO_LITTLE),
    "pitch_semitones": (
        "semitones",
        "Its median pitch relative to the party's median pitch in the whole call.",
        _TOO_LITTLE,
    ),
    "pitch_range": ("semitones", "The distance from the 10th to the 90th percentile of its pitch.", _TOO_LITTLE),
    "rate": ("syllables/s", "Syllable nuclei per second.", _NOT_INSPECTED),
    "contour": ("", "The pitch contour over its last 0.4 s: `rise`, `level` or `fall`.", _TOO_LITTLE),
    "movement": ("semitones", "The rise in pitch over that time; negative for a fall.", _TOO_LITTLE),
}
_LEGS = {
    "agent": (
        "",
        "The agent of the leg: the agent it was transferred to, otherwise the agent of the call.",
        "not known",
    ),
    "leg": ("", "The number of the leg, from 0.", _NEVER),
    "start": ("s", "Its start; 0 if the call was not transferred.", _FAILED),
    "end": ("s", "Its end; the end of the call if it was not transferred.", _FAILED),
}
_MARKS = {"to_agent": ("", "The agent a transfer goes to.", "the mark names no agent")}
_MEASURES = {
    "leg": ("", "Which leg of the call it belongs to, from 0; a call without a transfer is one leg.", _NEVER),
    "not_rated_because": (
        "",
        "Why the call, or the leg, has no rating. With findings that withhold it, such as `duplicated`, the measures "
        "are null. Any other measure without a value had no case in the call: its `n` is 0.",
        "the call is rated",
    ),
}
_CALLS = {
    "path": ("", "The recording.", "the call was not read from a file"),
    "time_from": (
        "",
        "The source of the time: `manifest`, `file` (its modification time) or `given`.",
        "the time is not known",
    ),
    "duration": ("s", "Length of the call.", _FAILED),
    "legs_n": ("", "The number of legs, each with one agent: 1 if the call was not transferred.", _FAILED),
    "status": ("", "`ok`, `insufficient_evidence` or `withheld`: whether there is a rating.", _FAILED),
    "not_rated_because": (
        "",
        f"Why there is no rating: `{TOO_LITTLE_SPEECH}` (the other party talks for less than 30 s), `{TOO_FEW_TURNS}` "
        f"(fewer than 5 changes of the floor), `{NOT_ANALYSED}`, or the findings that withhold it, as `duplicated`.",
        "the call is rated",
    ),
    "observable_listening": ("points, 0 to 100", "The score, with the ends of its 90 % interval.", _NOT_RATED),
    "rating": ("", "The rating of the score and of the ends: `Outstanding` to `Ineffective`.", _NOT_RATED),
    "coverage": ("0 to 1", "The share of the profile's weight that could be measured.", _FAILED),
    "charged": (
        "events",
        "The total weight against the assessed party: the sum of the events' `charged`.",
        _NOT_RATED,
    ),
    "charged_n": ("", "The number of those events.", _NOT_RATED),
    "profile": ("", "The profile that scored it.", _FAILED),
    "settings": (
        "",
        "A fingerprint of version and settings: rows with the same fingerprint were produced the same way.",
        "made in memory",
    ),
    "error_kind": ("", "The kind of error because of which there is no report.", "the call was analysed"),
    "error": ("", "The error message.", "the call was analysed"),
}
_UNITS = {
    **dict.fromkeys(("start", "end", "start_sd", "end_sd"), "s"),
    **dict.fromkeys(("confidence", "charged", "kinds"), "0 to 1"),
    **dict.fromkeys(("value", "scored", "low", "high"), "that of `unit`"),
}
_CHANNEL_UNITS = {"speech_seconds": "s", "active_level_dbov": "dBov", "snr_db": "dB"}


def dictionary(table: str) -> list[Column]:
    """What is said of each column of a table; of those of calls, the ends of an interval stand with its value."""
    found = dict(_calls() if table == "calls" else _legs() if table == "legs" else _long(table))
    kinds = table_columns(table)
    return [Column(name, TYPES[kinds[name.partition(",")[0]]], *said) for name, said in found.items()]


def markdown() -> str:
    """The whole dictionary, as in docs/tables.md."""
    parts = []
    for table in NAMES:
        parts.append(f"### {table}\n\n| column | type | unit | meaning | null if |\n|---|---|---|---|---|")
        for name, type, unit, what, null in dictionary(table):
            value, *ends = name.split(", ")
            # The ends of an interval and the number of cases, by what their names end in.
            names = ", ".join([f"`{value}`", *(f"`..{end.removeprefix(value)}`" for end in ends)])
            parts.append(f"| {names} | {type} | {unit} | {what} | {null} |".replace("|  |", "| |"))
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _long(table: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The columns of a long table."""
    yield from _OF.items()
    described = report_schema()["$defs"][table.removesuffix("s")]["properties"]
    ours = {"talkspurts": _SPURTS, "measures": _MEASURES, "marks": _MARKS}
    for name, kind in LONG[table].items():
        if name not in described:
            yield name, ours[table][name]
            continue
        what, null = _split(described[name]["description"])
        if table == "measures" and name in ("value", "scored", "low", "high"):
            null += f", or {_WITHHELD}"
        yield name, (_UNITS.get(name, ""), what, null if kind != "list" else f"{_NEVER}: empty")


def _legs() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The columns of the table of legs: those of a score are said as of calls."""
    yield from (_OF | _LEGS).items()
    for name, said in _calls():
        if name.partition(",")[0] in SCORE:
            yield name, said


def _calls() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The columns of the table of calls."""
    schema = report_schema()["$defs"]
    dimensions = {each["const"]: each["description"] for each in schema["dimension_names"]["oneOf"]}
    measures = {each["const"]: each["description"] for each in schema["measure_names"]["oneOf"]}
    names = [name for name in columns() if name not in HELD]
    ours = set(names)
    for name in names:
        if re.sub(r"_(low|high|n)$", "", name) != name and name not in _CALLS:
            continue
        ends = [f"{name}_{end}" for end in ("low", "high", "n") if f"{name}_{end}" in ours and name != "charged"]
        key = ", ".join([name, *ends])
        party, _, own = name.partition("_")
        if name in OF:
            yield key, _OF[name]
        elif name in _CALLS:
            yield key, _CALLS[name]
        elif name in dimensions:
            yield key, ("points, 0 to 100", dimensions[name], _NOT_RATED)
        elif own in measures:
            what, _, unit = measures[own].rstrip(".").rpartition(" Unit: ")
            yield (
                key,
                (unit, f"Of the {party}: {what[0].lower()}{what[1:]}", f"there were no cases{_OR_WITHHELD}"),
            )
        else:
            yield key, _channel(party, own, schema["channel"]["properties"])


def _channel(party: str, own: str, described: Any) -> tuple[str, str, str]:
    if own == "health":
        return "", f"The health findings of the {party}'s channel: docs/hearing.md.", _FAILED
    what, null = _split(described[own]["description"])
    return _CHANNEL_UNITS[own], f"Of the {party}'s channel: {what[0].lower()}{what[1:]}", null.replace(_NEVER, _FAILED)


def _split(description: str) -> tuple[str, str]:
    """What a key is, and when it is null or not there, from its description in the schema.

    >>> _split("Probability, 0 to 1; null where nothing was judged.")
    ('Probability, 0 to 1.', 'nothing was judged')
    >>> _split("What it is.")
    ('What it is.', 'never')
    """
    what, found, null = description.partition("; null ")
    if not found:
        what, found, null = description.partition("; not there ")
    if not found:
        return description, _NEVER
    null, _, more = null.partition(". ")
    return f"{what}.{' ' + more if more else ''}", null.rstrip(".").removeprefix("where ")
