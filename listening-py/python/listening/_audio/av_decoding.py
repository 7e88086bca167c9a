"""Decoding what libsndfile does not read, with PyAV: containers with one track for both parties, or one for each.

Every sample is put where its time stamp says, so that a track that begins late, or pauses, keeps its place. A demuxer
is always named and given an open file, never a path: FFmpeg takes text for playlists, and would open what they name.
"""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any, BinaryIO

from .decoding import Loss
from .file_kinds import Kind
from .headerless import FORMATS

_JITTER = 0.03
"""Seconds by which time stamps may be off: containers round them, and clocks differ a little."""

_BEHIND = 30.0
"""Seconds by which one track may be behind the other in a file; one that is further behind is silent there."""

_SHORT = 0.5
"""Seconds that a recording may be shorter than its header says."""

_KNOW_LENGTH = ("mov", "matroska", "asf")
"""Demuxers of files whose headers say how long they are."""


class Undecodable(Exception):
    """PyAV cannot read it; the message says why."""


class Silent(Undecodable):
    """Nothing of it is decoded, as by all that rests on FFmpeg."""

    def __init__(self) -> None:
        super().__init__(
            "no sample of it can be decoded, as with every tool based on FFmpeg: have it written again, as PCM"
        )


class Unfinished(Undecodable):
    """An MP4 that ends before its index, without which nobody reads it."""

    def __init__(self) -> None:
        super().__init__(
            "its index (moov) is missing: it was truncated, or its recorder was stopped before it wrote one, and "
            "no tool can read it like this; copy it again, or have it repaired"
        )


