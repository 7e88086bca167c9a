"""What the caller says and what the agent plays, on the caller's clock, at the engine's own rate."""

from __future__ import annotations

import math
from collections import deque
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .._native import Resampler
from .._settings.channels import rate as checked_rate
from .._values.errors import AudioError
from .._values.type_names import named_type

if TYPE_CHECKING:
    import numpy as np

RATE = 8000
"""Samples per second that the engine works at."""


def mono(audio: Any, channels: int) -> np.ndarray[Any, Any]:
    """Samples with full scale at 1: of little-endian 16-bit bytes, or of an array of int16 or floats.

    Of more than one channel, interleaved, the mean.
    """
    import numpy as np

    if isinstance(channels, bool) or not isinstance(channels, int) or channels < 1:
        raise AudioError(f"channels is {channels!r}: expected a whole number, 1 or more")
    if isinstance(audio, np.ndarray):
        array = audio.reshape(-1)
        if array.dtype.kind != "f" and array.dtype != np.int16:
            raise AudioError(f"samples of type {array.dtype.name} are not taken, only int16 and floats")
    else:
        try:
            data = bytes(memoryview(audio))
        except TypeError:
            raise AudioError(f"audio is {named_type(audio)}: expected bytes of 16-bit samples, or an array") from None
        if len(data) % 2:
            raise AudioError(f"{len(data)} bytes: 16-bit samples have an even number of them")
        array = np.frombuffer(data, dtype="<i2")
    samples = array.astype(np.float32)
    if array.dtype.kind == "i":
        samples /= 32768
    if channels == 1:
        return samples
    if len(samples) % channels:
        raise AudioError(f"{len(samples)} samples are no whole number of frames of {channels} channels")
    mixed: np.ndarray[Any, Any] = samples.reshape(-1, channels).mean(axis=1, dtype=np.float32)
    return mixed


class Track:
    """One party's samples, brought to 8 kHz as they come."""

    def __init__(self) -> None:
        self._rate = RATE
        self._resampler = Resampler(RATE)
        self._ready: list[np.ndarray[Any, Any]] = []
        self.length = 0
        """Samples at 8 kHz that are ready."""

    def push(self, samples: np.ndarray[Any, Any], rate: int) -> None:
        """Takes samples that follow the last ones; the rate may change."""
        if rate != self._rate:
            following = Resampler(rate)
            self._keep(self._resampler.finish())
            self._rate, self._resampler = rate, following
        self._keep(self._resampler.push(samples))

    def _keep(self, samples: np.ndarray[Any, Any]) -> None:
        if len(samples):
            self._ready.append(samples)
            self.length += len(samples)

    def take(self, count: int) -> np.ndarray[Any, Any]:
        """The next samples; there must be as many."""
        import numpy as np

        whole = np.concatenate(self._ready)
        self._ready = [whole[count:]] if len(whole) > count else []
        self.length -= count
        return whole[:count]


class Playout:
    """What the agent plays: handed over in any pieces, ahead of time too, and played in real time."""

    def __init__(self, most_behind: float | None) -> None:
        self._queue: deque[tuple[np.ndarray[Any, Any], int]] = deque()
        self._most_behind = most_behind
        self._rate = RATE
        self._since = Fraction(0)
        """Seconds that were played at this rate."""
        self._given = 0
        """Samples that were played at this rate."""
        self.paused = False

    @property
    def waiting(self) -> float:
        """Seconds that have not been played."""
        return sum(len(samples) / rate for samples, rate in self._queue)

    def push(self, samples: np.ndarray[Any, Any], rate: int) -> None:
        """Takes what follows. Of a source in real time what is more than `most_behind` late is left out."""
        if len(samples):
            self._queue.append((samples, rate))
        if self._most_behind is None:
            return
        late = self.waiting - self._most_behind
        while late > 0 and self._queue:
            first, at = self._queue.popleft()
            drop = min(len(first), math.ceil(late * at))
            if drop < len(first):
                self._queue.appendleft((first[drop:], at))
            late -= drop / at

    def stop(self) -> None:
        """Nothing of what waits is played."""
        self._queue.clear()

    def play(self, seconds: Fraction, track: Track) -> None:
        """Plays on for this many seconds, with silence where nothing waits."""
        import numpy as np

        if not self.paused and self._queue and self._queue[0][1] != self._rate:
            self._rate, self._since, self._given = self._queue[0][1], Fraction(0), 0
        self._since += seconds
        due = int(self._since * self._rate) - self._given
        self._given += due
        while due and not self.paused and self._queue and self._queue[0][1] == self._rate:
            samples, rate = self._queue.popleft()
            if len(samples) > due:
                self._queue.appendleft((samples[due:], rate))
                samples = samples[:due]
            track.push(samples, rate)
            due -= len(samples)
        if due:
            track.push(np.zeros(due, dtype=np.float32), self._rate)


class Tracks:
    """Both tracks, by the clock of the caller's audio: what the agent plays lies beside what the caller says."""

    def __init__(self, most_behind: float | None) -> None:
        self.playout = Playout(most_behind)
        self._caller = Track()
        self._agent = Track()

    def push_agent(self, audio: Any, rate: int, channels: int) -> None:
        """Takes what the agent plays from now on, after what waits."""
        self.playout.push(mono(audio, channels), checked_rate(rate))

    def push_caller(self, audio: Any, rate: int, channels: int) -> None:
        """Takes what the caller has said since the last time."""
        samples, hertz = mono(audio, channels), checked_rate(rate)
        # In short steps, so that what the agent plays may change its rate within a long one.
        step = hertz // 50
        for at in range(0, len(samples), step):
            part = samples[at : at + step]
            self.playout.play(Fraction(len(part), hertz), self._agent)
            self._caller.push(part, hertz)

    def ready(self) -> int:
        """Frames that both tracks have."""
        return min(self._caller.length, self._agent.length)

    def take(self, frames: int) -> np.ndarray[Any, Any]:
        """The next frames: the agent's channel, the caller's."""
        import numpy as np

        return np.stack([self._agent.take(frames), self._caller.take(frames)], axis=1)
