"""Recordings from files, through soundfile, block by block: memory does not grow with the call."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple

from ._native import Session
from .arrays import MONO, beside_silence
from .config import Config, Side, channel, checked, rate
from .errors import AudioError, ConfigError, ListeningError, TruncatedWarning
from .given import Word
from .report import Report
from .riff import Header, Unclosed, examine

_BLOCK = 65_536
"""Frames read at a time."""

_AS_INT16 = frozenset({"PCM_16", "PCM_S8", "PCM_U8", "ULAW", "ALAW"})
"""Encodings whose every value is a 16-bit value."""

_NO_LENGTH = 1 << 62
"""What libsndfile says of a stream without a length."""


class Heard(NamedTuple):
    """A recording that has been heard to its end."""

    engine: Session
    """Not finished yet."""

    mono: bool
    """It has one channel, which was heard as the left one beside a silent right one."""


def analyze_file(
    source: str | os.PathLike[str] | BinaryIO,
    agent: Side,
    config: Config | None,
    sample_rate: int | None = None,
    words: Sequence[Word] = (),
) -> Report:
    """Analyses a recording given by path or as a binary file object, read from its start."""
    heard = hear_file(source, agent, config, sample_rate, words=words)
    report = Report(heard.engine.finish()[0])
    if isinstance(source, (str, os.PathLike)):
        report._source = os.path.abspath(source)
    return report


def hear_file(
    source: str | os.PathLike[str] | BinaryIO,
    agent: Side,
    config: Config | None,
    sample_rate: int | None = None,
    *,
    looking: bool = False,
    words: Sequence[Word] = (),
) -> Heard:
    """Hears a recording to its end; `looking`, keeps the frames and takes one channel too."""
    channel(agent), checked(config)
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            # A pipe is read whole, for a recording's header may speak of its end.
            whole: Any = file if file.seekable() else io.BytesIO(file.read())
            return _hear(whole, os.fspath(source), agent, config, sample_rate, looking, words)
    if not (hasattr(source, "seekable") and source.seekable()):
        raise AudioError(
            "the file object cannot seek: read it whole and give io.BytesIO(data), "
            "or push raw samples to a listening.Session"
        )
    return _hear(source, file_name(source), agent, config, sample_rate, looking, words)


def file_name(source: Any) -> str:
    """What a file object is called."""
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "audio"


def _hear(
    file: BinaryIO,
    name: str,
    agent: Side,
    config: Config | None,
    sample_rate: int | None,
    looking: bool,
    words: Sequence[Word],
) -> Heard:
    header = _header(file, name)
    with _opened(Unclosed(file) if header.unclosed else file, name) as sound:
        mono = sound.channels == 1
        if sound.channels != 2 and not (looking and mono):
            raise AudioError(
                f"{name} has one channel: {MONO}"
                if mono
                else f"{name} has {sound.channels} channels: give a recording with two, one per party"
            )
        if sample_rate is not None and sample_rate != sound.samplerate:
            raise ConfigError(
                f"{name} is sampled at {sound.samplerate} Hz, not at {sample_rate} Hz: leave sample_rate out for files"
            )
        engine = _engine(name, sound.samplerate, agent, checked(config))
        for word in words:
            engine.push_word(*word)
        if looking:
            engine.keep_frames()
        promised = sound.frames if 0 < sound.frames < _NO_LENGTH else 0
        # The length of an MP3 is an estimate.
        promised = 0 if sound.format in ("MP3", "MPEG") else promised
        taken = 0
        for block in _blocks(sound, name):
            try:
                engine.push(beside_silence(block) if mono else block)
            except ListeningError as error:
                at = taken / sound.samplerate
                raise type(error)(f"{name}, block from {at:.3f} s: {error}") from None
            taken += len(block)
    if taken == 0:
        raise AudioError(f"{name} holds no audio: its header is there, but no sample follows")
    if header.missing or taken < promised:
        engine.note_truncated()
        warnings.warn(
            f"{name} is cut short: its header promises more than the {engine.position:.3f} s "
            "that it holds; analysed as far as it goes",
            TruncatedWarning,
            stacklevel=5,
        )
    return Heard(engine, mono)


def _header(file: BinaryIO, name: str) -> Header:
    """Checks that there are bytes; gives what a WAV header says of them."""
    if not isinstance(file.read(0), bytes):
        raise AudioError(f"{name} is a text file object: open it in binary mode ('rb')")
    if file.seek(0, os.SEEK_END) == 0:
        raise AudioError(f"{name} is empty: no audio in it")
    header = examine(file)
    file.seek(0)
    return header


@contextmanager
def _opened(file: BinaryIO | Unclosed, name: str) -> Iterator[Any]:
    """The recording in `file`."""
    import soundfile  # type: ignore[import-untyped,unused-ignore]

    file.seek(0)
    try:
        sound = soundfile.SoundFile(file)
    except TypeError:
        # soundfile takes the name's ending for a wish to read headerless samples.
        raise AudioError(
            f"{name} is headerless audio: give its samples to listening.Session.push_bytes or "
            "`listening stream`, which are told rate and encoding"
        ) from None
    except soundfile.SoundFileError as error:
        raise AudioError(f"{name} cannot be read as audio: {_why(error)}") from None
    with sound:
        yield sound


def _blocks(sound: Any, name: str) -> Iterator[Any]:
    """The samples; a decoder that fails after the first block ends a recording that is cut short."""
    import numpy as np
    import soundfile  # type: ignore[import-untyped,unused-ignore]

    dtype = "int16" if sound.subtype in _AS_INT16 else "float32"
    buffer = np.empty((_BLOCK, sound.channels), dtype=dtype)
    first = True
    while True:
        try:
            block = sound.read(out=buffer)
        except soundfile.SoundFileError as error:
            if first:
                raise AudioError(f"{name} cannot be read as audio: {_why(error)}") from None
            return
        if len(block) == 0:
            return
        first = False
        yield block


def _engine(name: str, sample_rate: int, agent: Side, settings: Config) -> Session:
    """Makes a session of the engine; an error names the file."""
    try:
        return Session(rate(sample_rate), channel(agent), False, settings.engine)
    except ListeningError as error:
        raise type(error)(f"{name}: {error}") from None


def _why(error: Exception) -> str:
    """Libsndfile's own words, without the object that soundfile puts before them."""
    words = getattr(error, "error_string", None) or str(error)
    return str(words).strip().rstrip(".")