class _Track:
    """What of a track was decoded and not yet given: arrays (frames, channels), each with its place."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Any]] = []
        self.end = 0
        """Frames up to where it was decoded."""
        self.damaged = False


class AvDecoder:
    """The frames of a recording one after the other, as `Decoder` gives them.

    Args:
        file: The recording.
        kind: What it is.
        cut: Its end is known to be missing.

    Raises:
        Undecodable: PyAV cannot read it.
    """

    def __init__(self, file: BinaryIO, kind: Kind, cut: bool = False) -> None:
        import av

        self._errors = (av.error.FFmpegError, ValueError)
        file.seek(0)
        options = {"sample_rate": str(FORMATS["g722"].rate)} if kind.demuxer == "g722" else {}
        try:
            self._container = av.open(file, mode="r", format=kind.demuxer, container_options=options)
        except self._errors as error:
            file.seek(0)
            if kind.demuxer == "mov" and not _has_index(file):
                raise Unfinished from None
            raise Undecodable(_why(error)) from None
        self.losses: list[Loss] = []
        self.stopped: str | None = None
        self.cut = cut
        self._given = self._size = 0
        self._rate = self._wide = 0
        self._zero: float | None = None
        self._done = False
        try:
            self._start(kind)
        except BaseException:
            self._container.close()
            raise

    def _start(self, kind: Kind) -> None:
        streams = list(self._container.streams.audio)
        unread = [str(stream.name or "an unknown codec") for stream in streams if stream.codec_context is None]
        if not streams or unread:
            raise Undecodable(f"it holds {unread[0]}, which PyAV does not decode" if unread else "it holds no audio")
        wide = [stream.codec_context.channels for stream in streams]
        if len(streams) > 1 and (len(streams) > 2 or wide != [1, 1]):
            held = " and ".join(f"{n} channel{'' if n == 1 else 's'}" for n in wide[:4])
            raise Undecodable(
                f"it holds {len(streams)} tracks, with {held}: one track, or two with one channel each, were expected; "
                "keep the one that has both parties, as with: ffmpeg -i FILE -map 0:a:0 call.wav"
            )
        # PyAV's own types say of much that it may be None.
        self._streams: list[Any] = streams
        self._numbers = {stream.index: number for number, stream in enumerate(streams)}
        self._tracks = [_Track() for _ in streams]
        self._resamplers: list[Any] = [None] * len(streams)
        self._packets = self._container.demux(streams)
        while not self._rate and not self._done:
            self._step()
        if not self._rate:
            raise Silent
        self.codec = str(streams[0].codec_context.name)
        """What FFmpeg calls what decodes it."""
        self.profile = str(getattr(streams[0].codec_context, "profile", None) or "")
        self.sound: Any = SimpleNamespace(
            samplerate=self._rate,
            channels=len(streams) if len(streams) > 1 else self._wide,
            tracks=len(streams),
            subtype=self.codec,
            format=kind.demuxer,
            frames=round((self._promised(kind) or 0) * self._rate),
        )
        self._kind = kind

    @property
    def size(self) -> int:
        """Bytes of coded audio up to here."""
        return self._size

    def read(self, into: Any) -> int:
        """Fills an array of (frames, channels); gives how many frames there were, and none at the end."""
        while not self._done and self._ready() < len(into):
            self._step()
        count = min(self._ready(), len(into))
        block = into[:count]
        block[:] = 0
        for at, track in enumerate(self._tracks):
            columns = block[:, at : at + 1] if len(self._tracks) > 1 else block
            self._fill(columns, track)
        self._given += count
        return count

    def close(self) -> None:
        """Closes what decodes; the file stays open."""
        self._container.close()

    def _ready(self) -> int:
        """Frames that can be given."""
        ends = [track.end for track in self._tracks]
        if self._done:
            return max(ends) - self._given
        return max(min(ends), max(ends) - round(_BEHIND * self._rate)) - self._given

    def _fill(self, block: Any, track: _Track) -> None:
        first, last = self._given, self._given + len(block)
        kept = []
        for start, samples in track.waiting:
            end = start + len(samples)
            a, b = max(start, first), min(end, last)
            if a < b:
                block[a - first : b - first] = samples[a - start : b - start]
            if end > last:
                kept.append((start, samples))
        track.waiting = kept

    def _step(self) -> None:
        """Decodes the next packet."""
        try:
            packet = next(self._packets, None)
        except self._errors:
            packet, self.cut = None, True
        if packet is None:
            self._finish()
            return
        at = self._numbers[packet.stream.index]
        self._size += packet.size
        try:
            frames = packet.decode()
        except self._errors:
            self._tracks[at].damaged = True
            return
        for frame in frames:
            self._take(at, frame)

    def _finish(self) -> None:
        self._done = True
        for at, resampler in enumerate(self._resamplers):
            for frame in resampler.resample(None) if resampler is not None else ():
                self._place(at, None, _samples(frame))
        # What could not be decoded up to the end, nothing says the length of.
        self.cut |= any(track.damaged for track in self._tracks)
        ends = max((track.end for track in self._tracks), default=0)
        if self._rate and hasattr(self, "_kind"):
            promised = self._promised(self._kind)
            self.cut |= promised is not None and ends / self._rate < promised - max(_SHORT, 0.01 * promised)

    def _promised(self, kind: Kind) -> float | None:
        """Seconds that the header says, from the first sample on."""
        if kind.demuxer not in _KNOW_LENGTH:
            return None
        lengths = [float(stream.duration * stream.time_base) for stream in self._streams if stream.duration is not None]
        if lengths:
            return max(lengths)
        whole = self._container.duration
        return None if whole is None else whole / 1_000_000 - max(self._zero or 0.0, 0.0)

    def _take(self, at: int, frame: Any) -> None:
        if not frame.samples:
            return
        time = None if frame.pts is None else float(frame.pts * frame.time_base)
        if not self._rate:
            self._rate, self._wide = frame.sample_rate, len(frame.layout.channels)
        if self._zero is None:
            # Of this track its own first frame counts, behind what a decoder needs to begin; of others it may be known.
            others = [each for number, each in enumerate(self._streams) if number != at and each.start_time is not None]
            self._zero = min([time or 0.0, *(float(each.start_time * each.time_base) for each in others)])
        wide = 1 if len(self._tracks) > 1 else self._wide
        if frame.sample_rate == self._rate and len(frame.layout.channels) == wide:
            self._place(at, time, _samples(frame))
            return
        if len(frame.layout.channels) != wide:
            self._tracks[at].damaged = True
            return
        import av

        if self._resamplers[at] is None:
            self._resamplers[at] = av.AudioResampler(format="fltp", layout=frame.layout.name, rate=self._rate)
        for part in self._resamplers[at].resample(frame):
            # The filter is late by its own delay, which is below what is looked at.
            self._place(at, time, _samples(part))
            time = None

    def _place(self, at: int, time: float | None, samples: Any) -> None:
        track = self._tracks[at]
        start = track.end
        if time is not None and self._zero is not None:
            meant = round((time - self._zero) * self._rate)
            if abs(meant - track.end) > _JITTER * self._rate:
                start = meant
        if track.damaged:
            track.damaged = False
            if start > track.end:
                self.losses.append(Loss(track.end, start - track.end))
        if start < track.end:
            # What was given already stays as it is.
            samples = samples[track.end - start :]
            start = track.end
        if len(samples):
            track.waiting.append((start, samples))
            track.end = start + len(samples)


def _samples(frame: Any) -> Any:
    """A frame as float32 (frames, channels), full scale at 1."""
    import numpy as np

    array = frame.to_ndarray()
    array = array.T if frame.format.is_planar else array.reshape(-1, len(frame.layout.channels))
    if array.dtype == np.uint8:
        return (array.astype(np.float32) - 128) / 128
    if array.dtype.kind == "i":
        return array.astype(np.float32) / float(1 << (8 * array.dtype.itemsize - 1))
    return array.astype(np.float32)


def _why(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).strip().rstrip(".")


def _has_index(file: BinaryIO) -> bool:
    """Whether an MP4 has the box that says where its samples lie."""
    at, end = 0, file.seek(0, os.SEEK_END)
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size, name = int.from_bytes(head[:4], "big"), head[4:8]
        if name == b"moov":
            return at + size <= end
        size = int.from_bytes(head[8:], "big") if size == 1 else size
        if size < 8:
            return False
        at += size
    return False
