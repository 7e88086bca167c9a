"""Recordings from files, through soundfile, block by block: memory does not grow with the call."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from .._native import Mix, Session
from .._settings.channels import Side, channel, rate
from .._settings.engine import EngineSettings
from .._values.errors import AudioError, ConfigError, ListeningError, TruncatedWarning
from .._values.type_names import named_type
from ..types import Party
from .arrays import MONO, beside_silence
from .decoding import Decoder, Loss
from .file_kinds import HEAD, blank, what
from .layout import Layout, examine
from .words import Word

_BLOCK = 65_536
"""Frames read at a time."""

_AS_INT16 = frozenset({"PCM_16", "PCM_S8", "PCM_U8", "ULAW", "ALAW"})
"""Encodings whose every value is a 16-bit value."""

_HEADERLESS = "give its samples to listening.Session.push_bytes or `listening stream`, which are told rate and encoding"

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A recording: a path, the bytes of a file, or a binary file object that can seek, which is read from its start."""


_HEADERLESS_ENDINGS = (".raw", ".pcm", ".sln", ".ulaw", ".alaw", ".ul", ".al")
"""Names of files that have no header."""

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
        parties = parties_of(agent)[:1] if mono else parties_of(agent)
        taken = 0
        for block in recording.blocks():
            lost = [(party, loss) for party in parties for loss in recording.losses(taken, len(block))]
            push(heard, beside_silence(block) if mono else block, name, taken, sound.samplerate, lost)
            taken += len(block)
        note(heard, [recording])
        warn_faults(recording.faults(taken), 4)
    return Heard(heard, mono)


def parties_of(agent: Side) -> tuple[Party, Party]:
    """The parties on the left and on the right channel."""
    return ("agent", "customer") if channel(agent) == 0 else ("customer", "agent")


def note(heard: Session | Mix, recordings: Sequence[Recording]) -> None:
    """Tells the engine what of the recordings is not as it should be."""
    if any(recording.cut for recording in recordings):
        heard.note_truncated()
    if any(recording.unfinished for recording in recordings):
        heard.note_unfinished()


class Recording:
    """A recording that is being read."""

    def __init__(self, name: str, decoder: Decoder, unfinished: bool) -> None:
        self.name = name
        """What errors call it."""
        self._decoder = decoder
        self.sound = decoder.sound
        """The `soundfile.SoundFile`."""
        self.unfinished = unfinished
        """Its header was never completed."""

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
        """The samples, (frames, channels): blocks of one length but the last, each overwritten by the next."""
        import numpy as np
        import soundfile  # type: ignore[import-untyped,unused-ignore]

        buffer = np.empty((_BLOCK, self.sound.channels), dtype=dtype or self.dtype)
        filled, first = 0, True
        while True:
            try:
                count = self._decoder.read(buffer[filled:])
            except soundfile.SoundFileError as error:
                raise _unreadable(self.name, _why(error)) from None
            filled += count
            if count and filled < _BLOCK:
                continue
            if filled:
                yield buffer[:filled]
            elif first:
                raise AudioError(f"{self.name} holds no audio: its header is there, but no sample follows")
            if not count:
                return
            filled, first = 0, False

    @property
    def cut(self) -> bool:
        """Whether its end is missing, as far as is known by now."""
        return self._decoder.cut

    def losses(self, start: int, count: int) -> list[Loss]:
        """What could not be decoded of it, of what begins within these frames."""
        return [loss for loss in self._decoder.losses if start <= loss.start < start + count]

    def faults(self, taken: int) -> list[str]:
        """What a reader should know of it, after `taken` frames."""
        rate, found = self.sound.samplerate, []
        if losses := self._decoder.losses:
            lost = sum(loss.frames for loss in losses) / rate
            found.append(
                f"{self.name} is damaged: {lost:.3f} s of it cannot be decoded, the first at "
                f"{losses[0].start / rate:.3f} s; they count as lost audio"
            )
        if self._decoder.stopped:
            found.append(f"{self.name} is analysed up to {taken / rate:.3f} s: {self._decoder.stopped}")
        elif self.cut:
            found.append(
                f"{self.name} is cut short: of what it announces, {taken / rate:.3f} s are there; "
                "analysed as far as it goes"
            )
        return found


@contextmanager
def opened(source: Source) -> Iterator[Recording]:
    """The recording in `source`, from its start."""
    with _file(source) as (file, name):
        _check(file, name)
        layout = examine(file)
        with closing(_decoder(file, name, layout, _readable_path(source, file))) as decoder:
            yield Recording(name, decoder, layout.unfinished)


def warn_faults(faults: Sequence[str], depth: int) -> None:
    """Warns of each, from `depth` callers up."""
    for fault in faults:
        warnings.warn(fault, TruncatedWarning, stacklevel=depth + 1)


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


def _check(file: BinaryIO, name: str) -> None:
    """Checks that there are bytes."""
    if isinstance(file, io.TextIOBase):
        raise AudioError(f"{name} is a text file object: open it in binary mode ('rb')")
    if not isinstance(file.read(0), bytes):
        raise AudioError(
            f"{named_type(file)} was given, whose read() gives no bytes: give a path, a binary file object or an array"
        )
    if file.seek(0, os.SEEK_END) == 0:
        raise AudioError(f"{name} is empty: no audio in it")


def _readable_path(source: Source, file: BinaryIO) -> str | None:
    """The path of a file that was given by it, if it is no pipe and soundfile can write its name as text."""
    path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    if not isinstance(path, str) or isinstance(file, io.BytesIO):
        return None
    try:
        path.encode()
    except UnicodeEncodeError:
        return None
    return path


def _decoder(file: BinaryIO, name: str, layout: Layout, path: str | None) -> Decoder:
    """What decodes the recording in `file`."""
    import soundfile

    try:
        return Decoder(file, layout, path)
    except soundfile.SoundFileError as error:
        file.seek(0)
        why = blank(name) if layout.blank else what(file.read(HEAD), name)
        if why is None:
            headerless = name == _UNNAMED or name.lower().endswith(_HEADERLESS_ENDINGS)
            why = _why(error) + (f"; if it is headerless audio, {_HEADERLESS}" if headerless else "")
        raise _unreadable(name, why) from None


def push(
    heard: Session | Mix,
    samples: Any,
    name: str,
    at: int,
    hertz: int,
    lost: Sequence[tuple[Party, Loss] | tuple[None, Loss]] = (),
) -> None:
    """Gives the engine the samples from frame `at` on, and says what of them is lost; an error names file and time.

    A mix has no party whose audio it is.
    """
    start = 0
    try:
        for party, loss in sorted(lost, key=lambda each: each[1].start):
            if loss.start - at > start:
                heard.push(samples[start : loss.start - at])
                start = loss.start - at
            _push_lost(heard, loss.frames, party)
        heard.push(samples[start:])
    except ListeningError as error:
        raise type(error)(f"{name}, block from {at / hertz:.3f} s: {error}") from None


def _push_lost(heard: Session | Mix, frames: int, party: Party | None) -> None:
    if isinstance(heard, Mix):
        heard.push_lost(frames)
    elif party is not None:
        heard.push_lost(frames, party)


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
