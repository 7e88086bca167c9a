"""Filters: a random colour, one pole, and noise that sounds like the background of a recording."""

import numpy as np
from scipy.signal import butter, lfilter, oaconvolve, sosfilt

from .grid import FRAME, RATE, gain, rms


def random_colour(rng, audio):
    """`audio` through a smooth random filter, as of another telephone."""
    steps = gain(np.cumsum(rng.normal(0, 2.0, 9)))
    response = np.interp(np.arange(65), np.linspace(0, 64, 9), steps / steps.mean())
    taps = np.roll(np.fft.irfft(response), 64) * np.hanning(128)
    return oaconvolve(audio, taps.astype(np.float32))[64 : 64 + len(audio)]


def one_pole(audio, pole, scale=1):
    """`audio` through one pole: darker where `pole` is above 0, brighter below."""
    return lfilter([scale], [1, -pole], audio)


def resonance(frequency, radius):
    """Denominator of a resonance at `frequency` Hz; the closer `radius` is to 1, the sharper it is."""
    return [1, -2 * radius * np.cos(2 * np.pi * frequency / RATE), radius * radius]


def band(audio, order, low, high):
    """`audio` between `low` and `high` Hz."""
    return sosfilt(butter(order, [low, high], "band", fs=RATE, output="sos"), audio)


def background_like(rng, audio, speech, samples):
    """Noise [samples] with the spectrum and level of the pauses of `audio`; None if these are short."""
    mask = np.repeat(speech > 0, FRAME)[: len(audio)]
    pauses = audio[: len(mask)][~mask]
    if len(pauses) < 1024:
        return None
    blocks = pauses[: len(pauses) // 256 * 256].reshape(-1, 256) * np.hanning(256)
    energy = np.mean(blocks**2, 1)
    # The louder pauses hold breaths and clicks.
    blocks = blocks[energy <= np.percentile(energy, 60)]
    spectrum = np.sqrt(np.mean(np.abs(np.fft.rfft(blocks, axis=1)) ** 2, 0))
    taps = np.roll(np.fft.irfft(spectrum), 128) * np.hanning(256)
    noise = rng.standard_normal(samples + 256).astype(np.float32)
    noise = oaconvolve(noise, taps.astype(np.float32))[256 : 256 + samples]
    # .612 is the root mean square of the window.
    return noise * (rms(blocks) / 0.612 / rms(noise))
