"""A whole call in one call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from . import _native, given
from .arrays import checked as checked_array
from .config import Config, Side, channel, checked, rate
from .errors import AudioError, TalkspurtError
from .report import Report


def analyze(
    audio: Any,
    sample_rate: int | None = None,
    agent: Side = 0,
    words: Any = None,
    config: Config | None = None,
) -> Report:
    """Analyses a call.

    Args:
        audio: A path or a binary file object of a recording with two channels, one per party: whatever
            soundfile reads (WAV with PCM, mu-law, A-law or ADPCM, FLAC, MP3, Ogg). Or a NumPy array of
            int16, float32 or float64 (full scale at 1), of shape (frames, 2) or (2, frames): an axis
            of length two holds the channels; the last axis if both have length two.
        sample_rate: Samples per second of an array: 8000, 11025, 16000, 22050, 24000, 32000, 44100 or
            48000. A file says its own.
        agent: The channel that the agent is on: 0 or ``"left"``, 1 or ``"right"``.
        words: What was said, if it is known: (party, start, end, text) for each word, the party
            ``"agent"`` or ``"customer"``, the times in seconds; or rows with these names, a table of pandas,
            polars or pyarrow, or lists of (start, end, text) by party. Laughter and noises stand in
            brackets, a word that is cut off ends in a hyphen. Words tell feedback from answers and
            finished from unfinished clauses; they are only used where both parties' talk has them.
        config: Further settings.

    Raises:
        ConfigError: A setting or a sample rate is not supported.
        WordError: A word is not what was expected, or its times are not.
        AudioError: The audio is not what was expected: no two channels, not readable, not finite.
        FileNotFoundError: There is no such file.

    >>> import listening
    >>> report = listening.analyze(listening.demo_call())
    >>> report.schema, report.score["status"]
    ('listening.report/1', 'ok')

    >>> words = [("agent", 0.5, 0.9, "hello"), ("customer", 4.0, 4.3, "uh-huh")]
    >>> listening.analyze(listening.demo_call(), words=words).duration == report.duration
    True

    >>> import numpy as np
    >>> silence = np.zeros((16000, 2), dtype=np.int16)
    >>> listening.analyze(silence, sample_rate=8000)
    <Report of 2.0 s: insufficient_evidence, 0 turns, 0 events>
    """
    said = given.checked(words)
    if isinstance(audio, (str, os.PathLike)) or hasattr(audio, "read"):
        from .reading import analyze_file

        return analyze_file(audio, agent, config, sample_rate, said)
    if not (hasattr(audio, "__array__") or hasattr(audio, "__array_interface__")):
        raise AudioError(f"audio is a {type(audio).__name__}: give a path, a binary file object or a NumPy array")
    if sample_rate is None:
        raise AudioError("an array does not say its sample rate: give sample_rate, for instance 8000")
    settings = checked(config)
    array = checked_array(audio)
    hertz, side = rate(sample_rate), channel(agent)
    return Report(_native.analyze(array, hertz, side, settings.engine, said))


def from_talkspurts(
    agent: Iterable[Any],
    customer: Iterable[Any],
    duration: float | None = None,
    *,
    words: Any = None,
    config: Config | None = None,
) -> Report:
    """Reports on who talked when, without audio: for mono recordings with a diariser or a recogniser.

    Args:
        agent: The agent's talkspurts, each a pair (start, end) in seconds or a row with ``start`` and
            ``end``, in order and not overlapping. An array of shape (n, 2) will do.
        customer: The customer's.
        duration: Length of the call; the end of the last talkspurt if it is not given.
        words: What was said, as `analyze` takes it.
        config: Further settings.

    Raises:
        TalkspurtError: A talkspurt is not a pair of times, out of order, or outside of the call.
        WordError: A word is not what was expected.

    >>> report = from_talkspurts([(0.0, 2.0), (5.0, 5.4)], [(2.3, 9.0)], duration=10.0)
    >>> [(event["kind"], event["by"]) for event in report.events][-1]
    ('backchannel', 'agent')

    >>> words = {"agent": [(5.0, 5.4, "which one")], "customer": [(2.3, 9.0, "well the bill that came is too high")]}
    >>> report = from_talkspurts([(0.0, 2.0), (5.0, 5.4)], [(2.3, 9.0)], duration=10.0, words=words)
    >>> [event["kind"] for event in report.events if event["by"] == "agent" and event["start"] == 5.0]
    ['butting_in', 'bid']
    """
    agents, customers = _pairs("agent", agent), _pairs("customer", customer)
    length = None if duration is None else _number("the duration", duration)
    settings, said = checked(config), given.checked(words)
    return Report(_native.floor(agents, customers, length, settings.engine, said))


def _pairs(party: str, spurts: Iterable[Any]) -> list[tuple[float, float]]:
    try:
        listed = list(spurts)
    except TypeError:
        raise TalkspurtError(
            f"{party}'s talkspurts are a {type(spurts).__name__}: give a list of (start, end)"
        ) from None
    return [_pair(f"{party}'s talkspurt {index}", spurt) for index, spurt in enumerate(listed)]


def _pair(what: str, spurt: Any) -> tuple[float, float]:
    try:
        times = (spurt["start"], spurt["end"]) if isinstance(spurt, Mapping) else tuple(spurt)
        start, end = times
    except (TypeError, ValueError, KeyError):
        raise TalkspurtError(f"{what} is {spurt!r}: a pair (start, end) in seconds was expected") from None
    return _number(what, start), _number(what, end)


def _number(what: str, value: Any) -> float:
    # A string of digits would pass float(), and bool is a number to Python: neither is a time.
    if not isinstance(value, (str, bytes, bool)):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise TalkspurtError(f"{what} holds {value!r}: a number of seconds was expected")
