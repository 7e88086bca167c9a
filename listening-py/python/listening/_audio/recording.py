"""Recordings from files, through soundfile, block by block: memory does not grow with the call."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from .._native import Session
from .._settings.channels import Side, channel, rate
from .._settings.engine import EngineSettings
from .._values.errors import AudioError, ConfigError, ListeningError, TruncatedWarning
from .arrays import MONO, beside_silence
from .file_kinds import HEAD, what
from .wav_header import Header, Unclosed, examine
from .word_timings import Word

_BLOCK = 65_536
"""Frames read at a time."""

_AS_INT16 = frozenset({"PCM_16", "PCM_S8", "PCM_U8", "ULAW", "ALAW"})
"""Encodings whose every value is a 16-bit value."""

_NO_LENGTH = 1 << 62
"""What libsndfile says of a stream without a length."""

_HEADERLESS = "give its samples to listening.Session.push_bytes or `listening stream`, which are told rate and encoding"

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A recording: a path, the bytes of a file, or a binary file object that can seek, which is read from its start."""


_UNNAMED = "audio"
"""What a recording is called that is no file with a name."""


class Heard(NamedTuple):
    """A recording that has been heard to its end."""

    engine: Session
    """Not finished yet."""

    mono: bool
    """It has one channel, which was heard as the left one beside a silent right one."""


def is_source(audio: Any) -> bool:
    """Whether `audio` is a path, the bytes of a file or a file object."""
    return isinstance(audio, (str, os.PathLike, bytes, bytearray, memoryview)) or hasattr(audio, "read")


def path_of(source: Any) -> str | None:
    """The whole path of a recording that was given by path."""
    return os.path.abspath(source) if isinstance(source, (str, os.PathLike)) else None


def hear_file(
    source: Source,
    agent: Side,
    settings: EngineSettings,
    sample_rate: int | None = None,
    *,
    keep_frames: bool = False,
    words: Sequence[Word] = (),
) -> Heard:
    """Reads a recording to its end; to `keep_frames` is to take one channel too."""
    channel(agent)
    with opened(source) as recording:
        sound, name = recording.sound, recording.name
        mono = sound.channels == 1
        if sound.channels != 2 and not (keep_frames and mono):
            raise AudioError(
                f"{name} has one channel: {MONO}"
                if mono
                else f"{name} has {sound.channels} channels: give a recording with two, one per party"
            )
        recording.check_rate(sample_rate)
        heard = engine(name, sound.samplerate, agent, settings, words)
        if keep_frames:
            heard.keep_frames()
        taken = 0
        for block in recording.blocks():
            push(heard, beside_silence(block) if mono else block, name, taken / sound.samplerate)
            taken += len(block)
        if recording.is_cut(taken):
            heard.note_truncated()
            warn_cut(name, taken / sound.samplerate, 4)
    return Heard(heard, mono)


class Recording:
    """A recording that is being read."""

    def __init__(self, name: str, sound: Any, missing: bool) -> None:
        self.name = name
        """What errors call it."""
        self.sound = sound
        """The `soundfile.SoundFile`."""
        self._missing = missing

    def check_rate(self, sample_rate: int | None) -> None:
        """Refuses a rate given that is not the file's."""
        if sample_rate is not None and sample_rate != self.sound.samplerate:
            raise ConfigError(
                f"{self.name} is sampled at {self.sound.samplerate} Hz, not at {sample_rate} Hz: "
                "leave sample_rate out for files"
            )

    @property
    def dtype(self) -> str:
        """The type that holds its samples as they are."""
        return "int16" if self.sound.subtype in _AS_INT16 else "float32"

    def blocks(self, dtype: str | None = None) -> Iterator[Any]:
        """The samples, (frames, channels); each block is overwritten by the next.

        A decoder that fails after the first block ends a recording that is cut short.
        """
        import numpy as np
        import soundfile  # type: ignore[import-untyped,unused-ignore]

        buffer = np.empty((_BLOCK, self.sound.channels), dtype=dtype or self.dtype)
        first = True
        while True:
            try:
                block = self.sound.read(out=buffer)
            except soundfile.SoundFileError as error:
                if first:
                    raise _unreadable(self.name, _why(error)) from None
                return
            if len(block) == 0:
                if first:
                    raise AudioError(f"{self.name} holds no audio: its header is there, but no sample follows")
                return
            first = False
            yield block

    def is_cut(self, taken: int) -> bool:
        """Whether its header promises more than the `taken` frames that it holds."""
        # The length of an MP3 is an estimate.
        estimated = self.sound.format in ("MP3", "MPEG")
        promised = self.sound.frames if 0 < self.sound.frames < _NO_LENGTH and not estimated else 0
        return self._missing or taken < promised


