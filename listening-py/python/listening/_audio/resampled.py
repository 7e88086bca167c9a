"""One of two recordings whose rates differ, brought to the engine's own rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._native import Resampler
from .._settings.channels import rate
from .decoding import Loss
from .recording import BLOCK, Recording

RATE = 8000
"""Samples per second that the engine works at."""


class Resampled:
    """A recording with one channel, as `Recording`, at 8 kHz."""

    dtype = "float32"

    def __init__(self, recording: Recording) -> None:
        self.name = recording.name
        self._recording = recording
        self._resampler = Resampler(rate(recording.sound.samplerate))

    def blocks(self, dtype: str = "float32") -> Iterator[Any]:
        """The samples, (frames, 1): blocks of one length but the last."""
        import numpy as np

        kept: list[Any] = []
        for samples in self._resampled():
            kept.append(samples)
            if sum(map(len, kept)) >= BLOCK:
                whole = np.concatenate(kept)
                cut = len(whole) // BLOCK * BLOCK
                yield from whole[:cut].reshape(-1, BLOCK, 1)
                kept = [whole[cut:]]
        if sum(map(len, kept)):
            yield np.concatenate(kept).reshape(-1, 1)

    def _resampled(self) -> Iterator[Any]:
        import numpy as np

        for block in self._recording.blocks("float32"):
            yield self._resampler.push(np.ascontiguousarray(block[:, 0]))
        yield self._resampler.finish()

    def losses(self, start: int, count: int) -> list[Loss]:
        """What could not be decoded, of what begins within these frames."""
        hertz = self._recording.sound.samplerate
        known = self._recording.losses(0, 1 << 62)
        scaled = [Loss(loss.start * RATE // hertz, -(-loss.frames * RATE // hertz)) for loss in known]
        return [loss for loss in scaled if start <= loss.start < start + count]

    def faults(self, taken: int) -> list[str]:
        """What a reader should know of it, after `taken` frames."""
        return self._recording.faults(taken * self._recording.sound.samplerate // RATE)
