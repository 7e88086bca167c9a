"""A mixed mono recording with who talked when: the audio gives the length of the call, the turns the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from .._settings.channels import rate
from .._values.errors import AudioError, TalkspurtError
from .arrays import is_mono
from .diarisation import Speakers, by_party
from .recording import is_source, opened, warn_faults
from .talkspurts import Pair

_PAST = 1.0
"""Seconds by which turns may run past the end of the audio: diarisers round, and pad what they hear."""


def floor_of(
    audio: Any, sample_rate: int | None, turns: Any, speakers: Speakers | None
) -> tuple[list[Pair], list[Pair], float]:
    """The agent's and the customer's talkspurts in a mono recording, and its length in seconds."""
    if is_source(audio):
        length = _length(audio, sample_rate)
        name = os.path.splitext(os.path.basename(audio))[0] if isinstance(audio, (str, os.PathLike)) else None
    else:
        if not (hasattr(audio, "__array__") and is_mono(audio)):
            raise AudioError(
                f"with turns, a mono recording was expected, not {_what(audio)}: with a channel per party, "
                "leave turns out; without audio, give them to listening.from_talkspurts"
            )
        if sample_rate is None:
            raise AudioError("an array does not say its sample rate: give sample_rate, for instance 8000")
        length, name = max(audio.shape) / rate(sample_rate), None
    agent, customer = by_party(turns, speakers, name)
    return _within(agent, length), _within(customer, length), length


def _length(audio: Any, sample_rate: int | None) -> float:
    """Counts the samples, for a header may say anything."""
    with opened(audio) as recording:
        if recording.sound.channels != 1:
            raise AudioError(
                f"{recording.name} has {recording.sound.channels} channels: turns go with a mono recording; where each "
                "party has its channel, leave turns out"
            )
        recording.check_rate(sample_rate)
        taken = sum(len(block) for block in recording.blocks())
        length: float = taken / recording.sound.samplerate
        warn_faults(recording.faults(taken), 5)
    return length


def _within(spurts: Sequence[Pair], length: float) -> list[Pair]:
    """The talkspurts up to the end of the audio."""
    for start, end in spurts:
        if end > length + _PAST:
            raise TalkspurtError(
                f"a turn runs from {start:.3f} to {end:.3f} s and the audio ends at {length:.3f} s: "
                "check that both are of the same recording"
            )
    return [(start, min(end, length)) for start, end in spurts if start < length]


def _what(audio: Any) -> str:
    return f"an array of shape {audio.shape}" if hasattr(audio, "shape") else f"a {type(audio).__name__}"
