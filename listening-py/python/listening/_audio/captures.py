"""Captures of packets, pcap and pcapng, as recordings."""

from __future__ import annotations

from typing import Any, BinaryIO, NamedTuple

from .. import _native
from .._native import Session
from .._settings.channels import Side, channel
from .._values.errors import AudioError, ConfigError
from .decoding import Loss

RATE = 8000
"""The clock of telephone audio."""

_HEAD = 4
"""Bytes that say whether a file is one."""

_LISTED = 12
"""Calls and streams that an error lists."""


def is_capture(file: BinaryIO) -> bool:
    """Whether a file object, at its start, is a capture of packets."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    return isinstance(head, bytes) and _native.is_capture(head)


class Capture:
    """A capture in which two streams are chosen.

    Raises:
        AudioError: It cannot be read, or does not hold exactly one call and none is picked.
        ConfigError: There are no streams that are picked.
    """

    def __init__(self, file: BinaryIO, name: str, pick: tuple[int, int] | None) -> None:
        self._file, self._name = file, name
        try:
            self._streams, calls, self.cut, self._snapped, unread = _native.capture_survey(file)
        except AudioError as error:
            raise AudioError(f"{name}: {error}") from None
        if not self._streams:
            links = f"; {unread} of its frames have a link type that is not supported" if unread else ""
            raise AudioError(f"{name} holds no stream of audio: RTP over UDP was expected{links}")
        if pick is None and len(calls) != 1:
            raise AudioError(self._choices(calls))
        self.streams = calls[0] if pick is None else pick
        if max(self.streams) >= len(self._streams) or self.streams[0] == self.streams[1]:
            held = f"{len(self._streams)} stream{'' if len(self._streams) == 1 else 's'}"
            one, other = (number + 1 for number in self.streams)
            raise ConfigError(f"{name} has {held}, and {one} and {other} are to be picked (counted from 1)")

    def _choices(self, calls: list[tuple[int, int]]) -> str:
        """What there is, and how to pick of it."""
        begin = self._streams[0][2]

        def described(number: int) -> str:
            sender, receiver, first, last, _, _ = self._streams[number]
            return f"{sender} to {receiver}, {last - first:.1f} s from {first - begin:.1f} s"

        if calls:
            lines = [f"--pick {a + 1},{b + 1} ({described(a)})" for a, b in calls]
            head = f"{self._name} holds {len(calls)} calls: pick one"
        else:
            count = len(self._streams)
            lines = [f"{number + 1} ({described(number)})" for number in range(count)]
            head = f"{self._name} holds {count} stream{'' if count == 1 else 's'}, no two of which clearly form a call"
            head += ": pick two with --pick" if count > 1 else ""
        more = [f"and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
        how = " (in Python pick=(0, 1), counted from 0), the left one first" if calls or len(self._streams) > 1 else ""
        return f"{head}{how}: {', '.join([*lines[:_LISTED], *more])}"

    def audio(self) -> bytes:
        """Interleaved 16-bit samples, the left stream's first."""
        return _native.capture_audio(self._file, self.streams)

    def hear(self, session: Session, agent: Side) -> list[str]:
        """Pushes it to a session; gives what a reader should know of it."""
        left, right = self.streams
        of_agent, of_customer = (left, right) if channel(agent) == 0 else (right, left)
        counts: Any = _native.hear_capture(self._file, session, (of_agent, of_customer))
        if self.cut:
            session.note_truncated()
        found = []
        if self.cut:
            found.append(f"{self._name} ends within a packet: analysed as far as it goes")
        if self._snapped:
            found.append(
                f"{self._name}: {self._snapped} packets were cut when they were captured: "
                "capture whole packets (tcpdump -s 0)"
            )
        for number, (packets, _, _, _, _, undecoded, _) in zip((of_agent, of_customer), counts, strict=True):
            if undecoded:
                types = ", ".join(map(str, self._streams[number][5]))
                found.append(
                    f"{self._name}: {undecoded} of {packets} packets of stream {number + 1} are not decoded "
                    f"(payload types {types}; G.711, L16, comfort noise and telephone events are); they count as lost"
                )
        return found


class Sound(NamedTuple):
    """What `soundfile.SoundFile` would say of it."""

    frames: int
    samplerate: int = RATE
    channels: int = 2
    subtype: str = "PCM_16"
    format: str = "CAPTURE"


class CaptureDecoder:
    """The audio of a capture, as a decoder gives it: placed when it is first read."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.sound = Sound(0)
        self.cut = capture.cut
        self.losses: list[Loss] = []
        self.stopped: str | None = None
        self._frames: Any = None
        self._at = 0

    def read(self, into: Any) -> int:
        """Fills an array of (frames, channels); gives how many frames there were, and none at the end."""
        if self._frames is None:
            import numpy as np

            self._frames = np.frombuffer(self.capture.audio(), np.int16).reshape(-1, 2)
        block = self._frames[self._at : self._at + len(into)]
        into[: len(block)] = block if into.dtype.kind == "i" else block / 32768
        self._at += len(block)
        return len(block)

    def close(self) -> None:
        """Nothing is open."""
