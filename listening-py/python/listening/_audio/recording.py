"""Recordings from files, through soundfile, block by block: memory does not grow with the call."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeAlias

from .._native import Mix, Session
from .._settings.channels import Side, channel, rate
from .._settings.engine import EngineSettings
from .._values.errors import AudioError, ConfigError, ListeningError, TruncatedWarning
from .._values.paths import checked_path
from .._values.type_names import named_type
from ..types import Party
from .arrays import MONO, beside_silence
from .captures import Capture, CaptureDecoder, is_capture
from .coding import too_low
from .decoders import UNNAMED, decoder_of, sounding, unreadable, why
from .decoding import Decoder, Loss
from .file_kinds import HEAD
from .headerless import Described, DescribedPath, Reading, both, raw_of
from .layout import Layout, Part, examine
from .words import Word, Words

if TYPE_CHECKING:
    from .av_decoding import AvDecoder

BLOCK = 65_536
"""Frames read at a time."""

_AS_INT16 = frozenset({"PCM_16", "PCM_S8", "PCM_U8", "ULAW", "ALAW"})
"""Encodings whose every value is a 16-bit value."""

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Described
"""A recording: a path, the bytes of a file, or a binary file object that can seek, which is read from its start; or one
of these with what is said of it."""


class Heard(NamedTuple):
    """A recording that has been heard to its end."""

    engine: Session
    """Not finished yet."""

    mono: bool
    """It has one channel, which was heard as the left one beside a silent right one."""


def is_source(audio: Any) -> bool:
    """Whether `audio` is a path, the bytes of a file or a file object."""
    return isinstance(audio, (str, os.PathLike, bytes, bytearray, memoryview, Described)) or hasattr(audio, "read")


def path_of(source: Any) -> str | None:
    """The whole path of a recording that was given by path."""
    plain = isinstance(source, (str, os.PathLike)) and not isinstance(source, DescribedPath)
    return os.path.abspath(source) if plain else None


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
        mono = recording.channels == 1
        if mono and not keep_frames:
            raise AudioError(f"{name} has one channel: {MONO}{recording.hint}")
        recording.check_rate(sample_rate)
        heard = engine(name, sound.samplerate, agent, settings, words, recording.length)
        if keep_frames:
            heard.keep_frames()
        if recording.capture is not None:
            # Packets say more than their audio: what was lost of whom, and where a stream began again.
            warn_faults(recording.capture.hear(heard, agent), 4)
            return Heard(heard, False)
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
    coded = [coded for recording in recordings if (coded := recording.coding) is not None]
    if coded:
        heard.note_coding(min(coded))


class Recording:
    """A recording that is being read."""

    def __init__(
        self,
        name: str,
        decoder: Decoder | AvDecoder | CaptureDecoder,
        layout: Layout,
        pick: tuple[int, int] | None,
        size: int,
    ) -> None:
        self.name = name
        """What errors call it."""
        self._decoder = decoder
        self.capture: Capture | None = getattr(decoder, "capture", None)
        """The packets that it came in."""
        self.sound = decoder.sound
        """The `soundfile.SoundFile`, or what has its rate, channels and codec."""
        self.unfinished = layout.unfinished
        """Its header was never completed."""
        self.channels: int = 2 if pick else self.sound.channels
        """How many of its channels are given."""
        self.hint = ""
        """What to add where it has one channel."""
        self._pick = pick
        self._size, self._joined = size, len(layout.parts) > 1
        self._taken = 0

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

        buffer = np.empty((BLOCK, self.sound.channels), dtype=dtype or self.dtype)
        filled, first = 0, True
        while True:
            try:
                count = self._decoder.read(buffer[filled:])
            except soundfile.SoundFileError as error:
                raise unreadable(self.name, why(error)) from None
            filled += count
            self._taken += count
            if count and filled < BLOCK:
                continue
            if filled:
                yield buffer[:filled] if self._pick is None else buffer[:filled, self._pick]
            elif first:
                raise AudioError(f"{self.name} holds no audio: its header is there, but no sample follows")
            if not count:
                return
            filled, first = 0, False

    @property
    def cut(self) -> bool:
        """Whether its end is missing, as far as is known by now."""
        return self._decoder.cut

    @property
    def coding(self) -> float | None:
        """The bit rate of what was read, kbit/s, where it is too low for its codec."""
        seconds = self._taken / self.sound.samplerate
        size = getattr(self._decoder, "size", self._size)
        return too_low(self.sound, getattr(self._decoder, "profile", ""), size * 8 / 1000 / seconds if seconds else 0.0)

    @property
    def length(self) -> float | None:
        """Seconds that its header says, where it does."""
        frames = 0 if self._joined else self.sound.frames
        return frames / self.sound.samplerate if 0 < frames < 1 << 62 else None

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
    said = source.reading if isinstance(source, Described) else Reading()
    source = source.source if isinstance(source, Described) else source
    with _file(source) as (file, name):
        _check(file, name)
        if said.format is None and is_capture(file):
            capture = Capture(file, name, said.pick)
            yield Recording(name, CaptureDecoder(capture), Layout([], capture.cut, False, False), None, 0)
            return
        file.seek(0)
        head = file.read(HEAD)
        raw = raw_of(said, name, head)
        size = file.seek(0, os.SEEK_END)
        path = _readable_path(source, file)
        layout = examine(file) if raw is None else Layout([Part([(0, size)], 0, None)], False, False, False)
        with closing(decoder_of(file, name, layout, path, head, raw)) as decoder:
            pick = said.pick
            if pick is not None and max(pick) >= decoder.sound.channels:
                number = decoder.sound.channels
                raise ConfigError(
                    f"{name} has {number} channel{'' if number == 1 else 's'}, and "
                    f"{both(pick)} are to be picked (counted from 1)"
                )
            found = decoder
            if pick is None and decoder.sound.channels > 2:
                pick = sounding(name, decoder)
                found = decoder_of(file, name, layout, path, head, raw)
            with closing(found):
                recording = Recording(name, found, layout, pick, size)
                if raw is not None and said.channels is None:
                    recording.hint = (
                        "; where its samples are of both parties in turn, say so: channels=2, or --channels 2"
                    )
                yield recording


def warn_faults(faults: Sequence[str], depth: int) -> None:
    """Warns of each, from `depth` callers up."""
    for fault in faults:
        warnings.warn(fault, TruncatedWarning, stacklevel=depth + 1)


@contextmanager
def _file(source: Any) -> Iterator[tuple[BinaryIO, str]]:
    """A file object that can seek, and its name."""
    if isinstance(source, (str, os.PathLike)):
        with open(checked_path(source, AudioError), "rb") as file:
            # A pipe is read whole, for a recording's header may speak of its end.
            yield (file if file.seekable() else io.BytesIO(file.read())), os.fspath(source)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield io.BytesIO(bytes(source)), UNNAMED
    elif getattr(source, "closed", False):
        raise AudioError(f"{file_name(source)} is a closed file object: open it again in binary mode ('rb')")
    elif hasattr(source, "seekable") and source.seekable():
        yield source, file_name(source)
    else:
        raise AudioError(
            "the file object cannot seek: read it whole and give its bytes, or push raw samples to a listening.Session"
        )


def file_name(source: Any) -> str:
    """What a file object is called."""
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else UNNAMED


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


def engine(
    name: str, sample_rate: int, agent: Side, settings: EngineSettings, words: Sequence[Word], length: float | None
) -> Session:
    """Makes a session of the engine that knows the words of a call of `length` seconds; an error names the file."""
    if isinstance(words, Words):
        words.fit(length)
    try:
        made = Session(rate(sample_rate), channel(agent), False, settings)
    except ListeningError as error:
        raise type(error)(f"{name}: {error}") from None
    for word in words:
        made.push_word(*word)
    if isinstance(words, Words) and words.times != 1:
        made.note_word_times(words.times)
    return made
