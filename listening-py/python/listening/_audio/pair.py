"""Two mono recordings of one call, one per party, heard as the two channels of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeGuard

from .._native import Session, counted
from .._settings.channels import Side, channel
from .._settings.engine import EngineSettings
from .._types.report_rows import Party
from .._values.errors import AudioError, LengthWarning
from .arrays import beside, is_mono
from .recording import Recording, Source, engine, is_source, note, opened, parties_of, push, warn_faults
from .resampled import RATE, Resampled
from .words import Word

_ALIKE = 0.1
"""Seconds by which two recordings of one call may differ in length without a word."""


def is_pair(audio: Any) -> TypeGuard[Sequence[Any]]:
    """Whether `audio` is a tuple or list of recordings or of arrays, whatever their number."""
    return (
        isinstance(audio, (tuple, list))
        and len(audio) > 0
        and all(is_source(each) or hasattr(each, "__array__") for each in audio)
    )


def hear_pair(
    pair: Sequence[Source],
    agent: Side,
    settings: EngineSettings,
    sample_rate: int | None = None,
    words: Sequence[Word] = (),
) -> Session:
    """Reads two recordings to their end, the first as the left channel; the shorter one is silent at its end."""
    channel(agent)
    first, second = _two(pair)
    with opened(first) as left, opened(second) as right:
        for recording in (left, right):
            if recording.channels != 1:
                raise AudioError(
                    f"{recording.name} has {recording.channels} channels: of a pair each recording holds one "
                    "party on one channel; a recording with a channel per party is given alone, and several "
                    "calls go to analyze_many"
                )
            recording.check_rate(sample_rate)
        sides: tuple[Recording | Resampled, Recording | Resampled] = (left, right)
        hertz = left.sound.samplerate
        if right.sound.samplerate != hertz:
            sides, hertz = (Resampled(left), Resampled(right)), RATE
        known = [length for each in (left, right) if (length := each.length) is not None]
        heard = engine(left.name, hertz, agent, settings, words, max(known, default=None))
        names = f"{left.name} and {right.name}"
        taken, lengths = 0, [0, 0]
        for blocks in together(*sides):
            lost = [
                (party, loss)
                for party, recording in zip(parties_of(agent), sides, strict=True)
                for loss in recording.losses(taken, len(max(blocks, key=len)))
            ]
            push(heard, beside(*blocks), names, taken, hertz, lost)
            lengths = [sofar + len(block) for sofar, block in zip(lengths, blocks, strict=True)]
            taken = max(lengths)
        note(heard, (left, right))
        for side, length in zip(sides, lengths, strict=True):
            warn_faults(side.faults(length), 3)
        _compare_lengths((left.name, right.name), lengths, hertz)
        shorter = _shorter(lengths, hertz, agent)
        if shorter is not None:
            heard.note_shorter(*shorter)
    return heard


def samples_of_pair(pair: Sequence[Any], sample_rate: int) -> Any:
    """Two arrays of one channel each as one of two channels."""
    import numpy as np

    first, second = (np.asarray(each) for each in _two(pair))
    for name, array in (("first", first), ("second", second)):
        if not is_mono(array):
            raise AudioError(f"the {name} array of the pair has shape {array.shape}: one channel was expected")
    if first.dtype != second.dtype:
        raise AudioError(
            f"the arrays of the pair are of types {first.dtype} and {second.dtype}: give both in the same type"
        )
    if isinstance(sample_rate, int) and sample_rate > 0:
        _compare_lengths(("the first array", "the second"), [first.size, second.size], sample_rate)
    return beside(first, second)


def shorter_of(pair: Sequence[Any], sample_rate: int, agent: Side) -> tuple[Party, float] | None:
    """Whose of two arrays is shorter, and by how many seconds."""
    import numpy as np

    return _shorter([np.asarray(each).size for each in _two(pair)], sample_rate, agent)


def _shorter(frames: Sequence[int], hertz: int, agent: Side) -> tuple[Party, float] | None:
    if frames[0] == frames[1]:
        return None
    party = parties_of(agent)[frames.index(min(frames))]
    return party, abs(frames[0] - frames[1]) / hertz


def _two(pair: Sequence[Any]) -> Sequence[Any]:
    if len(pair) != 2:
        raise AudioError(
            f"{counted(len(pair), 'recording')} {'was' if len(pair) == 1 else 'were'} given: a call is one recording, "
            "or a pair (agent, customer); several calls go to analyze_many"
        )
    if pair[0] is pair[1] and hasattr(pair[0], "read"):
        raise AudioError("both of the pair are the same file object: give one recording of each party")
    return pair


def together(left: Recording | Resampled, right: Recording | Resampled) -> Iterator[tuple[Any, Any]]:
    """Blocks of both at the same time, in a type that holds the samples of both."""
    import numpy as np

    dtype = left.dtype if left.dtype == right.dtype else "float32"
    yield from zip_longest(left.blocks(dtype), right.blocks(dtype), fillvalue=np.empty((0, 1), dtype=dtype))


def _compare_lengths(names: tuple[str, str], frames: Sequence[int], hertz: int) -> None:
    lengths = [count / hertz for count in frames]
    if abs(lengths[0] - lengths[1]) <= _ALIKE:
        return
    shorter = lengths.index(min(lengths))
    warnings.warn(
        f"{names[0]} lasts {lengths[0]:.3f} s and {names[1]} {lengths[1]:.3f} s: {names[shorter]} is taken as silent "
        "at its end; check that both begin at the same moment",
        LengthWarning,
        stacklevel=4,
    )