@contextmanager
def opened(source: Source) -> Iterator[Recording]:
    """The recording in `source`, from its start."""
    with _file(source) as (file, name):
        header = _header(file, name)
        with _sound(Unclosed(file) if header.unclosed else file, name) as sound:
            yield Recording(name, sound, bool(header.missing))


def warn_cut(name: str, seconds: float, depth: int) -> None:
    """Warns that a recording is cut short, from `depth` callers up."""
    warnings.warn(
        f"{name} is cut short: its header promises more than the {seconds:.3f} s "
        "that it holds; analysed as far as it goes",
        TruncatedWarning,
        stacklevel=depth + 1,
    )


@contextmanager
def _file(source: Source) -> Iterator[tuple[BinaryIO, str]]:
    """A file object that can seek, and its name."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            # A pipe is read whole, for a recording's header may speak of its end.
            yield (file if file.seekable() else io.BytesIO(file.read())), os.fspath(source)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield io.BytesIO(bytes(source)), _UNNAMED
    elif getattr(source, "closed", False):
        raise AudioError(f"{file_name(source)} is a closed file object: open it anew in binary mode ('rb')")
    elif hasattr(source, "seekable") and source.seekable():
        yield source, file_name(source)
    else:
        raise AudioError(
            "the file object cannot seek: read it whole and give its bytes, or push raw samples to a listening.Session"
        )


def file_name(source: Any) -> str:
    """What a file object is called."""
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else _UNNAMED


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
def _sound(file: BinaryIO | Unclosed, name: str) -> Iterator[Any]:
    """The recording in `file`."""
    import soundfile

    file.seek(0)
    try:
        sound = soundfile.SoundFile(file)
    except TypeError:
        # soundfile takes the name's ending for a wish to read headerless samples.
        raise AudioError(f"{name} is headerless audio: {_HEADERLESS}") from None
    except soundfile.SoundFileError as error:
        file.seek(0)
        why = what(file.read(HEAD), name)
        if why is None:
            why = _why(error) + (f"; if it is headerless audio, {_HEADERLESS}" if name == _UNNAMED else "")
        raise _unreadable(name, why) from None
    with sound:
        yield sound


def push(heard: Session, samples: Any, name: str, at: float) -> None:
    """Gives the engine the samples from second `at` on; an error names the file and the time."""
    try:
        heard.push(samples)
    except ListeningError as error:
        raise type(error)(f"{name}, block from {at:.3f} s: {error}") from None


def engine(name: str, sample_rate: int, agent: Side, settings: EngineSettings, words: Sequence[Word]) -> Session:
    """Makes a session of the engine that knows the words; an error names the file."""
    try:
        made = Session(rate(sample_rate), channel(agent), False, settings)
    except ListeningError as error:
        raise type(error)(f"{name}: {error}") from None
    for word in words:
        made.push_word(*word)
    return made


def _unreadable(name: str, why: str) -> AudioError:
    return AudioError(f"{'the recording' if name == _UNNAMED else name} cannot be read as audio: {why}")


def _why(error: Exception) -> str:
    """Libsndfile's own words, without the object that soundfile puts before them."""
    words = getattr(error, "error_string", None) or str(error)
    return str(words).strip().rstrip(".")
