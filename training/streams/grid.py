"""The grid of a stream, and levels of signals."""

from dataclasses import dataclass

import numpy as np

RATE = 8000
FRAME = 80
"""Samples of a frame of 10 ms, for which there is one label."""
SECONDS = 20
SAMPLES = SECONDS * RATE
FRAMES = SAMPLES // FRAME


@dataclass
class Stream:
    """One channel of a call, 20 s."""

    audio: np.ndarray
    """[SAMPLES], float with active speech near 1; in 16-bit units once the line has set the level."""
    speech: np.ndarray
    """[FRAMES] uint8: 1 where the near party talks."""
    weight: np.ndarray
    """[FRAMES] uint8: how sure the label is; 3 sure, 2 at edges, 1 in doubt, 0 left open."""
    music: np.ndarray
    """[FRAMES] uint8: 1 where there is a tone or music."""

    @classmethod
    def silent(cls):
        """A stream with nothing in it."""
        return cls(
            np.zeros(SAMPLES, np.float32),
            np.zeros(FRAMES, np.uint8),
            np.full(FRAMES, 3, np.uint8),
            np.zeros(FRAMES, np.uint8),
        )


def gain(decibels):
    """The factor of an amplitude that `decibels` are."""
    return 10 ** (decibels / 20)


def rms(audio):
    """Root mean square of `audio`, never 0."""
    return float(np.sqrt(np.mean(np.square(audio, dtype=np.float64))) + 1e-6)


def active_rms(audio, speech):
    """Root mean square of the frames of `audio` that are speech; of all of it where none is."""
    mask = np.repeat(speech[: len(audio) // FRAME] > 0, FRAME)
    return rms(audio[: len(mask)][mask]) if mask.any() else rms(audio)


def peak(audio):
    """Largest magnitude in `audio`, never 0."""
    return np.abs(audio).max() + 1e-9


def wander(rng, samples, points, spread):
    """Factors [samples] that wander through `points` random levels with a deviation of `spread` dB."""
    return np.interp(np.arange(samples), np.linspace(0, samples, points), gain(rng.normal(0, spread, points)))


def widen(mask, frames):
    """`mask` with everything within `frames` frames of it."""
    return np.convolve(mask, np.ones(2 * frames + 1), "same") > 0
