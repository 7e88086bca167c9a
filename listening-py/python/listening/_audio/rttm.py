"""RTTM, in which diarisers write who talked when: a line of ten fields for each piece of talk.

Source of the form: NIST, The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan, appendix A.
"""

from __future__ import annotations

import math
import os
from typing import NamedTuple

from .._values.errors import TalkspurtError

_FORM = "SPEAKER recording channel start duration <NA> <NA> speaker"


class Line(NamedTuple):
    """One SPEAKER line."""

    recording: str
    speaker: str
    start: float
    end: float


def read(path: str | os.PathLike[str]) -> list[Line]:
    """The SPEAKER lines of a file, in its order; lines of other kinds and comments are passed over."""
    name = os.fspath(path)
    with open(path, "rb") as file:
        whole = file.read()
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TalkspurtError(f"{name} is no RTTM file: it is not text; lines `{_FORM}` were expected") from None
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            found = _line(f"{name}: line {number}", fields)
            if found.end > found.start:
                lines.append(found)
    if not lines:
        raise TalkspurtError(f"{name} says of nobody that they talk: lines `{_FORM}` were expected in an RTTM file")
    return lines


def chosen(lines: list[Line], path: str | os.PathLike[str], recording: str | None) -> list[Line]:
    """The lines of one recording: the one of that name, or the only one that there is."""
    names = list(dict.fromkeys(line.recording for line in lines))
    if len(names) == 1:
        return lines
    if recording in names:
        return [line for line in lines if line.recording == recording]
    few = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    wanted = "one" if recording is None else f"one, or one called {recording!r}"
    raise TalkspurtError(
        f"{os.fspath(path)} is of {len(names)} recordings ({few}): {wanted} was expected; keep the lines of this call"
    )


def _line(what: str, fields: list[str]) -> Line:
    if len(fields) < 8:
        raise TalkspurtError(f"{what} has {len(fields)} fields: `{_FORM}` was expected")
    try:
        start, duration = float(fields[3]), float(fields[4])
    except ValueError:
        start = duration = math.nan
    if not (0 <= start < math.inf and 0 <= duration < math.inf):
        raise TalkspurtError(
            f"{what} starts at {fields[3]} and lasts {fields[4]}: two numbers of seconds from 0 on were expected"
        )
    # Sums of decimals are rounded where the engine does: at the microsecond.
    return Line(fields[1], fields[7], start, round(start + duration, 6))
