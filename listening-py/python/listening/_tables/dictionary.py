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
"""What is said of each kind."""

_NEVER = "never"
_FAILED = "the call could not be analysed"
_NOT_RATED = "`not_rated_because` says why"
_WITHHELD = "the channels do not say who talked: `not_rated_because` says why"
_OR_WITHHELD = ", or `status` is `withheld`"
_NOT_INSPECTED = "no inspection was given, nor a table of `batch --tables`"
_TOO_LITTLE = f"{_NOT_INSPECTED}, or too little was voiced"


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    unit: str
    what: str
    null: str


_OF = {
    "call_id": ("", "What the call is called: of a recording in a folder its path within the folder.", _NEVER),
    "agent": ("", "Whose call it is.", "not known"),
    "time": ("", "When the call was.", "not known"),
}
_SPURTS = {
    "pause_before": ("s", "How long nobody talks right before it; 0 where the other party does.", "first of the call"),
    "after": ("", "Who talked last before it: `agent` or `customer`.", "first of the call"),
    "overlap": ("s", "For how much of it the other party talks too.", _NEVER),
    "level_dbov": ("dBov", "Its mean level.", _NOT_INSPECTED),
    "background_dbov": (
        "dBov",
        "Median level of the channel within 5 s before and after it where nobody is heard.",
        f"{_NOT_INSPECTED}, or there are not 0.2 s of that",
    ),
    "pitch_hz": ("Hz", "Its median pitch.", _TOO_LITTLE),
    "pitch_semitones": ("semitones", "That above the party's median pitch of the whole call.", _TOO_LITTLE),
    "pitch_range": ("semitones", "From the 10th to the 90th percentile of its pitch.", _TOO_LITTLE),
    "rate": ("syllables/s", "Syllable nuclei for each second of it.", _NOT_INSPECTED),
    "contour": ("", "What the voice does over its last 0.4 s: `rise`, `level` or `fall`.", _TOO_LITTLE),
    "movement": ("semitones", "By how much it rises over that time; below 0 it falls.", _TOO_LITTLE),
}
_LEGS = {
    "agent": ("", "Whose part of the call it is: to whom it was transferred, else whose call it is.", "not known"),
    "leg": ("", "Which part of the call it is, from 0.", _NEVER),
    "start": ("s", "When it begins; 0 where the call was not transferred.", _FAILED),
    "end": ("s", "When it ends; with the call where it was not transferred.", _FAILED),
}
_MARKS = {"to_agent": ("", "The agent to whom a transfer goes.", "the mark does not say it")}
_MEASURES = {
    "not_rated_because": ("", "The findings for which nothing is said of the measure.", "the channels say who talked")
}
_CALLS = {
    "path": ("", "The recording.", "the call was not read from a file"),
    "time_from": ("", "Who says when: `manifest`, `file` (its last change) or `given`.", "the time is not known"),
    "duration": ("s", "Length of the call.", _FAILED),
    "legs_n": ("", "How many parts with an agent each it has: 1 where it was not transferred.", _FAILED),
    "status": ("", "`ok`, `insufficient_evidence` or `withheld`: whether there is a rating.", _FAILED),
    "not_rated_because": (
        "",
        f"Why there is no rating: `{TOO_LITTLE_SPEECH}` (the other party talks for less than 30 s), `{TOO_FEW_TURNS}` "
        f"(fewer than 5 changes of the floor), `{NOT_ANALYSED}`, or the findings that withhold it, as `duplicated`.",
        "the call is rated",
    ),
    "observable_listening": ("points, 0 to 100", "The score, with the ends of its 90 % interval.", _NOT_RATED),
    "rating": ("", "The level of the score and of the ends: `Outstanding` to `Ineffective`.", _NOT_RATED),
    "coverage": ("0 to 1", "The share of the profile's weight that could be measured.", _FAILED),
    "charged": (
        "events",
        "How much of what happened counts against the assessed party: the events' `charged` summed.",
        _NOT_RATED,
    ),
    "charged_n": ("", "How many events those are.", _NOT_RATED),
    "profile": ("", "The profile that scored it.", _FAILED),
    "settings": ("", "A fingerprint of version and settings: rows with the same fingerprint were produced the same way.", "made in memory"),
    "error_kind": ("", "The kind of error for which there is no report.", "the call was analysed"),
    "error": ("", "That error in words.", "the call was analysed"),
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
    """The whole of it, as docs/tables.md has it."""
    parts = []
    for table in NAMES:
        parts.append(f"### {table}\n\n| column | type | unit | what | null where |\n|---|---|---|---|---|")
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
                (unit, f"Of the {party}: {what[0].lower()}{what[1:]}", f"nothing was there to measure{_OR_WITHHELD}"),
            )
        else:
            yield key, _channel(party, own, schema["channel"]["properties"])


def _channel(party: str, own: str, described: Any) -> tuple[str, str, str]:
    if own == "health":
        return "", f"What is wrong with the {party}'s channel, or on it besides talk: docs/hearing.md.", _FAILED
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
