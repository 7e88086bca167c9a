"""A mixed mono recording with who talked when: the turns say who talks, the audio says when."""

from __future__ import annotations

import os
from typing import Any

from .._native import Mix
from .._settings.channels import rate
from .._settings.engine import EngineSettings
from .._values.errors import AudioError, ListeningError
from .arrays import as_samples, is_mono
from .diarisation import Speakers, by_party
from .recording import is_source, note, opened, push, warn_faults
from .words import Words


def hear_mixed(
    audio: Any, sample_rate: int | None, turns: Any, speakers: Speakers | None, settings: EngineSettings, words: Words
) -> str:
    """The report of a mono recording, as JSON."""
    if is_source(audio):
        name = os.path.splitext(os.path.basename(audio))[0] if isinstance(audio, (str, os.PathLike)) else None
        return _hear_file(audio, sample_rate, by_party(turns, speakers, name), settings, words)
    if not (hasattr(audio, "__array__") and is_mono(audio)):
        raise AudioError(
            f"with turns, a mono recording was expected, not {_what(audio)}: with a channel per party, "
            "leave turns out; without audio, give them to listening.from_talkspurts"
        )
    if sample_rate is None:
        raise AudioError("an array has no sample rate of its own: give sample_rate, for instance 8000")
    hertz = rate(sample_rate)
    words.fit(max(audio.shape) / hertz if audio.shape else None)
    mix = _made(hertz, by_party(turns, speakers), settings, words)
    mix.push(as_samples(audio).reshape(-1, 1))
    return mix.finish()


def _made(hertz: int, talk: tuple[Any, Any], settings: EngineSettings, words: Words) -> Mix:
    """The engine, which knows turns and words."""
    mix = Mix(hertz, settings)
    mix.push_turns(*talk)
    for word in words:
        mix.push_word(*word)
    if words.times != 1:
        mix.note_word_times(words.times)
    return mix


def _hear_file(
    audio: Any, sample_rate: int | None, talk: tuple[Any, Any], settings: EngineSettings, words: Words
) -> str:
    with opened(audio) as recording:
        sound, name = recording.sound, recording.name
        if recording.channels != 1:
            raise AudioError(
                f"{name} has {recording.channels} channels: turns go with a mono recording; where each "
                "party has its channel, leave turns out"
            )
        recording.check_rate(sample_rate)
        words.fit(recording.length)
        try:
            mix = _made(rate(sound.samplerate), talk, settings, words)
        except ListeningError as error:
            raise type(error)(f"{name}: {error}") from None
        taken = 0
        for block in recording.blocks():
            push(
                mix,
                block,
                name,
                taken,
                sound.samplerate,
                [(None, loss) for loss in recording.losses(taken, len(block))],
            )
            taken += len(block)
        note(mix, [recording])
        warn_faults(recording.faults(taken), 5)
    return mix.finish()


def _what(audio: Any) -> str:
    return f"an array of shape {audio.shape}" if hasattr(audio, "shape") else f"a {type(audio).__name__}"
